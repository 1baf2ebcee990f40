#include "intake/classify.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "access_log/access_log.h"
#include "error_log/error_log.h"
#include "intake/evidence_line.h"
#include "intake/fence.h"
#include "intake/line_look.h"
#include "intake/line_text.h"
#include "intake/log_prefix.h"
#include "intake/prose.h"
#include "intake/shell.h"
#include "intake/statement_state.h"

namespace stackengine::intake {
namespace {

class Classifier {
 public:
  explicit Classifier(PastedDiff diff)
      : diff_lines_(std::move(diff.lines)), diff_sections_(std::move(diff.sections)) {}

  void read(std::string_view line, uint32_t start) {
    if (next_diff_section_ < diff_sections_.size() &&
        diff_sections_[next_diff_section_].first_line == count()) {
      set_section(diff_sections_[next_diff_section_++].name, false);
    }
    start_ = start;
    join_ = error_log::Join::none;
    const LineKind kind = kind_of(line);
    note(line, kind);
    out_.lines.push_back(kind);
    out_.joins.push_back(kind == LineKind::error_log ? join_ : error_log::Join::none);
    blank_before_ = kind == LineKind::blank;
    if (kind != LineKind::blank) before_ = kind;
    prose_before_ = kind == LineKind::other && prose_;
    // A shell command continues after a backslash.
    continued_ = (kind == LineKind::other || kind == LineKind::wrapping) && ends_with(trim(line), "\\");
  }

  Classified take() {
    end_fence();
    end_paragraph();
    const bool fenced = fenced_configuration_;
    if (fenced) {
      for (const Span& paragraph : weak_) replace(paragraph, LineKind::loose, LineKind::other);
    }
    // A log in prose: its text deserves no syntax error.
    const bool only_evidence = evidence_ && !configuration_;
    for (LineKind& kind : out_.lines) {
      if (kind == LineKind::loose) kind = LineKind::nginx;
      if (kind == LineKind::nginx && only_evidence) kind = LineKind::other;
    }
    return std::move(out_);
  }

 private:
  uint32_t count() const { return static_cast<uint32_t>(out_.lines.size()); }

  void replace(Span lines, LineKind from, LineKind to) {
    std::replace(out_.lines.begin() + lines.start, out_.lines.begin() + lines.end, from, to);
  }

  void set_section(std::string name, bool of_dump) {
    in_dump_ = of_dump;
    const bool same = out_.sections.empty()
                          ? name.empty()
                          : !of_dump && out_.sections.back().name == name && !out_.sections.back().of_dump;
    if (!same) out_.sections.push_back({count(), std::move(name), of_dump});
  }

  // Updates the state of the document with the line.
  void note(std::string_view line, LineKind kind) {
    switch (kind) {
      case LineKind::nginx:
      case LineKind::loose:
        configuration_ = configuration_ || looks_like_configuration(line);
        if (fenced_) structure_ = structure_ || begins_with_directive(line);
        if (!fenced_) read_paragraph(line);
        // A line without a directive may be anything, so the next line is not its argument.
        if (state_.between_statements() || doubtful_) doubtful_ = !looks_like_statement(line);
        state_.feed(line);
        break;
      case LineKind::error_log:
      case LineKind::access_log:
      case LineKind::curl:
      case LineKind::nginx_version:
        evidence_ = true;
        end_paragraph();
        break;
      default:
        end_paragraph();
    }
  }

  void read_paragraph(std::string_view line) {
    if (!in_paragraph_) paragraph_ = {count(), count()};
    if (!in_paragraph_) paragraph_weak_ = state_.depth() == 0 && !state_.in_text();
    in_paragraph_ = true;
    paragraph_.end = count() + 1;
    paragraph_weak_ = paragraph_weak_ && !is_structure(line);
  }

  void end_paragraph() {
    if (in_paragraph_ && paragraph_weak_) weak_.push_back(paragraph_);
    in_paragraph_ = false;
  }

  LineKind kind_of(std::string_view line) {
    prose_ = false;
    if (!heredoc_.empty() && !is_fence(line)) return heredoc_line(line);
    if (count() < diff_lines_.size() && diff_lines_[count()] != LineKind::unknown)
      return diff_lines_[count()];
    if (trim(line).empty()) {
      entry_open_ = false;
      return LineKind::blank;
    }
    if (is_fence(line) && (!fenced_ || trim_left(line)[0] == fence_mark_)) return fence(line);
    if (const std::string_view file = dumped_file(line); !file.empty()) {
      set_section(std::string(file), true);
      state_ = StatementState();
      output_ = Output::anything;
      return LineKind::wrapping;
    }
    if (const LineKind kind = log_line(line); kind != LineKind::unknown) return kind;
    if (continued_) return before_;
    script_ = script_ && prompt_length(line) == 0 && (!is_structure(line) || trim(line) == "}");
    if (script_) return LineKind::other;
    if (is_private_key(line)) return configuration();
    if (const LineKind kind = terminal_line(line); kind != LineKind::unknown) return kind;
    if (state_.in_text()) return configuration();
    if (const LineKind kind = kind_of_output(line, before_for_output()); kind != LineKind::unknown)
      return kind;
    if (is_html(line)) return LineKind::other;
    if (is_elision(line)) return LineKind::wrapping;
    if (fenced_ && use_ == FenceUse::other) return LineKind::other;
    if (is_other_output(line)) return LineKind::other;
    return top_level_line(line);
  }

  LineKind heredoc_line(std::string_view line) {
    if (trim(line) == heredoc_) {
      heredoc_.clear();
      state_ = StatementState();
      set_section({}, false);
      return LineKind::wrapping;
    }
    for (size_t at = line.find("\\$"); heredoc_escapes_ && at != std::string_view::npos;
         at = line.find("\\$", at + 2)) {
      add_column(at, at + 1);
    }
    return trim(line).empty() ? LineKind::blank : LineKind::nginx;
  }

  LineKind fence(std::string_view line) {
    const std::string_view language = fence_language(line);
    const bool closes = fenced_ && language.empty();
    const bool headed = !fenced_ && before_ == LineKind::wrapping && heading_;
    end_fence();
    heredoc_.clear();
    script_ = key_ = false;
    end_paragraph();
    state_ = StatementState();
    output_ = Output::anything;
    if (!headed) set_section({}, false);
    heading_ = false;
    if (!closes) {
      fenced_ = true;
      fence_mark_ = trim_left(line)[0];
      use_ = fence_use(language);
      first_in_fence_ = count() + 1;
      structure_ = use_ == FenceUse::configuration;
    }
    return LineKind::wrapping;
  }

  // A fence without a language or a directive contains something else.
  void end_fence() {
    if (!fenced_) return;
    fenced_ = false;
    const Span lines{std::min(first_in_fence_, count()), count()};
    if (!structure_) replace(lines, LineKind::nginx, LineKind::other);
    const auto first = out_.lines.begin() + lines.start;
    fenced_configuration_ =
        fenced_configuration_ || std::find(first, out_.lines.end(), LineKind::nginx) != out_.lines.end();
  }

  void add_column(size_t start, size_t end) {
    if (start < end)
      out_.columns.push_back({start_ + static_cast<uint32_t>(start), start_ + static_cast<uint32_t>(end)});
  }

  LineKind log_line(std::string_view line) {
    if (ends_with(line, "\r")) line.remove_suffix(1);
    if (is_good_verdict(line)) return LineKind::wrapping;
    if (const auto around = around_json_log(line); around && !state_.in_text()) {
      std::string content;
      for (size_t i = 0; i + 1 < around->size(); ++i) {
        content += line.substr((*around)[i].end, (*around)[i + 1].start - (*around)[i].end);
      }
      const bool error = error_log::begins_entry(content);
      if (error || access_log::is_entry(content)) {
        for (const Span& span : *around) add_column(span.start, span.end);
        entry_open_ = false;
        return error ? LineKind::error_log : LineKind::access_log;
      }
    }
    if (entry_open_ && !access_log::is_entry(line)) {
      join_ = error_log::continuation(entry_, line, entry_width_);
      if (join_ != error_log::Join::none) {
        if (join_ == error_log::Join::blank && entry_.back() != ' ') entry_ += ' ';
        return error_entry(line);
      }
    }
    const size_t prefix = log_prefix_length(line);
    const std::string_view behind = line.substr(prefix);
    if (prefix > 0 && error_log::begins_entry(behind)) {
      add_column(0, prefix);
      begin_entry(line.size());
      return error_entry(behind);
    }
    if (error_log::begins_entry(line)) {
      add_column(0, find_dated_entry(line));
      begin_entry(line.size());
      return error_entry(line.substr(find_dated_entry(line)));
    }
    if (entry_open_ && (error_log::continues_entry(line) || (entry_cut_ && may_follow_cut(trim(line))))) {
      entry_ += ' ';
      return error_entry(line);
    }
    entry_open_ = false;
    if (state_.in_text()) return LineKind::unknown;
    if (access_log::is_entry(behind)) {
      add_column(0, prefix);
      return LineKind::access_log;
    }
    // Other output of a collector: `docker-entrypoint.sh: …`.
    return prefix > 0 && at_top() && !ends_like_directive(line) ? LineKind::other : LineKind::unknown;
  }

  // The same way as error_log::parse() joins wrapped lines.
  static bool may_follow_cut(std::string_view line) {
    return !line.empty() && line.find_first_of(";{}#`") == std::string_view::npos;
  }

  void begin_entry(size_t width) {
    entry_.clear();
    entry_width_ = width;
  }

  LineKind error_entry(std::string_view line) {
    constexpr size_t kKept = 8192;  // more than continuation() looks at
    if (entry_.size() < kKept) entry_ += line.substr(0, kKept);
    line = trim(line);
    entry_open_ = true;
    entry_cut_ = !line.empty() && (line.back() == ',' || line.back() == ':');
    return LineKind::error_log;
  }

  LineKind terminal_line(std::string_view line) {
    if (state_.in_text() && line[0] == '$') return LineKind::unknown;
    size_t prompt = prompt_length(line);
    const bool shell = fenced_ && use_ == FenceUse::shell;
    const bool may_be_bare = shell || (at_top() && (!fenced_ || use_ != FenceUse::other));
    if (prompt == 0 && !(may_be_bare && is_bare_command(line))) return LineKind::unknown;
    const Command command = read_command(line.substr(prompt));
    set_section(command.file, false);
    state_ = StatementState();
    output_ = command.output;
    html_ = false;
    heredoc_ = command.heredoc;
    heredoc_escapes_ = command.heredoc_escapes;
    return LineKind::wrapping;
  }

  // Headers directly follow a status line.
  LineKind before_for_output() const { return blank_before_ ? LineKind::blank : before_; }

  // PEM (RFC 7468). Its lines are never prose; redaction knows it as part of a configuration.
  bool is_private_key(std::string_view line) {
    const bool inside = key_;
    if (starts_with(line, "-----BEGIN ")) key_ = true;
    if (starts_with(line, "-----END ") || ends_like_directive(line)) key_ = false;
    return inside || key_;
  }

  bool is_html(std::string_view line) {
    line = trim(line);
    if (!html_ && !(begins_html(line) && state_.between_statements())) return false;
    html_ = !ends_with(line, "</html>") && !is_structure(line);
    return html_ || ends_with(line, "</html>");
  }

  // Output of a command that prints neither configuration nor logs.
  bool is_other_output(std::string_view line) {
    if (fenced_ && use_ == FenceUse::shell) return output_ != Output::configuration && !in_dump_;
    if (output_ != Output::nothing_here) return false;
    if (is_structure(line) && trim(line) != "}") output_ = Output::anything;
    return output_ == Output::nothing_here;
  }

  LineKind top_level_line(std::string_view line) {
    if (state_.depth() > 0 || (fenced_ && use_ == FenceUse::configuration)) return configuration();
    const bool sentence = is_prose(line);
    const bool after_lost_semicolon = blank_before_ && sentence && is_upper(trim(line)[0]);
    if (!between_statements() && !after_lost_semicolon) return configuration();
    if (starts_with(line, "#!/") &&
        line.find("nginx") == std::string_view::npos) {  // a script, up to the next directive
      script_ = true;
      return LineKind::other;
    }
    if (is_option(line) || is_assignment(line)) return LineKind::other;
    if (const std::string_view file = file_heading(line); !file.empty()) {
      set_section(std::string(file), false);
      heading_ = true;
      return LineKind::wrapping;
    }
    if (is_rule(line)) return LineKind::wrapping;
    if (sentence || (prose_before_ && !blank_before_ && continues_prose(line))) {
      prose_ = true;
      state_ = StatementState();
      return LineKind::other;
    }
    if (is_label(line) || starts_with(line, "\xE2\x97\x8F ")) return LineKind::other;  // `● nginx.service`
    return configuration();
  }

  static bool looks_like_statement(std::string_view line) {
    return begins_with_directive(line) || ends_like_directive(line);
  }

  bool between_statements() const { return state_.between_statements() || (doubtful_ && !state_.in_text()); }
  bool at_top() const { return between_statements() && state_.depth() == 0; }

  LineKind configuration() const { return fenced_ ? LineKind::nginx : LineKind::loose; }

  Classified out_;
  std::vector<LineKind> diff_lines_;
  std::vector<Section> diff_sections_;
  size_t next_diff_section_ = 0;

  uint32_t start_ = 0;  // of the line
  StatementState state_;
  LineKind before_ = LineKind::blank;  // of the last line with text
  bool blank_before_ = false;
  bool doubtful_ = false;  // the open statement of the last line may not be one
  bool continued_ = false;
  bool prose_ = false;
  bool prose_before_ = false;
  bool heading_ = false;  // the last section began with a file name as heading
  bool entry_open_ = false;
  std::string entry_;                             // its lines, joined
  size_t entry_width_ = 0;                        // of its first line
  error_log::Join join_ = error_log::Join::none;  // of the current line
  bool entry_cut_ = false;                        // it is incomplete
  bool html_ = false;
  bool script_ = false;  // below a `#!` line
  bool key_ = false;     // inside a PEM block
  bool in_dump_ = false;
  Output output_ = Output::anything;
  std::string heredoc_;  // the word that ends it; empty outside
  bool heredoc_escapes_ = false;

  bool fenced_ = false;
  char fence_mark_ = 0;
  FenceUse use_ = FenceUse::any;
  uint32_t first_in_fence_ = 0;
  bool structure_ = false;  // the fence contains directives

  bool evidence_ = false;
  bool configuration_ = false;
  bool fenced_configuration_ = false;
  bool in_paragraph_ = false;
  bool paragraph_weak_ = false;
  Span paragraph_;          // as line numbers
  std::vector<Span> weak_;  // paragraphs outside fences without a statement
};

}  // namespace

Classified classify(std::string_view text, PastedDiff diff) {
  Classifier classifier(std::move(diff));
  for_each_line(text, [&](std::string_view line, uint32_t start) { classifier.read(line, start); });
  return classifier.take();
}

}  // namespace stackengine::intake
