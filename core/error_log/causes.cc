#include "error_log/causes.h"

#include <algorithm>
#include <utility>

#include "diagnosis/probes.h"
#include "error_log/exchange.h"
#include "error_log/frame_size.h"
#include "error_log/scan.h"
#include "text/shell_word.h"

namespace stackengine::error_log {
namespace {

// Which command answers.
enum class Ask : uint8_t { nothing, plain, http1, http2, tls, handshake, connect, listener, name, test };

struct Row {
  std::string_view id;
  std::string_view text;
  std::string_view decides;
  Ask ask;
};

constexpr Row kRows[] = {
#include "error_log/cause_table.inc"
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string peer_command(Ask ask, const std::string& peer, bool over_tls) {
  const char* scheme = over_tls ? "https" : "http";
  const std::string curl = over_tls ? "curl -skv --max-time 3 " : "curl -sv --max-time 3 ";
  switch (ask) {
    case Ask::plain:
      return "curl -sv --max-time 3 " + curl_target(peer, "http");
    case Ask::http1:
      return curl + "--http1.1 " + curl_target(peer, scheme);
    case Ask::http2:
      return curl + (over_tls ? "--http2 " : "--http2-prior-knowledge ") + curl_target(peer, scheme);
    case Ask::tls:
      return "curl -skv --max-time 3 " + curl_target(peer, "https");
    case Ask::handshake:
      return "openssl s_client -alpn h2,http/1.1 " + connect_target(peer) + " </dev/null";
    case Ask::connect:
      return "curl -sv --connect-timeout 3 " + curl_target(peer, "telnet") + " </dev/null";
    case Ask::listener:
      return peer.compare(0, 5, "unix:") == 0 ? "ls -l " + shell_word(peer.substr(5)) : "ss -ltnp";
    case Ask::nothing:
    case Ask::name:
    case Ask::test:
      break;
  }
  return {};
}

// What the backend would have to speak for a mismatch of that name to be the cause; empty for other causes.
Protocols protocols_of(std::string_view id, const Exchange& exchange) {
  using P = Protocol;
  const bool tls = exchange.transport == Transport::tls;
  if (id == "grpc-pass-to-http1") return {tls ? P::http1_tls : P::http1};
  if (id == "http1-to-http2") return tls ? Protocols{P::h2_tls, P::grpc_tls} : Protocols{P::h2c, P::grpc};
  if (id == "tls-to-plaintext") return {P::http1, P::h2c, P::grpc};
  if (id == "plaintext-to-tls") return {P::http1_tls, P::h2_tls, P::grpc_tls};
  return {};
}

// Collects the causes of one entry.
class Ranking {
 public:
  Ranking(const Entry& entry, std::string_view text, const Message& message, const Surroundings& around)
      : exchange_(read_exchange(entry, text)), action_(entry.action), message_(message), around_(around) {}

  Causes run() {
    collect();
    order_by_knowledge();
    return std::move(causes_);
  }

 private:
  std::string command(Ask ask) const {
    std::string peer = exchange_.address;
    const bool is_peer = peer.find(':') != std::string::npos;
    if (!is_peer && around_.backend != nullptr && !around_.backend->peers.empty())
      peer = around_.backend->peers.front();
    if (ask == Ask::test) return "nginx -t";
    if (ask == Ask::name) return name_command();
    return peer.empty() ? std::string() : peer_command(ask, peer, tls());
  }

  std::string name_command() const {
    for (const MessagePart& part : message_.parts) {
      if (part.name == "name") return "getent hosts " + shell_word(std::string(part.value.substr(0, 255)));
    }
    return {};
  }

  void add(std::string_view id, std::string why) {
    const Row* row =
        std::find_if(std::begin(kRows), std::end(kRows), [id](const Row& r) { return r.id == id; });
    if (row == std::end(kRows)) return;
    causes_.list.push_back({row->id, row->text, std::move(why), row->decides, command(row->ask)});
  }

  void certain(std::string_view id, std::string why) {
    causes_.certain = true;
    add(id, std::move(why));
  }

  bool tls() const { return exchange_.transport == Transport::tls; }

  void collect();
  void hung_up();
  void tls_failed();
  void frame();
  void timed_out();
  void rejected();
  void order_by_knowledge();

  const Exchange exchange_;
  const std::string_view action_;
  const Message& message_;
  const Surroundings& around_;
  Causes causes_;
};

// Before the answer's header each mismatch of TLS or HTTP version gives it, and so does a crash (measured).
// Afterwards the protocol had worked.
void Ranking::hung_up() {
  if (exchange_.moment == Moment::later || !exchange_.http) {
    add("backend-crashed", "the answer had begun, so the protocol was right");
    return;
  }
  if (exchange_.moment == Moment::not_upstream) {
    add("client-left", "the connection is the client's");
    return;
  }
  if (around_.keepalive) add("keepalive-race", "the upstream keeps connections (`keepalive`)");
  if (exchange_.http2 && tls()) {
    add("grpc-pass-to-http1", "some TLS servers hang up when they are spoken to in HTTP/2");
  } else if (exchange_.http2) {
    add("plaintext-to-tls", "TLS servers of Node.js, Go and gRPC hang up on cleartext HTTP/2 (measured)");
    add("grpc-pass-to-http1", "strict HTTP/1.1 servers hang up on HTTP/2 instead of answering");
  } else if (tls()) {
    add("http1-to-http2", "gRPC's TLS servers hang up on HTTP/1.x (measured)");
    add("client-certificate", "with TLS 1.3 the refusal comes after the handshake");
  } else {
    add("plaintext-to-tls",
        "TLS servers of Node.js and gRPC hang up on cleartext, Python's reset (measured)");
    add("http1-to-http2", "strict HTTP/2 servers hang up on HTTP/1.x");
    add("not-http-backend", "uWSGI's own protocol hangs up on HTTP");
  }
  add("backend-crashed", "a hang-up proves nothing about the protocol");
}

void Ranking::tls_failed() {
  const std::string_view message = exchange_.message;
  if (exchange_.moment == Moment::not_upstream) {
    add("client-left", "the handshake was the client's with nginx, not the backend's");
    return;
  }
  const auto alert = [&](std::string_view number) {
    const std::string words = "SSL alert number " + std::string(number);
    const size_t at = message.find(words);
    return at != std::string_view::npos &&
           (at + words.size() == message.size() || !is_digit(message[at + words.size()]));
  };
  if (contains(message, "wrong version number") || contains(message, "WRONG_VERSION_NUMBER")) {
    certain("tls-to-plaintext", "the backend answered the handshake in cleartext");
    add("not-http-backend", "any cleartext service answers so");
  } else if (contains(message, "packet length too long") || contains(message, "unknown protocol") ||
             contains(message, "http request") || contains(message, "record layer failure")) {
    add("tls-to-plaintext", "the bytes that came are no TLS record");
    add("not-http-backend", "any cleartext service answers so");
    add("tls-version", "an old TLS library may send such bytes too");
  } else if (alert("120")) {
    if (exchange_.http2 && tls()) {
      certain("grpc-pass-to-http1", "the backend refused `h2` and speaks HTTP/1.1 over TLS");
    } else {
      add("grpc-pass-to-http1", "the backend refused the protocol that was offered, most likely `h2`");
    }
  } else if (alert("116")) {
    certain("client-certificate", "TLS alert 116 says `certificate required`");
  } else if (alert("112")) {
    certain("server-name", "TLS alert 112 says `unrecognized name`");
  } else if (alert("70")) {
    certain("tls-version", "TLS alert 70 says `protocol version`");
  } else if (alert("40")) {
    add("server-name", "nginx sends no server name unless `proxy_ssl_server_name on` says so");
    add("client-certificate", "before TLS 1.3 the refusal looks the same (measured)");
    add("tls-version", "no common cipher looks the same");
  } else if (contains(message, "certificate verify failed")) {
    certain("certificate-not-trusted", "the check of the certificate failed");
  } else {
    add("server-name", "a server that knows no such name may refuse in any way");
    add("tls-version", "old or restricted libraries fail in many ways");
    add("client-certificate", "a demanded certificate is missing");
    add("backend-crashed", "the backend may have hung up");
  }
}

void Ranking::frame() {
  const auto size = message_.parts.empty() ? std::nullopt : read_frame_size(message_.parts.front().value);
  if (exchange_.moment == Moment::later) return add("backend-http2-fault", "the protocol had worked before");
  if (!size) {
    add("grpc-pass-to-http1",
        "the reply is no HTTP/2; its number, which would tell what it is, is not legible");
    add("not-http-backend", "the number is not legible");
    return;
  }
  const uint32_t number = size.value_or(0);
  const std::string bytes = "the number spells the reply's first bytes: `" + printable_bytes(number) + "`";
  switch (first_bytes(number)) {
    case FirstBytes::http1:
      certain("grpc-pass-to-http1", bytes + ", HTTP/1.x");
      if (exchange_.transport == Transport::cleartext) {
        add("plaintext-to-tls", "nginx's own TLS ports refuse cleartext with an HTTP/1.1 page (measured)");
      }
      return;
    case FirstBytes::html:
      certain("grpc-pass-to-http1", bytes + ", a bare HTML page");
      add("plaintext-to-tls", "Python's TLS server answers cleartext with a bare page (measured)");
      return;
    case FirstBytes::foreign:
      certain("not-http-backend", bytes + ", " + std::string(foreign_protocol(number)));
      return;
    case FirstBytes::tls:
      certain("plaintext-to-tls", bytes + ", a TLS record");
      return;
    case FirstBytes::other:
      break;
  }
  add("grpc-pass-to-http1", bytes + ", no HTTP/2");
  add("not-http-backend", bytes + ", of no protocol that is known here");
}

void Ranking::timed_out() {
  if (starts_with(action_, "connecting")) {
    add("unreachable", "a firewall that drops packets looks like this");
    add("nothing-listens", "a machine that is down answers nothing");
  } else if (starts_with(action_, "SSL handshaking")) {
    add("tls-to-plaintext", "a service that waits for more input never answers a handshake");
    add("backend-slow", "the backend may hang");
  } else if (exchange_.moment == Moment::later) {
    add("backend-slow", "the answer had begun");
    if (!exchange_.http2)
      add("http1-to-http2", "an HTTP/2 server's first frame was passed on, and no more came (measured)");
  } else {
    add("backend-slow", "the connection stood, the answer did not come in time");
    if (exchange_.http && exchange_.http2)
      add("grpc-pass-to-http1", "a peer that does not understand may stay silent");
    if (exchange_.http && !exchange_.http2)
      add("http1-to-http2", "a peer that does not understand may stay silent");
  }
}

// Codes of RST_STREAM: RFC 9113 section 7.
void Ranking::rejected() {
  const std::string_view code = message_.parts.empty() ? "" : message_.parts.front().value;
  if (code == "13") {
    certain("http11-required", "error 13 is HTTP_1_1_REQUIRED");
  } else if (code == "1") {
    add("connection-header", "strict peers answer it with error 1, PROTOCOL_ERROR (measured)");
    add("backend-http2-fault", "PROTOCOL_ERROR has other reasons too");
  } else if (code == "7" || code == "11" || code == "0") {
    add("backend-limit",
        "errors 7 (REFUSED_STREAM) and 11 (ENHANCE_YOUR_CALM) are limits; 0 is a graceful end");
  } else {
    add("backend-limit", "the backend chose to end it");
    add("backend-http2-fault", "the code names what it disliked");
  }
}

void Ranking::collect() {
  switch (message_.meaning) {
    case Meaning::frame_size:
      return frame();
    case Meaning::no_http1_header:
      if (tls()) {
        certain("tls-to-plaintext",
                "the backend spoke in cleartext before the handshake (nginx up to 1.29.4)");
        return;
      }
      if (on_tls_port(exchange_.address)) {
        add("plaintext-to-tls", "the port's number suggests TLS, and a TLS alert looks the same");
      }
      add("http1-to-http2", "HTTP/2 and gRPC servers send their first frame at once (measured)");
      add("not-http-backend", "SSH banners and FastCGI records give the same line (measured)");
      if (!on_tls_port(exchange_.address)) add("plaintext-to-tls", "a TLS alert would look the same");
      return;
    case Meaning::closed:
    case Meaning::reset:
      return hung_up();
    case Meaning::tls_failure:
      return tls_failed();
    case Meaning::tls_hang_up:
      add("tls-to-plaintext", "a service without TLS may hang up on a handshake (measured: FastCGI, gRPC)");
      add("server-name", "nginx sends no server name unless `proxy_ssl_server_name on` says so");
      add("tls-version", "some servers hang up instead of sending an alert");
      return add("backend-crashed", "a hang-up proves nothing");
    case Meaning::early_reply:
      certain("tls-to-plaintext", "servers that speak first in cleartext are mostly HTTP/2, gRPC or SSH");
      return add("not-http-backend", "an SSH port does the same (measured)");
    case Meaning::certificate:
      return certain("certificate-not-trusted", "the message says what nginx found wrong");
    case Meaning::connect:
      if (contains(exchange_.address, "unix:")) {
        add("socket-access", "the target is a socket's file");
      } else if (contains(exchange_.message, "refused")) {
        return certain("nothing-listens", "the connection was refused");
      }
      add("nothing-listens", "a backend that is down does not answer");
      return add("unreachable", "the connection failed on the way");
    case Meaning::timed_out:
      return timed_out();
    case Meaning::no_live:
      add("servers-failed", "`max_fails` takes servers out for `fail_timeout`");
      return add("too-many-connections", "a full or downed server is skipped too");
    case Meaning::disabled:
      return certain("servers-failed", "this entry follows from failures");
    case Meaning::rejected:
    case Meaning::goaway:
      return rejected();
    case Meaning::closed_stream:
      add("backend-crashed", "the stream ended early");
      return add("backend-http2-fault", "a proxy in between may have cut it");
    case Meaning::http2_violation:
      return add("backend-http2-fault", "the message names the rule that was broken");
    case Meaning::bad_header:
      if (exchange_.folklore) {
        add("grpc-pass-to-http1", "articles show this line for it; nginx itself never writes this scheme");
      }
      return add("backend-header-fault", "the message shows where the line breaks");
    case Meaning::big_header:
      return certain("header-too-large", "the message says so");
    case Meaning::framing:
    case Meaning::body:
    case Meaning::early_hints:
      return add("backend-framing-fault", "the message names the header or the bytes");
    case Meaning::no_resolver:
      return certain("resolver-missing", "the message says so");
    case Meaning::unresolved:
    case Meaning::unresolved_at_start:
      return add("name-unknown", "the DNS answer stands in brackets");
    case Meaning::bad_target:
      if (contains(exchange_.message, "://"))
        add("invalid-upstream-scheme", "the value in the message has a scheme");
      return add("incomplete-target", "the value in the message is all that nginx had");
    case Meaning::client_left:
      return certain("client-left", "the message says so");
    case Meaning::request_too_long:
      return certain("request-too-large", "the message says so");
    case Meaning::folklore:
      return add(
          "http1-to-http2",
          "that is what articles mean by it; the real line is `upstream sent no valid HTTP/1.0 header`");
    case Meaning::refused_configuration:
      return certain("configuration-fault", "nginx says so when it reads the configuration");
    case Meaning::subrequest:
    case Meaning::cache:
    case Meaning::nginx_tls:
    case Meaning::nginx_internal:
      return add("nginx-resources", "the message comes from nginx's own side");
  }
}

// What is known of the backend rules mismatches out, or lets one stand first. What is only suspected does not
// reorder what the entry says.
void Ranking::order_by_knowledge() {
  const Backend* backend = around_.backend;
  if (backend == nullptr) return;
  std::vector<Cause> first;
  std::vector<Cause> rest;
  for (Cause& cause : causes_.list) {
    const Protocols speaks = protocols_of(cause.id, exchange_);
    const auto in = [&](const Protocols& list) {
      return [&list](Protocol protocol) { return among(protocol, list); };
    };
    const bool known = backend->certainty == Certainty::known && !backend->protocols.empty();
    if (!speaks.empty() && known) {
      if (std::any_of(speaks.begin(), speaks.end(), in(backend->protocols))) {
        cause.why += "; and that is what the backend is known to speak";
        first.push_back(std::move(cause));
      }
      continue;
    }
    if (!speaks.empty() && std::all_of(speaks.begin(), speaks.end(), in(backend->excluded))) continue;
    rest.push_back(std::move(cause));
  }
  if (!first.empty()) causes_.certain = true;
  causes_.list = std::move(first);
  for (Cause& cause : rest) causes_.list.push_back(std::move(cause));
  if (causes_.list.empty()) causes_.certain = false;
}

}  // namespace

Causes rank_causes(const Entry& entry, std::string_view text, const Message& message,
                   const Surroundings& surroundings) {
  return Ranking(entry, text, message, surroundings).run();
}

}  // namespace stackengine::error_log
