// error_log/: every message about upstreams that nginx's source holds is recognised with its parts, and has
// causes.
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "engine.h"
#include "error_log/messages.h"

namespace stackengine::error_log {
namespace {

// The formats of nginx 1.31.4 (ngx_http_upstream.c, ngx_http_proxy_module.c, ngx_http_proxy_v2_module.c,
// ngx_http_grpc_module.c, the upstream modules), as its source writes them. Two begin with a call's name that
// the source puts together at compile time.
constexpr const char* kFormats = R"(no port in upstream "%V"
no resolver defined to resolve %V
no upstream configuration
%V_buffer_size %uz is not enough for cache key, it should be increased to at least %uz
cache "%V" not found
cache file "%s" contains invalid header
%V could not be resolved (%i: %s)
kevent() reported that client prematurely closed connection, so upstream connection is closed too
kevent() reported that client prematurely closed connection
epoll_wait() reported that client prematurely closed connection, so upstream connection is closed too
epoll_wait() reported that client prematurely closed connection
client prematurely closed connection, so upstream connection is closed too
client prematurely closed connection
no live upstreams
SSL_set_alpn_protos() failed
upstream SSL certificate verify error: (%l:%s)
upstream SSL certificate does not match "%V"
SSL_set_tlsext_host_name("%s") failed
 failed
upstream prematurely closed connection
upstream prematurely sent response
upstream sent too big header
upstream sent too big early hints
kevent() reported that connect() failed
connect() failed
connection upgrade in subrequest
client timed out
upstream timed out
upstream sent more data than specified in "Content-Length" header
thread pool "%V" not found
thread operation took too long
 "%s" failed
upstream sent duplicate header line: "%V: %V", previous value: "%V: %V", ignored
upstream sent duplicate header line: "%V: %V", previous value: "%V: %V"
upstream sent "Content-Length" and "Transfer-Encoding" headers at the same time
upstream sent invalid "Content-Length" header: "%V: %V"
upstream sent unknown "Transfer-Encoding": "%V"
no servers are inside upstream
route is empty
route is longer than %d
service is empty
service upstream "%V" requires "resolve" parameter
%s in upstream "%V"
service upstream "%V" may not have port
service upstream "%V" requires domain name
invalid parameter "%V"
balancing method does not support parameter "%V"
duplicate upstream "%V"
upstream "%V" may not have port %d
upstream "%V" may not have port %d in %s:%ui
invalid address "%V"
transparent proxying is not supported on this platform, ignored
invalid local address "%V"
invalid URL prefix in "%V"
zero length URI to proxy
upstream sent no valid HTTP/1.0 header
upstream sent HTTP/1.0 response with early hints
upstream sent invalid header: "%*s\x%02xd..."
upstream sent data after final chunk
upstream sent data after trailers
upstream sent invalid chunked response
upstream sent too big trailers
upstream sent invalid trailer: "%*s\x%02xd..."
there must be at least 2 "proxy_buffers"
"proxy_busy_buffers_size" must be equal to or greater than the maximum of the value of "proxy_buffer_size" and one of the "proxy_buffers"
"proxy_busy_buffers_size" must be less than the size of all "proxy_buffers" minus one buffer
"proxy_temp_file_write_size" must be equal to or greater than the maximum of the value of "proxy_buffer_size" and one of the "proxy_buffers"
"proxy_max_temp_file_size" must be equal to zero to disable temporary files usage or must be equal to or greater than the maximum of the value of "proxy_buffer_size" and one of the "proxy_buffers"
"proxy_cache" zone "%V" is unknown
https protocol requires SSL support
invalid URL prefix
"proxy_pass" cannot have URI part in location given by regular expression, or inside named location, or inside "if" statement, or inside "limit_except" block
"proxy_redirect default" cannot be used with "proxy_pass" directive with variables
"proxy_redirect default" should be placed after the "proxy_pass" directive
using regex "%V" requires PCRE library
empty path
"proxy_ssl_certificate_cache" must have the "max" parameter
"proxy_send_lowat" must be less than %d (sysctl net.inet.tcp.sendspace)
"proxy_send_lowat" is not supported, ignored
no "proxy_ssl_certificate_key" is defined for certificate "%V"
no proxy_ssl_trusted_certificate for proxy_ssl_verify
too long http2 method: "%V"
too long http2 URI
too long http2 host: "%V"
too long http2 header name
too long http2 header value
too long http2 header name: "%V"
too long http2 header value: "%V: %V"
no buffer space in HTTP/2 create request
upstream sent unexpected http2 frame: %d
upstream sent frame for unknown stream %ui
upstream rejected request with error %ui
upstream sent invalid header "%V: %V"
upstream sent duplicate :status header
upstream sent invalid :status "%V"
upstream sent unexpected :status "%V"
upstream sent no :status header
upstream prematurely closed stream
upstream sent invalid header
upstream sent response body larger than indicated content length
upstream sent goaway with error %ui
upstream sent unexpected push promise frame
upstream sent data frame for unknown stream %ui
upstream violated stream flow control, received %uz data frame with window %uz
upstream violated connection flow control, received %uz data frame with window %uz
upstream sent frame for closed stream %ui
upstream sent invalid trailer "%V: %V"
upstream sent trailer without end stream flag
upstream sent invalid trailer
upstream sent too short http2 frame
upstream sent http2 frame with too long padding: %d in frame %uz
upstream sent too large http2 frame: %uz
upstream sent headers frame with invalid length: %uz
upstream sent truncated http2 header
upstream sent invalid http2 table index: %ui
upstream sent invalid http2 dynamic table size update: %ui
upstream sent http2 table index with continuation flag
upstream sent zero http2 header name length
upstream sent too large http2 header name length
upstream sent too large http2 header name length: %uz
upstream sent invalid encoded header
upstream sent too large http2 header value length
upstream sent too large http2 header value length: %uz
upstream sent invalid header: "%V: %V"
upstream sent too large http2 header
upstream sent rst stream frame with invalid length: %uz
upstream sent goaway frame with non-zero stream id: %ui
upstream sent goaway frame with invalid length: %uz
upstream sent window update frame with invalid length: %uz
upstream sent zero window update
upstream sent too large window update
upstream sent settings frame with non-zero stream id: %ui
upstream sent settings frame with ack flag and non-zero length: %uz
upstream sent settings frame with invalid length: %uz
upstream sent too many settings frames
upstream sent settings frame with too large initial window size: %ui
upstream sent ping frame with non-zero stream id: %ui
upstream sent ping frame with invalid length: %uz
upstream sent ping frame with ack flag
upstream sent too many ping frames
no connection data found for keepalive http2 connection
grpcs protocol requires SSL support
no buffer space in grpc create request
"grpc_ssl_certificate_cache" must have the "max" parameter
no "grpc_ssl_certificate_key" is defined for certificate "%V"
no grpc_ssl_trusted_certificate for grpc_ssl_verify
SSL_CTX_set_alpn_protos() failed
load balancing method does not support resolving names at run time in upstream "%V" in %s:%ui
no resolver defined to resolve names at run time in upstream "%V" in %s:%ui
resolving names at run time requires upstream "%V" in %s:%ui to be in shared memory
no servers in upstream "%V" in %s:%ui
no port in upstream "%V" in %s:%ui
%s in upstream "%V" in %s:%ui
upstream server temporarily disabled
invalid value "%V" in "%V" directive
invalid zone name "%V"
invalid zone size "%V"
zone "%V" is too small
%V could not be resolved (%i: %s) while resolving service %V of %V
service %V of %V could not be resolved (%i: %s)
cannot add new server to upstream "%V", memory exhausted)";

// What nginx would print: each conversion with a value of its kind.
std::string printed(const std::string& format) {
  std::string out;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      out += format[i];
      continue;
    }
    if (format.compare(i, 3, "%uz") == 0 || format.compare(i, 3, "%ui") == 0) {
      out += "42";
      i += 2;
    } else if (format.compare(i, 5, "%02xd") == 0) {
      out += "1f";
      i += 4;
    } else if (format.compare(i, 3, "%*s") == 0) {
      out += "X-A";
      i += 2;
    } else {
      const char kind = format[++i];
      out += kind == 'V' || kind == 's' ? "some.name" : "7";
    }
  }
  if (out.compare(0, 7, " failed") == 0 || out.compare(0, 2, " \"") == 0) out = "unlink()" + out;
  return out;
}

Analysis explain(const std::string& log) {
  Workspace workspace;
  workspace.documents.push_back({"error.log", log, DocumentKind::error_log});
  return analyze(workspace);
}

size_t conversions(const std::string& format) {
  size_t count = 0;
  for (const char c : format) count += c == '%' ? 1 : 0;
  return count;
}

TEST(ErrorLogMessages, EveryFormatIsRecognisedWithItsPartsAndHasCauses) {
  std::istringstream formats(kFormats);
  size_t count = 0;
  for (std::string format; std::getline(formats, format);) {
    ++count;
    const Analysis analysis =
        explain("2026/11/20 22:10:34 [error] 1#1: *1 " + printed(format) +
                ", client: 192.0.2.1, server: a, request: \"GET / HTTP/1.1\", upstream: "
                "\"http://10.0.0.1:80/\", host: \"a\"");
    ASSERT_EQ(analysis.log.size(), 1u) << format;
    const LogReport& report = analysis.log[0];
    EXPECT_NE(report.what, "") << format;
    EXPECT_FALSE(report.causes.list.empty()) << format;
    EXPECT_GE(report.fields.size(), conversions(format)) << format;
    for (const LogField& field : report.fields) EXPECT_FALSE(field.value.empty()) << format;
  }
  EXPECT_EQ(count, 161u);
}

struct Row {
  const char* message;  // with what nginx was doing
  const char* upstream;
  const char* causes;  // ids, likeliest first; the first with `!` when it is certain
};

constexpr Row kRows[] = {
    {"upstream sent too large http2 frame: 4740180 while reading response header from upstream",
     "grpc://10.0.0.1:80", "grpc-pass-to-http1! plaintext-to-tls"},
    {"upstream sent too large http2 frame: 4740180 while reading response header from upstream",
     "grpcs://10.0.0.1:80", "grpc-pass-to-http1!"},
    {"upstream sent too large http2 frame: 5460808 while reading response header from upstream",
     "http://10.0.0.1:80", "not-http-backend!"},
    {"upstream sent too large http2 frame: 1377026 while reading response header from upstream",
     "grpc://10.0.0.1:80", "plaintext-to-tls!"},
    {"upstream sent no valid HTTP/1.0 header while reading response header from upstream",
     "http://10.0.0.1:80/", "http1-to-http2 not-http-backend plaintext-to-tls"},
    {"upstream sent no valid HTTP/1.0 header while reading response header from upstream",
     "https://10.0.0.1:80/", "tls-to-plaintext!"},
    {"upstream prematurely closed connection while reading response header from upstream",
     "http://10.0.0.1:80/", "plaintext-to-tls http1-to-http2 not-http-backend backend-crashed"},
    {"upstream prematurely closed connection while reading response header from upstream",
     "grpc://10.0.0.1:80", "plaintext-to-tls grpc-pass-to-http1 backend-crashed"},
    {"recv() failed (104: Connection reset by peer) while reading response header from upstream",
     "https://10.0.0.1:80/", "http1-to-http2 client-certificate backend-crashed"},
    {"upstream prematurely closed connection while reading upstream", "http://10.0.0.1:80/",
     "backend-crashed"},
    {"recv() failed (104: Connection reset by peer) while reading response header from upstream",
     "fastcgi://127.0.0.1:9000", "backend-crashed"},
    {"recv() failed (104: Connection reset by peer) while waiting for request", "", "client-left"},
    {"SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL "
     "handshaking to "
     "upstream",
     "https://10.0.0.1:80/", "tls-to-plaintext! not-http-backend"},
    {"SSL_do_handshake() failed (SSL: error:0A0000C6:SSL routines::packet length too long) while SSL "
     "handshaking to "
     "upstream",
     "https://10.0.0.1:80/", "tls-to-plaintext not-http-backend tls-version"},
    {"SSL_do_handshake() failed (SSL: error:0A000460:SSL routines::tlsv1 alert no application protocol:SSL "
     "alert "
     "number 120) while SSL handshaking to upstream",
     "grpcs://10.0.0.1:80", "grpc-pass-to-http1!"},
    {"SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert "
     "number "
     "40) while SSL handshaking to upstream",
     "https://10.0.0.1:80/", "server-name client-certificate tls-version"},
    {"peer closed connection in SSL handshake (104: Connection reset by peer) while SSL handshaking to "
     "upstream",
     "https://10.0.0.1:80/", "tls-to-plaintext server-name tls-version backend-crashed"},
    {"upstream prematurely sent response while reading response header from upstream", "https://10.0.0.1:80/",
     "tls-to-plaintext! not-http-backend"},
    {"connect() failed (111: Connection refused) while connecting to upstream", "grpc://10.0.0.1:80",
     "nothing-listens!"},
    {"connect() to unix:/run/a.sock failed (2: No such file or directory) while connecting to upstream",
     "http://unix:/run/a.sock:/", "socket-access nothing-listens unreachable"},
    {"upstream timed out (110: Connection timed out) while reading response header from upstream",
     "http://10.0.0.1:80/", "backend-slow http1-to-http2"},
    {"upstream rejected request with error 1 while reading response header from upstream",
     "http://10.0.0.1:80", "connection-header backend-http2-fault"},
    {"upstream sent goaway with error 0 while reading response header from upstream", "", "backend-limit"},
    {"upstream sent invalid header: \"X-A\\x00...\" while reading response header from upstream",
     "http://10.0.0.1:80/", "backend-header-fault"},
    {"upstream sent invalid header while reading response header from upstream", "http2://10.0.0.1:80/",
     "grpc-pass-to-http1 backend-header-fault"},
    {"invalid URL prefix in \"h2://a\"", "", "invalid-upstream-scheme incomplete-target"},
};

std::string ids_of(const Causes& causes) {
  std::string ids;
  for (const Cause& cause : causes.list) {
    if (!ids.empty()) ids += ' ';
    ids += cause.id;
    if (causes.certain && &cause == &causes.list.front()) ids += '!';
  }
  return ids;
}

TEST(ErrorLogMessages, CausesAreRanked) {
  for (const Row& row : kRows) {
    std::string line =
        "2026/11/20 22:10:34 [error] 1#1: *1 " + std::string(row.message) + ", client: 192.0.2.1";
    if (*row.upstream != '\0') line += ", server: a, upstream: \"" + std::string(row.upstream) + "\"";
    const Analysis analysis = explain(line);
    ASSERT_EQ(analysis.log.size(), 1u) << line;
    EXPECT_EQ(ids_of(analysis.log[0].causes), row.causes) << line;
  }
}

constexpr const char* kHangUp =
    "2026/11/20 22:10:34 [error] 1#1: *1 upstream prematurely closed connection while reading response "
    "header from "
    "upstream, client: 192.0.2.1, server: a, request: \"GET / HTTP/1.1\", upstream: \"http://10.0.0.1:80/\", "
    "host: "
    "\"a\"\n";

std::string ids_with(const std::string& config, const std::vector<BackendAnswer>& answers) {
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", config, DocumentKind::nginx});
  workspace.documents.push_back({"error.log", kHangUp, DocumentKind::error_log});
  workspace.answers = answers;
  return ids_of(analyze(workspace).log[0].causes);
}

TEST(ErrorLogMessages, TheConfigurationAndAnswersRank) {
  const std::string kept = "upstream app { server 10.0.0.1:80; keepalive 8; }\n";
  const std::string pass = "location / { proxy_pass http://app; }\n";
  const std::string effective =
      "location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection \"\"; }\n";
  EXPECT_EQ(ids_with(kept + effective, {}),
            "keepalive-race plaintext-to-tls http1-to-http2 not-http-backend backend-crashed");
  // Without HTTP/1.1 no connection is kept.
  EXPECT_EQ(ids_with(kept + pass, {}), "plaintext-to-tls http1-to-http2 not-http-backend backend-crashed");
  EXPECT_EQ(ids_with(kept + pass, {{"app", {Protocol::http1_tls}}}),
            "plaintext-to-tls! not-http-backend backend-crashed");
  EXPECT_EQ(ids_with(kept + pass, {{"app", {Protocol::http1}}}), "not-http-backend backend-crashed");
}

TEST(ErrorLogMessages, RepeatedEntriesReferToTheFirst) {
  const Analysis analysis = explain(std::string(kHangUp) + kHangUp);
  ASSERT_EQ(analysis.log.size(), 2u);
  EXPECT_FALSE(analysis.log[0].like.has_value());
  EXPECT_EQ(analysis.log[1].like, std::optional<size_t>(0));
  EXPECT_TRUE(analysis.log[1].causes.list.empty());
}

TEST(ErrorLogMessages, OtherMessagesAreLeftAlone) {
  for (const char* message : {"open() \"/a\" failed", "signal process started", "upstream sent", ""}) {
    const std::string text = std::string("[error] ") + message;
    Entry entry;
    entry.message = {8, static_cast<uint32_t>(text.size())};
    entry.span = {0, static_cast<uint32_t>(text.size())};
    EXPECT_EQ(recognise(entry, text).has_value(), std::string(message).rfind("open()", 0) == 0) << message;
  }
}

}  // namespace
}  // namespace stackengine::error_log
