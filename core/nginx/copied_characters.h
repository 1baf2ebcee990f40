// Characters that copying from a web page, a chat or a word processor puts into a configuration, and what
// nginx makes of them: to it they are bytes like any other, part of a word (facts/nginx.md section 6).
#ifndef STACKENGINE_NGINX_COPIED_CHARACTERS_H_
#define STACKENGINE_NGINX_COPIED_CHARACTERS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace stackengine::nginx {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Bytes of the character at `at` when it is of that kind; 0 when it is not.
//   unicode_blank: looks like a blank (U+00A0, U+2003, U+3000, …)
//   invisible: is not seen at all (U+200B to U+200D, U+2060, U+FEFF)
//   smart_quote: U+2018 to U+201F; `*ascii` is the quote that was meant
uint32_t unicode_blank(std::string_view text, uint32_t at);
uint32_t invisible(std::string_view text, uint32_t at);
uint32_t smart_quote(std::string_view text, uint32_t at, char* ascii);

// "U+00A0 (no-break space)" for one of these characters.
std::string character_name(std::string_view character);

// What nginx does with a statement that holds such characters.
struct NginxVerdict {
  bool refused = false;
  std::string message;  // of `nginx -t`, where it is certain
};

// `statement`: its text up to and with the `;`, `{` or `}`; nothing of them stands there at the end of a
// file. `meant`: the directive's name, without what was copied; empty in a block of data, whose keys are no
// names. Linear in the statement.
NginxVerdict as_nginx_reads(std::string_view statement, std::string_view meant);

// The first word of a statement as nginx reads it.
std::string_view first_word(std::string_view statement);

// Whether some directive of that name takes so many arguments and ends like that.
bool takes_arguments(std::string_view name, uint32_t arguments, bool block);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_COPIED_CHARACTERS_H_
