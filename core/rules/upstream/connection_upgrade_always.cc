#include "rules/upstream/connection_upgrade_always.h"

#include <set>
#include <string>
#include <utility>

#include "nginx/layout.h"
#include "rules/upstream/connection_upgrade_map.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Reports `proxy_set_header Connection "upgrade"` where it reaches more than WebSocket requests: in `location /`, in a named
location, or set for a whole server. A location of its own for WebSocket (`location /ws/`) is left alone, as it is the form
that nginx's documentation shows.

## Why is this bad
The literal value goes out with every request, while `Upgrade $http_upgrade` goes out only with those that ask for it. The
backend gets plain requests that say `Connection: upgrade` and name no protocol. Node.js ignores that and keeps the
connection open (measured behind nginx 1.22.1); other servers and gateways answer 400, or close the connection after each
response, so that `keepalive` has nothing to keep.

## Example
```nginx
server {
    location / {
        proxy_pass http://127.0.0.1:8080;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection "upgrade";
    }
}
```
Use instead:
```nginx
map $http_upgrade $connection_upgrade {
    default upgrade;
    ''      '';
}
server {
    location / {
        proxy_pass http://127.0.0.1:8080;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;
    }
}
```

## Fix safety
Safe when the text defines `$connection_upgrade` already, otherwise unsafe: the fix adds the `map` before the server, and another
file may define the same variable. nginx's documentation writes `close` for requests without upgrade; the empty value
leaves the header out, which works with and without `keepalive` of the upstream. When the server block was not given, the
fix is only shown, because a `map` must stand in `http`. All versions of nginx.

## References
- nginx documentation, "WebSocket proxying"
- RFC 9110 section 7.8: `Upgrade` and `Connection: upgrade` go together
- measured: requests of nginx 1.22.1 captured behind each form
)";

// `Connection` directives that say `upgrade` literally and reach plain requests, each once, in order.
std::set<DirectiveId> careless_headers(const nginx::Config& config) {
  std::set<DirectiveId> found;
  for (const nginx::Pass& pass : config.passes()) {
    if (pass.kind != nginx::PassKind::proxy || !has_valid_scheme(pass)) continue;
    const DirectiveId block = settings_of(config, pass);
    const DirectiveId header = header_in_force(config, block, "proxy_set_header", "connection");
    if (header == kNoDirective || !says_upgrade(argument_or_empty(config, header, 1))) continue;
    // nginx drops an HTTP/2 backend's requests for another reason: connection-header-in-http2.
    if (takes_plain_requests(config, block) && !speaks_http_2(config, block)) found.insert(header);
  }
  return found;
}

Fix fix_for(const Subject& subject, const ConfigFile& file, DirectiveId header) {
  const nginx::Config& config = file.config;
  ConnectionUpgradeMap map = connection_upgrade_map(subject, file, header);
  Fix fix;
  fix.title = "send `Connection: upgrade` only with requests that ask for it";
  fix.edits = std::move(map.edits);
  fix.edits.push_back(
      nginx::replace_span(file.source, config.tree().argument_word(header, 1).span, "$connection_upgrade"));
  fix.assumption = map.assumption;
  fix.applicability = map.assumption.empty() ? Applicability::safe : Applicability::unsafe;
  if (!map.available) {
    fix.applicability = Applicability::manual;
    fix.assumption =
        "`map $http_upgrade $connection_upgrade { default upgrade; '' ''; }` stands in the `http` block";
  }
  return fix;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const DirectiveId header : careless_headers(config)) {
      if (!diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = kConnectionUpgradeAlways.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(header).span};
      diagnostic.message = "every request gets `Connection: upgrade`, also those that are not WebSocket";
      diagnostic.why =
          "the value is fixed, while `$http_upgrade` is empty for plain requests: the backend is told to "
          "upgrade, but not to what";
      diagnostic.help = "use a `map` of `$http_upgrade`, as nginx's documentation shows";
      if (is_terminated(config, header)) diagnostic.fixes.push_back(fix_for(subject, file, header));
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kConnectionUpgradeAlways = {"connection-upgrade-always",
                                       "upstream",
                                       Severity::warning,
                                       "`Connection \"upgrade\"` on requests that are not WebSocket",
                                       kDocumentation,
                                       check};

}  // namespace stackengine::rules
