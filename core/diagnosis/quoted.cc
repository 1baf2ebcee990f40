#include "diagnosis/quoted.h"

namespace stackengine {

std::string shortened(std::string_view text) {
  size_t end = text.size();
  if (end > kMaxShown) {
    end = kMaxShown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
      --end;  // not inside a character
  }
  std::string out;
  for (const char c : text.substr(0, end)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  if (end < text.size()) out += "\xE2\x80\xA6";
  return out;
}

std::string quoted(std::string_view text) { return "`" + shortened(text) + "`"; }

}  // namespace stackengine
