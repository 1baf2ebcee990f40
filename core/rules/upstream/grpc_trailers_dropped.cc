#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/retarget.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::kNoDirective;

// `/package.Service/` or `/package.Service/Method`: gRPC paths have this form, and few others do.
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
      diagnostic.message = std::string(certain ? "gRPC calls lose" : "gRPC calls may lose") +
                           " their status here: `proxy_pass` drops trailers";
      diagnostic.why = "gRPC clients read `grpc-status` from the trailers; a call without it fails";
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
          fix.title = "pass the trailers on";
          fix.assumption = "the backend does not need the clients' `TE` header";
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

const Rule kGrpcTrailersDropped = {"grpc-trailers-dropped", Severity::warning,
                                   "gRPC through `proxy_http_version 2` without trailers", check};

}  // namespace stackengine::rules
