#include "rules/upstream/trailing_slash_join.h"

#include <algorithm>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Reports `proxy_pass` with a path where only one of location and path ends in a slash, so that the backend gets `//x` or `/v1x`.

## Why is this bad
With a path in `proxy_pass`, nginx replaces the part of the request path that the location matched by it, letter by letter. `location /api` with
`proxy_pass http://backend/` makes `//x` of `/api/x` and `/x` of `/apix`; `location /api/` with `http://backend/v1` makes `/v1x` of `/api/x`
(measured with nginx 1.22.1). Many backends answer 404, some treat `//x` as another resource. No version of nginx warns of it.

## Example
```nginx
location /api {
    proxy_pass http://127.0.0.1:8080/;
}
```
Use instead:
```nginx
location /api/ {
    proxy_pass http://127.0.0.1:8080/;
}
```

## Fix safety
Unsafe: the backend gets other paths than before. Where the path is more than a slash, the fix changes `proxy_pass` so that both end alike; where it
is `/`, it adds the slash to the location, which then no longer matches `/apix` (nginx redirects `/api` to `/api/` by itself).
Silent where a `rewrite` in the location may change the path, for exact, regular-expression and named locations, and for names
that look like a file.

## References
- nginx documentation, `proxy_pass`: "the part of a normalized request URI matching the location is replaced"
- measured: requests of nginx 1.22.1 captured behind each form
)";

bool ends_in_slash(const std::string& text) { return !text.empty() && text.back() == '/'; }

// `/favicon.ico`: the location is meant for that path alone.
bool looks_like_file(const std::string& path) {
  return path.find('.', path.rfind('/') == std::string::npos ? 0 : path.rfind('/')) != std::string::npos;
}

// The location's path word, when a slash can be added to it: unquoted, and the path nothing but its own.
bool can_take_slash(const nginx::Config& config, DirectiveId location, const std::string& path) {
  const DirectiveId parent = config.directive(location).parent;
  for (const DirectiveId sibling : config.find(parent, "location")) {
    const LocationMatch match = match_of(config, sibling);
    if (sibling != location && match.path == path + "/") return false;  // nginx: `duplicate location`
  }
  const nginx::Word& word = config.tree().argument_word(location, config.tree().argument_count(location) - 1);
  return word.quote == 0;
}

void report(const ConfigFile& file, const nginx::Pass& pass, DirectiveId location, const LocationMatch& match,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const bool doubled = ends_in_slash(pass.uri);
  const std::string sample = doubled ? match.path + "/x" : match.path + "x";
  const std::string joined = pass.uri + (doubled ? "/x" : "x");

  Diagnostic diagnostic;
  diagnostic.rule = kTrailingSlashJoin.id;
  diagnostic.severity = Severity::warning;
  diagnostic.place = {file.source, config.directive(pass.directive).span};
  diagnostic.message = quoted(sample) + " reaches the backend as " + quoted(joined);
  diagnostic.why = "nginx replaces " + quoted(match.path) + " by " + quoted(pass.uri) +
                   ", and only one of them ends in a slash";
  diagnostic.help = "let both end in a slash, or neither";
  diagnostic.related.push_back(
      {{file.source, config.tree().argument_word(location, config.tree().argument_count(location) - 1).span},
       "the part of the path that is replaced"});

  Fix fix;
  fix.assumption = "the backend expects " +
                   quoted(doubled && pass.uri != "/" ? pass.uri + "x" : (doubled ? "/x" : pass.uri + "/x"));
  if (!doubled) {
    fix.title = "end the path of `proxy_pass` in a slash";
    fix.edits = {nginx::replace_span(file.source, pass.target_span, pass.target + "/")};
  } else if (pass.uri != "/") {
    fix.title = "end the path of `proxy_pass` without slash";
    fix.edits = {
        nginx::replace_span(file.source, pass.target_span, pass.target.substr(0, pass.target.size() - 1))};
  } else if (can_take_slash(config, location, match.path)) {
    const Span word = config.tree().argument_word(location, config.tree().argument_count(location) - 1).span;
    fix.title = "end the location in a slash";
    fix.edits = {{{file.source, {word.end, word.end}}, "/"}};
    fix.assumption += "; nothing but " + quoted(match.path + "/…") + " is meant to match";
  }
  if (!fix.edits.empty() && is_terminated(config, pass.directive) && can_be_fixed(config, pass))
    diagnostic.fixes.push_back(std::move(fix));
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      const DirectiveId location = config.directive(pass.directive).parent;
      if (pass.kind != nginx::PassKind::proxy || !has_valid_scheme(pass) || is_overridden(config, pass))
        continue;
      if (pass.target_span.empty() || pass.uri.empty() || pass.uri.front() != '/') continue;
      if (pass.uri.find('?') != std::string::npos || pass.uri.find("//") != std::string::npos) continue;
      if (location == kNoDirective) continue;
      const LocationMatch match = match_of(config, location);
      if (!match.is_prefix() || ends_in_slash(match.path) == ends_in_slash(pass.uri)) continue;
      if (looks_like_file(match.path) || !config.find(location, "rewrite").empty()) continue;
      if (diagnostics->admit()) report(file, pass, location, match, diagnostics);
    }
  }
}

}  // namespace

const Rule kTrailingSlashJoin = {
    "trailing-slash-join", "upstream",
    Severity::warning,     "location and `proxy_pass` path of which only one ends in a slash",
    kDocumentation,        check};

}  // namespace stackengine::rules
