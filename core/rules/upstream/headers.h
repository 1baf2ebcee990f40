// `proxy_set_header` and `grpc_set_header` as the rules read them.
#ifndef STACKENGINE_RULES_UPSTREAM_HEADERS_H_
#define STACKENGINE_RULES_UPSTREAM_HEADERS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/config.h"

namespace stackengine::rules {

// ASCII only, as header names are.
std::string lower_case(std::string_view text);

// Name of the header that the directive sets, in lower case; empty when it has no argument.
std::string header_name(const nginx::Config& config, nginx::DirectiveId id);

// Directives of that name (`proxy_set_header`) that `block` inherits and none of `own` sets again. They are
// lost as soon as the block gets one of its own, so a fix that adds one repeats them.
std::vector<nginx::DirectiveId> inherited_headers(const nginx::Config& config, nginx::DirectiveId block,
                                                  std::string_view directive_name,
                                                  const std::vector<nginx::DirectiveId>& own);

// A fix repeats no more headers in a block than these: repeated in every location, they make a file grow with
// the square of its size. Beyond it the user is told to `include` them.
inline constexpr size_t kMaxRepeated = 100;

// The directive as written, on one line: its words with single blanks between them, and `;`.
std::string source_of(const nginx::Config& config, nginx::DirectiveId id);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_HEADERS_H_
