// What a detector hands over: a place that it would redact, and as what.
#pragma once

#include <string_view>
#include <vector>

#include "nginx/syntax_tree.h"
#include "redaction/redaction.h"
#include "text/span.h"

namespace stackengine::redaction {

struct Candidate {
  Span span;
  SecretClass secret_class;
};

// Whether values of the class are names, which are compared without case and stand between word edges.
inline bool is_name(SecretClass secret_class) {
  return secret_class >= SecretClass::email && secret_class != SecretClass::word;
}

using Candidates = std::vector<Candidate>;

inline Span make_span(size_t start, size_t end) {
  return {static_cast<uint32_t>(start), static_cast<uint32_t>(end)};
}

// Cuts candidates at the tokens' edges, so that no blank, `;`, `{` or `}` that means something to nginx is
// replaced and the redacted text has the same directives. `tokens` tile the text.
Candidates cut_at_tokens(Candidates candidates, const std::vector<nginx::Token>& tokens);

// Puts candidates in order and makes them replaceable: none holds a line end or a blank at its edge, none
// overlaps or touches another (one inside another gives way; otherwise they become one, so that no tail is
// left), and each stands between word edges (word_edges.h). Linear but for sorting.
Candidates settle(std::string_view text, const Candidates& candidates);

}  // namespace stackengine::redaction
