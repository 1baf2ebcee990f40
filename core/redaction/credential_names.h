// Names of headers, variables and query parameters whose value is a credential, and how such a value is taken
// apart.
#pragma once

#include <string_view>

#include "redaction/candidate.h"

namespace stackengine::redaction {

// `Authorization`, `Cookie`, `X-Api-Key`, `PRIVATE-TOKEN`, `X-Acme-Secret`, `HTTP_AUTHORIZATION`. Any case,
// `_` as `-`.
bool is_credential_header(std::string_view header);

// The same for a variable without its `$`: `http_authorization`, `cookie_session`, `arg_token`, `api_key`.
bool is_credential_variable(std::string_view variable);

// The same for a parameter of a query: `token`, `password`, `X-Amz-Signature`.
bool is_credential_parameter(std::string_view name);

// What a value is whose name says that it is one of the above.
SecretClass class_of_credential(std::string_view name);

// The length of an authentication scheme at the beginning of `value` and the blanks behind it (RFC 9110
// section 11.1: `Basic `, `Bearer `); 0 when there is none.
size_t scheme_length(std::string_view value);

// Whether a name is that of a header with cookies, whose value names each of them.
bool is_cookie_header(std::string_view name);

// A credential that stands in `span`: what stays is the scheme, nginx's variables, and what holds no letter
// or digit.
void add_credential(std::string_view text, Span span, SecretClass secret_class, Candidates* out);

// `a=1; b=2`, as cookies are sent, or `a=1; Path=/`, as they are set: the values.
void add_cookies(std::string_view text, Span span, Candidates* out);

// The literals of a regular expression over credentials: `~^Bearer\s+k3y-one$`.
void add_credentials_of_regex(std::string_view text, Span span, SecretClass secret_class, Candidates* out);

// What stands between nginx's variables in `span`, where it holds a letter or digit.
void add_literals(std::string_view text, Span span, SecretClass secret_class, Candidates* out);

// Whether a value is only a switch, a kind of authentication, a scheme, or nothing: `true`, `off`, `1`,
// `basic`, `https`.
bool is_switch(std::string_view value);

}  // namespace stackengine::redaction
