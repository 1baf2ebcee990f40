#include "nginx/lexer.h"

#include <algorithm>

#include "nginx/copied_characters.h"
#include "nginx/lua_block.h"
#include "text/ascii.h"
#include "text/characters.h"

namespace stackengine::nginx {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// The bytes of misplaced text that an error covers.
constexpr uint32_t kMaxShown = 64;

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text), size_(static_cast<uint32_t>(text.size())) {
    const size_t tokens = text.size() / 4;
    out_.tokens.reserve(tokens);
    out_.words.reserve(tokens / 2);
  }

  Lexed run() {
    if (text_.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      const auto end = static_cast<uint32_t>(kByteOrderMark.size());
      out_.errors.push_back({SyntaxErrorKind::byte_order_mark, {0, end}});
      emit(TokenKind::space, end);
    }
    while (at_ < size_) next();
    end_statement();
    return std::move(out_);
  }

 private:
  void emit(TokenKind kind, uint32_t end) {
    out_.tokens.push_back({kind, {at_, end}});
    at_ = end;
  }

  void next() {
    const char c = text_[at_];
    if (is_space(c) || copied_blank(at_) != 0) {
      blanks();
      return;
    }
    switch (c) {
      case '#':
        emit(TokenKind::comment, find('\n', at_));
        return;
      case ';':
        emit(TokenKind::semicolon, at_ + 1);
        end_statement();
        return;
      case '}':
        emit(TokenKind::close_brace, at_ + 1);
        end_statement();
        return;
      case '{': {
        emit(TokenKind::open_brace, at_ + 1);
        const bool lua = ends_with(statement_, "_by_lua_block");
        end_statement();
        if (!lua) return;
        const uint32_t end = end_of_lua_block(text_, at_);
        if (end > at_) emit(TokenKind::raw_block, end);
        statement_start_ = at_;
        return;
      }
      case '"':
      case '\'':
        quoted_word(c);
        return;
      default:
        break;
    }
    char quote = 0;
    if (smart_quote(text_, at_, &quote) == 0 || !smart_quoted_word(quote)) plain_word();
  }

  void emit_word(uint32_t end, char quote, bool closed, uint8_t opening = 1, uint8_t closing = 1) {
    const Span span = {at_, end};
    // A quoted name is the same name: `"content_by_lua_block" {` opens Lua code.
    const Span inside = {span.start + (quote != 0 ? opening : 0u),
                         span.end - (quote != 0 && closed ? closing : 0u)};
    if (statement_.empty()) statement_ = inside.in(text_);
    out_.words.push_back({span, quote, closed, opening, closing});
    emit(TokenKind::word, end);
  }

  void report(SyntaxErrorKind kind, Span span, char quote = 0) {
    SyntaxError error = {kind, span};
    error.at = span.start;
    error.quote = quote;
    out_.errors.push_back(error);
  }

  // The length of a copied character at `i` that means a space, or nothing, between words.
  uint32_t copied_blank(uint32_t i) const {
    if (is_ascii(text_[i])) return 0;
    const uint32_t blank = unicode_blank(text_, i);
    return blank != 0 ? blank : invisible(text_, i);
  }

  // Whether a word may end before `i`. Invisible characters alone do not end it.
  bool is_boundary(uint32_t i) const {
    while (i < size_ && !is_ascii(text_[i]) && invisible(text_, i) != 0) i += invisible(text_, i);
    return i >= size_ || is_space(text_[i]) || text_[i] == ';' || text_[i] == '{' || text_[i] == ')' ||
           unicode_blank(text_, i) != 0;
  }

  bool begins_plain_word(uint32_t i) const {
    char quote = 0;
    return !is_boundary(i) && text_[i] != '"' && text_[i] != '\'' && text_[i] != '}' && text_[i] != '#' &&
           smart_quote(text_, i, &quote) == 0;
  }

  void blanks() {
    uint32_t end = at_;
    Span copied = {at_, at_};  // on the current line
    bool ascii = false;
    while (end < size_) {
      if (is_space(text_[end])) {
        if (text_[end] == '\n') {
          if (!copied.empty()) report(SyntaxErrorKind::copied_blank, copied);
          copied = {end, end};
        }
        ascii = true;
        ++end;
        continue;
      }
      const uint32_t length = copied_blank(end);
      if (length == 0) break;
      if (copied.empty()) copied.start = end;
      end += length;
      copied.end = end;
    }
    if (!copied.empty()) report(SyntaxErrorKind::copied_blank, copied);
    const bool joined = !ascii && !out_.tokens.empty() && out_.tokens.back().kind == TokenKind::word &&
                        out_.words.back().quote == 0 && begins_plain_word(end);
    if (joined) joints_.push_back(out_.tokens.size());
    emit(TokenKind::space, end);
  }

  // Ends at a space, `;` or `{`; `{` directly after `$` and a byte after a backslash are ordinary.
  void plain_word() {
    uint32_t i = at_;
    bool after_dollar = false;
    while (i < size_) {
      const char c = text_[i];
      if (c == '\\') {
        i += 2;
        after_dollar = false;
        continue;
      }
      if (is_space(c) || c == ';' || (c == '{' && !after_dollar)) break;
      if (!is_ascii(c)) {
        if (unicode_blank(text_, i) != 0) break;
        const uint32_t length = invisible(text_, i);
        if (length != 0) {
          uint32_t after = i + length;
          while (after < size_ && !is_ascii(text_[after]) && invisible(text_, after) != 0) after += length;
          if (is_boundary(after)) break;
          // They join letters of other scripts and emoji.
          if (i == at_ || is_ascii(text_[i - 1]) || is_ascii(text_[after])) {
            report(SyntaxErrorKind::invisible_in_word, {i, after});
          }
          i = after;
          continue;
        }
      }
      after_dollar = c == '$';
      ++i;
    }
    const uint32_t end = std::min(i, size_);
    char quote = 0;
    if (smart_quote(text_, at_, &quote) != 0) {
      report(SyntaxErrorKind::stray_smart_quote, {at_, at_ + 3}, quote);
    } else if (end - at_ > 3 && smart_quote(text_, end - 3, &quote) != 0) {
      report(SyntaxErrorKind::stray_smart_quote, {end - 3, end}, quote);
    }
    emit_word(end, 0, true);
  }

  void quoted_word(char quote) {
    const uint32_t close = closing_quote(quote, at_ + 1);
    if (close == size_) {
      unterminated(quote);
      return;
    }
    const uint32_t end = close + 1;
    const bool runs_on = text_.substr(at_, close - at_).find('\n') != std::string_view::npos;
    if (is_boundary(end) && (is_ascii(text_[std::min(end, size_ - 1)]) || !runs_on)) {
      emit_word(end, quote, true);
      return;
    }
    // nginx refuses what follows. If the string continues over a line end, the quote that ends it most likely
    // opens another string.
    if (runs_on) {
      unterminated(quote);
      return;
    }
    const uint32_t smart = smart_close(quote, at_ + 1, close);
    if (smart != 0) {
      report(SyntaxErrorKind::smart_quotes, {at_, smart}, quote);
      emit_word(smart, quote, true, 1, 3);
      return;
    }
    uint32_t rest = end;
    while (rest < size_ && rest - end < kMaxShown && !is_space(text_[rest]) && text_[rest] != ';' &&
           text_[rest] != '{')
      ++rest;
    out_.errors.push_back({SyntaxErrorKind::text_after_quote, {end, rest}, end, quote, true, {}});
    emit_word(end, quote, true);
  }

  // Offset of the closing quote, or the text's size.
  uint32_t closing_quote(char quote, uint32_t from) const {
    for (uint32_t i = from; i < size_; ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        return i;
      }
    }
    return size_;
  }

  // Offset after the first typographic quote in [from, to) that means `quote` and ends a word; 0 for none.
  uint32_t smart_close(char quote, uint32_t from, uint32_t to) const {
    for (uint32_t i = from; i < to; ++i) {
      char ascii = 0;
      if (text_[i] == '\\') {
        ++i;
      } else if (smart_quote(text_, i, &ascii) != 0 && ascii == quote && is_boundary(i + 3)) {
        return i + 3;
      }
    }
    return 0;
  }

  // Reads a word that begins with a typographic quote and ends with another on the same line. False if there
  // is none.
  bool smart_quoted_word(char quote) {
    uint32_t& searched = quote == '"' ? no_double_close_ : no_single_close_;
    if (at_ < searched) return false;
    const uint32_t line = find('\n', at_);
    for (uint32_t i = at_ + 3; i < line; ++i) {
      char ascii = 0;
      uint8_t length = 0;
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        length = 1;
      } else if (smart_quote(text_, i, &ascii) != 0 && ascii == quote) {
        length = 3;
      }
      if (length == 0 || !is_boundary(i + length)) continue;
      report(SyntaxErrorKind::smart_quotes, {at_, i + length}, quote);
      emit_word(i + length, quote, true, 3, length);
      return true;
    }
    searched = line;
    return false;
  }

  // Recovery: the string ends with its line, before the final `;` or `{`.
  void unterminated(char quote) {
    uint32_t end = find('\n', at_);
    while (end > at_ + 1 && is_space(text_[end - 1])) --end;
    if (end > at_ + 1 && (text_[end - 1] == ';' || text_[end - 1] == '{')) --end;
    while (end > at_ + 1 && is_space(text_[end - 1])) --end;
    const uint32_t smart = smart_close(quote, at_ + 1, end);
    if (smart != 0) {
      report(SyntaxErrorKind::smart_quotes, {at_, smart}, quote);
      emit_word(smart, quote, true, 1, 3);
      return;
    }
    out_.errors.push_back({SyntaxErrorKind::unterminated_quote, {at_, at_ + 1}, end, quote, false, {}});
    emit_word(end, quote, false);
  }

  // Called after the `;`, `{` or `}` of a statement, or at the end of the text.
  void end_statement() {
    if (first_error_ < out_.errors.size()) {
      if (!joints_.empty() && joined_is_meant()) join();
      for (size_t i = first_error_; i < out_.errors.size(); ++i) {
        out_.errors[i].statement = {statement_start_, at_};
      }
      first_error_ = out_.errors.size();
    }
    statement_ = {};
    statement_start_ = at_;
    joints_.clear();
    first_token_ = out_.tokens.size();
    first_word_ = out_.words.size();
  }

  // Whether the arguments fit only if a space-like character in them is not a space: `return 200 Bonjour !;`
  // with a no-break space.
  bool joined_is_meant() const {
    const auto arguments = static_cast<uint32_t>(out_.words.size() - first_word_ - 1);
    if (out_.tokens[joints_.front() - 1].span == out_.words[first_word_].span) return false;
    const bool block = text_[at_ - 1] == '{';
    return !takes_arguments(statement_, arguments, block) &&
           takes_arguments(statement_, arguments - static_cast<uint32_t>(joints_.size()), block);
  }

  // Joins words that only joints_ separate.
  void join() {
    const std::vector<Token> tokens(out_.tokens.begin() + static_cast<std::ptrdiff_t>(first_token_),
                                    out_.tokens.end());
    const std::vector<Word> words(out_.words.begin() + static_cast<std::ptrdiff_t>(first_word_),
                                  out_.words.end());
    out_.tokens.resize(first_token_);
    out_.words.resize(first_word_);
    size_t joint = 0;
    size_t word = 0;
    size_t error = first_error_;
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (joint < joints_.size() && first_token_ + i == joints_[joint]) {
        while (out_.errors[error].span != tokens[i].span) ++error;
        out_.errors[error].kind = SyntaxErrorKind::blank_in_word;
        ++joint, ++i, ++word;
        out_.tokens.back().span.end = tokens[i].span.end;
        out_.words.back().span.end = tokens[i].span.end;
        continue;
      }
      out_.tokens.push_back(tokens[i]);
      if (tokens[i].kind == TokenKind::word) out_.words.push_back(words[word++]);
    }
  }

  uint32_t find(char c, uint32_t from) const {
    const size_t found = text_.find(c, from);
    return static_cast<uint32_t>(found == std::string_view::npos ? text_.size() : found);
  }

  std::string_view text_;
  uint32_t size_;
  uint32_t at_ = 0;
  std::string_view statement_;    // first word of the current directive
  uint32_t statement_start_ = 0;  // offset after the previous one
  size_t first_token_ = 0;        // of the statement
  size_t first_word_ = 0;         // of the statement
  size_t first_error_ = 0;        // of the statement
  std::vector<size_t> joints_;  // tokens of the statement that are only copied spaces between two plain words
  uint32_t no_double_close_ = 0;  // no typographic double quote ends a word up to here
  uint32_t no_single_close_ = 0;
  Lexed out_;
};

}  // namespace

Lexed lex(std::string_view text) { return Lexer(text).run(); }

}  // namespace stackengine::nginx
