// A unified diff. Line numbers and counts are hints at most: where a hunk belongs is decided by its lines.
#include <optional>

#include "assistant/answer.h"
#include "assistant/redacted_texts.h"
#include "text/characters.h"

namespace stackengine::assistant {
namespace {

std::string_view without_indent(std::string_view line) {
  const size_t first = line.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

bool is_fence(std::string_view line) { return starts_with(without_indent(line), "```"); }

bool opens_diff_fence(std::string_view line) {
  const std::string_view info = without_indent(line);
  return starts_with(info, "```diff") || starts_with(info, "```patch");
}

bool is_header(const std::vector<std::string_view>& lines, size_t i) {
  return starts_with(lines[i], "--- ") && i + 1 < lines.size() && starts_with(lines[i + 1], "+++ ");
}

// The name behind `+++ `: without `b/`, and without what follows a tab.
std::string file_name(std::string_view line) {
  line.remove_prefix(4);
  line = line.substr(0, line.find('\t'));
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  if (starts_with(line, "a/") || starts_with(line, "b/")) line.remove_prefix(2);
  return std::string(line);
}

// `@@ -12,3 +12,4 @@` → 12; 0 when there is no number.
uint32_t old_start(std::string_view line) {
  const size_t minus = line.find('-');
  if (minus == std::string_view::npos) return 0;
  uint32_t number = 0;
  for (size_t i = minus + 1; i < line.size() && i < minus + 9 && line[i] >= '0' && line[i] <= '9'; ++i)
    number = number * 10 + static_cast<uint32_t>(line[i] - '0');
  return number;
}

// A hunk while its lines are read.
struct DiffHunk {
  uint32_t start = 0;
  std::string old_text;
  std::string new_text;
  size_t blank_context = 0;  // empty lines at the end, which may be only what follows the hunk
  bool changes = false;
};

class DiffReader {
 public:
  DiffReader(std::string_view text, Answer* answer) : lines_(split_lines(text)), answer_(answer) {}

  bool run() {
    bool any = false;
    for (size_t i = 0; i < lines_.size() && !any; ++i)
      any = starts_with(lines_[i], "@@ ") || opens_diff_fence(lines_[i]) || is_header(lines_, i);
    if (!any) return false;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (is_header(lines_, i)) {
        finish();
        header(lines_[i], lines_[i + 1]);
        ++i;
        continue;
      }
      line(lines_[i]);
    }
    finish();
    if (answer_->proposals.empty() && answer_->refused.empty()) return false;
    answer_->form = Form::diff;
    return true;
  }

 private:
  void header(std::string_view before, std::string_view after) {
    file_ = file_name(after);
    other_file_ = file_ == "/dev/null" || file_name(before) == "/dev/null";
    if (other_file_)
      answer_->refused.emplace_back("the diff adds or removes a whole file; only given files can be edited");
  }

  void line(std::string_view text) {
    if (is_fence(text)) {
      finish();
      fenced_ = !fenced_ && opens_diff_fence(text);
      // In a fence of its own a diff may come without any `@@`.
      if (fenced_) hunk_.emplace();
      return;
    }
    if (starts_with(text, "@@")) {
      finish();
      hunk_.emplace();
      hunk_->start = old_start(text);
      return;
    }
    if (starts_with(text, "diff --git ") || starts_with(text, "index ")) {
      finish();
      return;
    }
    if (!hunk_) {
      answer_->explanation.append(text).append("\n");
      return;
    }
    const char kind = text.empty() ? ' ' : text[0];
    if (kind == '\\') return;
    if (kind != '+' && kind != '-' && kind != ' ' && kind != '\t' && !fenced_) {
      finish();
      answer_->explanation.append(text).append("\n");
      return;
    }
    add(kind, text);
  }

  void add(char kind, std::string_view text) {
    const bool marked = kind == '+' || kind == '-' || (kind == ' ' && !text.empty());
    const std::string_view body = marked ? text.substr(1) : text;
    if (kind != '+') hunk_->old_text.append(body).append("\n");
    if (kind != '-') hunk_->new_text.append(body).append("\n");
    hunk_->changes = hunk_->changes || kind == '+' || kind == '-';
    hunk_->blank_context = text.empty() ? hunk_->blank_context + 1 : 0;
  }

  void finish() {
    if (!hunk_) return;
    DiffHunk hunk = std::move(*hunk_);
    hunk_.reset();
    if (!hunk.changes || other_file_) return;
    hunk.old_text.resize(hunk.old_text.size() - hunk.blank_context);
    hunk.new_text.resize(hunk.new_text.size() - hunk.blank_context);
    Proposal proposal;
    proposal.file = file_;
    proposal.line = hunk.start;
    proposal.old_text = std::move(hunk.old_text);
    proposal.new_text = std::move(hunk.new_text);
    answer_->proposals.push_back(std::move(proposal));
  }

  std::vector<std::string_view> lines_;
  Answer* answer_;
  std::string file_;
  bool other_file_ = false;
  bool fenced_ = false;
  std::optional<DiffHunk> hunk_;
};

}  // namespace

bool read_diff_answer(std::string_view text, Answer* answer) {
  Answer read;
  if (!DiffReader(text, &read).run()) return false;
  *answer = std::move(read);
  return true;
}

}  // namespace stackengine::assistant
