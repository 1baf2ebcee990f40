#include "rules/upstream/websocket_upgrade_value.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Reports `proxy_set_header Upgrade` with a value that names no protocol, such as `upgrade` or `$connection_upgrade`.

## Why is this bad
`Upgrade` names the protocol to change to, `websocket`; `Connection` says that `Upgrade` counts. With the two mixed up, the backend
is asked for a protocol called `upgrade`. WebSocket servers refuse that, and a fixed value asks for it with every request,
also those of clients that want none: behind nginx 1.22.1 a Node.js server answered a plain request with 101 Switching Protocols.

## Example
```nginx
location /ws/ {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 1.1;
    proxy_set_header Upgrade "upgrade";
    proxy_set_header Connection "upgrade";
}
```
Use instead:
```nginx
location /ws/ {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
}
```

## Fix safety
Safe: the client's own `Upgrade` is passed on, which is what a WebSocket backend expects. All versions of nginx.

## References
- nginx documentation, "WebSocket proxying"
- RFC 9110 section 7.8, RFC 6455 section 4.1
)";

// Only values that cannot be right; a variable that is not known here may be a `map` of the user's.
bool names_no_protocol(const std::string& value) {
  static const std::set<std::string> wrong = {
      "upgrade",          "keep-alive",          "close", "on",      "true",
      "$http_connection", "$connection_upgrade", "$host", "$scheme", "$http_host"};
  return wrong.count(lower_case(value)) != 0;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> wrong;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.kind != nginx::PassKind::proxy || !has_valid_scheme(pass)) continue;
      const DirectiveId header =
          header_in_force(config, settings_of(config, pass), "proxy_set_header", "upgrade");
      if (header != kNoDirective && names_no_protocol(argument_or_empty(config, header, 1))) {
        wrong.insert(header);
      }
    }
    for (const DirectiveId header : wrong) {
      if (!diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = kWebsocketUpgradeValue.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(header).span};
      diagnostic.message = "`Upgrade` names no protocol: " + quoted(config.argument(header, 1));
      diagnostic.why =
          "`Upgrade` is the protocol to change to (`websocket`); `upgrade` belongs into `Connection`";
      diagnostic.help = "pass on what the client sent: `$http_upgrade`";
      diagnostic.fixes.push_back(
          {"pass on the client's `Upgrade`",
           Applicability::safe,
           "",
           {nginx::replace_span(file.source, config.tree().argument_word(header, 1).span, "$http_upgrade")}});
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kWebsocketUpgradeValue = {"websocket-upgrade-value",
                                     "upstream",
                                     Severity::warning,
                                     "`proxy_set_header Upgrade` with a value that names no protocol",
                                     kDocumentation,
                                     check};

}  // namespace stackengine::rules
