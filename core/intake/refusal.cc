// Documents that cannot be analysed, and what the user can do about it.
#include "intake/intake.h"

namespace stackengine::intake {
namespace {

struct Signature {
  std::string_view bytes;
  std::string_view what;
  std::string_view way_out;
};

using namespace std::string_view_literals;

constexpr std::string_view kUtf16 = "is saved as UTF-16";
constexpr std::string_view kSaveAsUtf8 = "save it as UTF-8";

// Formats that users give by mistake: archives of a configuration, rotated logs, the program itself.
constexpr Signature kSignatures[] = {
    {"\xFF\xFE\0\0"sv, "is saved as UTF-32", kSaveAsUtf8},
    {"\0\0\xFE\xFF"sv, "is saved as UTF-32", kSaveAsUtf8},
    {"\xFF\xFE"sv, kUtf16, kSaveAsUtf8},
    {"\xFE\xFF"sv, kUtf16, kSaveAsUtf8},
    {"\x1F\x8B"sv, "is compressed with gzip", "unpack it first (`gunzip`)"},
    {"\xFD\x37zXZ\0"sv, "is compressed with xz", "unpack it first (`unxz`)"},
    {"\x28\xB5\x2F\xFD"sv, "is compressed with zstd", "unpack it first (`unzstd`)"},
    {"BZh"sv, "is compressed with bzip2", "unpack it first (`bunzip2`)"},
    {"PK\x03\x04"sv, "is a zip archive", "unpack it, and give the configuration inside"},
    {"\x7F"
     "ELF"sv,
     "is a program (ELF), not text", "give its configuration, which `nginx -T` prints"},
    {"%PDF-"sv, "is a PDF", "copy its text instead"},
    {"\x89PNG"sv, "is an image", "paste the text instead"},
    {"\xFF\xD8\xFF"sv, "is an image", "paste the text instead"},
};

std::string sentence(std::string_view what, std::string_view way_out) {
  std::string out = "the input ";
  out += what;
  out += "; ";
  out += way_out;
  return out;
}

// Bytes that do not occur in text. White space and ESC are fine, because terminal colours are often copied
// too.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x7F || (byte < 0x20 && byte != 0x1B && !(0x08 <= byte && byte <= 0x0D));
}

// UTF-16 without a byte order mark: every other byte of ASCII is NUL.
bool alternates_with_nul(std::string_view text) {
  size_t even = 0;
  size_t odd = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  const size_t pairs = text.size() / 2;
  return pairs >= 4 && (even == 0) != (odd == 0) && even + odd >= pairs - pairs / 4;
}

}  // namespace

std::string refusal(const Document& document) {
  const std::string_view text = document.text;
  if (text.empty()) return sentence("is empty", "give an nginx configuration, error-log lines, or both");
  for (const Signature& signature : kSignatures) {
    if (text.substr(0, signature.bytes.size()) == signature.bytes) {
      return sentence(signature.what, signature.way_out);
    }
  }

  size_t controls = 0;
  for (char c : text) controls += is_control(c) ? 1 : 0;
  const size_t nul = text.find('\0');
  if (nul != std::string_view::npos) {
    if (alternates_with_nul(text)) return sentence(kUtf16, kSaveAsUtf8);
    return sentence("is binary: byte " + std::to_string(nul + 1) + " is NUL",
                    "give the configuration as plain text, or remove this byte");
  }
  if (controls * 10 > text.size()) {
    return sentence("is binary: more than a tenth of its bytes are control bytes",
                    "give the configuration as plain text");
  }
  if (text.find_first_not_of(" \t\r\n\v\f\xEF\xBB\xBF") == std::string_view::npos) {
    return sentence("contains only white space", "give an nginx configuration, error-log lines, or both");
  }
  return {};
}

}  // namespace stackengine::intake
