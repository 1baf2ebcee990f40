// The parts of `scheme://authority/…` in any text.
#pragma once

#include <string_view>

#include "text/span.h"

namespace stackengine::redaction {

struct Authority {
  Span userinfo;  // without its `@`
  Span host;      // without port and brackets
};

// Reads the authorities of one text, from front to back, each byte once or twice.
class AuthorityReader {
 public:
  explicit AuthorityReader(std::string_view text) : text_(text) {}

  // `start`: behind the `//`. RFC 3986 section 3.2, but a password may hold any byte that ends no URL: the
  // last `@` of the URL counts where the part before the first `/` cannot be host and port
  // (`://user:pa/ss@host`), and of databases always (`mysql://user:p@s/s@host`).
  Authority read(size_t start);

 private:
  size_t last_at_sign(size_t start);

  std::string_view text_;
  size_t url_end_ = 0;  // of the URL that last_at_sign() looked at
  size_t at_sign_ = std::string_view::npos;
};

}  // namespace stackengine::redaction
