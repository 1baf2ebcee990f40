// What stands around a pass directive: its server, the directive in force for it, files that may add to it.
#ifndef STACKENGINE_RULES_UPSTREAM_SURROUNDINGS_H_
#define STACKENGINE_RULES_UPSTREAM_SURROUNDINGS_H_

#include <string>
#include <string_view>
#include <vector>

#include "rules/subject.h"

namespace stackengine::rules {

// The nearest block of that name around directive `id`, or kNoDirective.
nginx::DirectiveId enclosing(const nginx::Config& config, nginx::DirectiveId id, std::string_view name);

// The argument, or "" when the directive has fewer or is kNoDirective.
std::string argument_or_empty(const nginx::Config& config, nginx::DirectiveId id, uint32_t index);

// The last directive of that name in force in `block`, or kNoDirective.
nginx::DirectiveId last_in_force(const nginx::Config& config, nginx::DirectiveId block,
                                 std::string_view directive_name);

// The `proxy_set_header` (or `grpc_set_header`) in force in `block` that sets `header` (lower case), or
// kNoDirective.
nginx::DirectiveId header_in_force(const nginx::Config& config, nginx::DirectiveId block,
                                   std::string_view directive_name, std::string_view header);

// Whether `block`, or a block around it up to its server, includes a file: it may hold what seems to be
// missing. `at_http`: the http block counts too.
bool includes_file(const nginx::Config& config, nginx::DirectiveId block, bool at_http = false);

// The settings block of a pass directive: its location, or what stands for one.
nginx::DirectiveId settings_of(const nginx::Config& config, const nginx::Pass& pass);

// How a location matches. All empty when the block is no location.
struct LocationMatch {
  std::string modifier;  // "", "=", "^~", "~", "~*"
  std::string path;      // "/api", "@name", a regular expression
  bool is_prefix() const;
  bool is_named() const { return !path.empty() && path.front() == '@'; }
};
LocationMatch match_of(const nginx::Config& config, nginx::DirectiveId block);

// Whether `proxy_pass` here speaks HTTP/1.0, as it does up to nginx 1.29.6 unless told otherwise. `assumed`
// is set when that rests on the version of nginx, which is not known.
bool speaks_http_1_0(const Subject& subject, const nginx::Config& config, nginx::DirectiveId block,
                     bool* assumed);

// Whether `proxy_http_version 2` is in force.
bool speaks_http_2(const nginx::Config& config, nginx::DirectiveId block);

// Whether nginx knows the scheme. The others are reported as that, and their fix decides about the rest.
bool has_valid_scheme(const nginx::Pass& pass);

// Whether edits beside the directive are possible: it ends with its `;`, and no syntax error is to be
// repaired first, which may change what the text means.
bool is_terminated(const nginx::Config& config, nginx::DirectiveId id);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_SURROUNDINGS_H_
