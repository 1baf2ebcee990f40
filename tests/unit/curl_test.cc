// What curl prints → exchanges.
#include "curl/curl.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stackengine::curl {
namespace {

struct Want {
  const char* request;
  const char* host;
  const char* status;
  const char* server;
  int error;
  const char* message;
  bool http09;
};

struct CurlCase {
  const char* name;
  const char* text;
  std::vector<Want> want;
};

TEST(Curl, Exchanges) {
  const CurlCase cases[] = {
      {"nothing", "", {}},
      {"verbose",
       "* Connected to a (192.0.2.1) port 80 (#0)\n> GET /v1 HTTP/1.1\r\n> Host: a.example.com\r\n> Accept: "
       "*/*\r\n>\r\n"
       "< HTTP/1.1 502 Bad Gateway\r\n< Server: nginx/1.22.1\r\n<\r\n* Connection #0 to host a left intact\n",
       {{"GET /v1 HTTP/1.1", "a.example.com", "502", "nginx/1.22.1", 0, "", false}}},
      {"headers only", "HTTP/2 403 \nserver: nginx\n", {{"", "", "403", "nginx", 0, "", false}}},
      {"HTTP/0.9",
       "> GET / HTTP/1.1\n>\n* Received HTTP/0.9 when not allowed\n* Closing connection 0\ncurl: (1) "
       "Received HTTP/0.9 when not allowed\n",
       {{"GET / HTTP/1.1", "", "", "", 1, "Received HTTP/0.9 when not allowed", true}}},
      {"empty reply",
       "curl: (52) Empty reply from server\n",
       {{"", "", "", "", 52, "Empty reply from server", false}}},
      {"two exchanges",
       "> GET /a HTTP/1.1\n< HTTP/1.1 301 Moved\n> GET /b HTTP/1.1\n< HTTP/1.1 400 Bad Request\n",
       {{"GET /a HTTP/1.1", "", "301", "", 0, "", false}, {"GET /b HTTP/1.1", "", "400", "", 0, "", false}}},
      {"two errors",
       "curl: (7) Failed to connect\ncurl: (56) Recv failure: Connection reset by peer\n",
       {{"", "", "", "", 7, "Failed to connect", false},
        {"", "", "", "", 56, "Recv failure: Connection reset by peer", false}}},
      {"cut error", "curl: (", {{"", "", "", "", 0, "", false}}},
  };
  for (const CurlCase& test : cases) {
    SCOPED_TRACE(test.name);
    const std::string text = test.text;
    const std::vector<Exchange> got = parse(text);
    ASSERT_EQ(got.size(), test.want.size());
    for (size_t i = 0; i < got.size(); ++i) {
      const Want& want = test.want[i];
      EXPECT_EQ(got[i].request.in(text), want.request);
      EXPECT_EQ(got[i].host.in(text), want.host);
      EXPECT_EQ(got[i].status, want.status);
      EXPECT_EQ(got[i].server.in(text), want.server);
      EXPECT_EQ(got[i].error ? got[i].error->code : 0, want.error);
      EXPECT_EQ(got[i].error ? got[i].error->message.in(text) : "", want.message);
      EXPECT_EQ(got[i].http09, want.http09);
      EXPECT_LT(got[i].span.start, got[i].span.end);
    }
  }
}

}  // namespace
}  // namespace stackengine::curl
