#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/rule.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::kNoDirective;

bool is_cut_stream(const LogLine& line) {
  return line.meaning == error_log::Meaning::timed_out && line.action == "reading upstream";
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const LogFailures failures(subject, is_cut_stream);
  if (failures.empty()) return;
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.kind != nginx::PassKind::grpc || !has_valid_scheme(pass) || is_overridden(config, pass))
        continue;
      const LogLine* line = failures.of(pass);
      if (line == nullptr ||
          last_in_force(config, settings_of(config, pass), "grpc_read_timeout") != kNoDirective)
        continue;
      if (line->scheme != "grpc" && line->scheme != "grpcs") continue;
      if (!diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = kStreamCutByTimeout.id;
      diagnostic.severity = Severity::info;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message =
          "nginx closed a stream to " + quoted(pass.authority) + " after 60 seconds without data";
      diagnostic.why = "`grpc_read_timeout` is not set; its default is 60 seconds";
      diagnostic.help = "set `grpc_read_timeout` above the longest pause of a stream";
      diagnostic.evidence.push_back(
          evidence_of(*line, Strength::supporting, "the error log says so: " + quoted(line->message)));
      if (is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
        diagnostic.fixes.push_back({"allow pauses of an hour",
                                    Applicability::manual,
                                    "streams here may pause for that long",
                                    {nginx::insert_after(config, file.source, settings_anchor(config, pass),
                                                         {"grpc_read_timeout 1h;"})}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kStreamCutByTimeout = {"stream-cut-by-timeout", Severity::info,
                                  "an idle gRPC stream that nginx closed after `grpc_read_timeout`", check};

}  // namespace stackengine::rules
