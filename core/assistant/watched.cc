#include "assistant/watched.h"

#include <algorithm>
#include <iterator>

#include "nginx/directive_table.h"
#include "nginx/third_party.h"
#include "nginx/value_syntax.h"
#include "text/characters.h"

namespace stackengine::assistant {
namespace {

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() > suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

struct Row {
  MarkKind kind;
  const char* words;  // `|a|b|`; `*` at the beginning or the end stands for anything
};

// The first row that names a directive counts.
constexpr Row kRows[] = {
    {MarkKind::path,
     "|root|alias|index|fastcgi_index|fastcgi_split_path_info|ssl_certificate|ssl_certificate_key|ssl_dhparam|ssl_session_ticket_key|ssl_password_file|ssl_engine|pid|lock_file|*_temp_path|*_cache_path|*_store|*_store_access|slice|client_body_in_file_only|"},
    {MarkKind::access_control,
     "|allow|deny|auth_*|*_auth|satisfy|limit_*|*_rate|internal|valid_referers|secure_link*|ssl|ssl_*|*_ssl_verify|*_ssl_verify_depth|*_ssl_trusted_certificate|*_ssl_crl|*_ssl_protocols|*_ssl_ciphers|*_ssl_name|*_ssl_certificate_key|*_ssl_certificate|proxy_ssl|starttls|xclient|disable_symlinks|set_real_ip_from|real_ip_header|real_ip_recursive|geoip_proxy*|proxy_protocol|dav_*|"
     "create_full_put_path|autoindex|stub_status|api|status|client_max_body_size|max_ranges|merge_slashes|underscores_in_headers|ignore_invalid_headers|server_tokens|"},
    {MarkKind::listen, "|listen|server|"},
    {MarkKind::server_name, "|server_name|"},
    {MarkKind::address, "|*_bind|"},
    {MarkKind::upstream, "|hash|ip_hash|least_conn|least_time|random|sticky*|"},
    {MarkKind::log, "|access_log|error_log|log_*|open_log_file_cache|"},
    {MarkKind::resolver, "|resolver|"},
    {MarkKind::include, "|include|"},
    {MarkKind::load_module, "|load_module|"},
    {MarkKind::privilege, "|user|env|working_directory|daemon|master_process|debug_*|worker_rlimit_core|"},
    {MarkKind::code, "|*_by_lua|*_by_lua_block|*_by_lua_file|lua_*|js_*|perl*|ssi|xslt_stylesheet|"},
    {MarkKind::reply,
     "|return|rewrite|if|try_files|error_page|recursive_error_pages|sub_filter|sub_filter_types|add_before_body|add_after_body|mirror|post_action|empty_gif|random_index|*_redirect|proxy_cookie_*|break|proxy_method|*_set_body|*_pass_request_headers|*_pass_request_body|*_cache|*_cache_valid|*_cache_methods|*_intercept_errors|*_ignore_headers|*_cache_key|*_no_cache|*_cache_bypass|"},
    {MarkKind::header,
     "|add_header*|add_trailer*|*_hide_header|*_pass_header|more_*_headers|*_param|default_type|expires|userid*|charset*|override_charset|source_charset|"},
    {MarkKind::variable, "|set|*_set|uninitialized_variable_warn|"},
};

bool matches(std::string_view words, std::string_view name) {
  for (size_t at = 1; at < words.size();) {
    const size_t end = words.find('|', at);
    const std::string_view word = words.substr(at, end - at);
    at = end + 1;
    if (word.front() == '*'  ? ends_with(name, word.substr(1))
        : word.back() == '*' ? starts_with(name, word.substr(0, word.size() - 1))
                             : name == word)
      return true;
  }
  return false;
}

// Whether the client, or the backend, decides what the variable holds.
bool is_chosen_elsewhere(std::string_view variable) {
  if (nginx::is_one_of(variable, "$http_host|$http_upgrade|$http_connection|$http_te")) return false;
  for (const std::string_view start :
       {"$http_", "$arg", "$cookie_", "$query_string", "$request", "$sent_", "$upstream_"}) {
    if (starts_with(variable, start)) return true;
  }
  return false;
}

// Headers towards the backend that every guide sets, with values that say what the client did or what
// HTTP/1.1 needs. Any other (`X-Remote-User admin`) may be what the backend trusts.
bool is_usual_value(std::string_view value) {
  if (value.empty() || nginx::is_one_of(value, "upgrade|close|keep-alive|trailers")) return true;
  return value[0] == '$' && value.find_first_of(" :/;,") == std::string_view::npos &&
         !is_chosen_elsewhere(value);
}

std::optional<Watch> watched_header(std::string_view name, std::string_view value) {
  const Watch always = {MarkKind::header, false};
  if (nginx::is_one_of(name, "Connection|Upgrade|TE"))
    return is_usual_value(value) ? std::nullopt : std::optional(always);
  // The backend may know the client by them: without them it sees nginx alone.
  constexpr std::string_view kClient =
      "Host|X-Real-IP|X-Forwarded-For|X-Forwarded-Proto|X-Forwarded-Host|X-Forwarded-Port";
  if (nginx::is_one_of(name, kClient) && is_usual_value(value)) return Watch{MarkKind::header, true};
  return always;
}

}  // namespace

std::optional<Watch> watch_of(std::string_view name, const std::vector<std::string>& arguments) {
  const std::string_view first = arguments.empty() ? std::string_view() : std::string_view(arguments[0]);
  const std::string_view second = arguments.size() < 2 ? std::string_view() : std::string_view(arguments[1]);
  if (ends_with(name, "_set_header")) return watched_header(first, second);
  // A peer of a group; blocks of that name have no arguments.
  if (name == "server" && !arguments.empty()) return Watch{MarkKind::upstream};
  // Of expressions the first that matches counts.
  if (name == "location" && !first.empty() && first[0] == '~') return Watch{MarkKind::path};
  if (ends_with(name, "_next_upstream") &&
      std::find(arguments.begin(), arguments.end(), "non_idempotent") != arguments.end())
    return Watch{MarkKind::upstream};
  const auto* found = std::find_if(std::begin(kRows), std::end(kRows),
                                   [&](const Row& row) { return matches(row.words, name); });
  if (found != std::end(kRows)) return Watch{found->kind};
  // Of other people's modules nobody here knows what they guard: `modsecurity off`.
  if (!foreign_module(name).empty()) return Watch{MarkKind::not_read};
  return std::nullopt;
}

std::string_view foreign_module(std::string_view name) {
  const nginx::DirectiveRows rows = nginx::find_directive(name);
  if (rows.empty()) return nginx::third_party_module(name);
  for (const nginx::DirectiveRow& row : rows) {
    if (row.status != nginx::Status::documented_only) return {};
  }
  return "NGINX Plus";
}

bool is_pass(std::string_view name) { return ends_with(name, "_pass"); }

bool is_table(std::string_view block) { return block == "map" || block == "geo" || block == "split_clients"; }

}  // namespace stackengine::assistant
