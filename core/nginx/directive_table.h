// Every directive that nginx knows: contexts, number of arguments, whether it opens a block, since when.
// Rows are generated from directives.jsonl beside this file, which was read from nginx's source at its
// release tags, and directives_measured.json, which nginx 1.22.1 itself answered (measure_directives.mjs).
#ifndef STACKENGINE_NGINX_DIRECTIVE_TABLE_H_
#define STACKENGINE_NGINX_DIRECTIVE_TABLE_H_

#include <cstdint>
#include <string_view>

#include "nginx/build_facts.h"

namespace stackengine::nginx {

// Where a directive may stand, as bits.
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

// What nginx demands of a value (ngx_conf_set_*_slot); of the first argument, or for an enumeration of every
// one.
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
  bool once;          // nginx refuses it a second time in one block
  const char* words;  // `a|b`: an enumeration's, or what a size or time takes besides; null for none
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

// The whole table, sorted by name.
DirectiveRows all_directives();

// The contexts that the body of a block of this name is ("server": those of http and of stream). 0: not a
// block that holds directives, or an unknown one.
uint32_t body_contexts(std::string_view block_name);

// Where a fragment may begin: anything but mail, whose names (`timeout`) mean something else in the text that
// people paste.
inline constexpr uint32_t kFragmentContexts =
    ~(static_cast<uint32_t>(kMail) | static_cast<uint32_t>(kMailServer));

// Whether some row of `name` may stand directly in a block named `parent` ("" for the top of a text, where a
// fragment of any context may begin).
bool may_stand_in(std::string_view name, std::string_view parent);

// Blocks whose body is data, not directives: `map`, `geo`, `types`, `split_clients`, `charset_map`
// (ngx_conf_file.c hands their entries to the module).
bool has_data_body(std::string_view name);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_DIRECTIVE_TABLE_H_
