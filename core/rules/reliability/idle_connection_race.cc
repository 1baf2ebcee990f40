#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/rule.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/keepalive_needs.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

bool is_hang_up(const LogLine& line) {
  const bool hang_up =
      line.meaning == error_log::Meaning::closed || line.meaning == error_log::Meaning::reset;
  return hang_up && line.action == "reading response header from upstream" && line.scheme == "http";
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const LogFailures failures(subject, is_hang_up);
  if (failures.empty()) return;
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<const nginx::Upstream*> told;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.kind != nginx::PassKind::proxy || pass.scheme != "http" || is_overridden(config, pass))
        continue;
      const LogLine* line = failures.of(pass);
      const UpstreamPlace place = subject.upstream_named(pass.authority);
      if (line == nullptr || place.upstream == nullptr || place.upstream->keepalive == kNoDirective) continue;
      const nginx::Config& other = place.file->config;
      if (keepalive_needs(subject, file, pass).any() || speaks_http_2(config, settings_of(config, pass)))
        continue;
      if (!other.find(place.upstream->directive, "keepalive_timeout").empty()) continue;
      if (!told.insert(place.upstream).second || !diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kIdleConnectionRace.id;
      diagnostic.severity = Severity::info;
      diagnostic.place = {place.file->source, other.directive(place.upstream->keepalive).span};
      diagnostic.message = "the backend may close idle connections before nginx does";
      diagnostic.why =
          "nginx keeps idle connections for 60 seconds; a request fails this way if the backend closes the connection just as nginx uses it";
      diagnostic.help =
          "if the backend speaks HTTP/1.1 and did not crash, set `keepalive_timeout` below the backend's idle limit";
      diagnostic.evidence.push_back(evidence_of(
          *line, Strength::supporting, "the backend closed the connection, which has many possible causes"));
      if (is_terminated(other, place.upstream->keepalive)) {
        diagnostic.fixes.push_back({"close idle connections before the backend does",
                                    Applicability::manual,
                                    "the backend keeps idle connections for at least 5 seconds",
                                    {nginx::insert_after(other, place.file->source, place.upstream->keepalive,
                                                         {"keepalive_timeout 4s;"})}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kIdleConnectionRace = {"idle-connection-race", Severity::info,
                                  "idle connections that the backend may close before nginx does", check};

}  // namespace stackengine::rules
