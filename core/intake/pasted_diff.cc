#include "intake/pasted_diff.h"

#include <utility>

#include "intake/fence.h"
#include "intake/line_text.h"

namespace stackengine::intake {
namespace {

struct HunkHead {
  bool is_one = false;
  bool counted = false;  // false: `@@` without numbers, which people and models write
  uint32_t before = 1;
  uint32_t after = 1;
};

// `,7` at `at`; 1 if it is missing.
uint32_t read_count(std::string_view line, size_t* at) {
  if (line.substr(*at, 1) != ",") return 1;
  const size_t start = *at + 1;
  *at = skip_digits(line, start);
  uint32_t count = 0;
  for (char c : line.substr(start, *at - start))
    count = count < 100000000 ? count * 10 + static_cast<uint32_t>(c - '0') : count;
  return count;
}

HunkHead read_hunk_head(std::string_view line) {
  HunkHead head;
  line = trim(line);
  if (!starts_with(line, "@@")) return head;
  head.is_one = line == "@@" || (starts_with(line, "@@ ") && line.find("@@", 3) != std::string_view::npos);
  if (!starts_with(line, "@@ -") || !head.is_one) return head;
  size_t at = skip_digits(line, 4);
  head.before = read_count(line, &at);
  if (line.substr(at, 2) != " +") return head;
  at = skip_digits(line, at + 2);
  head.after = read_count(line, &at);
  head.counted = true;
  return head;
}

// `nginx.conf` in `+++ b/nginx.conf<TAB>date`.
std::string_view file_of(std::string_view line) {
  line = trim(line.substr(4));
  line = trim(line.substr(0, line.find('\t')));
  if (starts_with(line, "b/")) line.remove_prefix(2);
  return line;
}

// Whether the file extension belongs to another language.
bool is_foreign(std::string_view file) {
  const size_t dot = file.rfind('.');
  if (dot == std::string_view::npos) return false;
  const FenceUse use = fence_use(file.substr(dot + 1));
  return use == FenceUse::other || use == FenceUse::shell;
}

class Reader {
 public:
  void read(std::string_view line, uint32_t start) {
    const LineKind kind = read_line(line, start);
    if (kind != LineKind::unknown && diff_.lines.empty()) diff_.lines.resize(line_);
    if (kind != LineKind::unknown) found_ = true;
    if (found_) diff_.lines.push_back(kind);
    ++line_;
  }

  PastedDiff take() { return std::move(diff_); }

 private:
  LineKind read_line(std::string_view line, uint32_t start) {
    if (const HunkHead head = read_hunk_head(line); head.is_one && (head.counted || headed_ || fenced_)) {
      hunk_ = head;
      in_hunk_ = true;
      return LineKind::wrapping;
    }
    if (is_fence(line)) {
      fenced_ = !fenced_ && (fence_language(line) == "diff" || fence_language(line) == "patch");
      in_hunk_ = headed_ = false;
      return LineKind::unknown;
    }
    const bool of_hunk = in_hunk_ && hunk_.counted && (hunk_.before > 0 || hunk_.after > 0);
    if (!of_hunk && is_file_head(line)) return LineKind::wrapping;
    if (in_hunk_ || fenced_) return body(line, start);
    return LineKind::unknown;
  }

  bool is_file_head(std::string_view line) {
    const bool git = starts_with(line, "diff --git ");
    const bool names = (starts_with(line, "--- ") || starts_with(line, "+++ ")) && line.size() > 4;
    if (!git && !names && !(headed_ && is_extended_head(line))) {
      headed_ = false;
      return false;
    }
    // `--- ` alone may be prose: `+++ ` must follow, or a line of git must precede.
    if (starts_with(line, "--- ") && !headed_ && !fenced_ && !in_hunk_ && next_ != "+++ ") return false;
    if (starts_with(line, "+++ ") && !headed_ && !fenced_) return false;
    headed_ = true;
    in_hunk_ = false;
    if (starts_with(line, "+++ ")) {
      const std::string_view file = file_of(line);
      foreign_ = is_foreign(file);
      if (!foreign_) diff_.sections.push_back({line_, std::string(file), false});
    }
    return true;
  }

  static bool is_extended_head(std::string_view line) {
    for (std::string_view head : {"index ", "new file mode ", "old mode ", "new mode ", "deleted file mode ",
                                  "similarity index ", "rename from ", "rename to "}) {
      if (starts_with(line, head)) return true;
    }
    return false;
  }

  LineKind text_kind() const { return foreign_ ? LineKind::other : LineKind::nginx; }

  LineKind body(std::string_view line, uint32_t start) {
    const char mark = line.empty() || line == "\r" ? ' ' : line[0];
    const bool counted = in_hunk_ && hunk_.counted;
    if ((counted && hunk_.before == 0 && hunk_.after == 0 && mark != '\\') ||
        (!fenced_ && mark != ' ' && mark != '+' && mark != '-' && mark != '\\' && mark != '\t')) {
      in_hunk_ = headed_ = false;
      return fenced_ ? text_kind() : LineKind::unknown;
    }
    if (mark == '\\') return LineKind::wrapping;
    if (mark != '+' && hunk_.before > 0) --hunk_.before;
    if (mark != '-' && hunk_.after > 0) --hunk_.after;
    if (mark == '-') return LineKind::wrapping;
    if (!line.empty() && (mark == '+' || line[0] == ' ')) diff_.columns.push_back({start, start + 1});
    return text_kind();
  }

 public:
  std::string_view next_;  // the first bytes of the next line

 private:
  PastedDiff diff_;
  HunkHead hunk_;
  uint32_t line_ = 0;
  bool found_ = false;
  bool in_hunk_ = false;
  bool foreign_ = false;  // the file is not nginx configuration
  bool headed_ = false;   // the previous line was a file header
  bool fenced_ = false;   // inside a `diff` fence
};

// Whether the text after a `+` or `-` is configuration.
bool is_changed_line(std::string_view text) {
  text = trim(text);
  if (text.empty() || text[0] == '#' || text[0] == '}') return true;
  const std::string_view code = text.substr(0, text.find(" #"));
  return begins_with_directive(text) && ends_like_directive(code);
}

// A diff without hunks and possibly without indentation, from a copied web page. Both sides must be present,
// each with a directive: a list has only one mark, and no directive begins with either.
PastedDiff find_loose_diff(std::string_view text) {
  PastedDiff diff;
  bool added = false;
  bool removed = false;
  for_each_line(text, [&](std::string_view line, uint32_t start) {
    LineKind kind = LineKind::unknown;
    const char mark = line.empty() ? ' ' : line[0];
    if ((mark == '+' || mark == '-') && is_changed_line(line.substr(1))) {
      const bool directive = begins_with_directive(line.substr(1));
      (mark == '+' ? added : removed) |= directive;
      if (mark == '-' && (trim(line).size() > 1)) kind = LineKind::wrapping;
      if (mark == '+') diff.columns.push_back({start, start + 1});
    }
    diff.lines.push_back(kind);
  });
  return added && removed ? diff : PastedDiff();
}

}  // namespace

PastedDiff find_diff(std::string_view text) {
  Reader reader;
  for_each_line(text, [&](std::string_view line, uint32_t start) {
    const size_t below = start + line.size() + 1;
    reader.next_ = below < text.size() ? text.substr(below, 4) : std::string_view();
    reader.read(line, start);
  });
  PastedDiff diff = reader.take();
  return diff.lines.empty() ? find_loose_diff(text) : diff;
}

}  // namespace stackengine::intake
