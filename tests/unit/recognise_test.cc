// What is no configuration of nginx gets no diagnosis and no patch; errors of the log that nothing explains.
#include "analysis/recognise.h"

#include <gtest/gtest.h>

#include <string>

#include "engine.h"

namespace stackengine {
namespace {

Analysis analysis_of(std::string text) {
  Workspace workspace;
  workspace.documents.push_back({"-", std::move(text), DocumentKind::automatic});
  return analyze(workspace);
}

const char* const kForeign[] = {
    "hi team, the deploy broke",
    "user reports 502 on checkout since noon",
    "example.com {\n    reverse_proxy localhost:8080\n    encode gzip\n}\n",
    "example.com {\n    root * /var/www\n    file_server\n    log\n}\n",
    "<VirtualHost *:80>\n    ServerName a.example.com\n    ProxyPass / "
    "http://127.0.0.1:8080/\n</VirtualHost>\n",
    ("frontend web\n    bind *:80\n    mode http\n    default_backend app\nbackend app\n    balance "
     "roundrobin\n"
     "    server app1 10.0.0.1:8080 check\n"),
    "[server]\nport = 8080\nhost = localhost\n",
    "#!/bin/sh\nset -e\necho hello\nexit 0\n",
};

TEST(Recognise, OtherTextsAreNoConfiguration) {
  for (const char* text : kForeign) {
    const Analysis analysis = analysis_of(text);
    EXPECT_TRUE(analysis.diagnostics.empty()) << text << "\n" << analysis.diagnostics[0].message;
    EXPECT_NE(analysis.unrecognised, "") << text;
  }
}

TEST(Recognise, BrokenConfigurationsAreStillDiagnosed) {
  for (const char* text : {"proxy_pas http://x;", "proxy_pass http://x", "listen 80\nserver_name a;\n",
                           "upstream app { server a:1 }", "locaton / { proxy_pass http://a:1; }",
                           "server {\n  listen 80;\n  my_module_thing on;\n  frobnicate;\n}\n"}) {
    const Analysis analysis = analysis_of(text);
    EXPECT_EQ(analysis.unrecognised, "") << text;
    EXPECT_FALSE(analysis.diagnostics.empty()) << text;
  }
  EXPECT_EQ(analysis_of("my_module_thing on;").unrecognised, "");
}

TEST(Recognise, ProseBesideALogLineIsNotPatched) {
  const Analysis analysis = analysis_of(
      "hi team, the deploy broke\n2026/11/21 03:42:17 [error] 19#19: *1 connect() failed (111: Connection "
      "refused) "
      "while connecting to upstream, client: 192.0.2.1, server: a, request: \"GET / HTTP/1.1\", upstream: "
      "\"http://10.0.0.1:8080/\", host: \"a\"\n");
  EXPECT_TRUE(analysis.diagnostics.empty());
  EXPECT_EQ(analysis.unrecognised, "");
  ASSERT_EQ(analysis.log.size(), 1u);
}

TEST(Unexplained, ErrorsThatNoFindingAccountsFor) {
  const std::string config = "location / {\n    proxy_pass http://10.0.0.1:8080;\n}\n";
  for (const char* message :
       {"connect() failed (111: Connection refused) while connecting to upstream",
        "upstream timed out (110: Connection timed out) while reading response header from upstream",
        "connect() to 10.0.0.1:8080 failed (13: Permission denied) while connecting to upstream",
        "client intended to send too large body: 12582912 bytes", "something that nobody knows"}) {
    const Analysis analysis = analysis_of(config + "2026/11/21 03:42:17 [error] 19#19: *1 " + message +
                                          ", client: 192.0.2.1, server: a, request: \"GET / HTTP/1.1\", "
                                          "upstream: \"http://10.0.0.1:8080/\", host: "
                                          "\"a\"\n");
    ASSERT_EQ(analysis.log.size(), 1u) << message;
    EXPECT_TRUE(analysis.log[0].unexplained) << message;
  }
  const Analysis explained = analysis_of(
      "location / {\n    grpc_pass grpc://10.0.0.1:8080;\n}\n"
      "2026/11/21 03:42:17 [error] 19#19: *1 upstream sent too large http2 frame: 4740180 while reading "
      "response "
      "header from upstream, client: 192.0.2.1, server: a, request: \"POST / HTTP/2.0\", upstream: "
      "\"grpc://10.0.0.1:8080\", host: \"a\"\n");
  ASSERT_EQ(explained.log.size(), 1u);
  EXPECT_FALSE(explained.log[0].unexplained);
}

}  // namespace
}  // namespace stackengine
