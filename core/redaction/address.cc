#include "redaction/address.h"

#include "redaction/bytes.h"

namespace stackengine::redaction {
namespace {

// One decimal number of at most three digits and at most 255; its length, or 0.
size_t read_octet(std::string_view text, uint32_t* value) {
  size_t length = 0;
  uint32_t number = 0;
  while (length < text.size() && is_digit(text[length])) {
    if (length == 3) return 0;
    number = number * 10 + static_cast<uint32_t>(text[length++] - '0');
  }
  *value = number;
  return number > 255 ? 0 : length;
}

size_t separator_length(std::string_view text) {
  for (size_t i = 0; i < 3 && i < text.size(); ++i) {
    if (text[i] == '.') return i + 1;
    if (text[i] != '\\') return 0;
  }
  return 0;
}

size_t read_ipv4(std::string_view text, uint32_t* bits, std::string_view* separator) {
  size_t at = 0;
  *bits = 0;
  *separator = {};
  for (int octet = 0; octet < 4; ++octet) {
    if (octet > 0) {
      const size_t length = separator_length(text.substr(at));
      const std::string_view found = text.substr(at, length);
      if (length == 0 || (octet > 1 && found != *separator)) return 0;
      *separator = found;
      at += length;
    }
    uint32_t value = 0;
    const size_t length = read_octet(text.substr(at), &value);
    if (length == 0) return 0;
    *bits = *bits << 8 | value;
    at += length;
  }
  return at;
}

unsigned hex_value(char c) { return static_cast<unsigned>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10); }

// Groups of 16 bits on one side of the `::`; read() is false when they are malformed. `last`: the address
// ends with them.
struct Groups {
  uint16_t values[8] = {};
  int count = 0;

  bool read(std::string_view text, bool last) {
    while (!text.empty()) {
      const size_t colon = text.find(':');
      const std::string_view group = text.substr(0, colon);
      if (last && colon == std::string_view::npos && group.find('.') != std::string_view::npos) {
        uint32_t bits = 0;
        std::string_view separator;
        if (count > 6 || read_ipv4(group, &bits, &separator) != group.size() || separator != ".")
          return false;
        values[count++] = static_cast<uint16_t>(bits >> 16);
        values[count++] = static_cast<uint16_t>(bits);
        return true;
      }
      if (group.empty() || group.size() > 4 || count == 8) return false;
      unsigned value = 0;
      for (const char c : group) {
        if (!is_hex(c)) return false;
        value = value << 4 | hex_value(c);
      }
      values[count++] = static_cast<uint16_t>(value);
      if (colon == std::string_view::npos) return true;
      text.remove_prefix(colon + 1);
      if (text.empty()) return false;
    }
    return true;
  }
};

std::optional<Bits> read_ipv6(std::string_view text) {
  const size_t gap = text.find("::");
  Groups head;
  Groups tail;
  if (!head.read(text.substr(0, gap), gap == std::string_view::npos)) return std::nullopt;
  if (gap == std::string_view::npos) {
    if (head.count != 8) return std::nullopt;
  } else if (!tail.read(text.substr(gap + 2), true) || head.count + tail.count > 7) {
    return std::nullopt;
  }
  Bits bits = 0;
  for (int i = 0; i < 8; ++i) {
    const int from_tail = i - (8 - tail.count);
    const uint16_t group = i < head.count ? head.values[i] : from_tail >= 0 ? tail.values[from_tail] : 0;
    bits = bits << 16 | group;
  }
  return bits;
}

void append_number(std::string* out, unsigned value, unsigned base, int min_digits) {
  char digits[8];
  int count = 0;
  for (; value != 0 || count == 0; value /= base) digits[count++] = "0123456789abcdef"[value % base];
  while (count < min_digits) digits[count++] = '0';
  while (count > 0) *out += digits[--count];
}

std::string format_ipv4(uint32_t bits, std::string_view separator, unsigned spelling) {
  std::string out;
  for (int i = 0; i < 4; ++i) {
    const unsigned octet = bits >> (24 - 8 * i) & 255;
    if (i > 0) out += separator;
    const bool can_pad = octet < 100;
    append_number(&out, octet, 10, can_pad && (spelling & 1) != 0 ? 3 : 1);
    if (can_pad) spelling >>= 1;
  }
  return spelling != 0 ? std::string() : out;
}

std::string format_ipv6(Bits bits, unsigned spelling) {
  uint16_t groups[8];
  for (int i = 0; i < 8; ++i) groups[i] = static_cast<uint16_t>(bits >> (112 - 16 * i));

  int gap_start = 8;  // the longest run of two or more zero groups, the first of equals
  int gap_length = 1;
  if (spelling == 0) {
    for (int i = 0, run = 0; i < 8; ++i) {
      run = groups[i] == 0 ? run + 1 : 0;
      if (run > gap_length) {
        gap_length = run;
        gap_start = i - run + 1;
      }
    }
  }
  std::string out;
  unsigned padding = spelling == 0 ? 0 : spelling - 1;  // spelling 1 is the full form without padding
  for (int i = 0; i < 8; ++i) {
    if (i == gap_start) {
      out += "::";
      i += gap_length - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    const bool can_pad = groups[i] < 0x1000;
    append_number(&out, groups[i], 16, can_pad && (padding & 1) != 0 ? 4 : 1);
    if (can_pad) padding >>= 1;
  }
  return padding != 0 ? std::string() : out;
}

struct Range {
  uint32_t start;
  int prefix;
};

bool lies_in(uint32_t bits, const Range& range) {
  return bits >> (32 - range.prefix) == range.start >> (32 - range.prefix);
}

// Networks that stay readable with all their addresses, beside the placeholders' own.
constexpr Range kReadable[] = {{0x00000000, 8}, {0x7F000000, 8}, {0xE0000000, 4}};

// The last, class E, holds the masks, too: 255.255.255.0.
constexpr Range kPlaceholders[] = {
    {0xC0000200, 24}, {0xC6336400, 24}, {0xCB007100, 24}, {0xC6120000, 15}, {0xF0000000, 4}};

// Public resolvers (Google, Cloudflare, Quad9, OpenDNS) and the clouds' metadata and resolver addresses.
constexpr uint32_t kWellKnown[] = {0x08080808, 0x08080404, 0x01010101, 0x01000001, 0x09090909, 0x95707070,
                                   0xD043DEDE, 0xD043DCDC, 0xA9FEA9FE, 0xA9FEA9FD, 0xA83F8110};

constexpr Range kPrivate[] = {
    {0x0A000000, 8}, {0xAC100000, 12}, {0xC0A80000, 16}, {0x64400000, 10}, {0xA9FE0000, 16}};

constexpr Bits ipv6_bits(uint64_t high, uint64_t low) { return static_cast<Bits>(high) << 64 | low; }

// The same resolvers by IPv6.
constexpr Bits kWellKnownIpv6[] = {
    ipv6_bits(0x2001486048600000, 0x8888), ipv6_bits(0x2001486048600000, 0x8844),
    ipv6_bits(0x2606470047000000, 0x1111), ipv6_bits(0x2606470047000000, 0x1001),
    ipv6_bits(0x262000FE00000000, 0x00FE), ipv6_bits(0x262000FE00000000, 0x0009),
};

}  // namespace

Address network_of(Address address, int prefix) {
  const int host_bits = address.width() - prefix;
  if (host_bits >= 128) {
    address.bits = 0;
  } else {
    address.bits = address.bits >> host_bits << host_bits;
  }
  return address;
}

std::optional<SpelledAddress> parse_address(std::string_view text) {
  SpelledAddress out;
  if (text.find(':') != std::string_view::npos) {
    const std::optional<Bits> bits = read_ipv6(text);
    if (!bits) return std::nullopt;
    out.address = {true, *bits};
    return out;
  }
  uint32_t bits = 0;
  if (text.empty() || read_ipv4(text, &bits, &out.separator) != text.size()) return std::nullopt;
  out.address = {false, bits};
  return out;
}

size_t ipv4_length(std::string_view text) {
  uint32_t bits = 0;
  std::string_view separator;
  return read_ipv4(text, &bits, &separator);
}

std::string format_address(const SpelledAddress& address, unsigned spelling) {
  if (address.address.ipv6) return format_ipv6(address.address.bits, spelling);
  return format_ipv4(static_cast<uint32_t>(address.address.bits), address.separator, spelling);
}

bool is_placeholder_range(Address address) {
  if (address.ipv6) {
    const auto high = static_cast<uint64_t>(address.bits >> 64);
    return high >> 32 == 0x20010DB8 || high >> 44 == 0x3FFF0;
  }
  for (const Range& range : kPlaceholders) {
    if (lies_in(static_cast<uint32_t>(address.bits), range)) return true;
  }
  return false;
}

bool stays_readable(Address address, int prefix) {
  if (is_placeholder_range(address)) return true;
  if (address.ipv6) {
    if (prefix < 20 || address.bits <= 1 || address.bits >> 120 == 0xFF) return true;
    for (const Bits known : kWellKnownIpv6) {
      if (address.bits == known) return true;
    }
    return false;
  }
  if (prefix < 8) return true;
  const auto bits = static_cast<uint32_t>(address.bits);
  for (const Range& range : kReadable) {
    if (lies_in(bits, range)) return true;
  }
  for (const uint32_t known : kWellKnown) {
    if (bits == known) return true;
  }
  return false;
}

bool is_private(Address address) {
  if (address.ipv6) {
    const auto high = static_cast<uint64_t>(address.bits >> 64);
    return high >> 57 == 0xFC >> 1 || high >> 54 == 0xFE80 >> 6;
  }
  for (const Range& range : kPrivate) {
    if (lies_in(static_cast<uint32_t>(address.bits), range)) return true;
  }
  return false;
}

}  // namespace stackengine::redaction
