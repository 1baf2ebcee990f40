#include <algorithm>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

bool ends_in_slash(const std::string& text) { return !text.empty() && text.back() == '/'; }

// `/favicon.ico`: the location is meant for that path alone.
bool looks_like_file(const std::string& path) {
  return path.find('.', path.rfind('/') == std::string::npos ? 0 : path.rfind('/')) != std::string::npos;
}

// Whether a slash can be added to the path of the location: it is unquoted, and no other location has that
// path.
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
  diagnostic.why = "nginx replaces " + quoted(match.path) + " with " + quoted(pass.uri) +
                   ", and only one of them ends in a slash";
  diagnostic.help = "end both in a slash, or neither";
  diagnostic.related.push_back(
      {{file.source, config.tree().argument_word(location, config.tree().argument_count(location) - 1).span},
       "this part of the path is replaced"});

  Fix fix;
  fix.assumption = "the backend expects " +
                   quoted(doubled && pass.uri != "/" ? pass.uri + "x" : (doubled ? "/x" : pass.uri + "/x"));
  if (!doubled) {
    fix.title = "add a slash to the end of the `proxy_pass` path";
    fix.edits = {nginx::replace_span(file.source, pass.target_span, pass.target + "/")};
  } else if (pass.uri != "/") {
    fix.title = "remove the slash at the end of the `proxy_pass` path";
    fix.edits = {
        nginx::replace_span(file.source, pass.target_span, pass.target.substr(0, pass.target.size() - 1))};
  } else if (can_take_slash(config, location, match.path)) {
    const Span word = config.tree().argument_word(location, config.tree().argument_count(location) - 1).span;
    fix.title = "add a slash to the end of the location";
    // The fix counts on the path of the pass: another fix that changes it comes first.
    fix.edits = {{{file.source, {word.end, word.end}}, "/"},
                 nginx::replace_span(file.source, pass.target_span, pass.target)};
    fix.assumption += "; only " + quoted(match.path + "/…") + " should match";
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

const Rule kTrailingSlashJoin = {"trailing-slash-join", Severity::warning,
                                 "a location and a `proxy_pass` path where only one ends in a slash", check};

}  // namespace stackengine::rules
