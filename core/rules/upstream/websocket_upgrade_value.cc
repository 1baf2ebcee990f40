#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

// Only values that cannot be right; an unknown variable may come from a `map` of the user.
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
      diagnostic.message = quoted(config.argument(header, 1)) + " is not a protocol that `Upgrade` can name";
      diagnostic.why =
          "`Upgrade` names the protocol to switch to (`websocket`); `upgrade` belongs in `Connection`";
      diagnostic.help = "use `$http_upgrade`, which holds the client's value";
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

const Rule kWebsocketUpgradeValue = {"websocket-upgrade-value", Severity::warning,
                                     "`proxy_set_header Upgrade` with a value that is not a protocol", check};

}  // namespace stackengine::rules
