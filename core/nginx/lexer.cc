#include "nginx/lexer.h"

#include <algorithm>

#include "nginx/lua_block.h"

namespace stackengine::nginx {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

// Bytes of a misplaced text that an error names.
constexpr uint32_t kMaxShown = 64;

class Lexer {
 public:
  Lexer(std::string_view text, const std::vector<Span>& holes) : text_(text), holes_(holes) {
    const size_t tokens = text.size() / 4;
    out_.tokens.reserve(tokens);
    out_.words.reserve(tokens / 2);
  }

  Lexed run() {
    while (at_ < text_.size()) {
      if (hole_ < holes_.size() && holes_[hole_].start <= at_) {
        emit(TokenKind::hole, holes_[hole_++].end);
        continue;
      }
      limit_ = hole_ < holes_.size() ? holes_[hole_].start : static_cast<uint32_t>(text_.size());
      next();
    }
    return std::move(out_);
  }

 private:
  void emit(TokenKind kind, uint32_t end) {
    out_.tokens.push_back({kind, {at_, end}});
    at_ = end;
  }

  void next() {
    const char c = text_[at_];
    if (is_space(c)) {
      uint32_t end = at_ + 1;
      while (end < limit_ && is_space(text_[end])) ++end;
      emit(TokenKind::space, end);
      return;
    }
    switch (c) {
      case '#':
        emit(TokenKind::comment, std::min(limit_, find('\n', at_)));
        return;
      case ';':
        emit(TokenKind::semicolon, at_ + 1);
        statement_ = {};
        return;
      case '}':
        emit(TokenKind::close_brace, at_ + 1);
        statement_ = {};
        return;
      case '{':
        emit(TokenKind::open_brace, at_ + 1);
        if (ends_with(statement_, "_by_lua_block")) {
          const uint32_t end = std::min(limit_, end_of_lua_block(text_, at_));
          if (end > at_) emit(TokenKind::raw_block, end);
        }
        statement_ = {};
        return;
      case '"':
      case '\'':
        quoted_word(c);
        return;
      default:
        plain_word();
    }
  }

  void emit_word(uint32_t end, char quote, bool closed) {
    const Span span = {at_, end};
    if (statement_.empty()) statement_ = span.in(text_);
    out_.words.push_back({span, quote, closed});
    emit(TokenKind::word, end);
  }

  // Ends at a blank, `;` or `{`; `{` directly after `$` and a byte after a backslash are ordinary.
  void plain_word() {
    uint32_t i = at_;
    bool after_dollar = false;
    while (i < limit_) {
      const char c = text_[i];
      if (c == '\\') {
        i += 2;
        after_dollar = false;
        continue;
      }
      if (is_space(c) || c == ';' || (c == '{' && !after_dollar)) break;
      after_dollar = c == '$';
      ++i;
    }
    emit_word(std::min(i, limit_), 0, true);
  }

  void quoted_word(char quote) {
    const uint32_t close = closing_quote(quote, at_ + 1);
    if (close == limit_) {
      unterminated(quote);
      return;
    }
    const uint32_t end = close + 1;
    if (end == limit_ || is_space(text_[end]) || text_[end] == ';' || text_[end] == '{' ||
        text_[end] == ')') {
      emit_word(end, quote, true);
      return;
    }
    // nginx refuses what follows. When the string runs over a line end, the quote that ends it most likely
    // opens another string.
    if (text_.substr(at_, close - at_).find('\n') != std::string_view::npos) {
      unterminated(quote);
      return;
    }
    uint32_t rest = end;
    while (rest < limit_ && rest - end < kMaxShown && !is_space(text_[rest]) && text_[rest] != ';' &&
           text_[rest] != '{')
      ++rest;
    out_.errors.push_back({SyntaxErrorKind::text_after_quote, {end, rest}, end, quote, true});
    emit_word(end, quote, true);
  }

  // Offset of the closing quote, or `limit_`.
  uint32_t closing_quote(char quote, uint32_t from) const {
    for (uint32_t i = from; i < limit_; ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        return i;
      }
    }
    return limit_;
  }

  // Recovery: the string ends with its line, before the `;` or `{` that ends the line.
  void unterminated(char quote) {
    uint32_t end = std::min(limit_, find('\n', at_));
    while (end > at_ + 1 && is_space(text_[end - 1])) --end;
    if (end > at_ + 1 && (text_[end - 1] == ';' || text_[end - 1] == '{')) --end;
    while (end > at_ + 1 && is_space(text_[end - 1])) --end;
    out_.errors.push_back({SyntaxErrorKind::unterminated_quote, {at_, at_ + 1}, end, quote, false});
    emit_word(end, quote, false);
  }

  uint32_t find(char c, uint32_t from) const {
    const size_t found = text_.find(c, from);
    return static_cast<uint32_t>(found == std::string_view::npos ? text_.size() : found);
  }

  std::string_view text_;
  const std::vector<Span>& holes_;
  size_t hole_ = 0;
  uint32_t at_ = 0;
  uint32_t limit_ = 0;          // end of the text or start of the next hole
  std::string_view statement_;  // first word of the current directive
  Lexed out_;
};

}  // namespace

Lexed lex(std::string_view text, const std::vector<Span>& holes) { return Lexer(text, holes).run(); }

}  // namespace stackengine::nginx
