// Values that the gate looks for, and whether one may begin at a place. A part of the gate (leak_gate.h).
//
// Rolling hashes: at every position whose first bytes begin a protected value, the hash grows byte by byte
// and is looked up at each length that some value has.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stackengine::redaction::gate {

inline char fold(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// Where a value may not stand, and as what.
enum class Kind : uint8_t {
  anywhere,
  word,
  address,
  common_name,
  common_secret,
  base64,
  hexadecimal,
  reversed,
  domain
};

// A value, or a block of one, that is looked for.
struct Probe {
  uint64_t hash;   // of its folded bytes
  uint32_t start;  // in Probes::bytes
  uint32_t length;
  uint32_t entry;
  Kind kind;
};

inline uint64_t extend(uint64_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 0x9E3779B97F4A7C15u + (hash >> 29);
}

inline uint64_t hash_of(std::string_view text) {
  uint64_t hash = 0;
  for (const char c : text) hash = extend(hash, fold(c));
  return hash;
}

// Probes that begin alike in one respect: names and short secrets at the beginning of a word, runs anywhere.
// No probe is shorter than kHead bytes, by which nearly all places are sorted out.
template <size_t kHead>
struct Probes {
  std::string bytes;
  std::vector<Probe> probes;  // by hash
  std::vector<uint64_t> heads =
      std::vector<uint64_t>((size_t{1} << 20) / 64);  // a bit for each hash of the first bytes of a probe
  std::vector<uint64_t> beginnings;  // hashes of the first 8, 16 and 32 bytes of probes that are longer
  std::vector<bool> lengths;         // that some probe has

  uint32_t head_hash(std::string_view text) const {
    uint64_t first = 0;
    for (size_t i = 0; i < kHead; ++i) first = first << 8 | static_cast<unsigned char>(text[i]);
    return static_cast<uint32_t>((first | 0x20202020202020u) * 0x9E3779B97F4A7C15u >> 44);
  }

  void add(std::string_view value, uint32_t entry, Kind kind) {
    if (value.size() < kHead) return;
    const auto length = static_cast<uint32_t>(value.size());
    probes.push_back({hash_of(value), static_cast<uint32_t>(bytes.size()), length, entry, kind});
    bytes += value;
    const uint32_t first = head_hash(value);
    heads[first / 64] |= uint64_t{1} << first % 64;
    if (length >= lengths.size()) lengths.resize(length + 1);
    lengths[length] = true;
    for (const size_t mark : {8, 16, 32}) {
      if (length > mark) beginnings.push_back(hash_of(value.substr(0, mark)));
    }
  }

  void prepare() {
    // Values that differ in case only are one probe; the first entry stands for them.
    const auto before = [](const Probe& a, const Probe& b) {
      if (a.hash != b.hash) return a.hash < b.hash;
      return a.kind != b.kind ? a.kind < b.kind : a.start < b.start;
    };
    const auto same = [](const Probe& a, const Probe& b) { return a.hash == b.hash && a.kind == b.kind; };
    std::sort(probes.begin(), probes.end(), before);
    probes.erase(std::unique(probes.begin(), probes.end(), same), probes.end());
    std::sort(beginnings.begin(), beginnings.end());
    beginnings.erase(std::unique(beginnings.begin(), beginnings.end()), beginnings.end());
  }

  bool may_begin(std::string_view text) const {
    if (text.size() < kHead) return false;
    const uint32_t first = head_hash(text);
    return (heads[first / 64] >> first % 64 & 1) != 0;
  }

  std::string_view text(const Probe& probe) const {
    return std::string_view(bytes).substr(probe.start, probe.length);
  }
};

}  // namespace stackengine::redaction::gate
