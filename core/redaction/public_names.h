// Which names are public, and which last labels make a dotted word a host name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stackengine::redaction {

// Lower case, without the backslashes of a regular expression.
std::string plain_name(std::string_view name);

// Whether a host name says nothing about anybody: `localhost`, `_`, `www.example.com`, `nginx.org`. `name`
// may be spelled as in a regular expression.
bool is_public_name(std::string_view name);

enum class TopLevel {
  none,
  weak,  // a top-level domain that is more often something else: `sh`, `py`, `page`
  strong,
};

TopLevel top_level(std::string_view label);

// The domains that a host lies in, the topmost that may be somebody's own last: of `a.b.acme.com` these are
// `b.acme.com` and `acme.com`. Only below domains of the internet, which say where the public part ends.
// Views of `host`.
std::vector<std::string_view> own_domains(std::string_view host);

bool is_file_extension(std::string_view label);

}  // namespace stackengine::redaction
