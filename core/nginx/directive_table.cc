#include "nginx/directive_table.h"

#include <algorithm>
#include <iterator>

namespace stackengine::nginx {
namespace {

constexpr DirectiveRow kRows[] = {
#include "nginx/directive_table.inc"
};

struct ByName {
  bool operator()(const DirectiveRow& row, std::string_view name) const { return row.name < name; }
  bool operator()(std::string_view name, const DirectiveRow& row) const { return name < row.name; }
};

struct BodyContexts {
  std::string_view block;
  uint32_t contexts;
};

constexpr BodyContexts kBodies[] = {
    {"events", kEvents},
    {"http", kHttp},
    {"stream", kStream},
    {"mail", kMail},
    {"server", kHttpServer | kStreamServer},
    {"location", kLocation},
    {"if", kIfInServer | kIfInLocation},
    {"limit_except", kLimitExcept},
    {"upstream", kHttpUpstream | kStreamUpstream},
};

}  // namespace

DirectiveRows find_directive(std::string_view name) {
  const auto [first, last] = std::equal_range(std::begin(kRows), std::end(kRows), name, ByName());
  return {first, last};
}

DirectiveRows all_directives() { return {std::begin(kRows), std::end(kRows)}; }

uint32_t body_contexts(std::string_view block_name) {
  for (const BodyContexts& body : kBodies) {
    if (body.block == block_name) return body.contexts;
  }
  return 0;
}

bool may_stand_in(std::string_view name, std::string_view parent) {
  const uint32_t contexts = parent.empty() ? kFragmentContexts : body_contexts(parent);
  for (const DirectiveRow& row : find_directive(name)) {
    if ((row.contexts & contexts) != 0) return true;
  }
  return false;
}

bool has_data_body(std::string_view name) {
  return name == "map" || name == "geo" || name == "types" || name == "split_clients" ||
         name == "charset_map";
}

}  // namespace stackengine::nginx
