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
};

// Where the names of each first letter begin: find_directive is asked for every word of a text, several
// times.
struct FirstLetters {
  static constexpr size_t kLetters = 26;
  uint16_t starts[kLetters + 1] = {};

  constexpr FirstLetters() {
    size_t row = 0;
    for (size_t letter = 0; letter <= kLetters; ++letter) {
      while (row < std::size(kRows) && static_cast<size_t>(kRows[row].name[0] - 'a') < letter) ++row;
      starts[letter] = static_cast<uint16_t>(row);
    }
  }
};
constexpr FirstLetters kFirstLetters;
static_assert(kFirstLetters.starts[0] == 0 && kFirstLetters.starts[26] == std::size(kRows),
              "every name begins with a small letter");

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
  const size_t letter = name.empty() ? FirstLetters::kLetters : static_cast<size_t>(name[0] - 'a');
  if (letter >= FirstLetters::kLetters) return {std::end(kRows), std::end(kRows)};
  const auto* const end = kRows + kFirstLetters.starts[letter + 1];
  const auto* const first = std::lower_bound(kRows + kFirstLetters.starts[letter], end, name, ByName());
  const auto* last = first;
  while (last != end && last->name == name) ++last;
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
