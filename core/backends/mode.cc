#include "backends/mode.h"

#include <vector>

namespace stackengine::backends {

Mode mode_of(const nginx::Config& config, const nginx::Pass& pass) {
  Mode mode;
  if (pass.kind == nginx::PassKind::grpc) {
    mode.valid = pass.scheme.empty() || pass.scheme == "grpc" || pass.scheme == "grpcs";
    mode.tls = pass.scheme == "grpcs";
    mode.http2 = mode.grpc = true;
    return mode;
  }
  mode.valid = pass.scheme == "http" || pass.scheme == "https";
  mode.tls = pass.scheme == "https";
  const nginx::DirectiveId block = config.settings_block(config.directive(pass.directive).parent);
  const std::vector<nginx::DirectiveId> versions = config.in_force(block, "proxy_http_version");
  mode.http2 = !versions.empty() && config.tree().argument_count(versions.back()) == 1 &&
               config.argument(versions.back(), 0) == "2";
  return mode;
}

Protocols reaches(const Mode& mode) {
  if (!mode.http2) return {mode.tls ? Protocol::http1_tls : Protocol::http1};
  if (mode.tls) return {Protocol::h2_tls, Protocol::grpc_tls};
  return {Protocol::h2c, Protocol::grpc};
}

std::string directive_words(const Mode& mode) {
  if (mode.grpc) return "`grpc_pass`";
  return mode.http2 ? "`proxy_pass` with `proxy_http_version 2`" : "`proxy_pass`";
}

std::string version_words(const Mode& mode) { return mode.http2 ? "HTTP/2" : "HTTP/1.x"; }

std::string spoken_words(const Mode& mode) {
  return version_words(mode) + (mode.tls ? " over TLS" : " without TLS");
}

}  // namespace stackengine::backends
