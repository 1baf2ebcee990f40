// Which lines are log, which are configuration.
#include <string>

#include "error_log/error_log.h"
#include "gtest/gtest.h"

namespace stackengine::error_log {
namespace {

struct LineCase {
  const char* line;
  bool want;
};

constexpr LineCase kBegins[] = {
    // As nginx writes them.
    {"2026/11/20 22:10:34 [crit] 11044#11044: *997 SSL_do_handshake() failed (SSL: error:0A000460:SSL "
     "routines::tlsv1 alert "
     "no application protocol:SSL alert number 120) while SSL handshaking to upstream, client: 127.0.0.1",
     true},
    {"2026/11/20 22:10:34 [emerg] 1#1: unexpected \"}\" in /etc/nginx/nginx.conf:7", true},
    {"2026/11/20 22:10:34 [warn] 1#1: *5 a message of some module; with a semicolon;", true},
    {"2026/11/20 22:10:34 [error] 1#1: *1 upstream sent too big header\r", true},
    {"2026/11/20 22:10:34 [error]", true},
    // Parts of the head are lost.
    {"[error] recv() failed (104: Connection reset by peer) while reading response header from upstream",
     true},
    {"  [error] 1550#1550: *48 upstream sent no valid HTTP/1.0 header while reading response header", true},
    {"[error] 1#1: *1 anything at all", true},
    {"[warn] anything, client: 10.0.0.1", true},
    {"upstream sent goaway with error 0 while reading response header from upstream", true},
    {"SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert "
     "number 40)",
     true},
    {"2026/11/20 22:10:34 upstream timed out (110: Connection timed out) while connecting to upstream", true},
    {"*48 upstream sent too large http2 frame: 4740180", true},
    {"upstream sent data frame for unknown stream 3 while reading upstream, client: 10.0.0.1", true},
    {"upstream violated stream flow control, received 9 data frame with window 4 while reading upstream",
     true},
    {"no buffer space in grpc create request while sending request to upstream", true},
    // Collectors put text before it.
    {"Nov 21 02:00:00 host nginx[123]: 2026/11/21 02:00:00 [error] 19#19: *1 connect() failed (111: "
     "Connection refused)",
     true},
    {"pod/ingress-nginx-controller-abc 2026/11/21 02:00:00 [error] 19#19: *1 upstream sent too big header",
     true},
    {"[pod/web-0/nginx] 2026/11/21 02:00:00 [error] 19#19: *1 upstream sent too big header", true},
    {"nginx-1  | 2026/11/21 02:00:00 [error] 19#19: *1 upstream sent too big header", true},
    {"2026-11-21T02:00:00.000Z stderr F 2026/11/21 02:00:00 [notice] 1#1: start worker processes", true},
    {"/var/log/nginx/error.log:17:2026/11/21 02:00:00 [error] 19#19: *1 upstream sent too big header", true},
    {"nginx: [emerg] invalid URL prefix in /etc/nginx/nginx.conf:7", true},
    {"nginx: configuration file /etc/nginx/nginx.conf test failed", true},
    {"nginx: the configuration file /etc/nginx/nginx.conf syntax is ok", true},

    // Configuration, whatever it holds.
    {"", false},
    {"   ", false},
    {"error_log /var/log/nginx/error.log error;", false},
    {"# 2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent invalid header", false},
    {"    #2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent invalid header", false},
    {"proxy_pass http://a;  # 2024/07/15 03:42:17 [error] 19#19: *1 upstream sent too big header", false},
    {"log_format main '$time_local [error] 1#1: upstream: \"$upstream_addr\"';", false},
    {"log_format main \"2024/07/15 03:42:17 [error] 1#1: x, client: 1\";", false},
    {"return 200 2024/07/15 03:42:17 [error] ;", false},
    {"location ~ [error] {", false},
    {"upstream sent {", false},
    {"upstream sent", false},
    {"upstream prematurely {", false},
    {"upstream backend {", false},
    {"server 10.0.2.10:8080;", false},
    {"}", false},
    {"[", false},
    {"[error", false},
    {"[errors] upstream sent", false},
    {"[error]x", false},
    {"2024/07/15 03:42:17", false},
    {"nginx:", false},
    // Other logs, and prose.
    {"192.0.2.1 - - [15/Jul/2024:03:42:17 +0000] \"PRI * HTTP/2.0\" 400 163 \"-\" \"-\"", false},
    {"upstream sent invalid header → returns 502 to the downstream client, and health tracking counts it",
     false},
    {"You will see this in your Nginx error log:", false},
    {"upstream servers are down, I think, and nobody knows why that is or since when", false},
    {"no live upstreams, says nginx, although every one of our three servers is up and answers curl", false},
};

TEST(ErrorLogLines, Begin) {
  for (const LineCase& test : kBegins) EXPECT_EQ(begins_entry(test.line), test.want) << test.line;
}

constexpr LineCase kContinues[] = {
    {"client: 10.0.1.55, server: api.internal, request: \"POST /v1/ingest HTTP/2.0\",", true},
    {"  upstream: \"grpc://10.0.2.10:50051\"", true},
    {"\tupstream: \"http2://10.0.2.10:8080/v1/ingest\", host: \"api.internal\"\r", true},
    {"server: , request: \"GET / HTTP/1.1\"", true},
    {"upstream, client: 10.0.1.55, server: api.internal, request: \"GET / HTTP/1.1\"", true},
    {"bytes from/to client:0/0, bytes from/to upstream:0/0", true},

    {"", false},
    {"server 10.0.2.10:8080;", false},
    {"upstream backend {", false},
    {"upstream: \"$upstream_addr\"", false},
    {"# upstream: \"grpc://10.0.2.10:50051\"", false},
    {"'upstream: \"$upstream_addr\" '", false},
    {"client: $remote_addr;", false},
    {"$remote_addr, client: $remote_addr, upstream: \"$upstream_addr\"", false},
    {"proxy_set_header Host $host;", false},
};

TEST(ErrorLogLines, Continue) {
  for (const LineCase& test : kContinues) EXPECT_EQ(continues_entry(test.line), test.want) << test.line;
}

TEST(ErrorLogLines, HostileLinesCostLittle) {
  constexpr size_t kSize = 1 << 20;
  for (const char* unit :
       {"[", "[error] ", "2026/11/20 22:10:34 ", "while ", ", client: ", "\r", "*1 ", "#"}) {
    std::string line;
    while (line.size() < kSize) line += unit;
    begins_entry(line);
    continues_entry(line);
    parse(line, {0, static_cast<uint32_t>(line.size())});
    line.insert(0, "[error] 1#1: ");
    EXPECT_TRUE(begins_entry(line)) << unit;
    EXPECT_EQ(parse(line, {0, static_cast<uint32_t>(line.size())}).size(), 1u) << unit;
  }
}

}  // namespace
}  // namespace stackengine::error_log
