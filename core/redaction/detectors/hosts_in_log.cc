// Hosts in error-log entries: the fields that nginx writes behind every message (ngx_http_log_error_handler,
// ngx_http_request.c) and the messages that quote a name (ngx_http_upstream.c, ngx_inet.c, ngx_resolver.c).
// Addresses are found by their format.
#include "redaction/bytes.h"
#include "redaction/detectors/detectors.h"
#include "redaction/host_tokens.h"

namespace stackengine::redaction {
namespace {

// `host not found in upstream "app1"`, `no live upstreams`-like messages quote a name behind these words.
void quoted_name(std::string_view text, Span message, Candidates* out) {
  for (const std::string_view before : {"in upstream \"", "in resolver \"", "upstream host \""}) {
    const size_t at = message.in(text).find(before);
    if (at == std::string_view::npos) continue;
    const size_t start = message.start + at + before.size();
    const size_t end = text.substr(0, message.end).find('"', start);
    if (end != std::string_view::npos) add_pass_target(text, make_span(start, end), out);
  }
}

// `app1 could not be resolved (3: Host not found)`.
void unresolved_name(std::string_view text, Span message, Candidates* out) {
  const size_t end = message.in(text).find(" could not be resolved");
  if (end == std::string_view::npos) return;
  size_t start = end;
  while (start > 0 && !is_space(message.in(text)[start - 1])) --start;
  add_name(text, make_span(message.start + start, message.start + end), SecretClass::host, out);
}

}  // namespace

void find_hosts_in_log(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  for (const error_log::Entry& entry : reading.log) {
    if (!entry.server.empty()) add_name(text, entry.server, SecretClass::host, out);
    if (!entry.host.empty()) add_host_and_port(text, entry.host, out);
    if (entry.upstream) add_pass_target(text, entry.upstream->span, out);
    if (!entry.referrer.empty()) add_pass_target(text, entry.referrer, out);
    quoted_name(text, entry.message, out);
    unresolved_name(text, entry.message, out);
  }
}

}  // namespace stackengine::redaction
