#include "redaction/sweep.h"

#include <algorithm>
#include <utility>

#include "redaction/base64.h"
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/host_shape.h"
#include "redaction/public_names.h"
#include "redaction/word_edges.h"
#include "text/ascii.h"

namespace stackengine::redaction {
namespace {

// A secret of this length is redacted inside other words, too; a shorter one would hit by chance.
constexpr size_t kLongSecret = 8;
// Secrets are looked for in blocks of this length, so a long run of one is found as well, and no pattern is
// longer.
constexpr size_t kBlock = 32;
// The shortest value whose base64 is looked for.
constexpr size_t kShortestBase64 = 6;
constexpr size_t kBase64Prefix = 24;

// The first `length` bytes of `text` as one number, first byte highest.
uint64_t head_of(std::string_view text, size_t length) {
  uint64_t head = 0;
  for (size_t i = 0; i < length; ++i) head = head << 8 | static_cast<unsigned char>(text[i]);
  return head;
}

// 18 bits; letters of either case are equal in it.
uint32_t hash_of_head(uint64_t head) {
  return static_cast<uint32_t>((head | 0x20202020202020u) * 0x9E3779B97F4A7C15u >> 46);
}

// Not the same few bytes over and over, as a rule of dashes is.
bool is_distinctive_block(std::string_view block) {
  std::string bytes(block);
  std::sort(bytes.begin(), bytes.end());
  return std::unique(bytes.begin(), bytes.end()) - bytes.begin() >= 8;
}

// Whether the word in front of `start`, on the same line, says that a name follows: `upstream backend`,
// `proxy_pass "backend`, `server: backend`, `host: "backend"`.
bool behind_keyword(std::string_view text, size_t start) {
  size_t end = start;
  while (end > 0 && start - end < 8 &&
         std::string_view(" \t\"':=").find(text[end - 1]) != std::string_view::npos)
    --end;
  if (end == start) return false;
  size_t begin = end;
  while (begin > 0 && end - begin < 24 && is_word_byte(text[begin - 1])) --begin;
  const std::string word = lower_case(text.substr(begin, end - begin));
  return word == "upstream" || word == "server" || word == "server_name" || word == "host" ||
         ends_with(word, "_pass");
}

// Whether a common word at this place names a host or an upstream.
bool is_reference(std::string_view text, size_t start, size_t end) {
  if (text.substr(end, 3) == "://") return false;  // a scheme
  if (start >= 2 && text[start - 1] == '/' && text[start - 2] == '/') return true;
  if (end + 1 < text.size() && text[end] == ':' && is_digit(text[end + 1])) return true;
  return behind_keyword(text, start);
}

// Whether a label and a dot stand before `at`.
bool is_behind_label(std::string_view text, size_t at) {
  return at >= 2 && text[at - 1] == '.' && (is_word_byte(text[at - 2]) || text[at - 2] == '-');
}

// The length of an encoded byte at `at`: `%2F`, `\\u002f` of JSON, `\\x2F` of nginx's logs; 0 when there is
// none. Only such as stand for one byte.
size_t encoded_length(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at, 6);
  if (rest.size() >= 3 && rest[0] == '%' && is_hex(rest[1]) && is_hex(rest[2])) return 3;
  if (rest.size() < 4 || rest[0] != '\\') return 0;
  if (rest[1] == 'x' && is_hex(rest[2]) && is_hex(rest[3])) return 4;
  const bool ascii = rest.size() == 6 && rest[1] == 'u' && rest[2] == '0' && rest[3] == '0' && rest[4] < '8';
  return ascii && is_hex(rest[4]) && is_hex(rest[5]) ? 6 : 0;
}

}  // namespace

// A name is looked for with its dots plain and as a regular expression has them. Only where the look of it is
// not enough, for the detectors find every spelling of `app.acme.com`.
void Sweep::learn_spellings(std::string_view name, SecretClass secret_class) {
  if (name.find('\\') != std::string_view::npos) {
    words_.add(plain_name(name), secret_class);
    return;
  }
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || top_level(name.substr(dot + 1)) == TopLevel::strong) return;
  std::string escaped;
  for (const char c : name) {
    if (c == '.') escaped += '\\';
    escaped += c;
  }
  words_.add(escaped, secret_class);
}

// A secret as JSON writes it (RFC 8259 section 7; Go escapes `&`, `<` and `>` as well), as a quoted argument
// holds it, and its beginning in hexadecimal digits.
void Sweep::learn_escaped(std::string_view value, SecretClass secret_class) {
  if (value.size() >= kShortestBase64) {
    const std::string_view prefix = value.substr(0, kBase64Prefix);
    std::string hex;
    for (const char c : prefix) {
      hex += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
      hex += "0123456789abcdef"[c & 15];
    }
    if (value.size() <= kBlock || is_distinctive_block(prefix))
      fragments_.add(hex, secret_class, false, true);
  }
  if (is_name(secret_class)) return;
  if (value.size() < 4 || value.size() > kBlock || value.find_first_of("\"\\/&<>") == std::string_view::npos)
    return;
  std::string json;
  std::string slashes;
  std::string plain;
  for (size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '"' || c == '\\') json += '\\';
    slashes += c == '/' ? "\\/" : std::string(1, c);
    json += c == '&' ? "\\u0026" : c == '<' ? "\\u003c" : c == '>' ? "\\u003e" : std::string(1, c);
    if (c != '\\' || i + 1 == value.size()) plain += c;
  }
  for (const std::string& spelling : {json, slashes, plain}) {
    if (spelling == value) continue;
    if (spelling.size() < kLongSecret) {
      words_.add(spelling, secret_class);
    } else {
      fragments_.add(spelling, secret_class);
    }
  }
}

// What a Secret's `data` and `Basic` carry stands elsewhere as it is.
void Sweep::learn_decoded(std::string_view value) {
  constexpr size_t kShortest = 6;
  if (value.size() > 4096) return;
  std::string plain = decode_printable(value);
  while (!plain.empty() && plain.back() == '\n') plain.pop_back();
  if (plain.size() < kShortest || plain.find('\n') != std::string::npos) return;
  // Random bytes, which no text holds.
  if (std::any_of(plain.begin(), plain.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return;
  learn(plain, SecretClass::password);
  const size_t colon = plain.find(':');
  if (colon != std::string::npos && plain.size() - colon > kShortest)
    learn(std::string_view(plain).substr(colon + 1), SecretClass::password);
}

// `app_acme_com`, `app-acme-com`: files, zones and databases are called so; `10-0-1-23`, as clouds and
// clusters build a machine's name from its address.
void Sweep::learn_joined(std::string_view name) {
  for (const char joint : {'_', '-'}) {
    std::string joined;
    for (const char c : name) {
      if (c != '\\') joined += c == '.' || c == '-' || c == '_' ? joint : c;
    }
    if (joined != name && !is_common_word(joined)) words_.add(joined, SecretClass::host);
  }
}

// The domains that a host lies in, and a name or an address with its labels in reverse order, as DNS has them
// for addresses.
void Sweep::learn_around(std::string_view name, SecretClass secret_class) {
  if (secret_class == SecretClass::host) {
    for (const std::string_view domain : own_domains(name)) {
      words_.add(domain, SecretClass::host);
      words_.patterns.back().whole_only = true;
      learn_joined(domain);
    }
  }
  if (secret_class == SecretClass::host || secret_class == SecretClass::upstream_name ||
      secret_class == SecretClass::ip_address)
    learn_joined(name);
  if (name.find('.') == std::string_view::npos || name.find('\\') != std::string_view::npos) return;
  std::string reversed;
  for (size_t end = name.size(); end != std::string_view::npos;) {
    const size_t dot = name.substr(0, end).rfind('.');
    const size_t start = dot == std::string_view::npos ? 0 : dot + 1;
    reversed += name.substr(start, end - start);
    if (dot != std::string_view::npos) reversed += '.';
    end = dot;
  }
  words_.add(reversed, secret_class);
}

void Sweep::learn(std::string_view value, SecretClass secret_class) {
  if (secret_class == SecretClass::secret_data || secret_class == SecretClass::authorization)
    learn_decoded(value);
  const bool name = is_name(secret_class);
  if (is_common_word(value)) {
    if (name) words_.add(value, secret_class, true);
    return;
  }
  if ((name && value.size() <= kLongestHost) || value.size() < kLongSecret) {
    words_.add(value, secret_class);
  } else if (value.size() <= kBlock) {
    fragments_.add(value, secret_class);
  } else {
    const size_t last = value.size() - kBlock;
    for (size_t at = 0;; at = std::min(at + kBlock, last)) {
      const std::string block = lower_case(value.substr(at, kBlock));
      if (is_distinctive_block(block)) fragments_.add(block, secret_class);
      if (at == last) break;
    }
  }
  if (name && value.size() <= kLongestHost && secret_class != SecretClass::ip_address)
    learn_spellings(value, secret_class);
  learn_escaped(value, secret_class);
  if (name && value.size() <= kLongestHost) learn_around(value, secret_class);
  if (!name && value.size() >= kLongSecret) runs_.learn(value, secret_class);
  if (value.size() < kShortestBase64) return;
  const std::string_view prefix = value.substr(0, kBase64Prefix);
  if (value.size() > kBlock && !is_distinctive_block(prefix)) return;
  for (unsigned shift = 0; shift < 3; ++shift) {
    std::string core = base64_core(prefix, shift);
    const bool has_other_alphabet = core.find_first_of("+/") != std::string::npos;
    fragments_.add(core, secret_class, false, true);
    if (!has_other_alphabet) continue;
    std::replace(core.begin(), core.end(), '+', '-');  // RFC 4648 section 5
    std::replace(core.begin(), core.end(), '/', '_');
    fragments_.add(core, secret_class, false, true);
  }
}

template <size_t kHead>
void Sweep::Set<kHead>::add(std::string_view text, SecretClass secret_class, bool reference_only,
                            bool base64) {
  Pattern pattern;
  pattern.start = static_cast<uint32_t>(bytes.size());
  pattern.length = static_cast<uint32_t>(text.size());
  pattern.secret_class = secret_class;
  pattern.reference_only = reference_only;
  pattern.whole_only = false;
  pattern.base64 = base64;
  bytes += text;
  std::transform(bytes.begin() + pattern.start, bytes.end(), bytes.begin() + pattern.start, to_lower);
  patterns.push_back(pattern);
}

template <size_t kHead>
void Sweep::Set<kHead>::prepare() {
  std::sort(patterns.begin(), patterns.end(), [&](const Pattern& a, const Pattern& b) {
    const int order = text(a).compare(text(b));
    if (order != 0) return order < 0;
    return a.whole_only != b.whole_only ? b.whole_only : a.secret_class < b.secret_class;
  });
  patterns.erase(std::unique(patterns.begin(), patterns.end(),
                             [&](const Pattern& a, const Pattern& b) { return text(a) == text(b); }),
                 patterns.end());
  std::vector<std::string_view> texts;
  texts.reserve(patterns.size());
  for (const Pattern& pattern : patterns) texts.push_back(text(pattern));
  trie = Trie(texts);
  heads.assign((size_t{1} << 18) / 64, 0);
  for (const std::string_view one : texts) {
    if (one.size() < kHead) {
      is_short[static_cast<unsigned char>(one.front())] = true;
      continue;
    }
    const uint32_t hash = hash_of_head(head_of(one, kHead));
    heads[hash / 64] |= uint64_t{1} << hash % 64;
  }
}

template <size_t kHead>
bool Sweep::Set<kHead>::may_begin(uint64_t head) const {
  const uint32_t hash = hash_of_head(head);
  return (heads[hash / 64] >> hash % 64 & 1) != 0;
}

void Sweep::prepare() {
  words_.prepare();
  fragments_.prepare();
  runs_.prepare();
}

void Sweep::find(std::string_view text, Candidates* out) const {
  if (!words_.patterns.empty()) find_words(text, out);
  if (!fragments_.patterns.empty()) find_fragments(text, out);
  runs_.find(text, out);
  find_encoded(text, out);
}

void Sweep::find_words(std::string_view text, Candidates* out) const {
  size_t variable = 0;  // the end of the variable that the scan is in
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '$') variable = variable_end(text, at);
    if (at < variable || !begins_word(text, at)) continue;
    const char first = to_lower(text[at]);
    const bool may_begin = words_.is_short[static_cast<unsigned char>(first)] ||
                           (at + 4 <= text.size() && words_.may_begin(head_of(text.substr(at, 4), 4)));
    if (!may_begin) continue;
    uint32_t node = words_.trie.begin(first);
    const Pattern* longest = nullptr;
    size_t longest_end = 0;
    for (size_t end = at + 1; node != Trie::kNone; ++end) {
      const uint32_t word = words_.trie.word(node);
      if (word != Trie::kNone && ends_word(text, end)) {
        const Pattern& pattern = words_.patterns[word];
        const bool address = pattern.secret_class == SecretClass::ip_address;
        if (address ? is_whole_address(text, at, end)
                    : (!pattern.reference_only || is_reference(text, at, end)) &&
                          (!pattern.whole_only || !is_behind_label(text, at))) {
          longest = &pattern;
          longest_end = end;
        }
      }
      if (end == text.size()) break;
      node = words_.trie.next(node, to_lower(text[end]));
    }
    if (longest != nullptr) out->push_back({make_span(at, longest_end), longest->secret_class});
  }
}

void Sweep::find_fragments(std::string_view text, Candidates* out) const {
  size_t base64_end = 0;  // of the run that was taken last
  constexpr size_t kHead = 7;
  if (text.size() < kHead) return;
  uint64_t head = head_of(text, kHead - 1);
  for (size_t at = 0; at + kHead <= text.size(); ++at) {
    head = head << 8 | static_cast<unsigned char>(text[at + kHead - 1]);
    if (!fragments_.may_begin(head & ((uint64_t{1} << 8 * kHead) - 1))) continue;
    uint32_t node = fragments_.trie.begin(to_lower(text[at]));
    const Pattern* longest = nullptr;
    size_t longest_end = 0;
    for (size_t end = at + 1; node != Trie::kNone; ++end) {
      const uint32_t word = fragments_.trie.word(node);
      if (word != Trie::kNone) {
        longest = &fragments_.patterns[word];
        longest_end = end;
      }
      if (end == text.size()) break;
      node = fragments_.trie.next(node, to_lower(text[end]));
    }
    if (longest == nullptr || (longest->base64 && at < base64_end)) continue;
    size_t start = at;
    if (longest->base64) {
      while (start > base64_end && is_base64(text[start - 1])) --start;
      while (longest_end < text.size() && is_base64(text[longest_end])) ++longest_end;
      base64_end = longest_end;
    }
    out->push_back({make_span(start, longest_end), longest->secret_class});
  }
}

// Values of which at least one byte is encoded.
void Sweep::find_encoded(std::string_view text, Candidates* out) const {
  std::string decoded;
  std::vector<uint32_t> origin;  // of each decoded byte, and of the end
  const auto next = [&](char sign, size_t from) { return std::min(text.find(sign, from), text.size()); };
  size_t percent = next('%', 0);
  size_t backslash = next('\\', 0);
  size_t at = 0;
  while (true) {
    // One run at a time: the words between blanks that hold an encoded byte.
    const size_t sign = std::min(percent, backslash);
    if (sign == text.size()) return;
    if (sign < at || encoded_length(text, sign) == 0) {
      const size_t from = std::max(sign + 1, at);
      if (percent == sign) percent = next('%', from);
      if (backslash == sign) backslash = next('\\', from);
      continue;
    }
    size_t start = sign;
    while (start > at && !is_space(text[start - 1])) --start;
    size_t end = sign;
    while (end < text.size() && !is_space(text[end])) ++end;
    at = end;

    decoded.clear();
    origin.clear();
    for (size_t i = start; i < end;) {
      origin.push_back(static_cast<uint32_t>(i));
      const size_t length = encoded_length(text.substr(0, end), i);
      if (length > 0) {
        const auto digit = [](char c) { return is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10; };
        decoded += static_cast<char>(digit(text[i + length - 2]) << 4 | digit(text[i + length - 1]));
        i += length;
      } else {
        decoded += text[i++];
      }
    }
    if (decoded.size() == end - start) continue;
    origin.push_back(static_cast<uint32_t>(end));
    Candidates found;
    if (!words_.patterns.empty()) find_words(decoded, &found);
    if (!fragments_.patterns.empty()) find_fragments(decoded, &found);
    runs_.find(decoded, &found);
    for (const Candidate& candidate : found) {
      const Span span = {origin[candidate.span.start], origin[candidate.span.end]};
      if (span.size() > candidate.span.size()) out->push_back({span, candidate.secret_class});
    }
  }
}

}  // namespace stackengine::redaction
