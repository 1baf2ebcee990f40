// All directives of nginx: contexts, number of arguments, whether it opens a block, first version. The build
// generates the rows from directives.jsonl, extracted from nginx's source at its release tags, and
// directives_measured.json, measured with nginx 1.22.1 (measure_directives.mjs).
#pragma once

#include <cstdint>
#include <string_view>

#include "nginx/build_facts.h"

namespace stackengine::nginx {

// Where a directive is allowed, as bits.
enum Context : uint32_t {
  kMain = 1u << 0,
  kEvents = 1u << 1,
  kHttp = 1u << 2,
  kHttpServer = 1u << 3,
  kLocation = 1u << 4,
  kIfInServer = 1u << 5,
  kIfInLocation = 1u << 6,
  kLimitExcept = 1u << 7,
  kHttpUpstream = 1u << 8,
  kStream = 1u << 9,
  kStreamServer = 1u << 10,
  kStreamUpstream = 1u << 11,
  kMail = 1u << 12,
  kMailServer = 1u << 13,
  kOtherContext = 1u << 14,
  kAnyContext = UINT32_MAX,
};

enum class Status : uint8_t {
  current,          // in nginx's source
  documented_only,  // nginx Plus or a module outside nginx's source
  removed,
};

// The type of a value (ngx_conf_set_*_slot): of the first argument, or of all arguments of an enumeration.
enum class ValueType : uint8_t { any, flag, number, size, offset, msec, sec, enumeration };

// One directive of one module; a name may have several rows (`server`).
struct DirectiveRow {
  std::string_view name;
  uint32_t contexts;  // bits of Context
  bool block;
  int16_t min_arguments;  // -1: not known
  int16_t max_arguments;  // -1: no maximum, or not known
  Version since;          // {0,0,0}: not known
  Status status;
  ValueType type;
  bool once;  // nginx refuses a second one in the same block
  const char*
      words;  // `a|b`: the words of an enumeration, or those that a size or time also accepts; null: none
};

// All rows of a name: [begin, end), empty for a name that nginx does not know.
struct DirectiveRows {
  const DirectiveRow* first = nullptr;
  const DirectiveRow* last = nullptr;
  const DirectiveRow* begin() const { return first; }
  const DirectiveRow* end() const { return last; }
  bool empty() const { return first == last; }
};

DirectiveRows find_directive(std::string_view name);

// All rows of the names that begin with `prefix` ("grpc_"), by name.
DirectiveRows directives_with_prefix(std::string_view prefix);

// The whole table, sorted by name.
DirectiveRows all_directives();

// The context of the body of a block in `contexts`. 0: not a block with directives there, or an unknown
// block.
uint32_t body_contexts(std::string_view block_name, uint32_t contexts);

// The contexts that give the block a body in `bodies`.
uint32_t block_contexts(std::string_view block_name, uint32_t bodies);

// Where a fragment may begin: anywhere but in mail, because its names (`timeout`) usually mean something else
// in a paste.
inline constexpr uint32_t kFragmentContexts =
    ~(static_cast<uint32_t>(kMail) | static_cast<uint32_t>(kMailServer));

// Whether `name` is allowed directly in a block named `parent` ("" for the top of a text, where a fragment of
// any context may begin).
bool may_stand_in(std::string_view name, std::string_view parent);
bool may_stand_in(std::string_view name, uint32_t contexts);

// Blocks whose body is data, not directives: `map`, `geo`, `types`, `split_clients`, `charset_map`
// (ngx_conf_file.c hands their entries to the module).
bool has_data_body(std::string_view name);

}  // namespace stackengine::nginx
