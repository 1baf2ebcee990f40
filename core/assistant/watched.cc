#include "assistant/watched.h"

#include <algorithm>
#include <iterator>

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

constexpr Row kRows[] = {
    {MarkKind::access_control,
     "|allow|deny|auth_*|satisfy|limit_*|internal|valid_referers|secure_link*|ssl_verify_*|ssl_client_"
     "certificate|"
     "ssl_trusted_certificate|ssl_crl|ssl_ocsp*|ssl_protocols|ssl_ciphers|ssl_reject_handshake|*_ssl_verify|"
     "*_ssl_verify_depth|*_ssl_trusted_certificate|*_ssl_crl|*_ssl_protocols|*_ssl_ciphers|*_ssl_name|"
     "*_ssl_certificate_key|*_ssl_certificate|disable_symlinks|set_real_ip_from|real_ip_header|"
     "real_ip_recursive|proxy_protocol|dav_*|autoindex|stub_status|api|status|client_max_body_size|"
     "max_ranges|merge_slashes|ssl|underscores_in_headers|ignore_invalid_headers|server_tokens|ssl_conf_"
     "command|"},
    {MarkKind::listen, "|listen|"},
    {MarkKind::server_name, "|server_name|"},
    {MarkKind::log, "|access_log|error_log|log_*|open_log_file_cache|"},
    {MarkKind::resolver, "|resolver|"},
    {MarkKind::include, "|include|"},
    {MarkKind::load_module, "|load_module|"},
    {MarkKind::privilege, "|user|env|working_directory|daemon|master_process|debug_*|worker_rlimit_core|"},
    {MarkKind::code, "|*_by_lua|*_by_lua_block|*_by_lua_file|lua_*|js_*|perl*|ssi|xslt_stylesheet|"},
    {MarkKind::reply,
     "|return|rewrite|try_files|error_page|recursive_error_pages|sub_filter|sub_filter_types|add_before_body|"
     "add_after_body|mirror|post_action|empty_gif|random_index|proxy_redirect|proxy_cookie_*|break|"
     "proxy_method|*_set_body|*_pass_request_headers|*_pass_request_body|*_cache|*_cache_valid|*_cache_"
     "methods|"
     "*_intercept_errors|*_ignore_headers|*_cache_key|*_no_cache|*_cache_bypass|"},
    {MarkKind::path,
     "|root|alias|ssl_certificate|ssl_certificate_key|ssl_dhparam|ssl_session_ticket_key|ssl_password_file|"
     "pid|"
     "lock_file|*_temp_path|*_cache_path|*_store|*_store_access|ssl_engine|slice|"},
    {MarkKind::header,
     "|proxy_hide_header|proxy_pass_header|grpc_hide_header|grpc_pass_header|more_*_headers|*_param|default_"
     "type|"},
    {MarkKind::variable, "|set|*_set|uninitialized_variable_warn|"},
};

constexpr std::string_view kHeaders =
    "Strict-Transport-Security|Content-Security-Policy|Content-Security-Policy-Report-Only|X-Frame-Options|"
    "X-Content-Type-Options|X-XSS-Protection|Referrer-Policy|Permissions-Policy|Set-Cookie|Location|Refresh|"
    "Cross-Origin-Opener-Policy|Cross-Origin-Embedder-Policy|Cross-Origin-Resource-Policy|X-Accel-Redirect|"
    "WWW-Authenticate|Clear-Site-Data|Public-Key-Pins|Alt-Svc";

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

// Headers towards the backend that every guide sets, with values that say what the client did or what
// HTTP/1.1 needs. Any other (`X-Remote-User admin`) may be what the backend trusts.
bool is_usual_request_header(std::string_view name, std::string_view value) {
  constexpr std::string_view kUsual =
      "Host|Connection|Upgrade|TE|X-Real-IP|X-Forwarded-For|X-Forwarded-Proto|X-Forwarded-Host|X-Forwarded-"
      "Port";
  if (!nginx::is_one_of(name, kUsual)) return false;
  if (value.empty() || nginx::is_one_of(value, "upgrade|close|keep-alive|trailers")) return true;
  return value[0] == '$' && value.find_first_of(" :/;,") == std::string_view::npos;
}

}  // namespace

std::optional<MarkKind> watched_kind(std::string_view name, const std::vector<std::string>& arguments) {
  const std::string_view first = arguments.empty() ? std::string_view() : std::string_view(arguments[0]);
  const std::string_view second = arguments.size() < 2 ? std::string_view() : std::string_view(arguments[1]);
  if (name == "add_header") {
    constexpr std::string_view kCors = "access-control-";
    const bool cors = nginx::equal_folded(first.substr(0, kCors.size()), kCors);
    if (cors || nginx::is_one_of(first, kHeaders)) return MarkKind::header;
    return std::nullopt;
  }
  if (ends_with(name, "_set_header")) {
    if (is_usual_request_header(first, second)) return std::nullopt;
    return MarkKind::header;
  }
  // A peer of a group; blocks of that name have no arguments.
  if (name == "server" && !arguments.empty()) return MarkKind::upstream;
  // Of expressions the first that matches counts.
  if (name == "location" && !first.empty() && first[0] == '~') return MarkKind::path;
  const auto* found = std::find_if(std::begin(kRows), std::end(kRows),
                                   [&](const Row& row) { return matches(row.words, name); });
  if (found == std::end(kRows)) return std::nullopt;
  return found->kind;
}

bool is_table(std::string_view block) { return block == "map" || block == "geo" || block == "split_clients"; }

}  // namespace stackengine::assistant
