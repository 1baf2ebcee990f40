// Duplicates in a block: locations with the same path, upstreams and log formats with the same name, sockets
// with the same address.
#pragma once

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
