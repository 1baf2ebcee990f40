#include "backends/wire_of.h"

#include <vector>

namespace stackengine::backends {

std::optional<Wire> wire_of(const nginx::Config& config, const nginx::Pass& pass) {
  if (pass.kind == nginx::PassKind::grpc) {
    if (pass.scheme == "grpcs") return kGrpcsWire;
    return pass.scheme.empty() || pass.scheme == "grpc" ? std::optional<Wire>(kGrpcWire) : std::nullopt;
  }
  if (pass.scheme != "http" && pass.scheme != "https") return std::nullopt;
  Wire wire = pass.scheme == "https" ? kHttpsWire : kHttpWire;
  const nginx::DirectiveId block = config.settings_block(config.directive(pass.directive).parent);
  const std::vector<nginx::DirectiveId> versions = config.in_force(block, "proxy_http_version");
  if (!versions.empty() && config.tree().argument_count(versions.back()) == 1 &&
      config.argument(versions.back(), 0) == "2") {
    wire.application = Application::http2;
  }
  return wire;
}

}  // namespace stackengine::backends
