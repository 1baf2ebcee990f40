#include "rules/kubernetes/annotations.h"

namespace stackengine::rules {
namespace {

constexpr BackendProtocol kBackendProtocols[] = {
    {"HTTP", "proxy_pass http://"}, {"HTTPS", "proxy_pass https://"}, {"AUTO_HTTP", "proxy_pass $scheme://"},
    {"GRPC", "grpc_pass grpc://"},  {"GRPCS", "grpc_pass grpcs://"},  {"FCGI", "fastcgi_pass "},
};

}  // namespace

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::optional<BackendProtocol> backend_protocol(std::string_view value) {
  const std::string wanted = upper_case(value);
  for (const BackendProtocol& one : kBackendProtocols) {
    if (one.name == wanted) return one;
  }
  return std::nullopt;
}

}  // namespace stackengine::rules
