#include "diagnosis/wire.h"

#include <utility>

namespace stackengine {

Protocols understood_on(Wire wire) {
  using P = Protocol;
  if (wire.application == Application::other) return {};
  if (!wire.http2()) {
    if (wire.transport == Transport::unknown) return {P::http1, P::http1_tls};
    return {wire.tls() ? P::http1_tls : P::http1};
  }
  const Protocol http2 = wire.tls() ? P::h2_tls : P::h2c;
  const Protocol grpc = wire.tls() ? P::grpc_tls : P::grpc;
  return wire.grpc() ? Protocols{grpc, http2} : Protocols{http2, grpc};
}

Wire wire_for(Protocol protocol, bool http2) {
  const bool grpc = protocol == Protocol::grpc || protocol == Protocol::grpc_tls;
  return {is_tls(protocol) ? Transport::tls : Transport::cleartext, !is_http2(protocol) ? Application::http1
                                                                    : grpc || !http2    ? Application::grpc
                                                                                        : Application::http2};
}

uint8_t bit_of(Wire wire) {
  return static_cast<uint8_t>(1u << ((wire.tls() ? 2u : 0u) + (wire.http2() ? 1u : 0u)));
}

std::string_view scheme_of(Wire wire) {
  if (wire.grpc()) return wire.tls() ? "grpcs" : "grpc";
  return wire.tls() ? "https" : "http";
}

std::string_view pass_of(Wire wire) { return wire.grpc() ? "grpc_pass" : "proxy_pass"; }

std::string directive_words(Wire wire) {
  if (wire.grpc()) return "`grpc_pass`";
  return wire.http2() ? "`proxy_pass` with `proxy_http_version 2`" : "`proxy_pass`";
}

std::string version_words(Wire wire) { return wire.http2() ? "HTTP/2" : "HTTP/1.x"; }

std::string spoken_words(Wire wire) {
  return version_words(wire) + (wire.tls() ? " over TLS" : " without TLS");
}

}  // namespace stackengine
