#include "text/shell_word.h"

#include <string_view>

namespace stackengine {

std::string shell_word(const std::string& text) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:/@%";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\'') {
      quoted += "'\\''";
    } else if (byte >= 0x20 && byte != 0x7F) {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace stackengine
