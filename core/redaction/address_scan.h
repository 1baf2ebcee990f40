// Every address in a text, public ones included.
#pragma once

#include <string_view>
#include <vector>

#include "redaction/address.h"
#include "text/span.h"

namespace stackengine::redaction {

struct AddressPlace {
  Span span;  // without the prefix length
  Address address;
  int prefix;  // as written behind a slash, otherwise the address's width
};

// In order. An IPv4 address inside an IPv6 one that only carries it (`::ffff:10.0.0.1`, RFC 4291;
// `64:ff9b::10.0.0.1`, RFC 6052) stands for itself. No versions: `1.22.1`, `Chrome/120.0.0.0`. Linear.
std::vector<AddressPlace> scan_addresses(std::string_view text);

// The addresses of the placeholders' ranges that `text` spells between word edges, also as a part of a longer
// number: what restore might take for a placeholder, whatever becomes of the text beside it.
std::vector<Address> scan_placeholder_ranges(std::string_view text);

}  // namespace stackengine::redaction
