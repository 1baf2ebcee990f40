#include "assistant/hunks.h"

#include <algorithm>
#include <utility>

#include "nginx/lexer.h"
#include "text/diff.h"
#include "text/edit.h"

namespace stackengine::assistant {
namespace {

// How many braces are open at an offset.
class Depth {
 public:
  explicit Depth(std::string_view text) {
    int depth = 0;
    for (const nginx::Token& token : nginx::lex(text).tokens) {
      const bool open = token.kind == nginx::TokenKind::open_brace;
      if (!open && token.kind != nginx::TokenKind::close_brace) continue;
      depth += open ? 1 : -1;
      steps_.emplace_back(token.span.end, depth);
    }
  }

  int in(Span span) const { return at(span.end) - at(span.start); }

 private:
  int at(uint32_t offset) const {
    const auto behind = std::upper_bound(
        steps_.begin(), steps_.end(), offset,
        [](uint32_t wanted, const std::pair<uint32_t, int>& step) { return wanted < step.first; });
    return behind == steps_.begin() ? 0 : (behind - 1)->second;
  }

  std::vector<std::pair<uint32_t, int>> steps_;
};

// Finding the smallest difference of two texts takes the product of their lines in the worst case. Beyond
// this it is one change from the first line that differs to the last.
constexpr size_t kMostDiffWork = 4'000'000;

std::vector<Change> bounded_diff(std::string_view before, std::string_view after) {
  const auto lines = [](std::string_view text) {
    return static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  };
  size_t head = 0;
  size_t same = 0;
  while (same < std::min(before.size(), after.size()) && before[same] == after[same]) {
    if (before[same++] == '\n') head = same;
  }
  size_t tail = 0;
  same = 0;
  const size_t most = std::min(before.size(), after.size()) - head;
  // A common end counts from a line's beginning in both.
  while (same < most && before[before.size() - 1 - same] == after[after.size() - 1 - same]) {
    if (before[before.size() - 1 - same] == '\n') tail = same;
    ++same;
  }
  const std::string_view b = before.substr(head, before.size() - head - tail);
  const std::string_view a = after.substr(head, after.size() - head - tail);
  if (lines(b) <= kMostDiffWork / lines(a)) return diff_lines(before, after);
  Change change;
  change.before = {static_cast<uint32_t>(head), static_cast<uint32_t>(before.size() - tail)};
  change.after = {static_cast<uint32_t>(head), static_cast<uint32_t>(after.size() - tail)};
  return {change};
}

// The changes of one source, from all its replacements.
std::vector<LineChange> differing_lines(const std::string& text, const std::vector<Replacement>& replacements,
                                        size_t from, size_t to) {
  std::vector<LineChange> changes;
  for (size_t i = from; i < to; ++i) {
    const Replacement& one = replacements[i];
    const std::string_view old = one.span.in(text);
    for (const Change& change : bounded_diff(old, one.text)) {
      LineChange out;
      out.source = one.source;
      out.before = {one.span.start + change.before.start, one.span.start + change.before.end};
      out.text = change.after.in(one.text);
      changes.push_back(std::move(out));
    }
  }
  return changes;
}

// Takes up `next`, and the lines between.
void join(const std::string& text, const LineChange& next, LineChange* into) {
  into->text += text.substr(into->before.end, next.before.start - into->before.end) + next.text;
  into->before.end = next.before.end;
}

void place_after(std::vector<LineChange>* changes) {
  int64_t shift = 0;
  size_t source = 0;
  for (LineChange& change : *changes) {
    if (std::exchange(source, change.source) != change.source) shift = 0;
    const auto start = static_cast<uint32_t>(change.before.start + shift);
    change.after = {start, start + static_cast<uint32_t>(change.text.size())};
    shift += static_cast<int64_t>(change.text.size()) - change.before.size();
  }
}

std::string with_all(const std::string& text, const std::vector<LineChange>& changes) {
  std::string out;
  uint32_t done = 0;
  for (const LineChange& change : changes) {
    out.append(text, done, change.before.start - done);
    out += change.text;
    done = change.before.end;
  }
  return out + text.substr(done);
}

std::vector<LineChange> joined(const Source& source, std::vector<LineChange> changes) {
  const std::string& text = source.text;
  std::vector<LineChange> near;
  for (LineChange& change : changes) {
    const bool joins = !near.empty() && std::count(text.begin() + near.back().before.end,
                                                   text.begin() + change.before.start, '\n') <= 1;
    if (joins) {
      join(text, change, &near.back());
    } else {
      near.push_back(std::move(change));
    }
  }
  if (source.kind != SourceKind::nginx) return near;

  place_after(&near);
  const std::string all = with_all(text, near);
  const Depth before(text);
  const Depth after(all);
  std::vector<int> opened;
  opened.reserve(near.size());
  for (const LineChange& change : near) opened.push_back(after.in(change.after) - before.in(change.before));
  std::vector<LineChange> out;
  for (size_t i = 0; i < near.size();) {
    int open = opened[i];
    size_t last = i;
    while (open != 0 && last + 1 < near.size()) open += opened[++last];
    // Braces that never meet: the parser says what is wrong with each.
    if (open != 0) last = i;
    LineChange one = std::move(near[i]);
    for (size_t next = i + 1; next <= last; ++next) join(text, near[next], &one);
    out.push_back(std::move(one));
    i = last + 1;
  }
  return out;
}

}  // namespace

std::vector<LineChange> only_taken(const std::vector<LineChange>& changes, const std::vector<bool>& taken) {
  std::vector<LineChange> out;
  for (size_t i = 0; i < changes.size(); ++i) {
    if (taken[i]) out.push_back(changes[i]);
  }
  place_after(&out);
  return out;
}

std::vector<LineChange> line_changes(const Sources& sources, const std::vector<Replacement>& replacements) {
  std::vector<LineChange> all;
  for (size_t from = 0; from < replacements.size();) {
    const size_t source = replacements[from].source;
    size_t to = from;
    while (to < replacements.size() && replacements[to].source == source) ++to;
    std::vector<LineChange> changes =
        joined(sources[source], differing_lines(sources[source].text, replacements, from, to));
    place_after(&changes);
    for (LineChange& change : changes) all.push_back(std::move(change));
    from = to;
  }
  return all;
}

Sources apply_changes(const Sources& sources, const std::vector<LineChange>& changes,
                      const std::vector<bool>& taken) {
  Sources out = sources;
  std::vector<std::vector<LineChange>> own(sources.size());
  for (size_t i = 0; i < changes.size(); ++i) {
    if (taken[i]) own[changes[i].source].push_back(changes[i]);
  }
  for (size_t i = 0; i < out.size(); ++i) {
    if (own[i].empty()) continue;
    std::string text = with_all(sources[i].text, own[i]);
    std::vector<uint32_t> breaks = sources[i].breaks;
    int64_t shift = 0;
    auto change = own[i].begin();
    for (uint32_t& place : breaks) {
      for (; change != own[i].end() && change->before.end <= place; ++change)
        shift += static_cast<int64_t>(change->text.size()) - change->before.size();
      place = std::min(static_cast<uint32_t>(place + shift), static_cast<uint32_t>(text.size()));
    }
    out.replace(i, std::move(text), std::move(breaks));
  }
  return out;
}

}  // namespace stackengine::assistant
