// Protects every value of the vault in all its encodings, then scans the bytes, and what they stand for.
#include "redaction/leak_gate.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "redaction/common_words.h"
#include "redaction/leak_probes.h"
#include "redaction/leak_runs.h"
#include "redaction/public_names.h"

namespace stackengine::redaction {
namespace {

using gate::extend;
using gate::fold;
using gate::Kind;
using gate::Probe;
using gate::Probes;

constexpr size_t kShortest = 4;       // of values that are looked for
constexpr size_t kShortestRun = 7;    // of what is looked for inside words, too: the base64 of six bytes
constexpr size_t kBlock = 32;         // secrets are looked for in blocks of this length
constexpr size_t kLongestName = 253;  // RFC 1035; longer ones are looked for as secrets are
constexpr size_t kAnywhere = 8;       // secrets of this length are refused inside other words, too

bool is_letter_or_digit(char c) {
  c = fold(c);
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool is_decimal(char c) { return c >= '0' && c <= '9'; }
int hex_digit(char c) {
  c = fold(c);
  if (is_decimal(c)) return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool varies(std::string_view block) {
  bool seen[256] = {};
  int kinds = 0;
  for (const char c : block) {
    bool& known = seen[static_cast<unsigned char>(fold(c))];
    kinds += known ? 0 : 1;
    known = true;
  }
  return kinds >= 8;
}

// Base64 of `value` behind `shift` unknown bytes, without the characters that those share (RFC 4648 section
// 4).
std::string encoded(std::string_view value, size_t shift, std::string_view last_two) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string out;
  unsigned pending = 0;
  size_t bits = shift * 8 % 6;  // that belong to a character which the unknown bytes began
  size_t skip = bits == 0 ? 0 : 1;
  for (const char c : value) {
    pending = pending << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6;) {
      bits -= 6;
      const unsigned digit = pending >> bits & 63;
      if (skip > 0) {
        --skip;
      } else {
        out += digit < 62 ? kDigits[digit] : last_two[digit - 62];
      }
    }
  }
  return out;
}

std::string hexadecimal(std::string_view value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : value) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

// `com.acme.app1`, `3.2.1.10`; empty for what has no dots, or escaped ones.
std::string reversed(std::string_view value) {
  if (value.find('.') == std::string_view::npos || value.find('\\') != std::string_view::npos)
    return std::string();
  std::string out;
  for (size_t end = value.size();;) {
    const size_t dot = value.substr(0, end).rfind('.');
    const size_t start = dot == std::string_view::npos ? 0 : dot + 1;
    out += value.substr(start, end - start);
    if (start == 0) return out;
    out += '.';
    end = dot;
  }
}

class Gate {
 public:
  Gate(std::string_view outgoing, const Vault& vault) : outgoing_(outgoing) {
    for (uint32_t i = 0; i < vault.entries.size(); ++i) protect(vault.entries[i], i);
    words_.prepare();
    runs_.prepare();
    parts_.prepare();
  }

  std::vector<Leak> run() {
    scan(outgoing_, nullptr, nullptr);
    scan_percent_decoded();
    scan_json_decoded();
    std::stable_sort(leaks_.begin(), leaks_.end(),
                     [](const Leak& a, const Leak& b) { return a.span < b.span; });
    return std::move(leaks_);
  }

 private:
  void protect(const VaultEntry& entry, uint32_t index) {
    const std::string_view value = entry.original;
    const bool name = entry.secret_class >= SecretClass::email && entry.secret_class != SecretClass::word;
    const bool address = entry.secret_class == SecretClass::ip_address;
    if (is_common_word(value)) {
      words_.add(value, index, name ? Kind::common_name : Kind::common_secret);
      return;
    }
    if (address) {
      words_.add(value, index, Kind::address);
    } else if ((name && value.size() <= kLongestName) || value.size() < kAnywhere) {
      words_.add(value, index, Kind::word);
    } else if (value.size() <= kBlock) {
      runs_.add(value, index, Kind::anywhere);
    } else {
      for (size_t at = 0; at + kBlock <= value.size(); at += kBlock) {
        if (varies(value.substr(at, kBlock))) runs_.add(value.substr(at, kBlock), index, Kind::anywhere);
      }
    }
    if (!name && value.size() >= kAnywhere) parts_.protect(value, index);
    if (name && value.size() <= kLongestName) {
      const std::string backwards = reversed(value);
      if (!backwards.empty() && !address) words_.add(backwards, index, Kind::reversed);
      if (!backwards.empty() && address) words_.add(backwards, index, Kind::address);
      const bool host = entry.secret_class == SecretClass::host;
      if (host || address || entry.secret_class == SecretClass::upstream_name) protect_joined(value, index);
      if (host) {
        for (const std::string_view domain : own_domains(value)) {
          words_.add(domain, index, Kind::domain);
          protect_joined(domain, index);
        }
      }
    }
    if (value.size() < 6) return;
    const std::string_view start = value.substr(0, 24);
    if (value.size() > kBlock && !varies(start)) return;
    runs_.add(hexadecimal(start), index, Kind::hexadecimal);
    for (size_t shift = 0; shift < 3; ++shift) {
      runs_.add(encoded(start, shift, "+/"), index, Kind::base64);
      runs_.add(encoded(start, shift, "-_"), index, Kind::base64);
    }
  }

  // `app_acme_com` and `app-acme-com` of `app.acme.com`, `10-0-1-23` of an address.
  void protect_joined(std::string_view name, uint32_t index) {
    for (const char joint : {'_', '-'}) {
      std::string joined;
      for (const char c : name)
        if (c != '\\') joined += c == '.' || c == '-' || c == '_' ? joint : c;
      if (joined != name && !is_common_word(joined)) words_.add(joined, index, Kind::word);
    }
  }

  // `origin`: for each byte of `text`, and for its end, the offset in the outgoing bytes; nullptr: `text` is
  // those. `encoding`: what `text` was decoded from.
  void scan(std::string_view text, const std::vector<uint32_t>* origin, const char* encoding) {
    size_t variable_end = 0;
    for (size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '$') {
        variable_end = at + 1;
        if (variable_end < text.size() && text[variable_end] == '{') ++variable_end;
        while (variable_end < text.size() &&
               (is_letter_or_digit(text[variable_end]) || text[variable_end] == '_'))
          ++variable_end;
      }
      const std::string_view rest = text.substr(at);
      Match found;
      if (runs_.may_begin(rest)) longest(text, at, false, runs_, &found);
      if (begins_word(text, at) && words_.may_begin(rest))
        longest(text, at, at < variable_end, words_, &found);
      LeakRuns::Run run = {at, 0};
      const bool part = found.probe == nullptr && parts_.find(text, at, &run);
      if (found.probe == nullptr && !part) continue;
      const size_t end = part ? run.end : at + found.probe->length;
      const auto from = static_cast<uint32_t>(origin == nullptr ? at : (*origin)[at]);
      const auto to = static_cast<uint32_t>(origin == nullptr ? end : (*origin)[end]);
      // What was not encoded has been seen already.
      if (origin == nullptr || to - from > end - at) {
        if (part) {
          leaks_.push_back({run.entry, {from, to}, encoding == nullptr ? "part" : encoding});
        } else {
          report(found, {from, to}, encoding);
        }
      }
      at = end - 1;
    }
  }

  struct Match {
    const Probe* probe = nullptr;
    std::string_view value;
  };

  // The longest value of `probes` that stands at `at`, if it is longer than `found`.
  template <size_t kHead>
  static void longest(std::string_view text, size_t at, bool in_variable, const Probes<kHead>& probes,
                      Match* found) {
    uint64_t hash = 0;
    const size_t most = std::min(probes.lengths.size(), text.size() - at + 1);
    for (size_t length = 1; length < most; ++length) {
      const bool behind_mark = length == 8 + 1 || length == 16 + 1 || length == 32 + 1;
      if (behind_mark && !std::binary_search(probes.beginnings.begin(), probes.beginnings.end(), hash)) break;
      hash = extend(hash, fold(text[at + length - 1]));
      if (!probes.lengths[length]) continue;
      auto probe = std::lower_bound(probes.probes.begin(), probes.probes.end(), hash,
                                    [](const Probe& a, uint64_t b) { return a.hash < b; });
      for (; probe != probes.probes.end() && probe->hash == hash; ++probe) {
        const bool longer = found->probe == nullptr || probe->length > found->probe->length;
        if (longer && stands(text, at, probes.text(*probe), probe->kind, in_variable))
          *found = {&*probe, probes.text(*probe)};
      }
    }
  }

  static bool stands(std::string_view text, size_t at, std::string_view value, Kind kind, bool in_variable) {
    const size_t end = at + value.size();
    for (size_t i = 0; i < value.size(); ++i) {
      if (fold(text[at + i]) != fold(value[i])) return false;
    }
    const bool ends_word = end == text.size() || !is_letter_or_digit(text[end]);
    switch (kind) {
      case Kind::anywhere:
      case Kind::base64:
      case Kind::hexadecimal:
        return true;
      case Kind::word:
      case Kind::reversed:
        return ends_word && !in_variable;
      case Kind::domain:  // behind a label it is another name's, which may be allowed to stay
        return ends_word && !in_variable &&
               !(at >= 2 && text[at - 1] == '.' && (is_letter_or_digit(text[at - 2]) || text[at - 2] == '-'));
      case Kind::address:
        return ends_word && !is_part_of_number(text, at, end);
      case Kind::common_name:
        return ends_word && !in_variable && is_used_as_name(text, at, end);
      case Kind::common_secret:
        return ends_word && is_used_as_password(text, at, end);
    }
    return false;
  }

  // Not behind a letter or digit, unless an escape or a percent encoding ends there.
  static bool begins_word(std::string_view text, size_t at) {
    if (at == 0 || !is_letter_or_digit(text[at - 1])) return true;
    if (at >= 2 && text[at - 2] == '\\') return true;
    return at >= 3 && text[at - 3] == '%' && hex_digit(text[at - 2]) >= 0 && hex_digit(text[at - 1]) >= 0;
  }

  // `10.0.0.1` in `10.0.0.1.5`, but not in `::ffff:10.0.0.1` and `10.0.0.1.`: another number behind a dot.
  static bool is_part_of_dotted_number(std::string_view text, size_t at, size_t end) {
    constexpr size_t kMostEscapes = 8;
    if (at > 0 && text[at - 1] == '.') {
      size_t i = at - 1;
      while (i > 0 && at - i < kMostEscapes && text[i - 1] == '\\') --i;
      if (i > 0 && is_decimal(text[i - 1])) return true;
    }
    size_t i = end;
    while (i < text.size() && i - end < kMostEscapes && text[i] == '\\') ++i;
    return i + 1 < text.size() && text[i] == '.' && is_decimal(text[i + 1]);
  }

  // `fd00::1` in `fd00::1:2`: dots, colons or escaped dots, and more digits.
  static bool is_part_of_number(std::string_view text, size_t at, size_t end) {
    constexpr size_t kMostJoints = 16;
    const auto joins = [](char c) { return c == '.' || c == ':' || c == '\\'; };
    const bool has_colon = text.substr(at, end - at).find(':') != std::string_view::npos;
    if (!has_colon) return is_part_of_dotted_number(text, at, end);
    size_t before = at;
    while (before > 0 && at - before < kMostJoints && joins(text[before - 1])) --before;
    if (before < at) {
      const bool dot = text.substr(before, at - before).find('.') != std::string_view::npos;
      if (at - before == kMostJoints || dot) return true;
      if (at >= 2 && text[at - 1] == ':' && text[at - 2] == ':') return true;
      if (before > 0 && hex_digit(text[before - 1]) >= 0) return true;
    }
    if (end + 1 >= text.size() || !joins(text[end])) return false;
    const char next = text[end + 1];
    return joins(next) || hex_digit(next) >= 0 ||
           (text[end] == ':' && next != ' ' && next != '\t' && next != '\r' && next != '\n');
  }

  // Whether `word` stands before `at`, on the same line, with blanks between.
  static bool is_behind(std::string_view text, size_t at, std::string_view word) {
    size_t end = at;
    while (end > 0 && at - end < 7 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
    if (end == at || end < word.size() || text.substr(end - word.size(), word.size()) != word) return false;
    const size_t start = end - word.size();
    return start == 0 || (!is_letter_or_digit(text[start - 1]) && text[start - 1] != '_');
  }

  // `//backend`, `server backend:8080`, `upstream backend {`.
  static bool is_used_as_name(std::string_view text, size_t at, size_t end) {
    if (text.substr(end, 3) == "://") return false;
    if (at >= 2 && text[at - 1] == '/' && text[at - 2] == '/') return true;
    if (end + 1 < text.size() && text[end] == ':' && is_decimal(text[end + 1]))
      return is_behind(text, at, "server");
    size_t next = end;
    while (next < text.size() && next - end < 8 && text[next] == ' ') ++next;
    return next < text.size() && text[next] == '{' && is_behind(text, at, "upstream");
  }

  // `://user:admin@`.
  static bool is_used_as_password(std::string_view text, size_t at, size_t end) {
    constexpr std::string_view kEnds = " \t\r\n\"'`<>;,)}/?#";
    if (end >= text.size() || text[end] != '@' || at == 0 || text[at - 1] != ':') return false;
    size_t start = at - 1;
    while (start > 0 && at - start < 256 && kEnds.find(text[start - 1]) == std::string_view::npos) --start;
    return start >= 3 && text.substr(start - 3, 3) == "://";
  }

  void report(const Match& match, Span span, const char* decoded_from) {
    const char* encoding = span.in(outgoing_) == match.value ? "raw" : "lower-case";
    if (match.probe->kind == Kind::base64) encoding = "base64";
    if (match.probe->kind == Kind::hexadecimal) encoding = "hexadecimal";
    if (match.probe->kind == Kind::reversed) encoding = "reversed";
    leaks_.push_back({match.probe->entry, span, decoded_from == nullptr ? encoding : decoded_from});
  }

  // The same over the bytes that percent encoding stands for.
  void scan_percent_decoded() {
    std::string decoded;
    std::vector<uint32_t> origin;
    if (outgoing_.find('%') == std::string_view::npos) return;
    for (size_t i = 0; i < outgoing_.size();) {
      origin.push_back(static_cast<uint32_t>(i));
      const int high = outgoing_[i] == '%' && i + 2 < outgoing_.size() ? hex_digit(outgoing_[i + 1]) : -1;
      const int low = high < 0 ? -1 : hex_digit(outgoing_[i + 2]);
      if (low < 0) {
        decoded += outgoing_[i++];
      } else {
        decoded += static_cast<char>(high << 4 | low);
        i += 3;
      }
    }
    origin.push_back(static_cast<uint32_t>(outgoing_.size()));
    if (decoded.size() != outgoing_.size()) scan(decoded, &origin, "URL-encoded");
  }

  // And over those that escapes of JSON stand for: `\u0041`, `\/`, `\"` (RFC 8259 section 7); `\x41` of
  // nginx's logs (ngx_http_log_module.c); `\.` of regular expressions.
  void scan_json_decoded() {
    std::string decoded;
    std::vector<uint32_t> origin;
    if (outgoing_.find('\\') == std::string_view::npos) return;
    for (size_t i = 0; i < outgoing_.size();) {
      origin.push_back(static_cast<uint32_t>(i));
      const char next = outgoing_[i] == '\\' && i + 1 < outgoing_.size() ? outgoing_[i + 1] : '\0';
      int code = next == 'u' && i + 6 <= outgoing_.size() ? 0 : -1;
      for (size_t k = i + 2; code >= 0 && k < i + 6; ++k) {
        const int digit = hex_digit(outgoing_[k]);
        code = digit < 0 ? -1 : code * 16 + digit;
      }
      if (code >= 0 && code < 0x80) {
        decoded += static_cast<char>(code);
        i += 6;
      } else if (next == 'x' && i + 4 <= outgoing_.size() && hex_digit(outgoing_[i + 2]) >= 0 &&
                 hex_digit(outgoing_[i + 3]) >= 0) {
        decoded += static_cast<char>(hex_digit(outgoing_[i + 2]) << 4 | hex_digit(outgoing_[i + 3]));
        i += 4;
      } else if (next == '/' || next == '"' || next == '\\' || next == '.') {
        decoded += next;
        i += 2;
      } else {
        decoded += outgoing_[i++];
      }
    }
    origin.push_back(static_cast<uint32_t>(outgoing_.size()));
    if (decoded.size() != outgoing_.size()) scan(decoded, &origin, "JSON-escaped");
  }

  std::string_view outgoing_;
  Probes<kShortest> words_;
  Probes<kShortestRun> runs_;
  LeakRuns parts_;
  std::vector<Leak> leaks_;
};

}  // namespace

std::vector<Leak> find_leaks(std::string_view outgoing, const Vault& vault) {
  return Gate(outgoing, vault).run();
}

}  // namespace stackengine::redaction
