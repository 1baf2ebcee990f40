// What a detector hands over: a place that it would redact, and as what.
#ifndef STACKENGINE_REDACTION_CANDIDATE_H_
#define STACKENGINE_REDACTION_CANDIDATE_H_

#include <string_view>
#include <vector>

#include "redaction/redaction.h"
#include "text/span.h"

namespace stackengine::redaction {

struct Candidate {
  Span span;
  SecretClass secret_class;
};

using Candidates = std::vector<Candidate>;

inline Span make_span(size_t start, size_t end) {
  return {static_cast<uint32_t>(start), static_cast<uint32_t>(end)};
}

// Puts candidates in order and makes them replaceable: none holds a line end or a blank at its edge, none overlaps or touches another
// (one inside another gives way; otherwise they become one, so that no tail is left), and each stands between word edges
// (word_edges.h). Linear but for sorting.
Candidates settle(std::string_view text, Candidates candidates);

}  // namespace stackengine::redaction

#endif  // STACKENGINE_REDACTION_CANDIDATE_H_
