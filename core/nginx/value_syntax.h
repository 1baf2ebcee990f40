// How nginx reads the values of its directives (ngx_parse.c, ngx_string.c).
#ifndef STACKENGINE_NGINX_VALUE_SYNTAX_H_
#define STACKENGINE_NGINX_VALUE_SYNTAX_H_

#include <cstdint>
#include <string_view>

namespace stackengine::nginx {

// Case is folded in ASCII only, as ngx_strcasecmp does.
bool equal_folded(std::string_view a, std::string_view b);

// Whether `word` is one of `words`, which stand with `|` between them; case is folded.
bool is_one_of(std::string_view word, std::string_view words);

// The same, where nginx minds the case.
bool is_exactly_one_of(std::string_view word, std::string_view words);

// ngx_atoi: digits only.
bool is_number(std::string_view text);

// ngx_parse_size: a number with `k` or `m`; ngx_parse_offset takes `g` too.
bool is_size(std::string_view text, bool offset);

// ngx_parse_time: numbers with units, the largest first: `1h30m`. In seconds there are years and months, but
// no milliseconds; in milliseconds it is the other way round.
bool is_time(std::string_view text, bool seconds);

// What PCRE certainly refuses in a regular expression; empty when it may be fine.
std::string_view regex_mistake(std::string_view regex);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_VALUE_SYNTAX_H_
