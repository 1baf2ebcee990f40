// IPv4 and IPv6 addresses: reading, writing in several spellings, and which of them say nothing about
// anybody.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stackengine::redaction {

__extension__ typedef unsigned __int128 Bits;  // an IPv4 address in the low 32

struct Address {
  bool ipv6 = false;
  Bits bits = 0;

  int width() const { return ipv6 ? 128 : 32; }
};

inline bool operator==(const Address& a, const Address& b) { return a.ipv6 == b.ipv6 && a.bits == b.bits; }
inline bool operator<(const Address& a, const Address& b) {
  return a.ipv6 != b.ipv6 ? b.ipv6 : a.bits < b.bits;
}

// The address without the bits behind its first `prefix` ones.
Address network_of(Address address, int prefix);

// An address as a text spells it.
struct SpelledAddress {
  Address address;
  std::string_view separator;  // IPv4: `.`, or `\.` and `\\.` in a regular expression; a view of the text
};

// The whole of `text`. IPv4: four decimal numbers, leading zeros allowed as in ngx_inet_addr (ngx_inet.c).
// IPv6: RFC 4291 section 2.2, with the last 32 bits in IPv4 form allowed.
std::optional<SpelledAddress> parse_address(std::string_view text);

// Length of the longest IPv4 address at the beginning of `text`; 0 when there is none.
size_t ipv4_length(std::string_view text);

// Spelling 0 is the usual one (IPv6: RFC 5952). Further spellings of the same address pad groups with zeros.
// Empty: the address has no spelling of that number.
std::string format_address(const SpelledAddress& address, unsigned spelling);

// Whether the address, or the network of that prefix length, stays readable: loopback, unspecified, masks,
// documentation and benchmark ranges (RFC 5737, RFC 3849, RFC 9637, RFC 2544), class E (RFC 1112), multicast,
// public resolvers, the metadata address of clouds, and networks too large to say anything (IPv4 below /8,
// IPv6 below /20). The ranges that placeholders come from are among them, which keeps redaction idempotent.
bool stays_readable(Address address, int prefix);

// Whether the address lies in one of the ranges that placeholders come from (placeholders/addresses.h).
bool is_placeholder_range(Address address);

// RFC 1918, RFC 6598 and link-local addresses.
bool is_private(Address address);

}  // namespace stackengine::redaction
