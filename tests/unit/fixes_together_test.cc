// Fixes beside each other and beside what nginx demands across directives: nothing that nginx refuses, no
// residue, and a summary that is true of the result.
#include <gtest/gtest.h>

#include <string>

#include "engine.h"

namespace stackengine {
namespace {

Workspace workspace_of(const std::string& text, const std::vector<BackendAnswer>& answers) {
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", text, DocumentKind::automatic});
  workspace.answers = answers;
  return workspace;
}

Refactoring fix(const Workspace& workspace, bool unsafe = false) {
  Choices choices;
  choices.unsafe = unsafe;
  return refactor(workspace, analyze(workspace), choices);
}

std::string fixed(const std::string& text, const std::vector<BackendAnswer>& answers, bool unsafe = false) {
  return fix(workspace_of(text, answers), unsafe).files.at(0).after;
}

FixStatus status_of(const Refactoring& result, const Analysis& analysis, const std::string& rule) {
  for (const FixOutcome& outcome : result.outcomes) {
    if (analysis.diagnostics[outcome.diagnostic].rule == rule) return outcome.status;
  }
  ADD_FAILURE() << "no outcome for " << rule;
  return FixStatus::not_chosen;
}

// nginx: `"proxy_busy_buffers_size" must be less than the size of all "proxy_buffers" minus one buffer`.
TEST(FixesTogether, BuffersComeAlongWithABufferSize) {
  EXPECT_EQ(fixed("location / {\n    grpc_pass grpc://127.0.0.1:8080;\n    grpc_buffer_size 16k;\n}\n",
                  {{"127.0.0.1:8080", {Protocol::http1}}}),
            "location / {\n    proxy_pass http://127.0.0.1:8080;\n    proxy_buffers 8 16k;\n"
            "    proxy_buffer_size 16k;\n}\n");
}

TEST(FixesTogether, BuffersOfBlocksAroundCount) {
  const std::string around =
      "http {\n    proxy_busy_buffers_size 8k;\n    server {\n        location / {\n            ";
  EXPECT_EQ(
      fixed(around +
                "grpc_pass grpc://127.0.0.1:8080;\n            grpc_buffer_size 8k;\n        }\n    }\n}\n",
            {{"127.0.0.1:8080", {Protocol::http1}}}),
      around + "proxy_pass http://127.0.0.1:8080;\n            proxy_buffer_size 8k;\n        }\n    }\n}\n");
  EXPECT_EQ(
      fixed(around +
                "grpc_pass grpc://127.0.0.1:8080;\n            grpc_buffer_size 16k;\n        }\n    }\n}\n",
            {{"127.0.0.1:8080", {Protocol::http1}}}),
      around +
          "proxy_pass http://127.0.0.1:8080;\n            proxy_buffers 8 16k;\n"
          "            proxy_busy_buffers_size 32k;\n            proxy_buffer_size 16k;\n        }\n    "
          "}\n}\n");
}

// The settings of the including file are in force in the included one.
TEST(FixesTogether, BuffersOfTheIncludingFileCount) {
  Workspace workspace = workspace_of("http {\n    proxy_busy_buffers_size 8k;\n    include app.conf;\n}\n",
                                     {{"127.0.0.1:8080", {Protocol::http1}}});
  workspace.documents.push_back({"app.conf",
                                 "server {\n    location / {\n        grpc_pass grpc://127.0.0.1:8080;\n     "
                                 "   grpc_buffer_size 12k;\n    }\n}\n",
                                 DocumentKind::automatic});
  EXPECT_EQ(fix(workspace).files.at(1).after,
            "server {\n    location / {\n        proxy_pass http://127.0.0.1:8080;\n"
            "        proxy_busy_buffers_size 24k;\n        proxy_buffer_size 12k;\n    }\n}\n");
}

// nginx reads app.conf before the upstream block: `http://` and `https://` would make two upstreams of one
// name, and the block defines only the first (`host not found in upstream`).
constexpr const char* kUses =
    "server {\n    location /a { proxy_pass https://backend; }\n    location /b { grpc_pass backend; }\n}\n";
constexpr const char* kUpstream = "upstream backend { server 127.0.0.1:8080; }\n";

Refactoring fix_with_include(const std::string& main) {
  Workspace workspace = workspace_of(main, {{"backend", {Protocol::http1, Protocol::http1_tls}}});
  workspace.documents.push_back({"app.conf", kUses, DocumentKind::automatic});
  return fix(workspace, true);
}

TEST(FixesTogether, AnUpstreamBehindTheIncludeIsNotLost) {
  const std::string main = std::string("events {}\nhttp {\n    include app.conf;\n    ") + kUpstream + "}\n";
  EXPECT_EQ(fix_with_include(main).files.at(1).after.find("http://"), std::string::npos);
}

TEST(FixesTogether, AnUpstreamBeforeTheIncludeServesBoth) {
  const std::string main = std::string("events {}\nhttp {\n    ") + kUpstream + "    include app.conf;\n}\n";
  EXPECT_NE(fix_with_include(main).files.at(1).after.find("http://backend"), std::string::npos);
}

constexpr const char* kPool = "upstream b { server 127.0.0.1:8080; keepalive 4; }\n";

TEST(FixesTogether, NoSettingIsLeftBesideThePassOfTheOtherFamily) {
  const std::string before = std::string(kPool) + "server { location /a { proxy_pass\n http://b; } }\n";
  const Workspace workspace = workspace_of(before, {{"b", {Protocol::h2c}}});
  const Analysis analysis = analyze(workspace);
  const Refactoring result = fix(workspace, true);
  EXPECT_EQ(result.files.at(0).after,
            std::string(kPool) + "server { location /a { grpc_pass\n grpc://b; } }\n");
  EXPECT_EQ(status_of(result, analysis, "http1-to-http2"), FixStatus::applied);
  EXPECT_EQ(status_of(result, analysis, "keepalive-without-effect"), FixStatus::settled);
}

// However far apart the two places are.
TEST(FixesTogether, DistanceDoesNotHideAConflict) {
  const std::string far(10000, '#');
  const std::string before = std::string(kPool) + "server { location /a {\n    proxy_pass http://b;\n" + far +
                             "\n    proxy_set_header A b;\n} }\n";
  const std::string after = fixed(before, {{"b", {Protocol::h2c}}}, true);
  EXPECT_NE(after.find("grpc_pass grpc://b"), std::string::npos);
  EXPECT_EQ(after.find("proxy_"), std::string::npos) << after;
}

TEST(FixesTogether, TheSafeAlternativeIsFirst) {
  const Workspace workspace = workspace_of("location / { proxy_pass http://127.0.0.1:8443; }\n",
                                           {{"127.0.0.1:8443", {Protocol::h2_tls, Protocol::http1_tls}}});
  const Analysis analysis = analyze(workspace);
  ASSERT_FALSE(analysis.diagnostics.empty());
  ASSERT_FALSE(analysis.diagnostics[0].fixes.empty());
  EXPECT_EQ(analysis.diagnostics[0].fixes[0].applicability, Applicability::safe);
  for (const bool unsafe : {false, true}) {
    const Refactoring result = fix(workspace, unsafe);
    EXPECT_EQ(result.files.at(0).after, "location / { proxy_pass https://127.0.0.1:8443; }\n");
  }
}

TEST(FixesTogether, AFixTellsWhatItAssumed) {
  const Refactoring result = fix(workspace_of("location / { proxy_pass h2://a:1; }\n", {}), true);
  ASSERT_EQ(result.outcomes.size(), 1u);
  EXPECT_EQ(result.outcomes[0].status, FixStatus::applied);
  EXPECT_EQ(result.outcomes[0].title, "use `proxy_pass http://a:1`");
  EXPECT_EQ(result.outcomes[0].assumption, "`a:1` speaks HTTP/1.1");
}

}  // namespace
}  // namespace stackengine
