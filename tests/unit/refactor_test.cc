// refactor/: choosing, declining, conflicts, rounds, and mixed documents.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine.h"

namespace stackengine {
namespace {

Workspace workspace_of(const std::string& text) {
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", text, DocumentKind::automatic});
  return workspace;
}

std::string fixed(const Workspace& workspace, const Choices& choices) {
  return refactor(workspace, analyze(workspace), choices).files.at(0).after;
}

constexpr const char* kTwoPasses =
    "location /a { proxy_pass h2://a:1; }\nlocation /b { proxy_pass h2://a:1; }\n";

TEST(Refactor, AppliesOnlySafeFixesByDefault) { EXPECT_EQ(fixed(workspace_of(kTwoPasses), {}), kTwoPasses); }

TEST(Refactor, AppliesTheChosenAlternativeToTheChosenDiagnostic) {
  Choices choices;
  choices.chosen = {{1, 1}};  // the two diagnostics have the same words; only the second one is meant
  EXPECT_EQ(fixed(workspace_of(kTwoPasses), choices),
            "location /a { proxy_pass h2://a:1; }\nlocation /b { grpc_pass grpc://a:1; }\n");
}

TEST(Refactor, LeavesWhatWasDeclined) {
  Choices choices;
  choices.unsafe = true;
  choices.declined = {0};
  EXPECT_EQ(fixed(workspace_of(kTwoPasses), choices),
            "location /a { proxy_pass h2://a:1; }\nlocation /b { proxy_pass http://a:1; }\n");
}

TEST(Refactor, IgnoresChoicesThatDoNotExist) {
  Choices choices;
  choices.chosen = {{7, 0}, {0, 9}};
  choices.declined = {99};
  EXPECT_EQ(fixed(workspace_of(kTwoPasses), choices), kTwoPasses);
}

TEST(Refactor, GoesOnUntilNothingIsLeft) {
  Workspace workspace = workspace_of("location / {\n    proxy_pass h2://a:1\n}\n");
  workspace.answers.push_back({"a:1", {Protocol::http1}});
  const Analysis analysis = analyze(workspace);
  const Refactoring result = refactor(workspace, analysis, {});
  EXPECT_EQ(result.files[0].after, "location / {\n    proxy_pass http://a:1;\n}\n");
  EXPECT_TRUE(result.remaining.empty());
}

TEST(Refactor, GivesTheRivalOfARefusedFixItsTurn) {
  // Repeating both inherited headers in /a/ would take one of them from /a/b/, so that fix is refused. It is
  // the rival of the one that gives `grpc_set_header` an effect.
  Workspace workspace = workspace_of(
      "server {\n"
      "    proxy_set_header Host $host;\n"
      "    proxy_set_header X-Real-IP $remote_addr;\n"
      "    location /a/ {\n"
      "        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
      "        grpc_set_header Host $host;\n"
      "        proxy_pass https://a:1;\n"
      "        location /a/b/ {\n"
      "            proxy_set_header Host example.org;\n"
      "            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
      "            proxy_pass http://b:1;\n"
      "        }\n"
      "    }\n"
      "}\n");
  Choices choices;
  choices.unsafe = true;
  EXPECT_EQ(fixed(workspace, choices).find("grpc_set_header"), std::string::npos);
}

std::string fixed_for(const std::string& config, const std::string& backend, Protocol protocol) {
  Workspace workspace = workspace_of(config);
  workspace.answers.push_back({backend, {protocol}});
  Choices choices;
  choices.unsafe = true;
  return fixed(workspace, choices);
}

// `grpc_pass` takes a name without a port for an upstream only.
TEST(Refactor, LeavesThePortOffAnUpstreamThatWasNotGiven) {
  EXPECT_EQ(fixed_for("location / { proxy_pass http://rpc; }\n", "rpc", Protocol::grpc),
            "location / { grpc_pass grpc://rpc; }\n");
  EXPECT_EQ(fixed_for("location / { grpc_pass grpcs://rpc; }\n", "rpc", Protocol::h2c),
            "location / { grpc_pass grpc://rpc; }\n");
  EXPECT_EQ(
      fixed_for("location / { proxy_pass http://rpc.example.org; }\n", "rpc.example.org", Protocol::grpc),
      "location / { grpc_pass grpc://rpc.example.org:80; }\n");
  EXPECT_EQ(fixed_for("http { server { location / { proxy_pass http://rpc; } } }\n", "rpc", Protocol::grpc),
            "http { server { location / { grpc_pass grpc://rpc:80; } } }\n");
}

TEST(Refactor, FindsAnUpstreamInAnyCase) {
  EXPECT_EQ(
      fixed_for("http { upstream Api { server a:1; } server { location / { proxy_pass http://api; } } }\n",
                "API", Protocol::grpc),
      "http { upstream Api { server a:1; } server { location / { grpc_pass grpc://api; } } }\n");
}

TEST(Refactor, CarriesOverTheSettingThatIsInEffect) {
  EXPECT_EQ(fixed_for("location / { grpc_pass rpc; proxy_read_timeout 5s; grpc_read_timeout 6s; }\n", "rpc",
                      Protocol::http1),
            "location / { proxy_pass http://rpc; proxy_read_timeout 6s; }\n");
}

// The backend is known although nginx reads such a target at run time.
TEST(Refactor, FixesAPassWithAVariableInItsPath) {
  EXPECT_EQ(fixed_for("location ~ ^/(.*)$ { proxy_pass http://127.0.0.1:8443/v1/$1; }\n", "127.0.0.1:8443",
                      Protocol::http1_tls),
            "location ~ ^/(.*)$ { proxy_pass https://127.0.0.1:8443/v1/$1; }\n");
  EXPECT_EQ(fixed_for("location / { proxy_pass http://rpc$request_uri; }\n", "rpc", Protocol::grpc),
            "location / { grpc_pass grpc://rpc; }\n");
  const std::string unknown = "location / { proxy_pass http://rpc$suffix; }\n";
  EXPECT_EQ(fixed_for(unknown, "rpc", Protocol::grpc), unknown);
}

// nginx reached an address of the backend, so it looked up the name.
TEST(Analyze, MissesNoResolverThatTheLogShowsAtWork) {
  const std::string config = "location ~ ^/api/(.*)$ {\n    proxy_pass https://api:8080/$1;\n}\n";
  const std::string log =
      "2026/11/30 09:12:01 [error] 29#29: *5 SSL_do_handshake() failed (SSL: error:0A00010B:SSL "
      "routines::wrong version number) while SSL handshaking to upstream, client: 172.18.0.1, server: , "
      "request: \"GET /api/users HTTP/1.1\", upstream: \"https://172.18.0.3:8080/users\", host: \"a\"\n";
  const auto misses = [](const std::string& text) {
    const Analysis analysis = analyze(workspace_of(text));
    return std::any_of(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                       [](const Diagnostic& one) { return one.rule == "variable-without-resolver"; });
  };
  EXPECT_TRUE(misses(config));
  EXPECT_FALSE(misses(config + log));
}

TEST(Refactor, LeavesThePathAloneWhenThePassLosesIt) {
  EXPECT_EQ(fixed_for("location /l0 {\n    proxy_pass http://rpc/;\n}\n", "rpc", Protocol::h2c),
            "location /l0 {\n    grpc_pass grpc://rpc;\n}\n");
}

TEST(Refactor, KeepsLogLinesOutOfThePatch) {
  const std::string config = "location / {\n    proxy_pass h2://a:1;\n}\n";
  const std::string log =
      "2026/11/21 03:42:17 [error] 19#19: *1 connect() failed (111: Connection refused) while connecting to "
      "upstream\n";
  Workspace workspace = workspace_of(log + config + log);
  workspace.answers.push_back({"a:1", {Protocol::http1}});
  const Refactoring result = refactor(workspace, analyze(workspace), {});
  EXPECT_EQ(result.files[0].before, config);
  EXPECT_EQ(result.patch,
            "--- a/nginx.conf\n+++ b/nginx.conf\n@@ -1,3 +1,3 @@\n location / {\n-    proxy_pass "
            "h2://a:1;\n+    proxy_pass http://a:1;\n }\n");
}

TEST(Refactor, NamesEveryFileInThePatch) {
  Workspace workspace;
  workspace.documents.push_back(
      {"conf.d/a.conf", "location / { proxy_pass h2://app; }\n", DocumentKind::automatic});
  workspace.documents.push_back(
      {"/etc/nginx/b.conf", "upstream app { server a:1; keepalive 2;; }\n", DocumentKind::automatic});
  workspace.answers.push_back({"app", {Protocol::http1}});
  const std::string patch = refactor(workspace, analyze(workspace), {}).patch;
  EXPECT_NE(patch.find("--- a/conf.d/a.conf\n+++ b/conf.d/a.conf\n"), std::string::npos) << patch;
  EXPECT_NE(patch.find("--- a/etc/nginx/b.conf\n"), std::string::npos) << patch;
  EXPECT_NE(patch.find("+location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header "
                       "Connection \"\"; }\n"),
            std::string::npos)
      << patch;
}

TEST(Refactor, RemainingPlacesLieInTheFixedText) {
  const std::string log =
      "[error] recv() failed (104: Connection reset by peer) while reading response header from upstream, "
      "upstream: \"grpc://a:1\"\n";
  const Workspace workspace =
      workspace_of(log + "upstream u { server b:1;; }\nlocation / { proxy_pass h2://u; }\n");
  const Refactoring result = refactor(workspace, analyze(workspace), {});
  ASSERT_EQ(result.remaining.size(), 1u);
  EXPECT_EQ(result.remaining[0].place.span.in(result.files[0].after), "h2://u");
}

TEST(Analyze, RefusesInWords) {
  EXPECT_NE(analyze({}).refusal, "");
  EXPECT_NE(analyze(workspace_of("")).refusal, "");
  EXPECT_NE(analyze(workspace_of(" \n\t")).refusal, "");
  EXPECT_NE(analyze(workspace_of(std::string("\0\1\2", 3))).refusal, "");
  EXPECT_TRUE(refactor(workspace_of(""), analyze(workspace_of("")), {}).files.empty());
}

TEST(Analyze, CountsWhatItDoesNotList) {
  std::string text;
  for (int i = 0; i < 1500; ++i) text += ";\n";
  text = "user a;" + text;
  const Analysis analysis = analyze(workspace_of(text));
  EXPECT_EQ(listed(analysis), Limits::kMaxDiagnostics);
  EXPECT_EQ(totals(analysis).errors, 1500u);
  EXPECT_EQ(not_listed(analysis).errors, 500u);
  const Refactoring result = refactor(workspace_of(text), analysis, {});
  EXPECT_EQ(result.applied, 1500u);
  EXPECT_EQ(result.left.all(), 0u);
  EXPECT_TRUE(result.remaining.empty());
}

}  // namespace
}  // namespace stackengine
