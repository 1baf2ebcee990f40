#include "nginx/parser.h"

#include <algorithm>
#include <cstddef>

#include "nginx/directive_table.h"
#include "nginx/statement_words.h"

namespace stackengine::nginx {
namespace {

// The number of spaces before `offset` on its line; -1 if anything else precedes it.
int indentation(std::string_view text, uint32_t offset) {
  uint32_t i = offset;
  while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '\t')) --i;
  return i == 0 || text[i - 1] == '\n' ? static_cast<int>(offset - i) : -1;
}

// How far a `}` searches for the block of its column. The bound keeps hostile nesting linear.
constexpr size_t kMaxOutdentedBlocks = 64;

// A text with more mistakes is not a configuration; the rest is dropped.
constexpr size_t kMaxErrors = 100000;

// Deeper blocks become part of the block at this depth.
constexpr size_t kMaxDepth = 100000;

// An open block.
struct OpenBlock {
  DirectiveId id;      // kNoDirective if the brace has no name before it
  uint32_t contexts;   // of directives in it; 0 for data or if unknown
  DirectiveId parent;  // for directives in it: `id`, or that of the nearest enclosing block that has one
  Span brace;
  int column;        // see indentation()
  int child_column;  // of the first directive in it; -1 without one
};

class Parser {
 public:
  // `missing_braces`: how many `}` to add by indentation; 0 in the first pass, which counts them.
  Parser(std::string_view text, const Lexed& lexed, size_t missing_braces)
      : text_(text), lexed_(lexed), missing_braces_(missing_braces) {
    tree_.directives.reserve(lexed.words.size() / 2);
  }

  Parsed run() {
    for (const Token& token : lexed_.tokens) {
      switch (token.kind) {
        case TokenKind::space:
        case TokenKind::comment:
        case TokenKind::hole:
          if (token.kind != TokenKind::comment) {
            line_break_ = line_break_ || token.span.in(text_).find('\n') != std::string_view::npos;
          }
          continue;
        case TokenKind::word:
          starts_line_.push_back(line_break_);
          line_break_ = false;
          ++next_word_;
          break;
        case TokenKind::semicolon:
          semicolon(token.span);
          break;
        case TokenKind::open_brace:
          open_brace(token.span);
          break;
        case TokenKind::close_brace:
          close_brace(token.span);
          break;
        case TokenKind::raw_block:
          break;
      }
      content_end_ = token.span.end;
    }
    end_of_text();
    return {std::move(tree_), std::move(errors_)};
  }

  size_t unclosed() const { return unclosed_; }

 private:
  std::string_view name_of(DirectiveId id) const {
    return id == kNoDirective ? std::string_view()
                              : lexed_.words[tree_.directives[id].first_word].span.in(text_);
  }

  void report(const SyntaxError& error) {
    if (errors_.size() < kMaxErrors) errors_.push_back(error);
  }

  DirectiveId parent() const { return open_.empty() ? kNoDirective : open_.back().parent; }

  uint32_t contexts() const { return open_.empty() ? kFragmentContexts : open_.back().contexts; }

  bool pending() const { return next_word_ > first_word_; }

  DirectiveId add(uint32_t first, uint32_t last, Terminator terminator, uint32_t end) {
    Directive directive;
    directive.first_word = first;
    directive.word_count = last - first;
    directive.parent = parent();
    directive.terminator = terminator;
    directive.span = {lexed_.words[first].span.start, end};
    if (!open_.empty() && open_.back().child_column < 0) {
      open_.back().child_column = indentation(text_, directive.span.start);
    }
    const auto id = static_cast<DirectiveId>(tree_.directives.size());
    directive.subtree_end = id + 1;
    tree_.directives.push_back(directive);
    return id;
  }

  // Turns the pending words into one directive, or into several if a `;` or `{` is missing between them.
  DirectiveId finish(Terminator terminator, uint32_t end) {
    close_by_indentation(first_word_, terminator == Terminator::block);
    while (const uint32_t next = find_missing_open_brace(statement(terminator))) open_missing(next);
    for (const uint32_t next : find_missing_semicolons(statement(terminator))) {
      const uint32_t word_end = lexed_.words[next - 1].span.end;
      missing_semicolon(add(first_word_, next, Terminator::missing, word_end));
      first_word_ = next;
    }
    const DirectiveId id = add(first_word_, next_word_, terminator, end);
    first_word_ = next_word_;
    return id;
  }

  StatementWords statement(Terminator terminator) const {
    const Ending ending = terminator == Terminator::block     ? Ending::brace
                          : terminator == Terminator::missing ? Ending::unknown
                                                              : Ending::semicolon;
    return {text_,      lexed_.words, starts_line_, first_word_,
            next_word_, ending,       contexts(),   name_of(parent())};
  }

  // Opens the block whose header ends before word `next`, as if the `{` were there.
  void open_missing(uint32_t next) {
    const uint32_t header_end = lexed_.words[next - 1].span.end;
    const DirectiveId id = add(first_word_, next, Terminator::block, header_end);
    report({SyntaxErrorKind::missing_open_brace, tree_.directives[id].span, header_end, 0, true});
    first_word_ = next;
    open_block(id, {header_end, header_end});
  }

  void missing_semicolon(DirectiveId id) {
    const Span span = tree_.directives[id].span;
    const bool certain = !find_directive(name_of(id)).empty();  // prose has no `;` either
    SyntaxError error = {SyntaxErrorKind::missing_semicolon, span, span.end, 0};
    error.certain = certain;
    // These accept any number of words (ngx_http_core_module.c, ngx_http_split_clients_module.c; measured
    // with 1.22.1).
    const std::string_view parent_name = name_of(parent());
    error.accepted = parent_name == "types" || parent_name == "split_clients";
    report(error);
  }

  void finish_unterminated() {
    if (!pending()) return;
    const DirectiveId id = finish(Terminator::missing, lexed_.words[next_word_ - 1].span.end);
    if (is_block_only(name_of(id), contexts())) {
      const Span span = tree_.directives[id].span;
      report({SyntaxErrorKind::missing_open_brace, span, span.end, 0, false});
    } else {
      missing_semicolon(id);
    }
  }

  void semicolon(Span span) {
    if (pending()) {
      finish(Terminator::semicolon, span.end);
    } else {
      report({SyntaxErrorKind::unexpected_semicolon, span, span.start, 0, true});
    }
  }

  void open_brace(Span span) {
    if (!pending()) {
      report({SyntaxErrorKind::unexpected_open_brace, span, span.start, 0, true});
      open({kNoDirective, contexts(), parent(), span, -1, -1});
      return;
    }
    if (has_data_body(name_of(parent())))
      report({SyntaxErrorKind::unexpected_open_brace, span, span.start, 0});
    open_block(finish(Terminator::block, span.end), span);
  }

  void open_block(DirectiveId id, Span brace) {
    tree_.directives[id].closed = false;
    tree_.directives[id].body = {brace.end, brace.end};
    const uint32_t body = body_contexts(name_of(id), contexts());
    open({id, body, id, brace, indentation(text_, tree_.directives[id].span.start), -1});
  }

  void open(const OpenBlock& block) {
    if (open_.size() < kMaxDepth) {
      open_.push_back(block);
    } else {
      ++too_deep_;
    }
  }

  void close_brace(Span span) {
    finish_unterminated();
    if (too_deep_ > 0) {
      --too_deep_;
      return;
    }
    close_outdented(span.start);
    if (open_.empty()) {
      report({SyntaxErrorKind::unexpected_close_brace, span, span.start, 0, false});
      return;
    }
    const DirectiveId id = open_.back().id;
    open_.pop_back();
    if (id != kNoDirective) close(id, span.start, span.end, true);
  }

  void close(DirectiveId id, uint32_t body_end, uint32_t end, bool closed) {
    Directive& directive = tree_.directives[id];
    directive.closed = closed;
    directive.body.end = std::max(directive.body.start, body_end);
    directive.span.end = end;
    directive.subtree_end = static_cast<DirectiveId>(tree_.directives.size());
  }

  // Closes the innermost block, whose `}` is missing, after its last content.
  void close_missing(uint32_t content_end) {
    const DirectiveId id = open_.back().id;
    Span header = open_.back().brace;
    open_.pop_back();
    ++unclosed_;
    if (id != kNoDirective) {
      close(id, content_end, content_end, false);
      const Directive& directive = tree_.directives[id];
      header = {directive.span.start, lexed_.words[directive.first_word + directive.word_count - 1].span.end};
    }
    report({SyntaxErrorKind::unclosed_block, header, content_end, 0, false});
  }

  // A `}` in the first column of an outer block closes that block: the blocks inside lack their braces.
  void close_outdented(uint32_t brace) {
    if (missing_braces_ == 0 || open_.empty()) return;
    const int column = indentation(text_, brace);
    if (column < 0 || column >= open_.back().column) return;
    const auto last =
        open_.rbegin() + static_cast<std::ptrdiff_t>(std::min(open_.size(), kMaxOutdentedBlocks));
    const auto match =
        std::find_if(open_.rbegin(), last, [&](const OpenBlock& block) { return block.column == column; });
    if (match == last) return;
    for (auto inner = match - open_.rbegin(); inner > 0 && missing_braces_ > 0; --inner, --missing_braces_) {
      close_missing(content_end_);
    }
  }

  // A directive at or left of the open block's column does not belong to the block if the block's content is
  // indented, or if the directive is not allowed there.
  void close_by_indentation(uint32_t first_word, bool block) {
    if (missing_braces_ == 0) return;
    const Span name = lexed_.words[first_word].span;
    const int column = indentation(text_, name.start);
    if (column < 0) return;
    while (missing_braces_ > 0 && !open_.empty() && column <= open_.back().column &&
           (open_.back().child_column > open_.back().column ||
            !may_stand_in(name.in(text_), block, open_.back().contexts))) {
      const uint32_t content_end = first_word == 0 ? name.start : content_end_before(name.start);
      close_missing(content_end);
      --missing_braces_;
    }
  }

  // End of the last text before `offset` other than white space.
  uint32_t content_end_before(uint32_t offset) const {
    while (offset > 0) {
      const char c = text_[offset - 1];
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') break;
      --offset;
    }
    return offset;
  }

  static bool may_stand_in(std::string_view name, bool block, uint32_t contexts) {
    for (const DirectiveRow& row : find_directive(name)) {
      if (row.block == block && (row.contexts & contexts) != 0) return true;
    }
    return contexts == 0 || find_directive(name).empty();  // unknown names count as allowed
  }

  void end_of_text() {
    finish_unterminated();
    while (!open_.empty()) close_missing(content_end_);
  }

  std::string_view text_;
  const Lexed& lexed_;
  size_t missing_braces_;
  SyntaxTree tree_;
  std::vector<SyntaxError> errors_;
  std::vector<OpenBlock> open_;
  size_t too_deep_ = 0;            // open blocks beyond kMaxDepth
  std::vector<bool> starts_line_;  // by word: a line end precedes it
  bool line_break_ = true;
  uint32_t first_word_ = 0;  // of the pending statement
  uint32_t next_word_ = 0;
  uint32_t content_end_ = 0;  // end of the last token other than white space or comment
  size_t unclosed_ = 0;
};

}  // namespace

Parsed parse(std::string_view text) {
  Lexed lexed = lex(text);
  Parser first(text, lexed, 0);
  Parsed parsed = first.run();
  if (first.unclosed() > 0) {
    // Parse again; now indentation decides where the missing braces belong.
    Parsed recovered = Parser(text, lexed, first.unclosed()).run();
    if (recovered.errors.size() <= parsed.errors.size()) parsed = std::move(recovered);
  }
  parsed.errors.insert(parsed.errors.end(), lexed.errors.begin(), lexed.errors.end());
  std::stable_sort(parsed.errors.begin(), parsed.errors.end(),
                   [](const SyntaxError& a, const SyntaxError& b) { return a.span < b.span; });
  parsed.tree.tokens = std::move(lexed.tokens);
  parsed.tree.words = std::move(lexed.words);
  return parsed;
}

}  // namespace stackengine::nginx
