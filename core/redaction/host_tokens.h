// Takes a token apart that some context says is a host, and hands over the part that names it.
#pragma once

#include <string_view>

#include "redaction/candidate.h"

namespace stackengine::redaction {

// What stays: addresses (found by their format), numbers, public names, `unix:`, anything with a variable in
// it.

// A name, as in `server_name`: `app`, `*.acme.com`, `.acme.com`, `www.acme.*`, `~^www\d+\.acme\.com$`.
void add_name(std::string_view text, Span token, SecretClass secret_class, Candidates* out);

// `host`, `host:port`, `[::1]:80`.
void add_host_and_port(std::string_view text, Span token, Candidates* out);

// `scheme://host:port/path`, or the same without its scheme, as in `fastcgi_pass app:9000`.
void add_pass_target(std::string_view text, Span token, Candidates* out);

// The names in a regular expression over host names. Dotted ones, and literal words that are neither common
// nor a top-level domain.
void add_names_of_regex(std::string_view text, Span regex, Candidates* out);

}  // namespace stackengine::redaction
