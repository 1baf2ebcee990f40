// Characters that copying from a web page, a chat or a word processor adds to a configuration. nginx reads
// them as ordinary bytes of a word (facts/nginx.md section 6).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stackengine::nginx {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The length in bytes of the character at `at` if it is of that kind, otherwise 0.
//   unicode_blank: looks like a space (U+00A0, U+2003, U+3000, …)
//   invisible: not visible at all (U+200B to U+200D, U+2060, U+FEFF)
//   smart_quote: U+2018 to U+201F; `*ascii` is the quote that was meant
uint32_t unicode_blank(std::string_view text, uint32_t at);
uint32_t invisible(std::string_view text, uint32_t at);
uint32_t smart_quote(std::string_view text, uint32_t at, char* ascii);

// "U+00A0 (no-break space)" for one of these characters.
std::string character_name(std::string_view character);

// What nginx does with a statement that contains such characters.
struct NginxVerdict {
  bool refused = false;
  std::string message;  // of `nginx -t`, where it is certain
};

// `statement`: its text with the closing `;`, `{` or `}`, which may be missing at the end of a file. `meant`:
// the directive's name without copied characters; empty in a data block, whose keys are not directives.
// Linear in the statement.
NginxVerdict as_nginx_reads(std::string_view statement, std::string_view meant);

// The first word of a statement as nginx reads it.
std::string_view first_word(std::string_view statement);

// Whether a directive of that name accepts that many arguments and that terminator.
bool takes_arguments(std::string_view name, uint32_t arguments, bool block);

}  // namespace stackengine::nginx
