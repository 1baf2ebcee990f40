// backends/: what each backend speaks, from answers and log lines.
#include <gtest/gtest.h>

#include <string>

#include "engine.h"

namespace stackengine {
namespace {

constexpr const char* kConfig =
    "upstream app { server 10.0.2.10:8080; server app.internal:9000; }\n"
    "upstream other { server 10.0.2.11:50051; }\n"
    "location / { grpc_pass grpc://app; }\n";

std::string log_line(const std::string& message, const std::string& upstream) {
  return "2026/11/21 03:42:17 [error] 19#19: *1 " + message +
         " while reading response header from upstream, client: 10.0.1.5, server: a, request: \"GET / "
         "HTTP/1.1\", upstream: \"" +
         upstream + "\", host: \"a\"\n";
}

constexpr const char* kHttp1 = "upstream sent too large http2 frame: 4740180";

struct Row {
  const char* name;
  std::string log;
  std::vector<BackendAnswer> answers;
  const char* certainty;
  std::vector<Protocol> protocols;
};

TEST(Backends, AreInferredFromAnswersAndLog) {
  const Row rows[] = {
      {"nothing known", "", {}, "unknown", {}},
      {"the log decides", log_line(kHttp1, "grpc://10.0.2.10:8080"), {}, "known", {Protocol::http1}},
      {"a peer given by name is found by its port",
       log_line(kHttp1, "grpc://172.18.0.3:9000"),
       {},
       "known",
       {Protocol::http1}},
      {"another backend's line", log_line(kHttp1, "grpc://10.0.2.11:50051"), {}, "unknown", {}},
      {"an address that nothing has", log_line(kHttp1, "grpc://192.0.2.1:8080"), {}, "unknown", {}},
      {"a reset proves nothing",
       log_line("recv() failed (104: Connection reset by peer)", "grpc://10.0.2.10:8080"),
       {},
       "unknown",
       {}},
      {"the user's answer by upstream", "", {{"app", {Protocol::grpc}}}, "known", {Protocol::grpc}},
      {"the user's answer by peer",
       "",
       {{"10.0.2.10:8080", {Protocol::http1, Protocol::h2c}}},
       "known",
       {Protocol::http1, Protocol::h2c}},
      {"an answer against the log",
       log_line(kHttp1, "grpc://10.0.2.10:8080"),
       {{"app", {Protocol::grpc}}},
       "conflicting",
       {Protocol::grpc}},
      {"an answer with the log",
       log_line(kHttp1, "grpc://10.0.2.10:8080"),
       {{"app", {Protocol::http1}}},
       "known",
       {Protocol::http1}},
  };
  for (const Row& row : rows) {
    Workspace workspace;
    workspace.documents.push_back({"nginx.conf", kConfig + row.log, DocumentKind::automatic});
    workspace.answers = row.answers;
    const Analysis analysis = analyze(workspace);
    ASSERT_EQ(analysis.backends.size(), 2u) << row.name;
    EXPECT_EQ(to_string(analysis.backends[0].certainty), row.certainty) << row.name;
    EXPECT_EQ(analysis.backends[0].protocols, row.protocols) << row.name;
    EXPECT_TRUE(analysis.backends[0].used) << row.name;
    EXPECT_FALSE(analysis.backends[1].used) << row.name;
  }
}

TEST(Backends, RepeatedLogLinesCountOnce) {
  std::string log;
  for (int i = 0; i < 1000; ++i) log += log_line(kHttp1, "grpc://10.0.2.10:8080");
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", kConfig, DocumentKind::nginx});
  workspace.documents.push_back({"error.log", log, DocumentKind::error_log});
  const Analysis analysis = analyze(workspace);
  EXPECT_EQ(analysis.log.size(), 1000u);
  EXPECT_EQ(analysis.backends[0].evidence.size(), 1u);
  EXPECT_EQ(analysis.backends[0].evidence[0].place.source, 1u);
}

TEST(Backends, AskOnlyWhatDecidesAFix) {
  Workspace workspace;
  workspace.documents.push_back(
      {"nginx.conf", "location / { proxy_pass h2://a:1; }\nlocation /b { proxy_pass http://b:1; }",
       DocumentKind::automatic});
  Analysis analysis = analyze(workspace);
  ASSERT_EQ(analysis.backends.size(), 2u);
  EXPECT_TRUE(analysis.backends[0].question);
  EXPECT_FALSE(analysis.backends[1].question);
  workspace.answers.push_back({"a:1", {Protocol::http1}});
  EXPECT_FALSE(analyze(workspace).backends[0].question);
}

TEST(Probes, AreOneShellWordEach) {
  Backend backend;
  backend.peers = {"a;reboot $(x) '`y`':80"};
  for (const Probe& probe : probes(backend)) {
    EXPECT_NE(probe.command.find("'http"), std::string::npos) << probe.command;
    EXPECT_NE(probe.command.find("a;reboot $(x) '\\''`y`'\\'':80/'"), std::string::npos) << probe.command;
  }
  backend.peers = {"unix:/run/a b.sock"};
  EXPECT_EQ(probes(backend)[0].command,
            "curl -sv --http1.1 --max-time 3 --unix-socket '/run/a b.sock' http://localhost/");
}

}  // namespace
}  // namespace stackengine
