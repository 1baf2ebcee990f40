#include "nginx/copied_characters.h"

#include <utility>

#include "nginx/directive_table.h"
#include "nginx/value_syntax.h"
#include "text/ascii.h"

namespace stackengine::nginx {
namespace {

unsigned byte(std::string_view text, size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

// Code point of the two or three bytes at `at`; 0 for anything else.
unsigned code_point(std::string_view text, uint32_t at) {
  const unsigned first = byte(text, at);
  const unsigned second = byte(text, at + 1) ^ 0x80u;
  if (first < 0xC2 || first > 0xEF || second > 0x3F) return 0;
  if (first < 0xE0) return (first & 0x1Fu) << 6 | second;
  const unsigned third = byte(text, at + 2) ^ 0x80u;
  return third > 0x3F ? 0 : (first & 0x0Fu) << 12 | second << 6 | third;
}

// One statement by nginx's own rules (ngx_conf_file.c, ngx_conf_read_token).
struct Statement {
  std::string_view name;
  std::string_view last;  // word, its quotes included
  uint32_t words = 0;
  size_t end = 0;            // offset after the `;`, `{` or `}`
  char terminator = 0;       // 0: the text ends before
  bool after_quote = false;  // text directly follows a closing quote
};

Statement read(std::string_view text) {
  Statement out;
  size_t i = 0;
  while (i < text.size()) {
    const char c = text[i];
    if (is_space(c)) {
      ++i;
      continue;
    }
    if (c == ';' || c == '{' || c == '}') {
      out.terminator = c;
      out.end = i + 1;
      return out;
    }
    if (c == '#') {
      while (i < text.size() && text[i] != '\n') ++i;
      continue;
    }
    const size_t start = i;
    if (c == '"' || c == '\'') {
      for (++i; i < text.size() && text[i] != c; ++i) i += text[i] == '\\' ? 1 : 0;
      ++i;
      if (i < text.size() && !is_space(text[i]) && text[i] != ';' && text[i] != '{' && text[i] != ')') {
        out.after_quote = true;
        return out;
      }
    } else {
      for (; i < text.size() && !is_space(text[i]) && text[i] != ';'; ++i) {
        if (text[i] == '{' && text[i - 1] != '$') break;
        i += text[i] == '\\' ? 1 : 0;
      }
    }
    out.last = text.substr(start, i - start);
    if (out.words++ == 0) out.name = out.last;
  }
  out.end = text.size();
  return out;
}

// Directives that accept one more argument, which must be a certain word. The rest of a split value ends up
// there.
struct LastWord {
  std::string_view name;
  uint32_t arguments;
  std::string_view words;  // `a|b`
};

constexpr LastWord kLastWords[] = {
    {"add_header", 3, "always"},
    {"add_trailer", 3, "always"},
    {"rewrite", 3, "last|break|redirect|permanent"},
};

// What nginx says if the last word of the statement is not allowed there; empty if it is.
std::string complaint_about_last(const Statement& statement) {
  std::string_view last = statement.last;
  const bool quoted = last.size() > 1 && (last[0] == '"' || last[0] == '\'') && last.back() == last[0];
  if (quoted) last = last.substr(1, last.size() - 2);
  for (const LastWord& one : kLastWords) {
    if (statement.name == one.name && statement.words == one.arguments + 1 &&
        !is_exactly_one_of(last, one.words))
      return "invalid parameter \"" + std::string(last) + "\"";
  }
  return {};
}

}  // namespace

uint32_t unicode_blank(std::string_view text, uint32_t at) {
  if (byte(text, at) < 0xC2) return 0;
  const unsigned c = code_point(text, at);
  if (c == 0xA0) return 2;
  const bool blank = c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
                     c == 0x202F || c == 0x205F || c == 0x3000;
  return blank ? 3 : 0;
}

uint32_t invisible(std::string_view text, uint32_t at) {
  if (byte(text, at) < 0xE2) return 0;
  const unsigned c = code_point(text, at);
  return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF ? 3 : 0;
}

uint32_t smart_quote(std::string_view text, uint32_t at, char* ascii) {
  if (byte(text, at) != 0xE2) return 0;
  const unsigned c = code_point(text, at);
  if (c < 0x2018 || c > 0x201F) return 0;
  *ascii = c < 0x201C ? '\'' : '"';
  return 3;
}

std::string character_name(std::string_view character) {
  const unsigned c = code_point(character, 0);
  const char* name = "space";
  switch (c) {
    case 0xA0:
    case 0x202F:
      name = "no-break space";
      break;
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
      name = "typographic apostrophe";
      break;
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
      name = "typographic quotation mark";
      break;
    case 0x2028:
    case 0x2029:
      name = "line separator";
      break;
    case 0x200B:
      name = "zero-width space";
      break;
    case 0x200C:
    case 0x200D:
      name = "zero-width joiner";
      break;
    case 0x2060:
      name = "word joiner";
      break;
    case 0xFEFF:
      name = "byte order mark";
      break;
    default:
      break;
  }
  // No printf, because it would add half of stdio to the page's module.
  std::string code;
  for (uint32_t rest = static_cast<uint32_t>(c); rest != 0 || code.size() < 4; rest /= 16) {
    code.insert(code.begin(), "0123456789ABCDEF"[rest % 16]);
  }
  return "U+" + code + " (" + name + ")";
}

std::string_view first_word(std::string_view statement) { return read(statement).name; }

bool takes_arguments(std::string_view name, uint32_t arguments, bool block) {
  const auto count = static_cast<int64_t>(arguments);
  for (const DirectiveRow& row : find_directive(name)) {
    if (row.block == block && count >= row.min_arguments &&
        (row.max_arguments < 0 || count <= row.max_arguments)) {
      return true;
    }
  }
  return false;
}

NginxVerdict as_nginx_reads(std::string_view statement, std::string_view meant) {
  const Statement read_as = read(statement);
  if (read_as.after_quote) return {true, ""};
  if (read_as.terminator == 0) return {read_as.words > 0, ""};
  if (read_as.terminator == '}') return {read_as.words > 0, read_as.words > 0 ? "unexpected \"}\"" : ""};
  const std::string name(read_as.name);
  if (!meant.empty() && read_as.name != meant) return {true, "unknown directive \"" + name + "\""};
  if (!meant.empty() && !find_directive(meant).empty() &&
      !takes_arguments(meant, read_as.words - 1, read_as.terminator == '{')) {
    return {true, "invalid number of arguments in \"" + name + "\" directive"};
  }
  std::string message = meant.empty() ? std::string() : complaint_about_last(read_as);
  if (!message.empty()) return {true, std::move(message)};
  return {read_as.end != statement.size(), ""};  // the rest begins another statement
}

}  // namespace stackengine::nginx
