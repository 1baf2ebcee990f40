// The output of `curl -v` and `curl -i`: some mismatches show only there. nginx passes the bytes of an HTTP/2
// backend on as HTTP/0.9, which curl rejects; a TLS backend answers plain HTTP with 400, one that speaks only
// HTTP/2 answers 403 (facts/nginx.md section 0).
#pragma once

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

// One request with its response; what curl did not print is empty. Spans are offsets into the
// text.
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
