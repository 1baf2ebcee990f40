// nginx's limits for the buffer settings of a block (ngx_http_proxy_module.c, ngx_http_proxy_merge_loc_conf).
// nginx checks them in every location, with any value of `proxy_buffering` and even without `proxy_pass`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/config.h"

namespace stackengine::nginx {

inline constexpr uint64_t kPageSize = 4096;  // the default of `proxy_buffer_size`; 4096 or more

// `16k`, `1m`, `4096`; nullopt for anything else (ngx_parse.c, ngx_parse_size).
std::optional<uint64_t> parse_size(std::string_view text);

// Whether the limits concern the directive.
bool is_buffer_setting(std::string_view name);

// The values in force, initially nginx's defaults.
struct Buffers {
  uint64_t count = 8;  // proxy_buffers COUNT EACH
  uint64_t each = kPageSize;
  uint64_t size = kPageSize;           // proxy_buffer_size
  std::optional<uint64_t> busy;        // proxy_busy_buffers_size
  std::optional<uint64_t> temp_write;  // proxy_temp_file_write_size
  std::optional<uint64_t> temp_file;   // proxy_max_temp_file_size; 0: no temporary file
  bool any = false;                    // at least one is set
  bool readable = true;                // false: nginx refuses a value, so the limits are unknown

  // Applies the directive of that name; ignores names that are not buffer settings.
  void set(std::string_view name, const std::vector<std::string>& arguments);
  void set(const Config& config, DirectiveId id);

  // Whether nginx accepts the combination.
  bool fit() const;
};

struct BufferSetting {
  std::string name;
  std::string value;
};

// The settings to add so that `buffers` fit; `size` stays. Empty if they fit or are not readable.
std::vector<BufferSetting> completion(const Buffers& buffers);

}  // namespace stackengine::nginx
