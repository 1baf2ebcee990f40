#include "intake/prose.h"

#include <string>

#include "intake/line_text.h"

namespace stackengine::intake {
namespace {

// The beginning is enough to recognise a sentence; bounds the cost of long lines.
constexpr size_t kMaxRead = 400;

constexpr std::string_view kLittleWords[] = {
    "a",   "an",  "the",  "is",    "are",   "was",  "be",   "to",   "of",    "in",      "on",     "it",
    "its", "we",  "i",    "my",    "our",   "you",  "your", "this", "that",  "these",   "here",   "and",
    "or",  "but", "for",  "with",  "when",  "what", "why",  "how",  "get",   "gets",    "have",   "has",
    "not", "no",  "from", "after", "then",  "now",  "does", "do",   "can",   "any",     "all",    "only",
    "so",  "as",  "at",   "by",    "there", "they", "i'm",  "it's", "don't", "doesn't", "please", "using"};

constexpr size_t kLongestLittle = 7;

struct Words {
  size_t count = 0;
  size_t little = 0;
};

Words count_words(std::string_view line) {
  Words words;
  std::string word;
  for (size_t at = 0; at < line.size();) {
    const size_t end = std::min(line.find(' ', at), line.size());
    word.clear();
    for (char c : line.substr(at, end - at)) {
      if (is_alpha(c) || c == '\'') word += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (!word.empty()) ++words.count;
    if (word.empty() || word.size() > kLongestLittle) {
      at = end + 1;
      continue;
    }
    for (std::string_view little : kLittleWords) words.little += word == little ? 1 : 0;
    at = end + 1;
  }
  return words;
}

// A non-ASCII letter. Not a byte order mark or a no-break space: directives may begin with these, and nginx
// refuses them for it.
bool begins_abroad(std::string_view line) {
  const auto lead = static_cast<unsigned char>(line[0]);
  // U+2180 and up: arrows, check marks; U+10000 and up: emoji.
  if (lead == 0xE2) return line.size() > 1 && static_cast<unsigned char>(line[1]) >= 0x86;
  return (0xC3 <= lead && lead <= 0xDF) || (0xE3 <= lead && lead <= 0xED) || lead == 0xE0 || lead == 0xE1 ||
         lead == 0xF0;
}

bool ends_sentence(char c) { return c == '.' || c == '?' || c == '!' || c == ':' || c == ','; }

// The text after `- `, `* `, `1. `, `**` or `> `, the marks of lists and emphasis.
std::string_view without_marks(std::string_view line) {
  for (std::string_view mark : {"- ", "* ", "\xE2\x80\xA2 ", "> "}) {
    if (starts_with(line, mark)) return trim_left(line.substr(mark.size()));
  }
  const size_t digits = skip_digits(line, 0);
  if (digits > 0 && (line.substr(digits, 2) == ". " || line.substr(digits, 2) == ") ")) {
    return trim_left(line.substr(digits + 2));
  }
  if (starts_with(line, "**") || starts_with(line, "__")) return line.substr(2);
  return line;
}

bool is_courtesy(std::string_view line) {
  const size_t end = line.find_last_not_of(" .!,");
  if (end > 16) return false;  // also when there is nothing else
  std::string lower;
  for (char c : line.substr(0, end + 1)) lower += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  for (std::string_view word : {"thanks", "thank you", "thx", "cheers", "regards", "please", "please help",
                                "help", "hi", "hello", "hi all", "hey"}) {
    if (lower == word) return true;
  }
  return false;
}

}  // namespace

bool is_prose(std::string_view line) {
  line = trim(line);
  if (line.empty() || ends_like_directive(line)) return false;
  const char last = line.back();
  const std::string_view text = without_marks(line.substr(0, kMaxRead));
  const bool marked = text.size() != line.substr(0, kMaxRead).size();
  if (text.empty() || begins_with_directive(line)) return false;
  if (text.find_first_of(";{}") != std::string_view::npos && count_words(text).little < 2) return false;

  if (begins_abroad(text)) return true;
  const Words words = count_words(text);
  if (has_shape(text, "000 a") && is_upper(text[4])) return true;  // `502 Bad Gateway`
  if (std::string_view("#}\"'").find(text[0]) != std::string_view::npos) return false;
  if (words.count >= 8 && words.little >= 3) return true;
  // A question or thanks, too short for other signs.
  const bool asks = last == '?' || last == '!';
  if (asks && text.find_first_of("\"'$~^/*") == std::string_view::npos) return true;
  if (is_courtesy(text)) return true;
  if (is_upper(text[0]) || marked) return words.count >= 2 || ends_sentence(last);
  if (!is_alpha(text[0]) || first_word(text).find('_') != std::string_view::npos) return false;
  return words.little >= 2 || (words.little >= 1 && words.count >= 3 && ends_sentence(last));
}

bool continues_prose(std::string_view line) {
  line = trim(line);
  if (line.empty() || line.front() == '#' || line.front() == '}' || ends_like_directive(line)) return false;
  return !begins_with_directive(line) || count_words(line.substr(0, kMaxRead)).little >= 2;
}

bool is_elision(std::string_view line) {
  line = trim(line);
  if (line.size() > 40 || line.empty()) return false;
  // Without brackets and dashes: `[...]`, `--- snip ---`, `<!-- ... -->`, `/* … */`.
  constexpr std::string_view kFrame = " \t[](){}<>/*-=!|+";
  const size_t start = line.find_first_not_of(kFrame);
  if (start == std::string_view::npos) return false;
  std::string_view inner = line.substr(start, line.find_last_not_of(kFrame) - start + 1);
  const bool framed = inner.size() != line.size();
  if (starts_with(line, "{") || ends_with(line, "{") || ends_with(line, "}")) return false;
  if (inner.find_first_not_of('.') == std::string_view::npos) return inner.size() >= 2 || !framed;
  if (inner == "\xE2\x80\xA6" || inner == "\xE2\x8B\xAE" || inner == "8<" || inner == "8< snip 8<")
    return true;
  for (std::string_view word :
       {"snip", "snipped", "cut", "truncated", "omitted", "redacted", "etc", "... snip ...", "...snip..."}) {
    if (inner == word) return framed;
  }
  return starts_with(inner, "...") && ends_with(inner, "...") &&
         inner.find_first_of(";{}") == std::string_view::npos;
}

bool is_label(std::string_view line) {
  line = trim(line);
  if (starts_with(line, "- ")) line = trim_left(line.substr(2));
  if (line.empty() || line.back() == ';' || line.back() == '{') return false;
  const size_t blank = line.find(' ');
  const std::string_view key = line.substr(0, blank);
  if (key.size() < 2 || key.size() > 128 || key.back() != ':') return false;
  return key.find_first_of("{}$;#") == std::string_view::npos;
}

std::string_view file_heading(std::string_view line) {
  line = trim(line);
  if (line.size() > 256) return {};
  if (starts_with(line, "==> ") && ends_with(line, " <==")) {  // of `head` and `tail`
    const std::string_view file = line.substr(4, line.size() < 8 ? 0 : line.size() - 8);
    return ends_with(file, ".conf") ? file : std::string_view();
  }
  if (!line.empty() &&
      (line.back() == '|' || line.back() == '-' || line.back() == '+')) {  // a block scalar of YAML
    const size_t bar = line.rfind('|');
    if (bar == std::string_view::npos || bar < 2 || line[bar - 1] != ' ' || line[bar - 2] != ':') return {};
    line = line.substr(0, bar - 1);
  }
  const size_t start = line.find_first_not_of("*`_\"'");
  const size_t end = line.find_last_not_of("*`_:\"'");
  if (start == std::string_view::npos || end == std::string_view::npos || end < start) return {};
  const bool framed = end + 1 < line.size();
  const std::string_view name = line.substr(start, end - start + 1);
  if (!framed || name.find_first_of(" \t;{}$") != std::string_view::npos || name.size() < 6) return {};
  return ends_with(name, ".conf") || ends_with(name, ".conf.template") ? name : std::string_view();
}

}  // namespace stackengine::intake
