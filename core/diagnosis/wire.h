// What nginx sends on a connection to a peer, and which peers understand it. Pass directives, Kubernetes
// routes and log entries all use this model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "diagnosis/protocol.h"

namespace stackengine {

// `unknown`: not shown by the evidence, or chosen by each request (`proxy_pass $scheme://app`).
enum class Transport : uint8_t { unknown, cleartext, tls };

// `grpc` is HTTP/2 as `grpc_pass` speaks it. `other`: FastCGI, uwsgi, SCGI, memcached.
enum class Application : uint8_t { http1, http2, grpc, other };

struct Wire {
  Transport transport = Transport::unknown;
  Application application = Application::http1;

  constexpr bool tls() const { return transport == Transport::tls; }
  constexpr bool http2() const { return application == Application::http2 || grpc(); }
  constexpr bool grpc() const { return application == Application::grpc; }
  constexpr bool is_http() const { return application != Application::other; }
  constexpr bool operator==(Wire other) const {
    return transport == other.transport && application == other.application;
  }
  constexpr bool operator!=(Wire other) const { return !(*this == other); }
  constexpr bool operator<(Wire other) const {
    return transport != other.transport ? transport < other.transport : application < other.application;
  }
};

inline constexpr Wire kHttpWire = {Transport::cleartext, Application::http1};
inline constexpr Wire kHttpsWire = {Transport::tls, Application::http1};
inline constexpr Wire kGrpcWire = {Transport::cleartext, Application::grpc};
inline constexpr Wire kGrpcsWire = {Transport::tls, Application::grpc};
inline constexpr Wire kH2cWire = {Transport::cleartext, Application::http2};

// The protocols that understand the wire, likeliest first: a peer must speak one of them. gRPC also works
// through `proxy_http_version 2`, but loses its status without `proxy_pass_trailers on` (measured on 1.31.4),
// which is not a matter of protocols. A peer that speaks only HTTP/2 over TLS answers HTTP/1.1 over TLS with
// 403 or closes (measured: Node, nghttpd); one that also takes HTTP/1.1 speaks both.
Protocols understood_on(Wire wire);

// The wire that a peer of this protocol needs. `http2`: nginx can send HTTP/2 without gRPC
// (`proxy_http_version 2`); otherwise `grpc_pass` is the only way.
Wire wire_for(Protocol protocol, bool http2);

// The wire as a bit of a set, by TLS and HTTP/2; of an unknown transport, as cleartext.
uint8_t bit_of(Wire wire);

std::string_view scheme_of(Wire wire);  // of `proxy_pass` or `grpc_pass`: "grpcs"
std::string_view pass_of(Wire wire);    // "grpc_pass"

// For messages: "`grpc_pass`", "HTTP/2", "HTTP/2 over TLS".
std::string directive_words(Wire wire);
std::string version_words(Wire wire);
std::string spoken_words(Wire wire);

}  // namespace stackengine
