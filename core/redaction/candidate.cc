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
    const size_t found = text.substr(start, candidate.span.end - start).find('\n');
    const size_t newline = found == std::string_view::npos ? candidate.span.end : start + found;
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

Candidates cut_at_tokens(Candidates candidates, const std::vector<nginx::Token>& tokens) {
  const size_t count = candidates.size();
  for (size_t i = 0; i < count; ++i) {
    const Candidate whole = candidates[i];
    auto token = std::upper_bound(tokens.begin(), tokens.end(), whole.span.start,
                                  [](uint32_t at, const nginx::Token& b) { return at < b.span.end; });
    if (token == tokens.end() || whole.span.end <= token->span.end) continue;
    candidates[i].span.end = candidates[i].span.start;  // its pieces stand for it
    for (; token != tokens.end() && token->span.start < whole.span.end; ++token) {
      const bool structure =
          token->kind == nginx::TokenKind::space || token->kind == nginx::TokenKind::semicolon ||
          token->kind == nginx::TokenKind::open_brace || token->kind == nginx::TokenKind::close_brace;
      if (structure) continue;
      const Span piece = {std::max(whole.span.start, token->span.start),
                          std::min(whole.span.end, token->span.end)};
      candidates.push_back({piece, whole.secret_class});
    }
  }
  return candidates;
}

Candidates settle(std::string_view text, const Candidates& candidates) {
  Candidates lines;
  lines.reserve(candidates.size());
  for (const Candidate& candidate : candidates) split_lines(text, candidate, &lines);
  std::stable_sort(lines.begin(), lines.end(), comes_first);  // made of sorted runs, one a detector

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
