#include "redaction/candidate.h"

#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

// One candidate a line, without the blanks around it.
void split_lines(std::string_view text, const Candidate& candidate, Candidates* out) {
  size_t start = candidate.span.start;
  while (start < candidate.span.end) {
    const size_t newline = std::min<size_t>(text.find('\n', start), candidate.span.end);
    size_t end = newline;
    while (start < end && is_space(text[start])) ++start;
    while (start < end && is_space(text[end - 1])) --end;
    if (start < end) out->push_back({make_span(start, end), candidate.secret_class});
    start = newline + 1;
  }
}

// Moves the start to a word edge: forward over punctuation, otherwise back to the beginning of the word.
uint32_t start_edge(std::string_view text, Span span) {
  if (begins_word(text, span.start)) return span.start;
  uint32_t start = span.start;
  while (start < span.end && !is_alnum(text[start])) ++start;
  if (start > span.start) return start;
  while (!begins_word(text, start)) --start;
  return start;
}

// As start_edge(); what lies before `floor` stays inside.
uint32_t end_edge(std::string_view text, Span span, uint32_t floor) {
  uint32_t end = span.end;
  if (ends_word(text, end)) return end;
  while (end > floor && !is_alnum(text[end - 1])) --end;
  if (end < span.end) return end;
  while (!ends_word(text, end)) ++end;
  return end;
}

bool comes_first(const Candidate& a, const Candidate& b) {
  if (a.span.start != b.span.start) return a.span.start < b.span.start;
  if (a.span.end != b.span.end) return a.span.end > b.span.end;
  return a.secret_class < b.secret_class;
}

}  // namespace

Candidates settle(std::string_view text, Candidates candidates) {
  Candidates lines;
  lines.reserve(candidates.size());
  for (const Candidate& candidate : candidates) split_lines(text, candidate, &lines);
  std::sort(lines.begin(), lines.end(), comes_first);

  Candidates out;
  for (Candidate next : lines) {
    if (!out.empty() && next.span.end <= out.back().span.end) continue;  // inside
    next.span.start = start_edge(text, next.span);
    uint32_t floor = next.span.start;
    if (!out.empty() && next.span.start <= out.back().span.end) {
      floor = out.back().span.end;
      next.span.start = std::min(next.span.start, out.back().span.start);
      next.secret_class = std::min(next.secret_class, out.back().secret_class);
      out.pop_back();
    }
    next.span.end = end_edge(text, next.span, floor);
    if (!next.span.empty()) out.push_back(next);
  }
  return out;
}

}  // namespace stackengine::redaction
