// Rolling hashes: at every position whose first four bytes begin a protected value, the hash grows byte by
// byte and is looked up at each length that some value has.
#include "redaction/leak_gate.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "redaction/common_words.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kHead = 4;           // no value that is looked for is shorter
constexpr size_t kBlock = 32;         // secrets are looked for in blocks of this length
constexpr size_t kLongestName = 253;  // RFC 1035; longer ones are looked for as secrets are
constexpr size_t kAnywhere = 8;       // secrets of this length are refused inside other words, too

char fold(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
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

// Where a value may not stand, and as what.
enum class Kind : uint8_t { anywhere, word, address, common_name, common_secret, base64 };

struct Probe {
  uint64_t hash = 0;
  uint32_t length = 0;
  uint32_t entry = 0;
  Kind kind = Kind::word;
  std::string bytes;
};

uint64_t extend(uint64_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 0x9E3779B97F4A7C15u + (hash >> 29);
}

uint64_t hash_of(std::string_view text) {
  uint64_t hash = 0;
  for (const char c : text) hash = extend(hash, fold(c));
  return hash;
}

uint32_t head_of(std::string_view text, size_t at) {
  uint32_t head = 0;
  for (size_t i = 0; i < kHead; ++i) head = head << 8 | static_cast<unsigned char>(fold(text[at + i]));
  return head * 0x9E3779B1u >> 12;  // 20 bits
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
  std::string padded(shift, '\0');
  padded += value;
  std::string out;
  for (size_t i = 0; i < padded.size() * 8 / 6; ++i) {
    unsigned digit = 0;
    for (size_t bit = i * 6; bit < i * 6 + 6; ++bit) {
      digit = digit << 1 | (static_cast<unsigned char>(padded[bit / 8]) >> (7 - bit % 8) & 1);
    }
    out += digit < 62 ? kDigits[digit] : last_two[digit - 62];
  }
  return out.substr((shift * 8 + 5) / 6);
}

class Gate {
 public:
  Gate(std::string_view outgoing, const Vault& vault) : outgoing_(outgoing) {
    heads_.resize((1u << 20) / 64);
    for (uint32_t i = 0; i < vault.entries.size(); ++i) protect(vault.entries[i], i);
    // Values that differ in case only are one probe.
    const auto before = [](const Probe& a, const Probe& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.kind < b.kind;
    };
    const auto same = [](const Probe& a, const Probe& b) { return a.hash == b.hash && a.kind == b.kind; };
    std::stable_sort(probes_.begin(), probes_.end(), before);
    probes_.erase(std::unique(probes_.begin(), probes_.end(), same), probes_.end());
    std::sort(long_heads_.begin(), long_heads_.end());
  }

  std::vector<Leak> run() {
    if (probes_.empty()) return {};
    scan(outgoing_, nullptr);
    scan_decoded();
    std::stable_sort(leaks_.begin(), leaks_.end(),
                     [](const Leak& a, const Leak& b) { return a.span < b.span; });
    return std::move(leaks_);
  }

 private:
  void add(std::string_view bytes, uint32_t entry, Kind kind) {
    if (bytes.size() < kHead) return;
    Probe probe;
    probe.bytes = std::string(bytes);
    probe.hash = hash_of(bytes);
    probe.length = static_cast<uint32_t>(bytes.size());
    probe.entry = entry;
    probe.kind = kind;
    const uint32_t head = head_of(bytes, 0);
    heads_[head / 64] |= uint64_t{1} << head % 64;
    if (probe.length >= lengths_.size()) lengths_.resize(probe.length + 1);
    lengths_[probe.length] = true;
    if (probe.length > kBlock) long_heads_.push_back(hash_of(bytes.substr(0, kBlock)));
    probes_.push_back(std::move(probe));
  }

  void protect(const VaultEntry& entry, uint32_t index) {
    const std::string_view value = entry.original;
    const bool name =
        entry.secret_class == SecretClass::host || entry.secret_class == SecretClass::upstream_name;
    const bool address = entry.secret_class == SecretClass::ip_address;
    if (is_common_word(value)) {
      add(value, index, name ? Kind::common_name : Kind::common_secret);
      return;
    }
    if (address) {
      add(value, index, Kind::address);
    } else if ((name && value.size() <= kLongestName) || value.size() < kAnywhere) {
      add(value, index, Kind::word);
    } else if (value.size() <= kBlock) {
      add(value, index, Kind::anywhere);
    } else {
      for (size_t at = 0; at + kBlock <= value.size(); at += kBlock) {
        if (varies(value.substr(at, kBlock))) add(value.substr(at, kBlock), index, Kind::anywhere);
      }
    }
    if (value.size() < 6) return;
    const std::string_view start = value.substr(0, 24);
    if (value.size() > kBlock && !varies(start)) return;
    for (size_t shift = 0; shift < 3; ++shift) {
      add(encoded(start, shift, "+/"), index, Kind::base64);
      add(encoded(start, shift, "-_"), index, Kind::base64);
    }
  }

  // `origin`: for each byte of `text`, and for its end, the offset in the outgoing bytes; nullptr: `text` is
  // those.
  void scan(std::string_view text, const std::vector<uint32_t>* origin) {
    size_t variable_end = 0;
    for (size_t at = 0; at + kHead <= text.size(); ++at) {
      if (text[at] == '$') {
        variable_end = at + 1;
        if (variable_end < text.size() && text[variable_end] == '{') ++variable_end;
        while (variable_end < text.size() &&
               (is_letter_or_digit(text[variable_end]) || text[variable_end] == '_'))
          ++variable_end;
      }
      const uint32_t head = head_of(text, at);
      if ((heads_[head / 64] >> head % 64 & 1) == 0) continue;
      const size_t end = match(text, at, at < variable_end, origin);
      if (end > at) at = end - 1;
    }
  }

  // Reports the longest value that stands at `at`; returns its end, or `at`.
  size_t match(std::string_view text, size_t at, bool in_variable, const std::vector<uint32_t>* origin) {
    uint64_t hash = 0;
    const Probe* found = nullptr;
    for (size_t length = 1; length < lengths_.size() && at + length <= text.size(); ++length) {
      hash = extend(hash, fold(text[at + length - 1]));
      if (length == kBlock + 1 && !std::binary_search(long_heads_.begin(), long_heads_.end(), block_hash_))
        break;
      if (length == kBlock) block_hash_ = hash;
      if (!lengths_[length]) continue;
      auto probe = std::lower_bound(probes_.begin(), probes_.end(), hash,
                                    [](const Probe& a, uint64_t b) { return a.hash < b; });
      for (; probe != probes_.end() && probe->hash == hash; ++probe) {
        if (stands(text, at, *probe, in_variable)) found = &*probe;
      }
    }
    if (found == nullptr) return at;
    const size_t end = at + found->length;
    if (origin == nullptr) {
      report(*found, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}, nullptr);
    } else if ((*origin)[end] - (*origin)[at] > found->length) {
      report(*found, {(*origin)[at], (*origin)[end]}, "URL-encoded");
    }
    return end;
  }

  bool stands(std::string_view text, size_t at, const Probe& probe, bool in_variable) const {
    const size_t end = at + probe.length;
    for (size_t i = 0; i < probe.length; ++i) {
      if (fold(text[at + i]) != fold(probe.bytes[i])) return false;
    }
    switch (probe.kind) {
      case Kind::anywhere:
      case Kind::base64:
        return true;
      case Kind::word:
        return !in_variable && is_word(text, at, end);
      case Kind::address:
        return is_word(text, at, end) && !is_part_of_number(text, at, end);
      case Kind::common_name:
        return !in_variable && is_word(text, at, end) && is_used_as_name(text, at, end);
      case Kind::common_secret:
        return is_word(text, at, end) && is_used_as_password(text, at, end);
    }
    return false;
  }

  static bool is_word(std::string_view text, size_t at, size_t end) {
    const bool behind_escape =
        (at >= 2 && text[at - 2] == '\\') ||
        (at >= 3 && text[at - 3] == '%' && hex_digit(text[at - 2]) >= 0 && hex_digit(text[at - 1]) >= 0);
    const bool starts = at == 0 || !is_letter_or_digit(text[at - 1]) || behind_escape;
    return starts && (end == text.size() || !is_letter_or_digit(text[end]));
  }

  // `10.0.0.1` in `10.0.0.1.5`, `fd00::1` in `fd00::1:2`: dots, colons or escaped dots, and more digits.
  static bool is_part_of_number(std::string_view text, size_t at, size_t end) {
    constexpr size_t kMostJoints = 16;
    const auto joins = [](char c) { return c == '.' || c == ':' || c == '\\'; };
    const bool has_colon = text.substr(at, end - at).find(':') != std::string_view::npos;
    size_t before = at;
    while (before > 0 && at - before < kMostJoints && joins(text[before - 1])) --before;
    if (before < at) {
      const bool dot = text.substr(before, at - before).find('.') != std::string_view::npos;
      if (at - before == kMostJoints || (has_colon && dot)) return true;
      if (at >= 2 && text[at - 1] == ':' && text[at - 2] == ':') return true;
      if (before > 0 && hex_digit(text[before - 1]) >= 0) return true;
    }
    if (end + 1 >= text.size() || !joins(text[end])) return false;
    if (text[end] == ':' && !has_colon) return false;  // a port
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

  void report(const Probe& probe, Span span, const char* encoding) {
    if (encoding == nullptr && probe.kind == Kind::base64) encoding = "base64";
    if (encoding == nullptr) encoding = span.in(outgoing_) == probe.bytes ? "raw" : "lower-case";
    leaks_.push_back({probe.entry, span, encoding});
  }

  // The same over the bytes that percent encoding stands for.
  void scan_decoded() {
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
    if (decoded.size() != outgoing_.size()) scan(decoded, &origin);
  }

  std::string_view outgoing_;
  std::vector<Probe> probes_;         // by hash
  std::vector<uint64_t> heads_;       // bits: hashes of the first bytes of probes
  std::vector<uint64_t> long_heads_;  // hashes of the first block of longer probes
  std::vector<bool> lengths_;         // that some probe has
  uint64_t block_hash_ = 0;
  std::vector<Leak> leaks_;
};

}  // namespace

std::vector<Leak> find_leaks(std::string_view outgoing, const Vault& vault) {
  return Gate(outgoing, vault).run();
}

}  // namespace stackengine::redaction
