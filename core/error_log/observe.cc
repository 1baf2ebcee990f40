// What an entry says about the backend's protocol.
//
// Each reading below was checked against 726 measured combinations of nginx version, pass directive and
// backend (nginx 1.22.1, 1.29.4, 1.31.4): none excludes what the backend speaks. Levels are never looked at:
// they differ between nginx versions for one event (ALPN alert 120 is `crit` before 1.31.0, `error` from then
// on).
#include <utility>

#include "error_log/error_log.h"
#include "error_log/exchange.h"
#include "error_log/frame_size.h"
#include "error_log/scan.h"

namespace stackengine::error_log {
namespace {

Protocols cleartext() { return {Protocol::http1, Protocol::h2c, Protocol::grpc}; }
Protocols tls() { return {Protocol::http1_tls, Protocol::h2_tls, Protocol::grpc_tls}; }

Protocols all() {
  return {Protocol::http1,  Protocol::http1_tls, Protocol::h2c,
          Protocol::h2_tls, Protocol::grpc,      Protocol::grpc_tls};
}

// All that a peer which finished a TLS handshake, and then spoke no HTTP/2, cannot speak.
Protocols all_but_http1_tls() {
  return {Protocol::http1, Protocol::h2c, Protocol::grpc, Protocol::h2_tls, Protocol::grpc_tls};
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

Observation make(Strength strength, Protocols speaks, Protocols excludes, std::string sentence) {
  Observation observation;
  observation.speaks = std::move(speaks);
  observation.excludes = std::move(excludes);
  observation.strength = strength;
  observation.sentence = std::move(sentence);
  return observation;
}

Observation conclude(Protocols speaks, Protocols excludes, std::string sentence) {
  return make(Strength::conclusive, std::move(speaks), std::move(excludes), std::move(sentence));
}

Observation support(Protocols speaks, Protocols excludes, std::string sentence) {
  return make(Strength::supporting, std::move(speaks), std::move(excludes), std::move(sentence));
}

Observation leaving(Protocols leaves, Observation observation) {
  observation.leaves = std::move(leaves);
  return observation;
}

// What a client of this kind most likely meant to reach, over the other transport.
Protocols likely(const Exchange& exchange, bool over_tls) {
  const bool grpc = exchange.grpc || exchange.grpc_request;
  if (over_tls) {
    return grpc ? Protocols{Protocol::grpc_tls, Protocol::h2_tls, Protocol::http1_tls}
                : Protocols{Protocol::http1_tls, Protocol::h2_tls, Protocol::grpc_tls};
  }
  return grpc ? Protocols{Protocol::grpc, Protocol::h2c, Protocol::http1}
              : Protocols{Protocol::http1, Protocol::h2c, Protocol::grpc};
}

Protocols cleartext_http2(const Exchange& exchange) {
  return exchange.grpc_request ? Protocols{Protocol::grpc, Protocol::h2c}
                               : Protocols{Protocol::h2c, Protocol::grpc};
}

// An HTTP/1.x reply to HTTP/2. An nginx port with `ssl` gives it too, when it gets cleartext: a 400 page. Of
// the 50 measured combinations that logged this number over cleartext, 10 were such ports. So TLS is never
// excluded there, and a port that by custom speaks TLS keeps the evidence from being conclusive.
Observation read_http1_reply(const Exchange& exchange, const std::string& frame) {
  const std::string what = frame + ", the start of an HTTP/1.x reply: ";
  switch (exchange.transport) {
    case Transport::tls:
      return conclude({Protocol::http1_tls}, all_but_http1_tls(),
                      what + "the backend speaks HTTP/1.1 inside TLS, not HTTP/2");
    case Transport::cleartext:
      if (on_tls_port(exchange.address)) {
        return support(
            {Protocol::http1, Protocol::http1_tls}, {Protocol::h2c, Protocol::grpc},
            what +
                "the backend speaks cleartext HTTP/1.1, not HTTP/2, or it is a TLS port, as its number "
                "suggests, that refuses cleartext with an HTTP error page");
      }
      return conclude({Protocol::http1}, {Protocol::h2c, Protocol::grpc},
                      what + "the backend answers cleartext HTTP/1.1, not HTTP/2");
    case Transport::unknown:
      break;
  }
  return support({Protocol::http1, Protocol::http1_tls}, {Protocol::h2c, Protocol::grpc},
                 what +
                     "the backend answers HTTP/1.1, not HTTP/2, but the line does not say which backend, nor "
                     "whether over TLS");
}

// `upstream sent too large http2 frame: N` (ngx_http_grpc_module.c, ngx_http_proxy_v2_module.c).
std::optional<Observation> read_too_large_frame(const Exchange& exchange) {
  constexpr std::string_view kMessage = "upstream sent too large http2 frame: ";
  if (!starts_with(exchange.message, kMessage) || exchange.moment == Moment::later) return std::nullopt;
  const auto size = read_frame_size(exchange.message.substr(kMessage.size()));
  if (!size) return std::nullopt;

  const std::string frame = "frame size " + std::to_string(*size) + " is `" + printable_bytes(*size) + "`";
  const FirstBytes bytes = first_bytes(*size);
  if (bytes == FirstBytes::http1) return read_http1_reply(exchange, frame);

  // Whatever else it is, it is no HTTP/2, and inside TLS no cleartext either.
  Protocols not_http2 = {Protocol::h2c, Protocol::grpc};
  if (exchange.transport == Transport::tls) not_http2 = all_but_http1_tls();
  switch (bytes) {
    case FirstBytes::html:
      return leaving({exchange.transport == Transport::tls ? Protocol::http1_tls : Protocol::http1},
                     conclude({}, not_http2,
                              frame + ", the start of a bare HTML page: the backend does not speak HTTP/2"));
    case FirstBytes::foreign: {
      const std::string foreign(foreign_protocol(*size));
      Observation observation =
          conclude({}, all(), frame + ", the start of " + foreign + ": the backend speaks no HTTP at all");
      observation.foreign = foreign;
      return observation;
    }
    case FirstBytes::tls:
      if (exchange.transport == Transport::tls) break;
      return leaving(
          likely(exchange, true),
          conclude({}, cleartext(), frame + ", the start of a TLS record: the backend expects TLS"));
    case FirstBytes::http1:
    case FirstBytes::other:
      break;
  }
  return conclude(
      {}, not_http2,
      frame + ", too large for an HTTP/2 frame that nginx allows: the backend does not speak HTTP/2");
}

// `upstream sent no valid HTTP/1.0 header` (ngx_http_proxy_module.c; says 1.0 whatever version is set).
std::optional<Observation> read_no_valid_header(const Exchange& exchange) {
  if (!starts_with(exchange.message, "upstream sent no valid HTTP/1.0 header")) return std::nullopt;
  const std::string what = "the reply does not start like HTTP/1.x: ";
  // Before 1.29.5 an early cleartext reply on an https:// connection was read before the handshake
  // (measured).
  if (exchange.transport == Transport::tls) {
    return support(
        cleartext_http2(exchange), {Protocol::http1, Protocol::http1_tls},
        what +
            "most likely the backend speaks cleartext HTTP/2 or gRPC and sent its first frame before "
            "the TLS handshake");
  }
  if (on_tls_port(exchange.address)) {
    return support(
        {Protocol::http1_tls}, {Protocol::http1},
        what + "as the port's number suggests TLS, it may be a TLS alert; HTTP/2 and gRPC look the same");
  }
  return support(
      cleartext_http2(exchange), {Protocol::http1},
      what + "most likely the backend speaks HTTP/2 or gRPC; a TLS, SSH or FastCGI port looks the same");
}

// TLS towards the upstream that failed (ngx_event_openssl.c; the bracket is OpenSSL's).
std::optional<Observation> read_tls_failure(const Exchange& exchange) {
  const std::string_view message = exchange.message;
  if (exchange.moment == Moment::not_upstream || !starts_with(message, "SSL_")) return std::nullopt;
  const bool wrong_version =
      contains(message, "wrong version number") || contains(message, "WRONG_VERSION_NUMBER");
  if (wrong_version && starts_with(message, "SSL_do_handshake() ")) {
    return leaving(
        likely(exchange, false),
        conclude({}, tls(),
                 "the TLS handshake failed with `wrong version number`: the backend answered in cleartext, "
                 "so it does not speak TLS on this port; which cleartext protocol it speaks is open"));
  }
  // Other words of OpenSSL for bytes that are no TLS record; not measured with a backend, so no proof.
  constexpr std::string_view kNoTls[] = {"packet length too long", "unknown protocol", "http request",
                                         "record layer failure"};
  for (const std::string_view words : kNoTls) {
    if (!contains(message, words) || !starts_with(message, "SSL_do_handshake() ")) continue;
    return support(likely(exchange, false), tls(),
                   "the TLS handshake failed with `" + std::string(words) +
                       "`: most likely the backend answered in cleartext");
  }
  if (contains(message, "SSL alert number 120")) {
    const std::string what = "TLS alert 120, `no application protocol`: the backend speaks TLS but refused ";
    if (exchange.http2 && exchange.transport == Transport::tls) {
      return conclude({Protocol::http1_tls}, all_but_http1_tls(),
                      what + "HTTP/2, which leaves HTTP/1.1 over TLS");
    }
    // In HTTP/1.x mode nginx offers no protocol by ALPN (only grpc and proxy_v2 set it), and a line without
    // `upstream:` does not tell the mode.
    if (exchange.transport == Transport::unknown) {
      return support({Protocol::http1_tls}, cleartext(),
                     what + "what nginx offered, most likely HTTP/2, which leaves HTTP/1.1 over TLS");
    }
  }
  if (contains(message, "SSL alert number ")) {
    return conclude({}, cleartext(),
                    "the backend answered with a TLS alert, so it speaks TLS; it refused for another reason "
                    "than cleartext, such as server name, certificate or TLS version");
  }
  return std::nullopt;
}

// Certificates are checked after a handshake that worked (ngx_http_upstream.c,
// ngx_http_upstream_ssl_handshake).
std::optional<Observation> read_certificate_failure(const Exchange& exchange) {
  if (!starts_with(exchange.message, "upstream SSL certificate ")) return std::nullopt;
  return conclude({}, cleartext(),
                  "the backend showed a TLS certificate, so it speaks TLS; nginx did not trust it");
}

// `upstream prematurely sent response`: only on TLS connections, for a reply before the handshake
// (ngx_http_upstream.c, since 1.29.5 and 1.28.2; measured in Debian's 1.22.1 too). HTTP/2 servers speak
// first, HTTP/1.x servers do not.
std::optional<Observation> read_early_reply(const Exchange& exchange) {
  if (!starts_with(exchange.message, "upstream prematurely sent response")) return std::nullopt;
  return support(
      cleartext_http2(exchange), tls(),
      "the backend sent cleartext before the TLS handshake: it does not speak TLS on this port, and servers "
      "that speak first are mostly HTTP/2 or gRPC");
}

// A hang-up fits many causes: each TLS and HTTP/2 combination was measured with it, and so was a crash.
std::string hang_up_causes(const Exchange& exchange) {
  if (contains(exchange.message, "in SSL handshake")) {
    return "it may not speak TLS, may have refused server name or TLS version, or crashed";
  }
  if (exchange.transport == Transport::tls) {
    return "it may want another HTTP version or a client certificate, or have crashed";
  }
  return exchange.http2
             ? "it may speak HTTP/1.1 or expect TLS where nginx sent cleartext HTTP/2, or have crashed"
             : "it may expect TLS or HTTP/2, or have crashed";
}

std::optional<Observation> read_hang_up(const Exchange& exchange) {
  constexpr std::string_view kHangUps[] = {"upstream prematurely closed connection", "recv() failed (104",
                                           "peer closed connection in SSL handshake"};
  if (!starts_with_any(exchange.message, kHangUps)) return std::nullopt;
  if (exchange.moment == Moment::later || exchange.moment == Moment::not_upstream) return std::nullopt;
  Observation observation =
      support({}, {}, "the backend hung up, which proves nothing: " + hang_up_causes(exchange));
  // A line that lost its upstream is taken for cleartext HTTP/2, where a hang-up is a mismatch most often.
  observation.failed_mode = exchange.transport == Transport::unknown
                                ? mode_bit(false, true)
                                : mode_bit(exchange.transport == Transport::tls, exchange.http2);
  return observation;
}

// Messages that only follow well-formed HTTP/2 frames (ngx_http_grpc_module.c, ngx_http_proxy_v2_module.c).
std::optional<Observation> read_http2_peer(const Exchange& exchange) {
  constexpr std::string_view kRejected = "upstream rejected request with error ";
  constexpr std::string_view kFrames[] = {kRejected,
                                          "upstream sent goaway with error ",
                                          "upstream prematurely closed stream",
                                          "upstream sent no :status header",
                                          "upstream sent invalid :status ",
                                          "upstream sent frame for closed stream ",
                                          "upstream violated stream flow control",
                                          "upstream violated connection flow control",
                                          "upstream sent too many settings frames",
                                          "upstream sent too many ping frames"};
  if (!starts_with_any(exchange.message, kFrames)) return std::nullopt;

  const bool over_tls = exchange.transport == Transport::tls;
  // RFC 9113 section 7: HTTP_1_1_REQUIRED. The peer speaks HTTP/2, and asks for HTTP/1.1 all the same.
  if (starts_with(exchange.message, kRejected) && exchange.message.substr(kRejected.size()) == "13") {
    Protocols speaks = {over_tls ? Protocol::http1_tls : Protocol::http1,
                        over_tls ? Protocol::h2_tls : Protocol::h2c};
    return support(
        std::move(speaks), {},
        "the backend speaks HTTP/2 but answered with error 13, HTTP_1_1_REQUIRED: it wants HTTP/1.1 for "
        "this request");
  }
  const std::string what = "the backend answered with an HTTP/2 frame, so it speaks HTTP/2";
  const std::string open = what + "; whether it is gRPC the line does not say";
  if (exchange.transport == Transport::unknown) {
    return support({Protocol::h2c, Protocol::grpc, Protocol::h2_tls, Protocol::grpc_tls}, {}, open);
  }
  const Protocols excludes = over_tls ? cleartext() : tls();
  if (exchange.grpc) {
    return support(
        over_tls ? Protocols{Protocol::h2_tls, Protocol::grpc_tls} : Protocols{Protocol::h2c, Protocol::grpc},
        excludes, open);
  }
  return conclude({over_tls ? Protocol::h2_tls : Protocol::h2c}, excludes, what);
}

// Lines that only articles show. They are taken for what they are meant to say, and never for proof.
std::optional<Observation> read_folklore(const Exchange& exchange) {
  if (starts_with(exchange.message, "upstream sent HTTP/2")) {
    Observation observation =
        support({Protocol::h2c, Protocol::grpc}, {},
                "nginx never writes such a message; articles show it for a backend that answers in HTTP/2");
    observation.folklore = true;
    return observation;
  }
  if (exchange.folklore && starts_with(exchange.message, "upstream sent invalid header")) {
    return support({Protocol::http1}, {}, "articles show this line for a backend that speaks only HTTP/1.1");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Observation> observe(const Entry& entry, std::string_view text) {
  const Exchange exchange = read_exchange(entry, text);
  if (!exchange.http) return std::nullopt;

  constexpr std::optional<Observation> (*kReadings[])(const Exchange&) = {
      read_too_large_frame, read_no_valid_header, read_tls_failure, read_certificate_failure,
      read_early_reply,     read_hang_up,         read_http2_peer,  read_folklore};
  for (auto* read : kReadings) {
    auto observation = read(exchange);
    if (!observation) continue;
    observation->address = exchange.address;
    observation->scheme = exchange.scheme;
    if (exchange.folklore) {
      observation->folklore = true;
      observation->strength = Strength::supporting;
      observation->sentence += "; nginx itself never writes the scheme `" + exchange.scheme + "`";
    }
    return observation;
  }
  return std::nullopt;
}

}  // namespace stackengine::error_log
