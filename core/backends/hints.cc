#include "backends/hints.h"

#include <algorithm>
#include <cstddef>

#include "diagnosis/quoted.h"
#include "text/ascii.h"

namespace stackengine::backends {
namespace {

constexpr size_t kMaxRead = 200;  // bytes of a name or a comment: enough for any that a person wrote

bool is_letter_or_digit(char c) { return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9'); }

// The position of `word` as a whole word in lower-case `text`; npos without one.
size_t find_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if (at > 0 && is_letter_or_digit(text[at - 1])) continue;
    if (end == text.size() || !is_letter_or_digit(text[end])) return at;
  }
  return std::string_view::npos;
}

bool has_word(std::string_view text, std::string_view word) {
  return find_word(text, word) != std::string_view::npos;
}

// Programs that accept HTTP/1.1 for a gRPC service.
bool names_translator(std::string_view text) {
  return text.find("gateway") != std::string_view::npos || has_word(text, "web");
}

Protocols protocols_of_words(std::string_view text) {
  if (has_word(text, "grpcs")) return {Protocol::grpc_tls};
  if (has_word(text, "grpc") && !names_translator(text)) return {Protocol::grpc, Protocol::grpc_tls};
  if (has_word(text, "h2c")) return {Protocol::h2c};
  return {};
}

}  // namespace

Hint port_hint(std::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string_view::npos || address.substr(0, 5) == "unix:") return {};
  const std::string_view port = address.substr(colon + 1);
  if (port == "50051")
    return {{Protocol::grpc, Protocol::grpc_tls}, "port 50051 is the conventional port of gRPC"};
  if (port != "443" && port != "8443" && port != "9443") return {};
  return {{Protocol::http1_tls, Protocol::h2_tls, Protocol::grpc_tls},
          "port " + std::string(port) + " is a conventional TLS port"};
}

Hint name_hint(std::string_view name) {
  Protocols protocols = protocols_of_words(lower_case(name.substr(0, kMaxRead)));
  if (protocols.empty()) return {};
  std::string sentence = "the name " + quoted(name) + " suggests " + std::string(describe(protocols.front()));
  return {std::move(protocols), std::move(sentence)};
}

Hint comment_hint(std::string_view comment) {
  const std::string text = lower_case(comment.substr(0, kMaxRead));
  const auto says = [&](std::string_view words) { return text.find(words) != std::string::npos; };
  Protocols protocols;
  if (says("http/1.1 only") || says("only http/1.1") || says("http1 only")) {
    protocols = {Protocol::http1};
  } else if (!has_word(text, "not") && !has_word(text, "no")) {
    protocols = protocols_of_words(text);
  }
  if (protocols.empty()) return {};
  return {std::move(protocols), "the comment " + quoted(comment) + " says so"};
}

}  // namespace stackengine::backends
