#include "rules/upstream/counterpart.h"

#include <algorithm>

#include "nginx/directive_table.h"

namespace stackengine::rules {
namespace {

using nginx::PassKind;

const nginx::DirectiveRow* current_row(std::string_view name) {
  for (const nginx::DirectiveRow& row : nginx::find_directive(name)) {
    if (row.status == nginx::Status::current && (row.contexts & nginx::kLocation) != 0) return &row;
  }
  return nullptr;
}

std::string with_prefix_of(std::string_view name, PassKind to) {
  const std::string_view from = prefix_of(to == PassKind::proxy ? PassKind::grpc : PassKind::proxy);
  return std::string(prefix_of(to)) + std::string(name.substr(from.size()));
}

std::vector<std::string_view> names_with_counterpart(PassKind from) {
  const PassKind to = from == PassKind::proxy ? PassKind::grpc : PassKind::proxy;
  std::vector<std::string_view> names;
  for (const nginx::DirectiveRow& row : nginx::directives_with_prefix(prefix_of(from))) {
    if (row.name == "proxy_set_header" || row.name == "grpc_set_header") continue;
    if (!names.empty() && names.back() == row.name) continue;  // the directive of the same name in `stream`
    if (!counterpart(row.name, to, std::nullopt).empty()) names.push_back(row.name);
  }
  return names;
}

// How `proxy_pass` stores and frames what it passes on. In `grpc_pass` this is fixed.
constexpr std::string_view kMechanics[] = {
    "proxy_buffering",
    "proxy_buffers",
    "proxy_busy_buffers_size",
    "proxy_headers_hash_bucket_size",
    "proxy_headers_hash_max_size",
    "proxy_http_version",
    "proxy_max_temp_file_size",
    "proxy_pass_trailers",
    "proxy_request_buffering",
    "proxy_send_lowat",
    "proxy_temp_file_write_size",
    "proxy_temp_path",
};

struct Default {
  std::string_view name;
  std::string_view value;
};

constexpr Default kDefaults[] = {
    {"proxy_cache", "off"},
    {"proxy_store", "off"},
    {"proxy_redirect", "off"},
    {"proxy_redirect", "default"},
    {"proxy_force_ranges", "off"},
    {"proxy_ignore_client_abort", "off"},
    {"proxy_pass_request_body", "on"},
    {"proxy_pass_request_headers", "on"},
    {"proxy_cookie_domain", "off"},
    {"proxy_cookie_path", "off"},
    {"proxy_limit_rate", "0"},
};

}  // namespace

std::string_view prefix_of(PassKind kind) { return kind == PassKind::proxy ? "proxy_" : "grpc_"; }

std::string counterpart(std::string_view name, PassKind to, const std::optional<nginx::Version>& version) {
  if (name == "proxy_pass" || name == "grpc_pass") return "";
  std::string moved = with_prefix_of(name, to);
  const nginx::DirectiveRow* one = current_row(name);
  const nginx::DirectiveRow* other = current_row(moved);
  const bool same = one != nullptr && other != nullptr && one->contexts == other->contexts &&
                    one->block == other->block && one->min_arguments == other->min_arguments &&
                    one->max_arguments == other->max_arguments;
  if (!same || (version && !(*version >= other->since))) return "";
  return moved;
}

const std::vector<std::string_view>& settings_with_counterpart(PassKind from) {
  static const std::vector<std::string_view> proxy = names_with_counterpart(PassKind::proxy);
  static const std::vector<std::string_view> grpc = names_with_counterpart(PassKind::grpc);
  return from == PassKind::proxy ? proxy : grpc;
}

bool may_repeat(std::string_view name) {
  const std::string_view what = name.substr(name.find('_') + 1);
  return what == "set_header" || what == "hide_header" || what == "pass_header" || what == "ssl_conf_command";
}

bool matters_when_lost(const nginx::Config& config, nginx::DirectiveId id) {
  const std::string_view name = config.name(id);
  if (std::find(std::begin(kMechanics), std::end(kMechanics), name) != std::end(kMechanics)) return false;
  if (config.tree().argument_count(id) != 1) return true;
  const std::string value = config.argument(id, 0);
  return std::none_of(std::begin(kDefaults), std::end(kDefaults),
                      [&](const Default& one) { return one.name == name && one.value == value; });
}

}  // namespace stackengine::rules
