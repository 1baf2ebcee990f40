#include <set>
#include <string>
#include <utility>

#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/connection_upgrade_map.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

// `Connection` directives with a literal `upgrade` that apply to plain requests, each once, in order.
std::set<DirectiveId> careless_headers(const nginx::Config& config) {
  std::set<DirectiveId> found;
  for (const nginx::Pass& pass : config.passes()) {
    if (pass.kind != nginx::PassKind::proxy || !has_valid_scheme(pass)) continue;
    const DirectiveId block = settings_of(config, pass);
    const DirectiveId header = header_in_force(config, block, "proxy_set_header", "connection");
    if (header == kNoDirective || !says_upgrade(argument_or_empty(config, header, 1))) continue;
    // connection-header-in-http2 reports HTTP/2 backends.
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
        "`map $http_upgrade $connection_upgrade { default upgrade; '' ''; }` is in the `http` block";
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
      diagnostic.message =
          "nginx sends `Connection: upgrade` with every request, not only with WebSocket requests";
      diagnostic.why =
          "the value is fixed, but `$http_upgrade` is empty for plain requests: the backend is told to upgrade, but not to which protocol";
      diagnostic.help = "use a `map` of `$http_upgrade`, as in the nginx documentation";
      if (is_terminated(config, header)) diagnostic.fixes.push_back(fix_for(subject, file, header));
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kConnectionUpgradeAlways = {"connection-upgrade-always", Severity::warning,
                                       "`Connection \"upgrade\"` on requests that are not WebSocket", check};

}  // namespace stackengine::rules
