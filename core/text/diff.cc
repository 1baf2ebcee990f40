#include "text/diff.h"

#include <algorithm>
#include <dtl/dtl.hpp>
#include <unordered_map>

namespace stackengine {
namespace {

// A text as lines with their line ends.
struct Lines {
  std::string_view text;
  std::vector<uint32_t> starts;  // one more than the number of lines

  explicit Lines(std::string_view t) : text(t) {
    for (size_t i = 0; i < t.size();) {
      starts.push_back(static_cast<uint32_t>(i));
      const size_t lf = t.find('\n', i);
      i = lf == std::string_view::npos ? t.size() : lf + 1;
    }
    starts.push_back(static_cast<uint32_t>(t.size()));
  }

  uint32_t count() const { return static_cast<uint32_t>(starts.size() - 1); }
  // The line of `offset`; count() at the end of the text.
  uint32_t at(uint32_t offset) const {
    return static_cast<uint32_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin() - 1);
  }
  // The same, but text after a last line without a line end belongs to that line.
  uint32_t joined_by(uint32_t offset) const {
    const bool open = offset > 0 && offset == text.size() && text.back() != '\n';
    return at(open ? offset - 1 : offset);
  }
  std::string_view line(uint32_t i) const { return text.substr(starts[i], starts[i + 1] - starts[i]); }
};

using LineIds = std::vector<uint32_t>;

// Equal lines get equal numbers, so that dtl compares numbers, not strings.
class LineNumbering {
 public:
  LineIds number(const Lines& lines, uint32_t from, uint32_t to) {
    LineIds ids;
    ids.reserve(to - from);
    for (uint32_t i = from; i < to; ++i) {
      ids.push_back(ids_.emplace(lines.line(i), static_cast<uint32_t>(ids_.size())).first->second);
    }
    return ids;
  }

 private:
  std::unordered_map<std::string_view, uint32_t> ids_;
};

Change change_between(const Lines& before, uint32_t b0, uint32_t b1, const Lines& after, uint32_t a0,
                      uint32_t a1) {
  return {{before.starts[b0], before.starts[b1]},
          {after.starts[a0], after.starts[a1]},
          b0 + 1,
          b1 - b0,
          a0 + 1,
          a1 - a0};
}

// Appends a change, or extends the last one if no line is between them.
void join(const Change& change, const Lines& before, const Lines& after, std::vector<Change>* changes) {
  if (!changes->empty()) {
    Change& last = changes->back();
    if (last.before.end == change.before.start && last.after.end == change.after.start) {
      last = change_between(before, last.before_line - 1, change.before_line - 1 + change.before_lines, after,
                            last.after_line - 1, change.after_line - 1 + change.after_lines);
      return;
    }
  }
  changes->push_back(change);
}

// The changes between lines [b_from, b_to) and [a_from, a_to).
void append_changes(const Lines& before, uint32_t b_from, uint32_t b_to, const Lines& after, uint32_t a_from,
                    uint32_t a_to, std::vector<Change>* changes) {
  while (b_from < b_to && a_from < a_to && before.line(b_from) == after.line(a_from)) {
    ++b_from;
    ++a_from;
  }
  while (b_from < b_to && a_from < a_to && before.line(b_to - 1) == after.line(a_to - 1)) {
    --b_to;
    --a_to;
  }
  if (b_from == b_to && a_from == a_to) return;
  if (b_from == b_to || a_from == a_to) {
    join(change_between(before, b_from, b_to, after, a_from, a_to), before, after, changes);
    return;
  }
  LineNumbering numbering;
  const LineIds a = numbering.number(before, b_from, b_to);
  const LineIds b = numbering.number(after, a_from, a_to);
  dtl::Diff<uint32_t, LineIds> diff(a, b);
  diff.compose();

  uint32_t b_at = b_from;  // next line of `before`
  uint32_t a_at = a_from;
  const auto close_run = [&] {
    if (b_at != b_from || a_at != a_from)
      join(change_between(before, b_from, b_at, after, a_from, a_at), before, after, changes);
  };
  for (const auto& [id, info] : diff.getSes().getSequence()) {
    if (info.type == dtl::SES_COMMON) {
      close_run();
      b_from = ++b_at;
      a_from = ++a_at;
    } else if (info.type == dtl::SES_DELETE) {
      ++b_at;
    } else {
      ++a_at;
    }
  }
  close_run();
}

// `a/NAME` as git writes it: quoted in C style when it holds bytes that would end or break the header line.
std::string header_name(char side, std::string_view name) {
  std::string path = std::string(1, side) + "/" + std::string(name);
  bool quote = false;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    quote = quote || byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\';
  }
  if (!quote) {
    // GNU patch ends a name at the first space unless a tab follows the name.
    if (path.find(' ') != std::string::npos) path += '\t';
    return path;
  }
  std::string quoted = "\"";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte >= 0x7F) {
      quoted += '\\';
      quoted += static_cast<char>('0' + (byte >> 6));
      quoted += static_cast<char>('0' + ((byte >> 3) & 7));
      quoted += static_cast<char>('0' + (byte & 7));
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

void append_line(std::string* out, char mark, std::string_view line) {
  *out += mark;
  out->append(line);
  if (line.empty() || line.back() != '\n') *out += "\n\\ No newline at end of file\n";
}

// "START,COUNT" of a hunk header. An empty side names the line before it (POSIX diff -u).
std::string hunk_range(uint32_t first, uint32_t count) {
  return std::to_string(count == 0 ? first : first + 1) + "," + std::to_string(count);
}

constexpr uint32_t kContext = 3;
constexpr uint32_t kFragmentContext = 40;

// A part as lines.
struct PartLines {
  Lines before;
  Lines after;
  const DiffPart& part;
  uint32_t before_line = 0;  // the number of lines before it
  uint32_t after_line = 0;
  bool walled = true;  // the following lines of the file are unknown
};

std::string header(std::string_view name) {
  return "--- " + header_name('a', name) + "\n+++ " + header_name('b', name) + "\n";
}

void end_last_line(std::string* text) {
  if (!text->empty() && text->back() != '\n') *text += '\n';
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// The line as in the file, up to the amount of spaces: for `patch -l`, any spaces match any others, but not
// no spaces.
std::string in_file(const DiffPart& part, std::string_view line) {
  const bool lost = !is_blank(line) && (part.all_lines || (line[0] != ' ' && line[0] != '\t'));
  std::string out = lost ? part.indentation : "";
  return out.append(line);
}

void append_hunks(const PartLines& lines, const std::vector<Change>& changes, std::string* out) {
  const Lines& before = lines.before;
  const Lines& after = lines.after;
  const DiffPart& part = lines.part;
  const bool walled = lines.walled;
  const uint32_t context = part.fragment ? kFragmentContext : kContext;
  // Context lies within [first, end). Empty lines at the border of a part say nothing about the file.
  uint32_t first = 0;
  uint32_t end = before.count();
  while (walled && first < end && is_blank(before.line(first))) ++first;
  while (walled && end > first && is_blank(before.line(end - 1))) --end;
  if (!part.borders && end - first > 2) ++first, --end;
  const auto add = [&](char mark, std::string_view line) { append_line(out, mark, in_file(part, line)); };
  for (size_t i = 0; i < changes.size();) {
    // Changes whose contexts touch share a hunk.
    size_t last = i;
    while (last + 1 < changes.size() &&
           changes[last + 1].before_line - (changes[last].before_line + changes[last].before_lines) <=
               2 * context) {
      ++last;
    }
    const uint32_t from = changes[i].before_line - 1;
    const uint32_t to = changes[last].before_line - 1 + changes[last].before_lines;
    const uint32_t lead = std::min(context, from - std::min(first, from));
    const uint32_t trail = std::min(context, std::max(end, to) - to);
    const uint32_t b_begin = from - lead;
    const uint32_t a_begin = changes[i].after_line - 1 - lead;
    const uint32_t b_end = to + trail;
    const uint32_t a_end = changes[last].after_line - 1 + changes[last].after_lines + trail;

    *out += "@@ -" + hunk_range(lines.before_line + b_begin, b_end - b_begin) + " +" +
            hunk_range(lines.after_line + a_begin, a_end - a_begin) + " @@\n";
    // GNU patch assumes that a hunk with less context after than before is at the end of the file. Removing a
    // line and adding it again shortens the context before it, and still compares the line.
    const uint32_t again = walled && trail < lead ? b_begin + trail : UINT32_MAX;
    uint32_t b_at = b_begin;
    for (; i <= last; ++i) {
      const Change& change = changes[i];
      for (; b_at < change.before_line - 1; ++b_at) {
        if (b_at == again) add('-', before.line(b_at));
        add(b_at == again ? '+' : ' ', before.line(b_at));
      }
      for (; b_at < change.before_line - 1 + change.before_lines; ++b_at) add('-', before.line(b_at));
      for (uint32_t a_at = change.after_line - 1; a_at < change.after_line - 1 + change.after_lines; ++a_at)
        add('+', after.line(a_at));
    }
    for (; b_at < b_end; ++b_at) add(' ', before.line(b_at));
  }
}

}  // namespace

std::vector<Change> diff_lines(std::string_view before_text, std::string_view after_text) {
  const Lines before(before_text);
  const Lines after(after_text);
  std::vector<Change> changes;
  append_changes(before, 0, before.count(), after, 0, after.count(), &changes);
  return changes;
}

std::vector<Change> diff_lines(std::string_view before_text, std::string_view after_text,
                               const std::vector<Region>& regions) {
  // The shortest difference costs lines times differences. If that is too much, each region is compared on
  // its own, and a region with too many lines counts as replaced.
  constexpr size_t kMaxCost = size_t{1} << 22;
  const Lines before(before_text);
  const Lines after(after_text);
  size_t differences = 0;
  for (const Region& one : regions) {
    differences += before.at(one.before.end) - before.at(one.before.start) + 1;
    differences += after.at(one.after.end) - after.at(one.after.start) + 1;
  }
  if (differences * (size_t{before.count()} + after.count()) <= kMaxCost)
    return diff_lines(before_text, after_text);
  std::vector<Change> changes;
  for (size_t i = 0; i < regions.size();) {
    const uint32_t b_from = before.joined_by(regions[i].before.start);
    const uint32_t a_from = after.joined_by(regions[i].after.start);
    uint32_t b_to = 0;
    uint32_t a_to = 0;
    // Whole lines on both sides, with the regions that share them.
    do {
      b_to = before.at(regions[i].before.end);
      a_to = after.at(regions[i].after.end);
      if (before.starts[b_to] != regions[i].before.end || after.starts[a_to] != regions[i].after.end) {
        b_to = std::min(b_to + 1, before.count());
        a_to = std::min(a_to + 1, after.count());
      }
      ++i;
    } while (i < regions.size() &&
             (regions[i].before.start < before.starts[b_to] || regions[i].after.start < after.starts[a_to]));
    if (size_t{b_to - b_from} * (a_to - a_from) > kMaxCost) {
      join(change_between(before, b_from, b_to, after, a_from, a_to), before, after, &changes);
    } else {
      append_changes(before, b_from, b_to, after, a_from, a_to, &changes);
    }
  }
  return changes;
}

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after,
                         const std::vector<Change>& changes) {
  if (changes.empty()) return "";
  std::string out = header(name);
  const DiffPart whole;
  append_hunks({Lines(before), Lines(after), whole, 0, 0, false}, changes, &out);
  return out;
}

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after,
                         const std::vector<DiffPart>& parts) {
  std::string out;
  uint32_t before_line = 0;
  uint32_t after_line = 0;
  for (const DiffPart& part : parts) {
    std::string old_text(part.before.in(before));
    std::string new_text(part.after.in(after));
    if (part.fragment) {  // the end of a copied text says nothing about the end of the file
      end_last_line(&old_text);
      end_last_line(&new_text);
    }
    const std::vector<Change> changes = diff_lines(old_text, new_text);
    // GNU patch and git search for a hunk that begins in line 1 only there.
    const uint32_t shift = part.fragment ? 1 : 0;
    const PartLines lines = {Lines(old_text),     Lines(new_text),    part,
                             before_line + shift, after_line + shift, part.fragment || parts.size() > 1};
    before_line += lines.before.count();
    after_line += lines.after.count();
    if (changes.empty()) continue;
    // The blocks of a fragment may have another order in the file, and patch searches the file only once per
    // header.
    if (part.fragment || out.empty()) out += header(name);
    append_hunks(lines, changes, &out);
  }
  return out;
}

}  // namespace stackengine
