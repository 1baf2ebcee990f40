#include <set>
#include <string>
#include <utility>

#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

void report(const ConfigFile& file, DirectiveId id, uint32_t at, DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const Span word = config.tree().argument_word(id, at).span;
  Diagnostic diagnostic;
  diagnostic.rule = kRetryOfUnsafeRequests.id;
  diagnostic.severity = Severity::info;
  diagnostic.place = {file.source, word};
  diagnostic.message =
      "nginx retries a failed POST on a second backend, although the first may have processed it";
  diagnostic.why = "`non_idempotent` allows retries of requests that nginx otherwise sends only once";
  diagnostic.help = "remove it, unless every POST here may run twice";
  if (is_terminated(config, id) && config.tree().argument_count(id) > 1) {
    diagnostic.fixes.push_back({"retry only idempotent requests",
                                Applicability::manual,
                                "a POST here must not run twice",
                                {nginx::remove_span(config, file.source, word)}});
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> seen;
    for (const nginx::Pass& pass : config.passes()) {
      const bool proxy = pass.kind == nginx::PassKind::proxy;
      const DirectiveId id = last_in_force(config, settings_of(config, pass),
                                           proxy ? "proxy_next_upstream" : "grpc_next_upstream");
      if (id == nginx::kNoDirective || !seen.insert(id).second) continue;
      for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) {
        if (config.argument(id, i) != "non_idempotent") continue;
        if (diagnostics->admit()) report(file, id, i, diagnostics);
        break;
      }
    }
  }
}

}  // namespace

const Rule kRetryOfUnsafeRequests = {"retry-of-unsafe-requests", Severity::info,
                                     "`non_idempotent` lets nginx retry POST requests", check};

}  // namespace stackengine::rules
