#include "nginx/removed_directives.h"

namespace stackengine::nginx {
namespace {

// Names and releases: directives_removed.json. Replacements: nginx's CHANGES.
constexpr RemovedDirective kRemoved[] = {
    {"connections", "1.9.0", "`worker_connections`"},
    {"imap", "1.9.0", "`mail`"},
    {"limit_zone", "1.7.5", "`limit_conn_zone`"},
    {"mysql_test", "1.9.13", ""},
    {"open_file_cache_retest", "1.9.0", "`open_file_cache_valid`"},
    {"optimize_server_names", "1.9.0", ""},
    {"rtsig_overflow_events", "1.8.1", ""},
    {"rtsig_overflow_test", "1.8.1", ""},
    {"rtsig_overflow_threshold", "1.8.1", ""},
    {"rtsig_signo", "1.8.1", ""},
    {"satisfy_any", "1.9.0", "`satisfy any`"},
    {"so_keepalive", "1.9.0", "`listen … so_keepalive=on`"},
    {"spdy_chunk_size", "1.19.6", "HTTP/2 (`http2 on`)"},
    {"spdy_headers_comp", "1.19.6", "HTTP/2 (`http2 on`)"},
    {"spdy_keepalive_timeout", "1.19.6", "HTTP/2 (`http2 on`)"},
    {"spdy_max_concurrent_streams", "1.19.6", "HTTP/2 (`http2 on`)"},
    {"spdy_pool_size", "1.19.6", "HTTP/2 (`http2 on`)"},
    {"spdy_recv_buffer_size", "1.19.6", "HTTP/2 (`http2 on`)"},
    {"spdy_recv_timeout", "1.19.6", "HTTP/2 (`http2 on`)"},
    {"spdy_streams_index_size", "1.19.6", "HTTP/2 (`http2 on`)"},
    {"ssl", "1.25.0", "`listen … ssl`"},
    {"status", "1.1.7", "`stub_status`"},
    {"thread_stack_size", "1.8.1", ""},
    {"worker_rlimit_sigpending", "1.8.1", ""},
    {"worker_threads", "1.8.1", ""},
};

}  // namespace

RemovedDirective removed_directive(std::string_view name) {
  for (const RemovedDirective& one : kRemoved) {
    if (one.name == name) return one;
  }
  return {};
}

}  // namespace stackengine::nginx
