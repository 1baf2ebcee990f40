// backends/: what different kinds of evidence amount to: joins, hints, clients' answers, other protocols.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "backends/client_status.h"
#include "backends/hints.h"
#include "engine.h"

namespace stackengine {
namespace {

using P = Protocol;

std::string line(const std::string& message, const std::string& upstream) {
  return "2026/11/21 03:42:17 [error] 19#19: *1 " + message +
         ", client: 10.0.1.5, server: a, request: \"GET / HTTP/1.1\", upstream: \"" + upstream +
         "\", host: \"a\"\n";
}

const std::string kHttp1 =
    "upstream sent too large http2 frame: 4740180 while reading response header from upstream";
const std::string kSsh =
    "upstream sent too large http2 frame: 5460808 while reading response header from upstream";
const std::string kNoTls =
    "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL "
    "handshaking to "
    "upstream";

Analysis analysis_of(const std::string& text, const std::vector<BackendAnswer>& answers = {}) {
  Workspace workspace;
  workspace.documents.push_back({"pasted", text, DocumentKind::automatic});
  workspace.answers = answers;
  return analyze(workspace);
}

struct Row {
  const char* name;
  std::string text;
  std::vector<BackendAnswer> answers;
  Certainty certainty;
  Protocols protocols;
  std::vector<std::string> peers;
};

TEST(BackendEvidence, AmountsTo) {
  const Row rows[] = {
      {"an upstream that was not pasted gets the only address that fits",
       "location / { grpc_pass grpc://app; }\n" + line(kHttp1, "grpc://10.0.2.10:8080"),
       {},
       Certainty::suspected,
       {P::http1},
       {"10.0.2.10:8080"}},
      {"not when two could be meant",
       "location / { grpc_pass grpc://app; }\nlocation /b { grpc_pass other; }\n" +
           line(kHttp1, "grpc://10.0.2.10:8080"),
       {},
       Certainty::unknown,
       {},
       {}},
      {"one of the other family cannot be meant",
       "location / { grpc_pass grpc://app; }\nlocation /b { proxy_pass http://other; }\n" +
           line(kHttp1, "grpc://10.0.2.10:8080"),
       {},
       Certainty::suspected,
       {P::http1},
       {"10.0.2.10:8080"}},
      {"an answer by the bare name",
       "location / { proxy_pass http://app; }\n",
       {{"app", {P::grpc}}},
       Certainty::known,
       {P::grpc},
       {"app:80"}},
      {"an address with a port is no upstream that is missing",
       "location / { grpc_pass 10.0.2.11:8080; }\n" + line(kHttp1, "grpc://10.0.2.10:8080"),
       {},
       Certainty::unknown,
       {},
       {"10.0.2.11:8080"}},
      {"no TLS leaves three, likeliest first",
       "location / { grpc_pass grpcs://10.0.2.10:8080; }\n" + line(kNoTls, "grpcs://10.0.2.10:8080"),
       {},
       Certainty::suspected,
       {P::grpc, P::h2c, P::http1},
       {"10.0.2.10:8080"}},
      {"a port is a weak hint",
       "location / { proxy_pass h2://10.0.2.10:50051; }\n",
       {},
       Certainty::suspected,
       {P::grpc, P::grpc_tls},
       {"10.0.2.10:50051"}},
      {"evidence outweighs hints",
       "upstream grpc_app { server 10.0.2.10:50051; }\nlocation / { grpc_pass grpc_app; }\n" +
           line(kHttp1, "grpc://10.0.2.10:50051"),
       {},
       Certainty::known,
       {P::http1},
       {"10.0.2.10:50051"}},
      {"a comment is a weak hint",
       "upstream app {\n  server 10.0.2.10:8080; # backend is HTTP/1.1 only\n}\nlocation / { proxy_pass "
       "h2://app; }\n",
       {},
       Certainty::suspected,
       {P::http1},
       {"10.0.2.10:8080"}},
      {"two conclusive lines that exclude each other",
       "location / { grpc_pass 10.0.2.10:8080; }\n" + line(kHttp1, "grpc://10.0.2.10:8080") +
           line("upstream rejected request with error 1 while reading response header from upstream",
                "http://10.0.2.10:8080"),
       {},
       Certainty::conflicting,
       {P::http1, P::h2c},
       {"10.0.2.10:8080"}},
  };
  for (const Row& row : rows) {
    const Analysis analysis = analysis_of(row.text, row.answers);
    ASSERT_FALSE(analysis.backends.empty()) << row.name;
    const Backend& backend = analysis.backends[0];
    EXPECT_EQ(to_string(backend.certainty), to_string(row.certainty)) << row.name;
    EXPECT_EQ(backend.protocols, row.protocols) << row.name;
    EXPECT_EQ(backend.peers, row.peers) << row.name;
  }
}

TEST(BackendEvidence, AnotherProtocolIsKnownAndOffersNoFix) {
  const Analysis analysis =
      analysis_of("location / { grpc_pass 10.0.2.10:22; }\n" + line(kSsh, "grpc://10.0.2.10:22"));
  EXPECT_EQ(analysis.backends[0].foreign, "SSH");
  EXPECT_EQ(analysis.backends[0].certainty, Certainty::known);
  EXPECT_FALSE(analysis.backends[0].question);
  ASSERT_EQ(analysis.diagnostics.size(), 1u);
  EXPECT_EQ(analysis.diagnostics[0].severity, Severity::error);
  EXPECT_TRUE(analysis.diagnostics[0].fixes.empty());
}

TEST(BackendEvidence, WeakHintsNeverMakeASafeFix) {
  for (const char* text :
       {"location / { proxy_pass http://10.0.2.10:443; }\n",
        "upstream grpc_app { server 10.0.2.10:50051; }\nlocation / { proxy_pass http://grpc_app; }\n",
        "location / { proxy_pass h2://10.0.2.10:50051; }\n"}) {
    const Analysis analysis = analysis_of(text);
    ASSERT_EQ(analysis.diagnostics.size(), 1u) << text;
    EXPECT_FALSE(analysis.diagnostics[0].fixes.empty()) << text;
    for (const Fix& fix : analysis.diagnostics[0].fixes) {
      EXPECT_EQ(fix.applicability, Applicability::unsafe) << text;
      ASSERT_TRUE(fix.assumes.has_value()) << text;
      EXPECT_EQ(fix.assumes->backend, analysis.backends[0].name) << text;
    }
  }
}

// What a fix assumes, given as the answer, makes that fix the only one, and safe where it is no work-around.
TEST(BackendEvidence, AnsweringWhatAFixAssumesLeavesThatFix) {
  const std::string text =
      "location / { proxy_pass http://10.0.2.10:9000; }\n" +
      line("upstream prematurely closed connection while reading response header from upstream",
           "http://10.0.2.10:9000/");
  const Analysis open = analysis_of(text);
  ASSERT_EQ(open.diagnostics.size(), 1u);
  ASSERT_TRUE(open.backends[0].question);
  EXPECT_GE(open.diagnostics[0].fixes.size(), 3u);
  EXPECT_EQ(open.backends[0].options.size(), std::size(kProtocols));  // each with what it would change
  for (const Fix& fix : open.diagnostics[0].fixes) {
    const Analysis answered = analysis_of(text, {{"10.0.2.10:9000", {fix.assumes->protocol}}});
    ASSERT_EQ(answered.diagnostics.size(), 1u) << fix.title;
    ASSERT_EQ(answered.diagnostics[0].fixes.size(), 1u) << fix.title;
    EXPECT_EQ(answered.diagnostics[0].fixes[0].edits, fix.edits) << fix.title;
    EXPECT_EQ(answered.diagnostics[0].fixes[0].applicability, Applicability::safe) << fix.title;
  }
  EXPECT_TRUE(analysis_of(text, {{"10.0.2.10:9000", {P::http1}}}).diagnostics.empty());
}

struct StatusRow {
  const char* name;
  backends::ClientObservation client;
  Wire wire;
  const char* strength;  // "": it says nothing
  Protocols speaks;
};

backends::ClientObservation client(int status, const char* body = "") { return {{}, status, "", body}; }

TEST(BackendEvidence, ClientsAnswers) {
  constexpr Wire http = kHttpWire;
  constexpr Wire https = kHttpsWire;
  constexpr Wire grpc = kGrpcWire;
  const StatusRow rows[] = {
      {"009", client(9), http, "supporting", {P::h2c, P::grpc}},
      {"009 by grpc_pass", client(9), grpc, "", {}},
      {"400", client(400), http, "weak", {P::http1_tls, P::h2_tls, P::grpc_tls}},
      {"400 of nginx",
       client(400, "<center>The plain HTTP request was sent to HTTPS port</center>"),
       http,
       "supporting",
       {P::http1_tls, P::h2_tls, P::grpc_tls}},
      {"400 over TLS", client(400), https, "", {}},
      {"403 over TLS", client(403), https, "weak", {P::h2_tls, P::grpc_tls}},
      {"403 of Node",
       client(403, "Missing ALPN Protocol, expected `h2` to be available"),
       https,
       "supporting",
       {P::h2_tls, P::grpc_tls}},
      {"403", client(403), http, "", {}},
      {"200", client(200), http, "", {}},
  };
  for (const StatusRow& row : rows) {
    const auto observation = backends::read_client_status(row.client, row.wire);
    EXPECT_EQ(observation ? to_string(observation->strength) : "", row.strength) << row.name;
    EXPECT_EQ(observation ? observation->speaks : Protocols(), row.speaks) << row.name;
  }
}

TEST(BackendEvidence, Hints) {
  EXPECT_TRUE(backends::name_hint("grpc-gateway").protocols.empty());
  EXPECT_TRUE(backends::name_hint("grpc_web_proxy").protocols.empty());
  EXPECT_TRUE(backends::name_hint("mygrpcthing").protocols.empty());
  EXPECT_EQ(backends::name_hint("users-GRPC").protocols.front(), P::grpc);
  EXPECT_EQ(backends::name_hint("app_h2c").protocols, Protocols{P::h2c});
  EXPECT_TRUE(backends::comment_hint("# no gRPC here").protocols.empty());
  EXPECT_TRUE(backends::port_hint("10.0.0.1:18443").protocols.empty());
  EXPECT_TRUE(backends::port_hint("unix:/run/a:443").protocols.empty());
  EXPECT_EQ(backends::port_hint("[::1]:8443").protocols.size(), 3u);
}

}  // namespace
}  // namespace stackengine
