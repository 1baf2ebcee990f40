// Locations of one path, upstreams and log formats of one name, and sockets of one address in the same block.
#ifndef STACKENGINE_RULES_DIRECTIVE_DUPLICATE_BLOCKS_H_
#define STACKENGINE_RULES_DIRECTIVE_DUPLICATE_BLOCKS_H_

#include <functional>
#include <string>
#include <string_view>

#include "rules/subject.h"

namespace stackengine::rules {

struct DuplicateBlock {
  std::string_view kind;  // "location", "upstream", "log_format" or "listen"
  std::string name;       // as nginx names it
  std::string nginx_message;
  nginx::DirectiveId first = nginx::kNoDirective;
  nginx::DirectiveId second = nginx::kNoDirective;
};

void for_each_duplicate_block(const Subject& subject,
                              const std::function<void(const ConfigFile&, const DuplicateBlock&)>& report);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_DUPLICATE_BLOCKS_H_
