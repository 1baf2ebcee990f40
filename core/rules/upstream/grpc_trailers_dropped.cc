#include "rules/upstream/grpc_trailers_dropped.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/retarget.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Reports a gRPC backend behind `proxy_pass` with `proxy_http_version 2` and without `proxy_pass_trailers on`. That it is gRPC has to be known or suspected
from your answer, the log or the name of the location (`/package.Service/`).

## Why is this bad
gRPC puts its status into trailers, which `proxy_pass` drops by default: the body arrives, `grpc-status` does not, and clients report an error for
calls that succeeded (measured with nginx 1.29.4). `grpc_pass` passes trailers by itself.

## Example
```nginx
location /helloworld.Greeter/ {
    proxy_pass http://127.0.0.1:50051;
    proxy_http_version 2;
}
```
Use instead:
```nginx
location /helloworld.Greeter/ {
    grpc_pass grpc://127.0.0.1:50051;
}
```

## Fix safety
Safe or unsafe as the change to `grpc_pass` is; the alternative, `proxy_pass_trailers on`, is unsafe: clients that send `TE` may need
`proxy_set_header TE trailers` too. `proxy_http_version 2` exists since 1.29.4, `proxy_pass_trailers` since 1.27.2.

## References
- nginx documentation, `proxy_pass_trailers`
- measured: gRPC calls through `proxy_http_version 2` of nginx 1.29.4 and 1.31.4
)";

// `/package.Service/` or `/package.Service/Method`: how gRPC names its paths, and hardly anything else does.
bool names_a_service(const LocationMatch& match) {
  const std::string& path = match.path;
  const size_t end = path.find('/', 1);
  if (match.modifier.find('~') != std::string::npos || end == std::string::npos) return false;
  const size_t dot = path.rfind('.', end);
  if (dot == std::string::npos || dot < 2 || dot + 1 >= end) return false;
  return path[dot + 1] >= 'A' && path[dot + 1] <= 'Z';
}

bool is_grpc(const Subject& subject, const nginx::Config& config, const nginx::Pass& pass, bool* certain) {
  const Backend* backend = subject.backend_of(pass);
  const bool known = backend != nullptr && backend->certainty == Certainty::known;
  *certain = known;
  if (known) return backend->known_to_speak(Protocol::grpc) || backend->known_to_speak(Protocol::grpc_tls);
  if (backend != nullptr &&
      (backend->suspected_to_speak(Protocol::grpc) || backend->suspected_to_speak(Protocol::grpc_tls))) {
    return true;
  }
  return names_a_service(match_of(config, settings_of(config, pass)));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.kind != nginx::PassKind::proxy || pass.variable || !has_valid_scheme(pass)) continue;
      const nginx::DirectiveId block = settings_of(config, pass);
      if (!speaks_http_2(config, block) || is_overridden(config, pass)) continue;
      const nginx::DirectiveId trailers = last_in_force(config, block, "proxy_pass_trailers");
      bool certain = false;
      if (argument_or_empty(config, trailers, 0) == "on" || !is_grpc(subject, config, pass, &certain))
        continue;
      if (!diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kGrpcTrailersDropped.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message = std::string(certain ? "" : "suspect: ") +
                           "gRPC loses its status here: " + "`proxy_pass` drops trailers";
      diagnostic.why = "gRPC clients read `grpc-status` from the trailers, and fail calls that have none";
      diagnostic.help = "use `grpc_pass`, or set `proxy_pass_trailers on`";
      if (is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
        const Backend* backend = subject.backend_of(pass);
        const bool tls = pass.scheme == "https";
        if (backend != nullptr && !pass.target_span.empty()) {
          diagnostic.fixes.push_back(
              retarget(subject, file, pass, tls ? Protocol::grpc_tls : Protocol::grpc));
        }
        if (trailers == kNoDirective) {
          Fix fix;
          fix.title = "pass trailers";
          fix.assumption = "the clients need no `TE` header at the backend";
          fix.edits = {nginx::insert_after(config, file.source, settings_anchor(config, pass),
                                           {"proxy_pass_trailers on;"})};
          diagnostic.fixes.push_back(std::move(fix));
        }
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kGrpcTrailersDropped = {
    "grpc-trailers-dropped", "upstream",
    Severity::warning,       "gRPC through `proxy_http_version 2` without trailers",
    kDocumentation,          check};

}  // namespace stackengine::rules
