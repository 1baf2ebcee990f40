#include "rules/reliability/stream_cut_by_timeout.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Tells, where the log has `upstream timed out (110…) while reading upstream` for a `grpc_pass` backend, that `grpc_read_timeout` is at its default.

## Why is this bad
nginx waits 60 seconds between two reads, no matter how the stream goes on. A gRPC stream that is quiet for longer (a subscription, a watch) is cut off, and the client sees an
ended call. The time-out came after the response header, so HTTP/2 to the backend works.

## Example
```nginx
location /events.Feed/ {
    grpc_pass grpc://127.0.0.1:50051;
}
2024/07/15 03:42:17 [error] 19#19: *4821 upstream timed out (110: Connection timed out) while reading upstream, client: 192.0.2.10, server: app, request: "POST /events.Feed/Watch HTTP/2.0", upstream: "grpc://127.0.0.1:50051", host: "app"
```
Use instead:
```nginx
location /events.Feed/ {
    grpc_pass grpc://127.0.0.1:50051;
    grpc_read_timeout 1h;
}
```

## Fix safety
Only shown: how long a stream may be quiet, you know. All versions with `grpc_pass` (1.13.10).

## References
- nginx documentation, `grpc_read_timeout`: 60s, between two successive read operations
- ngx_http_upstream.c: `upstream timed out`
)";

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
          "a stream of " + quoted(pass.authority) + " was quiet for 60 seconds, and nginx ended it";
      diagnostic.why = "`grpc_read_timeout` is not set, and 60 seconds by default";
      diagnostic.help = "set `grpc_read_timeout` to the longest pause of a stream";
      diagnostic.evidence.push_back(
          evidence_of(*line, Strength::supporting, "the error log says so: " + quoted(line->message)));
      if (is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
        diagnostic.fixes.push_back({"let streams be quiet for an hour",
                                    Applicability::manual,
                                    "streams here may be quiet for that long",
                                    {nginx::insert_after(config, file.source, settings_anchor(config, pass),
                                                         {"grpc_read_timeout 1h;"})}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kStreamCutByTimeout = {
    "stream-cut-by-timeout", "reliability",
    Severity::info,          "a quiet gRPC stream that `grpc_read_timeout` ended",
    kDocumentation,          check};

}  // namespace stackengine::rules
