#include "error_log/exchange.h"

#include "error_log/scan.h"

namespace stackengine::error_log {
namespace {

// nginx writes no other schemes (its modules' *_pass handlers; no tag of its source holds `http2://`).
void read_scheme(const UpstreamField& upstream, Exchange& exchange) {
  const std::string& scheme = upstream.scheme;
  if (scheme.empty()) return;  // stream{}
  if (scheme == "http" || scheme == "https") {
    exchange.wire = scheme == "http" ? kHttpWire : kHttpsWire;
    // Only HTTP/1.x mode writes the URI: measured on 1.29.4 and 1.31.4.
    if (!upstream.has_path) exchange.wire.application = Application::http2;
  } else if (scheme == "grpc" || scheme == "grpcs") {
    exchange.wire = scheme == "grpc" ? kGrpcWire : kGrpcsWire;
  } else if (scheme == "fastcgi" || scheme == "scgi" || scheme == "uwsgi" || scheme == "suwsgi" ||
             scheme == "memcached") {
    exchange.wire.application = Application::other;
  } else {
    exchange.folklore = true;
    exchange.wire.application = Application::http2;
    if (scheme == "http2" || scheme == "h2" || scheme == "h2c") exchange.wire = kH2cWire;
  }
}

Moment read_moment(const Entry& entry, std::string_view message) {
  constexpr std::string_view kBeforeReply[] = {"connecting to upstream", "SSL handshaking to upstream",
                                               "sending request to upstream", "reading response header"};
  constexpr std::string_view kLater[] = {"reading upstream", "sending to client", "proxying ",
                                         "sending early hints"};
  if (starts_with_any(entry.action, kBeforeReply)) return Moment::before_reply;
  if (starts_with_any(entry.action, kLater)) return Moment::later;
  // `SSL handshaking` alone is with the client. Without the client that every entry names, it was cut off.
  if (!entry.action.empty()) return entry.client.empty() ? Moment::unknown : Moment::not_upstream;
  return entry.upstream || starts_with(message, "upstream ") ? Moment::unknown : Moment::not_upstream;
}

// `POST /package.Service/Method HTTP/2.0`: gRPC's form of a request (gRPC over HTTP2, "Requests").
bool is_grpc_call(std::string_view request) {
  constexpr std::string_view kPost = "POST /";
  constexpr std::string_view kHttp2 = " HTTP/2.0";
  if (!starts_with(request, kPost) || request.size() < kPost.size() + kHttp2.size()) return false;
  if (request.substr(request.size() - kHttp2.size()) != kHttp2) return false;
  const std::string_view path = request.substr(kPost.size(), request.size() - kPost.size() - kHttp2.size());
  const size_t slash = path.find('/');
  return slash != std::string_view::npos && slash > 0 && path.find_first_of("/?", slash + 1) == path.npos &&
         path.substr(0, slash).find('.') != path.npos;
}

}  // namespace

Exchange read_exchange(const Entry& entry, std::string_view text) {
  Exchange exchange;
  exchange.message = entry.message.in(text);
  exchange.action = entry.action;
  exchange.moment = read_moment(entry, exchange.message);
  exchange.grpc_request = is_grpc_call(entry.request.in(text));
  if (entry.upstream) {
    exchange.address = entry.upstream->address;
    exchange.scheme = entry.upstream->scheme;
    read_scheme(*entry.upstream, exchange);
  }
  return exchange;
}

bool on_tls_port(std::string_view address) {
  constexpr std::string_view kSuffix = "443";
  const size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view port = address.substr(colon + 1);
  return port.size() >= kSuffix.size() && port.substr(port.size() - kSuffix.size()) == kSuffix &&
         port.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace stackengine::error_log
