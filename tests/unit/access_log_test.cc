// Access-log lines → entries.
#include "access_log/access_log.h"

#include <gtest/gtest.h>

#include <string>

namespace stackengine::access_log {
namespace {

struct EntryCase {
  const char* line;
  const char* client;
  const char* request;
  const char* status;
  const char* bytes;
  const char* upstream;
  const char* upstream_status;
};

TEST(AccessLog, Entries) {
  const EntryCase cases[] = {
      {"192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"GET /v1/ingest HTTP/2.0\" 502 157 \"-\" \"curl/8.5.0\"",
       "192.0.2.1", "GET /v1/ingest HTTP/2.0", "502", "157", "", ""},
      {"2001:db8::1 - ada [21/Nov/2026:03:42:01 +0000] \"GET / HTTP/1.1\" 009 61 \"https://a.example/\" "
       "\"x\" \"192.0.2.9\"",
       "2001:db8::1", "GET / HTTP/1.1", "009", "61", "", ""},
      {"192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"GET /?q=\\\"a\\\" HTTP/1.1\" 502 0 \"-\" \"-\" "
       "10.0.0.1:80, 10.0.0.2:80 us=\"502\"",
       "192.0.2.1", "GET /?q=\\\"a\\\" HTTP/1.1", "502", "0", "10.0.0.1:80, 10.0.0.2:80", "502"},
      // The ingress controller's format.
      {"192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"GET / HTTP/1.1\" 502 150 \"-\" \"curl\" 83 0.001 "
       "[default-app-80] [] 10.0.2.10:8080 0 0.001 502 9f",
       "192.0.2.1", "GET / HTTP/1.1", "502", "150", "10.0.2.10:8080", ""},
      {"a.example.com:80 192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"",
       "a.example.com:80", "GET / HTTP/1.1", "200", "5", "", ""},
      {"192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"\" 400 0 \"-\" \"-\"", "192.0.2.1", "", "400", "0", "",
       ""},
      {"192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"GET / HT", "192.0.2.1", "GET / HT", "", "", "", ""},
  };
  for (const EntryCase& test : cases) {
    SCOPED_TRACE(test.line);
    EXPECT_TRUE(is_entry(test.line));
    const std::string text = std::string("x\n") + test.line + "\r\n";
    const std::vector<Entry> entries = parse(text);
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].span.in(text), test.line);
    EXPECT_EQ(entries[0].client.in(text), test.client);
    EXPECT_EQ(entries[0].request.in(text), test.request);
    EXPECT_EQ(entries[0].status, test.status);
    EXPECT_EQ(entries[0].bytes.in(text), test.bytes);
    EXPECT_EQ(entries[0].upstream_address.in(text), test.upstream);
    EXPECT_EQ(entries[0].upstream_status, test.upstream_status);
  }
}

TEST(AccessLog, OtherLinesAreNone) {
  for (const char* line : {
           "",
           "server {",
           "[21/Nov/2026:03:42:01 +0000] \"GET\"",
           "# 192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"GET / HTTP/1.1\" 200 1",
           "log_format a '$remote_addr [$time_local] \"$request\"';",
           "log_format a '192.0.2.1 [21/Nov/2026:03:42:01 +0000] \"';",
           "2026/11/21 03:42:01 [error] 31#31: *7 a \"b\"",
           "192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] GET",
           "192.0.2.1 [21/Nov/2026:03:42:01 \"a\"",
       }) {
    EXPECT_FALSE(is_entry(line)) << line;
  }
}

}  // namespace
}  // namespace stackengine::access_log
