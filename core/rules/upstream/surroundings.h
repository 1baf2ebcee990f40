// The surroundings of a pass directive: its server, the directives in force for it, included files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/subject.h"

namespace stackengine::rules {

// The nearest block of that name around directive `id`, or kNoDirective.
nginx::DirectiveId enclosing(const nginx::Config& config, nginx::DirectiveId id, std::string_view name);

// The argument, or "" when the directive does not have it or is kNoDirective.
std::string argument_or_empty(const nginx::Config& config, nginx::DirectiveId id, uint32_t index);

// The last directive of that name in force in `block`, or kNoDirective.
nginx::DirectiveId last_in_force(const nginx::Config& config, nginx::DirectiveId block,
                                 std::string_view directive_name);

// The `proxy_set_header` (or `grpc_set_header`) in force in `block` that sets `header` (lower case), or
// kNoDirective.
nginx::DirectiveId header_in_force(const nginx::Config& config, nginx::DirectiveId block,
                                   std::string_view directive_name, std::string_view header);

// Whether `block`, or an enclosing block up to its server, includes a file, which may hold what seems to be
// missing. `at_http`: the `http` block counts too.
bool includes_file(const nginx::Config& config, nginx::DirectiveId block, bool at_http = false);

// The block that holds the settings of a pass directive: its location, or what takes that role.
nginx::DirectiveId settings_of(const nginx::Config& config, const nginx::Pass& pass);

// How a location matches. All members are empty when the block is not a location.
struct LocationMatch {
  std::string modifier;  // "", "=", "^~", "~", "~*"
  std::string path;      // "/api", "@name", a regular expression
  bool is_prefix() const;
  bool is_named() const { return !path.empty() && path.front() == '@'; }
};
LocationMatch match_of(const nginx::Config& config, nginx::DirectiveId block);

// Whether `proxy_pass` here speaks HTTP/1.0, the default up to nginx 1.29.6. Sets `assumed` when the answer
// depends on the version of nginx, which is not known.
bool speaks_http_1_0(const Subject& subject, const nginx::Config& config, nginx::DirectiveId block,
                     bool* assumed);

// Whether `proxy_http_version 2` is in force.
bool speaks_http_2(const nginx::Config& config, nginx::DirectiveId block);

// Whether nginx knows the scheme. invalid-upstream-scheme reports the others, and its fix takes precedence.
bool has_valid_scheme(const nginx::Pass& pass);

// Whether edits next to the directive are possible: it ends with `;`, and there is no syntax error, whose
// repair may change what the text means.
bool is_terminated(const nginx::Config& config, nginx::DirectiveId id);

}  // namespace stackengine::rules
