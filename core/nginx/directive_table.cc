#include "nginx/directive_table.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace stackengine::nginx {
namespace {

constexpr DirectiveRow kRows[] = {
#include "nginx/directive_table.inc"
};

struct ByName {
  bool operator()(const DirectiveRow& row, std::string_view name) const { return row.name < name; }
};

// Finds the first row of a name by a hash of its length and its first and last bytes, because find_directive
// is called several times for every word of a text. Open addressing, built on first use.
class NameIndex {
 public:
  NameIndex() {
    for (size_t row = 0; row < std::size(kRows); ++row) {
      if (row > 0 && kRows[row - 1].name == kRows[row].name) continue;
      size_t slot = hash(kRows[row].name);
      while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = static_cast<uint16_t>(row + 1);
    }
  }

  // The first row of the name; the number of rows if there is none.
  size_t find(std::string_view name) const {
    if (name.empty()) return std::size(kRows);
    for (size_t slot = hash(name); slots_[slot] != 0; slot = (slot + 1) % kSlots) {
      if (kRows[slots_[slot] - 1].name == name) return slots_[slot] - 1u;
    }
    return std::size(kRows);
  }

 private:
  static constexpr size_t kSlots = 4096;
  static_assert(std::size(kRows) < kSlots / 2, "searches are short");

  static size_t hash(std::string_view name) {
    uint64_t first = 0;
    uint64_t last = 0;
    const size_t length = std::min(name.size(), sizeof first);
    std::memcpy(&first, name.data(), length);
    std::memcpy(&last, name.data() + name.size() - length, length);
    return ((first ^ (last * 31) ^ name.size()) * 0x9E3779B97F4A7C15u >> 40) % kSlots;
  }

  uint16_t slots_[kSlots] = {};  // a row's number from 1; 0: empty
};

// The context of the body of a block, for each context of the block (ngx_http_core_module.c and the
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
  static const NameIndex index;
  const auto* const first = kRows + index.find(name);
  const auto* last = first;
  while (last != std::end(kRows) && last->name == name) ++last;
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
