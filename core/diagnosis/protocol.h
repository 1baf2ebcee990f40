// The protocols that a backend can speak, with their names on the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace stackengine {

enum class Protocol : uint8_t { http1, http1_tls, h2c, h2_tls, grpc, grpc_tls };

using Protocols = std::vector<Protocol>;

inline constexpr Protocol kProtocols[] = {Protocol::http1,  Protocol::http1_tls, Protocol::h2c,
                                          Protocol::h2_tls, Protocol::grpc,      Protocol::grpc_tls};

std::string_view to_string(Protocol protocol);  // "http1-tls"
std::string_view describe(Protocol protocol);   // "HTTP/1.1 over TLS"
std::optional<Protocol> parse_protocol(std::string_view name);

bool is_tls(Protocol protocol);
bool is_http2(Protocol protocol);  // gRPC runs over HTTP/2

bool among(Protocol protocol, const Protocols& protocols);
void add_missing(const Protocols& from, Protocols* to);

}  // namespace stackengine
