// Evidence has a time: log lines, answers to clients and events are about the text before the fix.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine.h"

namespace stackengine {
namespace {

Workspace workspace_of(std::string text) {
  Workspace workspace;
  workspace.documents.push_back({"-", std::move(text), DocumentKind::automatic});
  return workspace;
}

// An Ingress without an annotation, a Service whose `appProtocol` says gRPC, and the line of what came of it.
const char* const kIngressAndLog = R"(apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: orders
spec:
  ingressClassName: nginx
  rules:
  - host: orders.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: orders, port: {number: 50051}}}
---
apiVersion: v1
kind: Service
metadata:
  name: orders
spec:
  ports:
  - port: 50051
    targetPort: 50051
    appProtocol: grpc
---
2026/11/21 03:42:17 [error] 19#19: *1 upstream sent no valid HTTP/1.0 header while reading response header from upstream, client: 192.0.2.1, server: orders.example.com, request: "POST /o.Orders/List HTTP/2.0", upstream: "http://10.0.6.3:50051/o.Orders/List", host: "orders.example.com"
)";

TEST(EvidenceTime, ALogLineIsNotHeldAgainstTheAnnotationThatTheFixSets) {
  const Workspace workspace = workspace_of(kIngressAndLog);
  const Analysis analysis = analyze(workspace);
  ASSERT_FALSE(analysis.diagnostics.empty());
  Choices choices;
  choices.unsafe = true;
  const Refactoring result = refactor(workspace, analysis, choices);
  for (const FixOutcome& outcome : result.outcomes) {
    EXPECT_EQ(to_string(outcome.status), "applied")
        << analysis.diagnostics[outcome.diagnostic].message << ": " << outcome.reason;
  }
  EXPECT_NE(result.patch.find("+    nginx.ingress.kubernetes.io/backend-protocol"), std::string::npos)
      << result.patch;
  for (const Diagnostic& left : result.remaining) EXPECT_NE(left.rule, "annotation-not-in-effect");
}

TEST(EvidenceTime, WhatTheTextAlreadyContradictsStays) {
  const std::string annotated =
      std::string(kIngressAndLog)
          .insert(std::string(kIngressAndLog).find("spec:\n  ingress"),
                  "  annotations:\n    nginx.ingress.kubernetes.io/backend-protocol: \"GRPC\"\n");
  const Analysis before = analyze(workspace_of(annotated));
  const auto has = [](const Analysis& analysis) {
    return std::any_of(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                       [](const Diagnostic& one) { return one.rule == "annotation-not-in-effect"; });
  };
  ASSERT_TRUE(has(before));
  EXPECT_TRUE(has(analyze_sources(before.sources, before.nginx, {}, &before)));
}

TEST(EvidenceTime, AnHttpErrorOfTheOldDirectiveIsNotHeldAgainstTheNewOne) {
  const std::string log =
      "2026/11/21 03:42:17 [error] 19#19: *1 upstream sent too big header while reading response header from "
      "upstream, client: 192.0.2.1, server: a, request: \"GET / HTTP/1.1\", upstream: "
      "\"http://10.0.0.1:8080/\", host: \"a\"\n";
  const std::string pass =
      "location / {\n    proxy_buffer_size 64k;\n    proxy_pass http://10.0.0.1:8080;\n}\n";
  const std::string edited = "location / {\n    grpc_pass grpc://10.0.0.1:8080;\n}\n";
  const auto is_too_big = [](const Diagnostic& one) { return one.rule == "header-too-big-for-buffer"; };
  const Analysis before = analyze(workspace_of(pass + log));
  ASSERT_TRUE(std::none_of(before.diagnostics.begin(), before.diagnostics.end(), is_too_big));
  const Analysis alone = analyze(workspace_of(edited + log));
  ASSERT_TRUE(std::any_of(alone.diagnostics.begin(), alone.diagnostics.end(), is_too_big));
  const Analysis after = analyze_sources(alone.sources, alone.nginx, {}, &before);
  EXPECT_TRUE(std::none_of(after.diagnostics.begin(), after.diagnostics.end(), is_too_big));
}

TEST(EvidenceTime, AStatusIsReadByTheDirectiveThatTheClientMet) {
  const std::string log =
      "192.0.2.1 - - [21/Nov/2026:03:42:17 +0000] \"GET / HTTP/1.1\" 009 12 \"-\" \"curl/8\" "
      "\"10.0.0.1:8080\"\n";
  const Analysis before =
      analyze(workspace_of("location / {\n    proxy_pass http://10.0.0.1:8080;\n}\n" + log));
  ASSERT_TRUE(before.backends.at(0).suspected_to_speak(Protocol::grpc));
  const Analysis edited =
      analyze(workspace_of("location / {\n    grpc_pass grpc://10.0.0.1:8080;\n}\n" + log));
  EXPECT_FALSE(edited.backends.at(0).suspected_to_speak(Protocol::grpc));
  const Analysis after = analyze_sources(edited.sources, edited.nginx, {}, &before);
  EXPECT_TRUE(after.backends.at(0).suspected_to_speak(Protocol::grpc));
}

TEST(EvidenceTime, WhatTheLogTellsOfABackendStillRefusesAWrongFix) {
  const std::string text =
      "location /a { grpc_pass grpc://10.0.0.1:8080; }\n"
      "2026/11/21 03:42:17 [error] 19#19: *1 upstream sent too large http2 frame: 4740180 while reading "
      "response "
      "header from upstream, client: 192.0.2.1, server: a, request: \"POST /a HTTP/2.0\", upstream: "
      "\"grpc://10.0.0.1:8080\", host: \"a\"\n";
  const Workspace workspace = workspace_of(text);
  const Analysis before = analyze(workspace);
  ASSERT_TRUE(before.backends.at(0).known_to_speak(Protocol::http1));
  const Analysis after = analyze_sources(before.sources, before.nginx, {}, &before);
  EXPECT_EQ(after.diagnostics.size(), before.diagnostics.size());
}

// The fix for gRPC needs a listener that the server does not have.
TEST(Outcome, ARefusedFixSaysWhy) {
  const Workspace workspace = workspace_of(
      "upstream app {\n    server 10.0.0.1:443;\n}\nserver {\n    listen 80;\n    location / {\n"
      "        proxy_pass http://app;\n    }\n}\n");
  const Analysis analysis = analyze(workspace);
  ASSERT_EQ(analysis.diagnostics.at(0).rule, "plaintext-to-tls");
  const std::vector<Fix>& fixes = analysis.diagnostics[0].fixes;
  const auto grpc = std::find_if(fixes.begin(), fixes.end(), [](const Fix& fix) {
    return fix.title.find("grpc_pass") != std::string::npos;
  });
  ASSERT_NE(grpc, fixes.end());
  Choices choices;
  choices.chosen = {{0, static_cast<size_t>(grpc - fixes.begin())}};
  const Refactoring result = refactor(workspace, analysis, choices);
  ASSERT_EQ(to_string(result.outcomes.at(0).status), "refused");
  EXPECT_NE(result.outcomes[0].reason.find("it would cause a warning: no listener"), std::string::npos)
      << result.outcomes[0].reason;
}

}  // namespace
}  // namespace stackengine
