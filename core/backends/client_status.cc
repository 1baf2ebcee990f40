#include "backends/client_status.h"

#include <string_view>
#include <utility>

namespace stackengine::backends {
namespace {

error_log::Observation observed(Strength strength, Protocols speaks, std::string sentence) {
  error_log::Observation observation;
  observation.strength = strength;
  observation.speaks = std::move(speaks);
  observation.sentence = std::move(sentence);
  return observation;
}

bool holds(const std::string& body, std::string_view words) {
  return std::string_view(body).substr(0, 4096).find(words) != std::string_view::npos;
}

const Protocols& over_tls() {
  static const Protocols protocols = {Protocol::http1_tls, Protocol::h2_tls, Protocol::grpc_tls};
  return protocols;
}

}  // namespace

std::optional<error_log::Observation> read_client_status(const ClientObservation& client, Wire wire) {
  if (wire.http2()) return std::nullopt;
  const bool in_clear = !wire.tls();
  if (client.status == 9 && in_clear) {
    return observed(
        Strength::supporting, {Protocol::h2c, Protocol::grpc},
        "status 009 is HTTP/0.9: nginx passed on a response that does not start like HTTP/1.x; most likely the backend speaks HTTP/2 or gRPC");
  }
  if (in_clear) {
    // TLS servers of nginx and Go say this (measured); the nginx in front may say it about its own port.
    if (holds(client.body, "plain HTTP request was sent to HTTPS port") ||
        holds(client.body, "Client sent an HTTP request to an HTTPS server")) {
      return observed(Strength::supporting, over_tls(),
                      "the response says that plain HTTP was sent to an HTTPS port: the backend expects TLS");
    }
    if (client.status == 400) {
      return observed(
          Strength::weak, over_tls(),
          "status 400: the TLS servers of nginx and Go answer plain HTTP with it, but so does any application that rejects a request");
    }
    return std::nullopt;
  }
  if (client.status == 403 && holds(client.body, "Missing ALPN Protocol")) {
    return observed(Strength::supporting, {Protocol::h2_tls, Protocol::grpc_tls},
                    "the response says `Missing ALPN Protocol`: the backend speaks only HTTP/2 over TLS");
  }
  if (client.status == 403) {
    return observed(
        Strength::weak, {Protocol::h2_tls, Protocol::grpc_tls},
        "status 403: the HTTP/2 server of Node.js answers HTTP/1.x over TLS with it, but so does any application that forbids a request");
  }
  return std::nullopt;
}

}  // namespace stackengine::backends
