#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "rules/rule.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

// Domains whose owners document that addresses change. Other names may keep their addresses for ever.
constexpr std::string_view kMoving[] = {
    ".amazonaws.com", ".cloudfront.net", ".azurewebsites.net", ".cloudapp.azure.com",
    ".herokuapp.com", ".run.app",        ".appspot.com",       ".svc",
    ".cluster.local"};

bool moves(std::string_view host) {
  for (const std::string_view suffix : kMoving) {
    if (ends_with(host, suffix)) return true;
  }
  return false;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> told;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.evaluated || !has_valid_scheme(pass) || is_overridden(config, pass)) continue;
      if (subject.upstream_named(pass.authority).upstream != nullptr) continue;
      const std::string host = nginx::host_of(pass.authority);
      if (!moves(host) || !told.insert(enclosing(config, pass.directive, "server")).second) continue;
      if (!diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = kNameResolvedOnce.id;
      diagnostic.severity = Severity::info;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message = "nginx resolves " + quoted(host) + " only once, when it starts";
      diagnostic.why = "the addresses of such names change, and nginx keeps the old ones until a reload";
      diagnostic.help =
          "use a variable and `resolver`, or `server … resolve` in an `upstream` block with nginx 1.27.3 or later";
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kNameResolvedOnce = {"name-resolved-once", Severity::info,
                                "a host with changing addresses that nginx resolves only once", check};

}  // namespace stackengine::rules
