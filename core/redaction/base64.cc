#include "redaction/base64.h"

#include <cstdint>

namespace stackengine::redaction {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64_core(std::string_view value, unsigned shift) {
  std::string core;
  core.reserve(value.size() * 4 / 3 + 1);
  // Six bits at a time, from the first boundary inside the value to the last.
  const size_t bits = 8 * value.size();
  const size_t skip = shift == 0 ? 0 : shift == 1 ? 4 : 2;
  for (size_t bit = skip; bit + 6 <= bits; bit += 6) {
    const size_t byte = bit / 8;
    uint32_t window = static_cast<unsigned char>(value[byte]) << 8;
    if (byte + 1 < value.size()) window |= static_cast<unsigned char>(value[byte + 1]);
    core += kAlphabet[window >> (10 - bit % 8) & 63];
  }
  return core;
}

std::string decode_printable(std::string_view text) {
  std::string decoded;
  uint32_t window = 0;
  unsigned bits = 0;
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  if (text.size() % 4 == 1) return {};
  for (const char c : text) {
    const size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return {};
    window = window << 6 | static_cast<uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const uint32_t byte = window >> bits & 255;
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return {};
    decoded += static_cast<char>(byte);
  }
  return decoded;
}

bool is_base64_of_user_and_password(std::string_view text) {
  const std::string decoded = decode_printable(text);
  return decoded.find(':') != std::string::npos && decoded.find('\n') == std::string::npos;
}

}  // namespace stackengine::redaction
