// Lines → entries and their fields.
#include <string>
#include <vector>

#include "error_log/error_log.h"
#include "gtest/gtest.h"

namespace stackengine::error_log {
namespace {

std::vector<Entry> parse_all(const std::string& text) {
  return parse(text, {0, static_cast<uint32_t>(text.size())});
}

struct FieldsCase {
  const char* name;
  const char* text;
  const char* level;
  const char* message;
  const char* action;
  const char* client;
  const char* server;
  const char* request;
  const char* host;
  const char* scheme;  // nullptr: no upstream field
  const char* address;
  bool has_path;
};

constexpr FieldsCase kFields[] = {
    {"HTTP/1.x mode",
     "2026/11/20 22:09:33 [error] 11044#11044: *13 upstream sent no valid HTTP/1.0 header while reading "
     "response header from "
     "upstream, client: 127.0.0.1, server: example.test, request: \"GET /m0/h2c?k=GET HTTP/1.1\", upstream: "
     "\"http://127.0.0.1:19003/m0/h2c?k=GET\", host: \"example.test\"",
     "error", "upstream sent no valid HTTP/1.0 header", "reading response header from upstream", "127.0.0.1",
     "example.test", "GET /m0/h2c?k=GET HTTP/1.1", "example.test", "http", "127.0.0.1:19003", true},
    {"HTTP/2 mode has no path",
     "2026/11/20 22:11:48 [error] 22997#22997: *1189 upstream sent too large http2 frame: 4740180 while "
     "reading response "
     "header from upstream, client: 127.0.0.1, server: example.test, request: \"GET /m6/h1-plain?k=GET "
     "HTTP/1.1\", upstream: "
     "\"http://127.0.0.1:19001\", host: \"example.test\"",
     "error", "upstream sent too large http2 frame: 4740180", "reading response header from upstream",
     "127.0.0.1", "example.test", "GET /m6/h1-plain?k=GET HTTP/1.1", "example.test", "http",
     "127.0.0.1:19001", false},
    {"wrapped over three lines",
     "2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent invalid header while reading response header "
     "from upstream,\n"
     "client: 10.0.1.55, server: api.internal, request: \"POST /v1/ingest HTTP/2.0\",\n"
     "upstream: \"http2://10.0.2.10:8080/v1/ingest\", host: \"api.internal\"",
     "error", "upstream sent invalid header", "reading response header from upstream", "10.0.1.55",
     "api.internal", "POST /v1/ingest HTTP/2.0", "api.internal", "http2", "10.0.2.10:8080", true},
    {"no date, field on the next line",
     "[error] recv() failed (104: Connection reset by peer) while reading response header from upstream\n"
     "upstream: \"grpc://10.0.2.10:50051\"\n",
     "error", "recv() failed (104: Connection reset by peer)", "reading response header from upstream", "",
     "", "", "", "grpc", "10.0.2.10:50051", false},
    {"wrapped inside a field and inside the action",
     "2024/07/15 03:42:17 [error] 19#19: *1 upstream sent too big header while reading response header "
     "from\r\n"
     "  upstream, client: 10.0.1.55, server:\r\n  api.internal, request: \"GET / HTTP/1.1\", upstream:\r\n"
     "  \"https://10.0.2.10:8443/\", host: \"api.internal\"\r\n",
     "error", "upstream sent too big header", "reading response header from upstream", "10.0.1.55",
     "api.internal", "GET / HTTP/1.1", "api.internal", "https", "10.0.2.10:8443", true},
    {"journald",
     "Nov 21 02:00:00 host nginx[123]: 2026/11/21 02:00:00 [crit] 9#9: *1 connect() to unix:/run/app.sock "
     "failed (2: No such "
     "file or directory) while connecting to upstream, client: 10.0.0.1, server: _, request: \"GET / "
     "HTTP/1.1\", upstream: "
     "\"http://unix:/run/app.sock:/a/b\", host: \"h\"",
     "crit", "connect() to unix:/run/app.sock failed (2: No such file or directory)",
     "connecting to upstream", "10.0.0.1", "_", "GET / HTTP/1.1", "h", "http", "unix:/run/app.sock", true},
    {"socket without path",
     "[error] 1#1: *1 upstream prematurely closed connection, client: unix:, server: , upstream: "
     "\"grpc://unix:/run/app.sock:\"",
     "error", "upstream prematurely closed connection", "", "unix:", "", "", "", "grpc", "unix:/run/app.sock",
     false},
    {"IPv6",
     "[error] 1#1: *1 upstream sent too big header, client: ::1, server: a, upstream: \"HTTP://[::1]:8080/\"",
     "error", "upstream sent too big header", "", "::1", "a", "", "", "http", "[::1]:8080", true},
    {"upstream's name",
     "[error] 1#1: *1 no live upstreams while connecting to upstream, client: 10.0.0.1, server: a, request: "
     "\"GET /x "
     "HTTP/1.1\", upstream: \"http://backend/x\", host: \"a\"",
     "error", "no live upstreams", "connecting to upstream", "10.0.0.1", "a", "GET /x HTTP/1.1", "a", "http",
     "backend", true},
    {"stream",
     "2026/11/20 22:09:33 [error] 7#7: *1 SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong "
     "version number) "
     "while SSL handshaking to upstream, client: 10.0.0.1, server: 0.0.0.0:443, upstream: \"10.0.0.2:8443\", "
     "bytes from/to "
     "client:0/0, bytes from/to upstream:0/0",
     "error", "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)",
     "SSL handshaking to upstream", "10.0.0.1", "0.0.0.0:443", "", "", "", "10.0.0.2:8443", false},
    {"`while` in brackets is no action",
     "[error] 1#1: *1 SSL_do_handshake() failed (SSL: error:0A000126:SSL routines::unexpected eof while "
     "reading)",
     "error", "SSL_do_handshake() failed (SSL: error:0A000126:SSL routines::unexpected eof while reading)",
     "", "", "", "", "", nullptr, "", false},
    {"`while` in a quoted header",
     "[error] 1#1: *1 upstream sent invalid header: \"X while Y\\x00...\" while reading response header from "
     "upstream",
     "error", "upstream sent invalid header: \"X while Y\\x00...\"", "reading response header from upstream",
     "", "", "", "", nullptr, "", false},
    {"cut at 2048 bytes, inside upstream",
     "[error] 1#1: *1 upstream sent too big header, client: 10.0.0.1, server: a, request: \"GET /x "
     "HTTP/1.1\", upstream: "
     "\"http://10.0.0.9:80/aaaaaaaa",
     "error", "upstream sent too big header", "", "10.0.0.1", "a", "GET /x HTTP/1.1", "", "http",
     "10.0.0.9:80", true},
    {"cut inside the request",
     "[error] 1#1: *1 upstream sent too big header, client: 10.0.0.1, server: a, request: \"GET /aaaaaaaa",
     "error", "upstream sent too big header", "", "10.0.0.1", "a", "GET /aaaaaaaa", "", nullptr, "", false},
    {"a referrer that plays upstream",
     "[error] 1#1: *1 upstream sent too big header, client: 10.0.0.1, server: a, request: \"GET / "
     "HTTP/1.1\", upstream: "
     "\"http://10.0.0.9:80/\", host: \"a\", referrer: \"http://x/, upstream: \"grpc://6.6.6.6:1\"\"",
     "error", "upstream sent too big header", "", "10.0.0.1", "a", "GET / HTTP/1.1", "a", "http",
     "10.0.0.9:80", true},
    {"a regex as server name, quotes in the request",
     "[error] 1#1: *1 upstream sent too big header, client: 10.0.0.1, server: ~^(a|b), c, request: \"GET "
     "/\"x\" HTTP/1.1\", "
     "host: \"a\"",
     "error", "upstream sent too big header", "", "10.0.0.1", "~^(a|b), c", "GET /\"x\" HTTP/1.1", "a",
     nullptr, "", false},
    {"invalid UTF-8",
     "[error] 1#1: *1 upstream sent too big header, client: \xFF\xC0, server: \x80, request: \"\xE2\x82\"",
     "error", "upstream sent too big header", "", "\xFF\xC0", "\x80", "\xE2\x82", "", nullptr, "", false},
    {"foreign text behind the last field",
     "[error] 1#1: *1 upstream sent too big header, client: 10.0.0.1, server: a, upstream: "
     "\"grpc://10.0.0.9:80\" <- this one",
     "error", "upstream sent too big header", "", "10.0.0.1", "a", "", "", "grpc", "10.0.0.9:80", false},
    {"subrequest is skipped",
     "[error] 1#1: *1 no resolver defined to resolve a.b, client: 10.0.0.1, server: a, request: \"GET / "
     "HTTP/1.1\", "
     "subrequest: \"/auth\", host: \"a\"",
     "error", "no resolver defined to resolve a.b", "", "10.0.0.1", "a", "GET / HTTP/1.1", "a", nullptr, "",
     false},
    {"message alone", "upstream sent goaway with error 0 while reading response header from upstream", "",
     "upstream sent goaway with error 0", "reading response header from upstream", "", "", "", "", nullptr,
     "", false},
};

TEST(ErrorLogParse, Fields) {
  for (const FieldsCase& test : kFields) {
    SCOPED_TRACE(test.name);
    const std::string text = test.text;
    const std::vector<Entry> entries = parse_all(text);
    ASSERT_EQ(entries.size(), 1u);
    const Entry& entry = entries[0];
    EXPECT_EQ(entry.level, test.level);
    EXPECT_EQ(entry.message.in(text), test.message);
    EXPECT_EQ(entry.action, test.action);
    EXPECT_EQ(entry.client.in(text), test.client);
    EXPECT_EQ(entry.server.in(text), test.server);
    EXPECT_EQ(entry.request.in(text), test.request);
    EXPECT_EQ(entry.host.in(text), test.host);
    ASSERT_EQ(entry.upstream.has_value(), test.scheme != nullptr);
    if (!entry.upstream) continue;
    EXPECT_EQ(entry.upstream->scheme, test.scheme);
    EXPECT_EQ(entry.upstream->address, test.address);
    EXPECT_EQ(entry.upstream->has_path, test.has_path);
    EXPECT_NE(std::string(entry.upstream->span.in(text)).find(test.address), std::string::npos);
  }
}

struct SpansCase {
  const char* name;
  std::string text;
  std::vector<std::string> want;  // the text of each entry
};

TEST(ErrorLogParse, Spans) {
  const SpansCase cases[] = {
      {"empty", "", {}},
      {"only line ends", "\n\r\n\n", {}},
      {"configuration", "error_log x error;\nserver {\n  listen 80;\n}\n", {}},
      {"last line end left out", "[error] 1#1: a\r\n", {"[error] 1#1: a"}},
      {"the whole line, prefix too", "host nginx[1]: [error] 1#1: a\n", {"host nginx[1]: [error] 1#1: a"}},
      {"two entries", "[error] 1#1: a\n[error] 1#1: b", {"[error] 1#1: a", "[error] 1#1: b"}},
      {"wrapped with CRLF",
       "[error] 1#1: a,\r\nclient: b,\r\n\r\nclient: c\r\n",
       {"[error] 1#1: a,\r\nclient: b,"}},
      {"a field without entry", "client: b, server: c\n", {}},
      {"inside a configuration",
       "server {\n[error] 1#1: a\n  listen 80;\n}\n[error] 1#1: b\nserver: c\n",
       {"[error] 1#1: a", "[error] 1#1: b\nserver: c"}},
      {"a comma takes no directive", "[error] 1#1: a,\nlisten 80;\n", {"[error] 1#1: a,"}},
      {"a comma takes no comment", "[error] 1#1: a,\n# client: b\n", {"[error] 1#1: a,"}},
      {"a comma takes no fence",
       "[error] 1#1: a,\n```\n[error] 1#1: a,\n~~~\n",
       {"[error] 1#1: a,", "[error] 1#1: a,"}},
      {"CR alone ends no line", "[error] 1#1: a\r[error] 1#1: b\r", {"[error] 1#1: a\r[error] 1#1: b\r"}},
      {"NUL", std::string("[error] 1#1: a\0b\n", 17), {std::string("[error] 1#1: a\0b", 16)}},
  };
  for (const SpansCase& test : cases) {
    SCOPED_TRACE(test.name);
    std::vector<std::string> got;
    for (const Entry& entry : parse_all(test.text)) got.emplace_back(entry.span.in(test.text));
    EXPECT_EQ(got, test.want);
  }
}

TEST(ErrorLogParse, ReadsOnlyItsRange) {
  const std::string text = "[error] 1#1: a\n[error] 1#1: b, client: c\n[error] 1#1: d\n";
  const auto start = static_cast<uint32_t>(text.find("[error] 1#1: b"));
  const auto end = static_cast<uint32_t>(text.find("[error] 1#1: d"));
  const std::vector<Entry> entries = parse(text, {start, end});
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].message.in(text), "b");
  EXPECT_EQ(entries[0].client.in(text), "c");
}

TEST(ErrorLogParse, ManyEntries) {
  const std::string one =
      "2026/11/20 22:10:34 [error] 1#1: *1 upstream sent too big header while reading response header from "
      "upstream,\n"
      "client: 10.0.0.1, server: a, request: \"GET / HTTP/1.1\", upstream: \"http://10.0.0.9:80/\", host: "
      "\"a\"\n";
  constexpr size_t kCount = 20000;
  std::string text;
  for (size_t i = 0; i < kCount; ++i) text += one;
  const std::vector<Entry> entries = parse_all(text);
  ASSERT_EQ(entries.size(), kCount);
  EXPECT_EQ(entries.back().host.in(text), "a");
}

TEST(ErrorLogParse, OneEntryOfManyLines) {
  std::string text = "[error] 1#1: a,\n";
  for (size_t i = 0; i < 100000; ++i) text += "client: b while c,\n";
  EXPECT_EQ(parse_all(text).size(), 1u);
}

}  // namespace
}  // namespace stackengine::error_log
