#include "diagnosis/protocol.h"

#include <algorithm>

namespace stackengine {
namespace {

struct ProtocolNames {
  Protocol protocol;
  std::string_view name;
  std::string_view description;
};

constexpr ProtocolNames kNames[] = {
    {Protocol::http1, "http1", "HTTP/1.1"},
    {Protocol::http1_tls, "http1-tls", "HTTP/1.1 over TLS"},
    {Protocol::h2c, "h2c", "HTTP/2 without TLS (h2c)"},
    {Protocol::h2_tls, "h2-tls", "HTTP/2 over TLS"},
    {Protocol::grpc, "grpc", "gRPC without TLS"},
    {Protocol::grpc_tls, "grpc-tls", "gRPC over TLS"},
};

const ProtocolNames& names_of(Protocol protocol) {
  return *std::find_if(std::begin(kNames), std::end(kNames),
                       [protocol](const ProtocolNames& names) { return names.protocol == protocol; });
}

}  // namespace

std::string_view to_string(Protocol protocol) { return names_of(protocol).name; }
std::string_view describe(Protocol protocol) { return names_of(protocol).description; }

std::optional<Protocol> parse_protocol(std::string_view name) {
  for (const ProtocolNames& names : kNames) {
    if (names.name == name) return names.protocol;
  }
  return std::nullopt;
}

bool is_tls(Protocol protocol) {
  return protocol == Protocol::http1_tls || protocol == Protocol::h2_tls || protocol == Protocol::grpc_tls;
}

bool is_http2(Protocol protocol) { return protocol != Protocol::http1 && protocol != Protocol::http1_tls; }

bool among(Protocol protocol, const Protocols& protocols) {
  return std::find(protocols.begin(), protocols.end(), protocol) != protocols.end();
}

void add_missing(const Protocols& from, Protocols* to) {
  for (const Protocol protocol : from) {
    if (!among(protocol, *to)) to->push_back(protocol);
  }
}

}  // namespace stackengine
