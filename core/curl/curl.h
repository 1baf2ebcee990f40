// What `curl -v` and `curl -i` print: some mismatches show only there. nginx relays an HTTP/2 backend's bytes
// as HTTP/0.9, which curl refuses; a TLS backend answers plain HTTP with 400, an h2-only one with 403
// (facts/nginx.md section 0).
#ifndef STACKENGINE_CURL_CURL_H_
#define STACKENGINE_CURL_CURL_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::curl {

// `curl: (52) Empty reply from server`.
struct Error {
  int code = 0;
  Span message;
};

// One request with its response; what was not printed is empty. Spans are offsets into the text that was
// read.
struct Exchange {
  Span span;
  Span request;        // "GET /v1 HTTP/1.1"; `curl -i` does not print it
  Span host;           // value of the request's Host header
  Span status_line;    // "HTTP/1.1 502 Bad Gateway"
  std::string status;  // "502"
  Span server;         // value of the `Server:` header: "nginx/1.22.1"
  std::optional<Error> error;
  bool http09 = false;  // curl said that it received HTTP/0.9
};

std::vector<Exchange> parse(std::string_view text);

}  // namespace stackengine::curl

#endif  // STACKENGINE_CURL_CURL_H_
