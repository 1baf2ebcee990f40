// How nginx reads the values of its directives (ngx_parse.c, ngx_string.c).
#pragma once

#include <cstdint>
#include <string_view>

namespace stackengine::nginx {

// Ignores case in ASCII only, like ngx_strcasecmp.
bool equal_folded(std::string_view a, std::string_view b);

// Whether `word` is one of `words` (`a|b`), ignoring case.
bool is_one_of(std::string_view word, std::string_view words);

// The same, with case.
bool is_exactly_one_of(std::string_view word, std::string_view words);

// ngx_atoi: digits only.
bool is_number(std::string_view text);

// ngx_parse_size: a number with `k` or `m`; ngx_parse_offset accepts `g`, too.
bool is_size(std::string_view text, bool offset);

// ngx_parse_time: numbers with units, the largest first: `1h30m`. Times in seconds have years and months, but
// no milliseconds; times in milliseconds have neither years nor months.
bool is_time(std::string_view text, bool seconds);

// The mistake in a regular expression that PCRE refuses for certain; empty if it may be valid.
std::string_view regex_mistake(std::string_view regex);

}  // namespace stackengine::nginx
