// Locations of one path and upstreams of one name in the same block.
#ifndef STACKENGINE_RULES_DIRECTIVE_DUPLICATE_BLOCKS_H_
#define STACKENGINE_RULES_DIRECTIVE_DUPLICATE_BLOCKS_H_

#include <functional>
#include <string>
#include <string_view>

#include "rules/subject.h"

namespace stackengine::rules {

struct DuplicateBlock {
  std::string_view kind;  // "location" or "upstream"
  std::string name;       // as nginx names it
  nginx::DirectiveId first = nginx::kNoDirective;
  nginx::DirectiveId second = nginx::kNoDirective;
};

void for_each_duplicate_block(const Subject& subject,
                              const std::function<void(const ConfigFile&, const DuplicateBlock&)>& report);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_DIRECTIVE_DUPLICATE_BLOCKS_H_
