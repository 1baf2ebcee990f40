// `proxy_set_header` and `grpc_set_header` as the rules read them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/config.h"
#include "text/ascii.h"

namespace stackengine::rules {

// The name of the header that the directive sets, in lower case; empty when it does not have two arguments.
std::string header_name(const nginx::Config& config, nginx::DirectiveId id);

// The directives of that name (`proxy_set_header`) that `block` inherits and `own` does not set again. A
// block with a directive of its own inherits none, so a fix that adds one repeats them.
std::vector<nginx::DirectiveId> inherited_headers(const nginx::Config& config, nginx::DirectiveId block,
                                                  std::string_view directive_name,
                                                  const std::vector<nginx::DirectiveId>& own);

// The most headers that a fix repeats in a block. Repeated in every location, they make a file grow with the
// square of its size. Above the limit the message asks the user to `include` them.
inline constexpr size_t kMaxRepeated = 100;

// The directive as written, on one line: its words separated by single blanks, and `;`.
std::string source_of(const nginx::Config& config, nginx::DirectiveId id);

}  // namespace stackengine::rules
