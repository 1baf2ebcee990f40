#include "nginx/buffer_limits.h"

#include <algorithm>

namespace stackengine::nginx {
namespace {

constexpr uint64_t kUsualCount = 8;

std::string in_words(uint64_t bytes) {
  return bytes % 1024 == 0 ? std::to_string(bytes / 1024) + "k" : std::to_string(bytes);
}

}  // namespace

std::optional<uint64_t> parse_size(std::string_view text) {
  uint64_t unit = 1;
  if (!text.empty() && (text.back() == 'k' || text.back() == 'K')) unit = 1024;
  if (!text.empty() && (text.back() == 'm' || text.back() == 'M')) unit = 1024 * 1024;
  if (unit != 1) text.remove_suffix(1);
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  uint64_t value = 0;
  for (const char c : text) value = value * 10 + static_cast<uint64_t>(c - '0');
  return value * unit;
}

bool is_buffer_setting(std::string_view name) {
  return name == "proxy_buffers" || name == "proxy_buffer_size" || name == "proxy_busy_buffers_size" ||
         name == "proxy_temp_file_write_size" || name == "proxy_max_temp_file_size";
}

void Buffers::set(std::string_view name, const std::vector<std::string>& arguments) {
  if (!is_buffer_setting(name)) return;
  any = true;
  const bool pair = name == "proxy_buffers";
  const std::optional<uint64_t> value =
      arguments.size() == (pair ? 2u : 1u) ? parse_size(arguments.back()) : std::nullopt;
  const std::optional<uint64_t> number = pair && value ? parse_size(arguments.front()) : std::nullopt;
  if (!value || (pair && !number)) {
    readable = false;
    return;
  }
  if (pair) {
    count = *number;
    each = *value;
  } else if (name == "proxy_buffer_size") {
    size = *value;
  } else if (name == "proxy_busy_buffers_size") {
    busy = value;
  } else if (name == "proxy_temp_file_write_size") {
    temp_write = value;
  } else {
    temp_file = value;
  }
}

void Buffers::set(const Config& config, DirectiveId id) {
  if (!is_buffer_setting(config.name(id))) return;
  std::vector<std::string> arguments;
  for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) arguments.push_back(config.argument(id, i));
  set(config.name(id), arguments);
}

bool Buffers::fit() const {
  const uint64_t most = std::max(size, each);
  const uint64_t in_use = busy.value_or(2 * most);
  return !readable ||
         (count >= 2 && in_use >= most && in_use <= (count - 1) * each && temp_write.value_or(most) >= most &&
          (temp_file.value_or(0) == 0 || *temp_file >= most));
}

std::vector<BufferSetting> completion(const Buffers& buffers) {
  std::vector<BufferSetting> settings;
  if (buffers.fit()) return settings;
  const auto set = [&](const char* name, std::string value) { settings.push_back({name, std::move(value)}); };
  Buffers fitting = buffers;
  const uint64_t most = std::max(buffers.size, buffers.each);
  if (buffers.busy && *buffers.busy < most) {
    fitting.busy = 2 * most;
    set("proxy_busy_buffers_size", in_words(*fitting.busy));
  }
  const uint64_t in_use = fitting.busy.value_or(2 * most);
  if (buffers.count < 2 || in_use > (buffers.count - 1) * buffers.each) {
    const uint64_t count = std::max(kUsualCount, in_use / most + 2);
    set("proxy_buffers", std::to_string(count) + " " + in_words(most));
  }
  if (buffers.temp_write && *buffers.temp_write < most) set("proxy_temp_file_write_size", in_words(2 * most));
  if (buffers.temp_file.value_or(0) != 0 && *buffers.temp_file < most)
    set("proxy_max_temp_file_size", in_words(2 * most));
  return settings;
}

}  // namespace stackengine::nginx
