// What to replay for a fix: the locations that it touches, with the requests of the paste.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine.h"
#include "refactor/sample_path.h"

namespace stackengine {
namespace {

std::vector<Replay> plan_of(std::string text, std::vector<BackendAnswer> answers = {}) {
  Workspace workspace;
  workspace.documents.push_back({"-", std::move(text), DocumentKind::automatic});
  workspace.answers = std::move(answers);
  const Analysis analysis = analyze(workspace);
  Choices choices;
  choices.unsafe = true;
  return replay_plan(workspace, analysis, refactor(workspace, analysis, choices));
}

std::string log_line(const std::string& request, const std::string& upstream, const std::string& host) {
  return "2026/11/21 03:42:17 [error] 19#19: *1 upstream sent too large http2 frame: 4740180 while reading "
         "response header from upstream, client: 192.0.2.1, server: " +
         host + ", request: \"" + request + "\", upstream: \"" + upstream + "\", host: \"" + host + "\"\n";
}

std::string line_of(const Replay& replay) {
  const std::string version = replay.request.version == HttpVersion::http2   ? " h2"
                              : replay.request.version == HttpVersion::http1 ? " h1"
                                                                             : "";
  return replay.location + " > " + replay.backend + ": " + replay.request.method + " " + replay.request.path +
         version;
}

TEST(ReplayPlan, TheRequestOfTheLogLineGoesToTheLocationThatThePatchTouches) {
  const std::vector<Replay> plan = plan_of(
      "upstream web_be { server 10.0.0.4:8443; }\nupstream grpc_be { server 10.0.0.5:9090; }\n"
      "server {\n    listen 80;\n    server_name a.example.com;\n"
      "    location /web/ { proxy_pass http://web_be; }\n"
      "    location /api/ { grpc_pass grpc://grpc_be; }\n}\n" +
      log_line("POST /api/v1/x?y=1 HTTP/2.0", "grpc://10.0.0.5:9090", "a.example.com"));
  ASSERT_EQ(plan.size(), 1u);
  EXPECT_EQ(line_of(plan[0]), "/api/ > grpc_be: POST /api/v1/x?y=1 h2");
  EXPECT_EQ(plan[0].origin, ReplayOrigin::log);
  EXPECT_EQ(plan[0].request.host, "a.example.com");
  EXPECT_EQ(plan[0].line, 7u);
  EXPECT_EQ(plan[0].server_line, 3u);
  EXPECT_EQ(plan[0].protocols, Protocols{Protocol::http1});
}

TEST(ReplayPlan, ACurlCommandComesFirst) {
  const std::vector<Replay> plan = plan_of(
      "$ curl -sS -X PUT --http2 https://a.example.com/api/v2 \\\n    -H 'Authorization: x' -d "
      "'{\"a\":1}'\n\n"
      "location /api/ {\n    proxy_pass h2://10.0.0.5:9090;\n}\n",
      {{"10.0.0.5:9090", {Protocol::http1}}});
  ASSERT_EQ(plan.size(), 1u);
  EXPECT_EQ(line_of(plan[0]), "/api/ > 10.0.0.5:9090: PUT /api/v2 h2");
  EXPECT_EQ(plan[0].origin, ReplayOrigin::curl);
  EXPECT_EQ(plan[0].request.body, "{\"a\":1}");
  ASSERT_EQ(plan[0].request.headers.size(), 2u);
  EXPECT_EQ(plan[0].request.headers[0].second, "x");
}

TEST(ReplayPlan, ARequestThatTheLocationTakesIsDerived) {
  const struct {
    const char* location;
    const char* says;
  } rows[] = {
      {"location ~ ^/v[0-9]+/(users|teams)/\\d+$ { proxy_pass h2://10.0.0.5:9090; }",
       "^/v[0-9]+/(users|teams)/\\d+$ > 10.0.0.5:9090: GET /v0/users/1"},
      {"location = /x { if ($request_method != \"POST\") { return 404; } proxy_pass h2://10.0.0.5:9090; }",
       "/x > 10.0.0.5:9090: POST /x"},
      {"location /x { if ($request_method !~ ^(PUT|POST)$) { return 405; } proxy_pass h2://10.0.0.5:9090; }",
       "/x > 10.0.0.5:9090: PUT /x"},
      {"location /x { limit_except POST { deny all; } proxy_pass h2://10.0.0.5:9090; }",
       "/x > 10.0.0.5:9090: POST /x"},
      {"location / { try_files $uri @b; } location @b { proxy_pass h2://10.0.0.5:9090; }",
       "@b > 10.0.0.5:9090: GET /replay"},
  };
  for (const auto& row : rows) {
    const std::vector<Replay> plan =
        plan_of("server {\n" + std::string(row.location) + "\n}\n", {{"10.0.0.5:9090", {Protocol::http1}}});
    ASSERT_EQ(plan.size(), 1u) << row.location;
    EXPECT_EQ(line_of(plan[0]), row.says);
    EXPECT_EQ(plan[0].trouble, "") << row.location;
  }
}

TEST(ReplayPlan, WhatCannotBePlayedSaysSo) {
  for (const char* location : {"location ~ (?=/a)/.* { proxy_pass h2://10.0.0.5:9090; }",
                               "location @b { proxy_pass h2://10.0.0.5:9090; }",
                               "location /x { internal; proxy_pass h2://10.0.0.5:9090; }"}) {
    const std::vector<Replay> plan =
        plan_of("server {\n" + std::string(location) + "\n}\n", {{"10.0.0.5:9090", {Protocol::http1}}});
    ASSERT_EQ(plan.size(), 1u) << location;
    EXPECT_NE(plan[0].trouble, "") << location;
  }
}

TEST(ReplayPlan, GrpcCallsAndHandshakes) {
  const std::vector<Replay> grpc = plan_of("location /p.S/ {\n    proxy_pass h2://10.0.0.5:9090;\n}\n",
                                           {{"10.0.0.5:9090", {Protocol::grpc}}});
  ASSERT_EQ(grpc.size(), 1u);
  EXPECT_EQ(grpc[0].kind, ReplayKind::grpc);
  EXPECT_EQ(line_of(grpc[0]), "/p.S/ > 10.0.0.5:9090: POST /p.S/ h2");

  const std::vector<Replay> socket = plan_of(
      "server {\n    location /ws/ {\n        proxy_set_header Upgrade $http_upgrade;\n"
      "        proxy_set_header Connection \"upgrade\";\n        proxy_pass http://10.0.0.5:9090;\n    "
      "}\n}\n");
  ASSERT_EQ(socket.size(), 1u);
  EXPECT_EQ(socket[0].kind, ReplayKind::websocket);
  EXPECT_EQ(line_of(socket[0]), "/ws/ > 10.0.0.5:9090: GET /ws/ h1");
}

TEST(ReplayPlan, NothingChangedNothingToPlay) {
  EXPECT_TRUE(plan_of("location / {\n    proxy_pass http://10.0.0.5:9090;\n}\n").empty());
}

TEST(SamplePath, OfPatterns) {
  const struct {
    const char* pattern;
    const char* path;  // "": none
  } rows[] = {
      {"\\.php$", "/.php"},
      {"^/api/", "/api/"},
      {"^/a(/b)?/c{2}[^/]+", "/a/cca"},
      {"(?i)^/x", "/x"},
      {"^(?:/a|/b)$", "/a"},
      {"^/(?<id>[a-f]+)$", "/a"},
      {"^/(?!x)", ""},
      {"^a", ""},
      {"^/(a", ""},
      {"/\\1", ""},
      {"[[:alpha:]]", ""},
      {"^/[]a]$", "/]"},
      {"^/\\w+\\.(js|css)$", "/a.js"},
  };
  for (const auto& row : rows) EXPECT_EQ(sample_path(row.pattern).value_or(""), row.path) << row.pattern;
}

}  // namespace
}  // namespace stackengine
