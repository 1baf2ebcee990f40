#include "protocol/message.h"

#include <cstdint>

namespace stackengine::protocol {
namespace {

void append_u32(std::string* out, size_t value) {
  for (int shift = 0; shift < 32; shift += 8) *out += static_cast<char>((value >> shift) & 0xFF);
}

// The little-endian number at `offset`; the caller has checked that it is there.
size_t read_u32(std::string_view message, size_t offset) {
  size_t value = 0;
  for (size_t i = 0; i < 4; ++i)
    value |= static_cast<size_t>(static_cast<unsigned char>(message[offset + i])) << (8 * i);
  return value;
}

}  // namespace

std::string encode(const Parts& parts) {
  std::string out;
  size_t size = 4 + 4 * parts.size();
  for (const std::string_view part : parts) size += part.size();
  out.reserve(size);
  append_u32(&out, parts.size());
  for (const std::string_view part : parts) append_u32(&out, part.size());
  for (const std::string_view part : parts) out.append(part);
  return out;
}

std::optional<Parts> decode(std::string_view message) {
  if (message.size() < 4) return std::nullopt;
  const size_t count = read_u32(message, 0);
  if (count > (message.size() - 4) / 4) return std::nullopt;
  Parts parts;
  parts.reserve(count);
  size_t at = 4 + 4 * count;
  for (size_t i = 0; i < count; ++i) {
    const size_t length = read_u32(message, 4 + 4 * i);
    if (length > message.size() - at) return std::nullopt;
    parts.push_back(message.substr(at, length));
    at += length;
  }
  if (at != message.size()) return std::nullopt;
  return parts;
}

}  // namespace stackengine::protocol
