#include "nginx/directive_table.h"

#include <algorithm>
#include <iterator>

namespace stackengine::nginx {
namespace {

constexpr DirectiveRow kRows[] = {
#include "nginx/directive_table.inc"
};

struct ByName {
  // The first bytes decide nearly always; names in the table are not empty.
  static int order(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty() || a[0] == b[0]) return a.compare(b);
    return static_cast<unsigned char>(a[0]) - static_cast<unsigned char>(b[0]);
  }
  bool operator()(const DirectiveRow& row, std::string_view name) const { return order(row.name, name) < 0; }
  bool operator()(std::string_view name, const DirectiveRow& row) const { return order(name, row.name) < 0; }
};

// What the body of a block is, for each context that the block may stand in (ngx_http_core_module.c and the
// others set cf->cmd_type).
struct Body {
  std::string_view block;
  uint32_t stands_in;
  uint32_t body;
};
constexpr Body kBodies[] = {
    {"events", kMain, kEvents},
    {"http", kMain, kHttp},
    {"stream", kMain, kStream},
    {"mail", kMain, kMail},
    {"server", kHttp, kHttpServer},
    {"server", kStream, kStreamServer},
    {"server", kMail, kMailServer},
    {"upstream", kHttp, kHttpUpstream},
    {"upstream", kStream, kStreamUpstream},
    {"location", kHttpServer | kLocation, kLocation},
    {"if", kHttpServer, kIfInServer},
    {"if", kLocation, kIfInLocation},
    {"limit_except", kLocation, kLimitExcept},
};

}  // namespace

DirectiveRows find_directive(std::string_view name) {
  const auto [first, last] = std::equal_range(std::begin(kRows), std::end(kRows), name, ByName());
  return {first, last};
}

DirectiveRows directives_with_prefix(std::string_view prefix) {
  const auto* const first = std::lower_bound(std::begin(kRows), std::end(kRows), prefix, ByName());
  const auto* last = first;
  while (last != std::end(kRows) && last->name.substr(0, prefix.size()) == prefix) ++last;
  return {first, last};
}

DirectiveRows all_directives() { return {std::begin(kRows), std::end(kRows)}; }

uint32_t body_contexts(std::string_view block_name, uint32_t contexts) {
  uint32_t body = 0;
  for (const Body& row : kBodies) {
    if (row.block == block_name && (row.stands_in & contexts) != 0) body |= row.body;
  }
  return body;
}

uint32_t block_contexts(std::string_view block_name, uint32_t bodies) {
  uint32_t contexts = 0;
  for (const Body& row : kBodies) {
    if (row.block == block_name && (row.body & bodies) != 0) contexts |= row.stands_in;
  }
  return contexts;
}

bool may_stand_in(std::string_view name, std::string_view parent) {
  return may_stand_in(name, parent.empty() ? kFragmentContexts : body_contexts(parent, kFragmentContexts));
}

bool may_stand_in(std::string_view name, uint32_t contexts) {
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
