// What nginx demands of the buffer settings that are in force in a block (ngx_http_proxy_module.c,
// ngx_http_proxy_merge_loc_conf). It checks them in every location, whatever `proxy_buffering` says and
// whether or not there is a `proxy_pass`.
#ifndef STACKENGINE_NGINX_BUFFER_LIMITS_H_
#define STACKENGINE_NGINX_BUFFER_LIMITS_H_

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

// Whether the limits are about the directive.
bool is_buffer_setting(std::string_view name);

// The values in force; at first nginx's defaults.
struct Buffers {
  uint64_t count = 8;  // proxy_buffers COUNT EACH
  uint64_t each = kPageSize;
  uint64_t size = kPageSize;           // proxy_buffer_size
  std::optional<uint64_t> busy;        // proxy_busy_buffers_size
  std::optional<uint64_t> temp_write;  // proxy_temp_file_write_size
  std::optional<uint64_t> temp_file;   // proxy_max_temp_file_size; 0: no temporary file
  bool any = false;                    // one of them is set
  bool readable = true;                // false: nginx refuses a value, so nothing is known

  // A setting of that name; any other is ignored.
  void set(std::string_view name, const std::vector<std::string>& arguments);
  void set(const Config& config, DirectiveId id);

  // Whether nginx takes them together.
  bool fit() const;
};

struct BufferSetting {
  std::string name;
  std::string value;
};

// What has to be set beside `buffers` so that they fit; `size` stays. Empty when they fit or cannot be read.
std::vector<BufferSetting> completion(const Buffers& buffers);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_BUFFER_LIMITS_H_
