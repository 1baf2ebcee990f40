// Counts how often a parser reads a text: the linker leads every call of one through here (`--wrap`, see
// tests/CMakeLists.txt), so that no caller is missed. Native builds only.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/prompt.h"
#include "engine.h"
#include "kubernetes/yaml.h"
#include "nginx/parser.h"
#include "report/crossplane.h"

namespace {

std::map<std::string, int>& counts() {
  static std::map<std::string, int> texts;
  return texts;
}

void count(std::string_view text) { ++counts()[std::string(text)]; }

}  // namespace

namespace stackengine {
#define WRAPPED(name) __asm__("__wrap_" name)
#define REAL(name) __asm__("__real_" name)
#define NGINX "_ZN11stackengine5nginx5parseESt17basic_string_viewIcSt11char_traitsIcEE"
#define YAML \
  "_ZN11stackengine10kubernetes10parse_yamlESt17basic_string_viewIcSt11char_traitsIcEERKSt6vectorIjSaIjEE"
#define ERRORS "_ZN11stackengine9error_log5parseESt17basic_string_viewIcSt11char_traitsIcEENS_4SpanE"
#define REQUESTS "_ZN11stackengine10access_log5parseESt17basic_string_viewIcSt11char_traitsIcEE"
#define EXCHANGES "_ZN11stackengine4curl5parseESt17basic_string_viewIcSt11char_traitsIcEE"

nginx::Parsed real_nginx(std::string_view text) REAL(NGINX);
nginx::Parsed counted_nginx(std::string_view text) WRAPPED(NGINX);
nginx::Parsed counted_nginx(std::string_view text) {
  count(text);
  return real_nginx(text);
}

kubernetes::Yaml real_yaml(std::string_view text, const std::vector<uint32_t>& breaks) REAL(YAML);
kubernetes::Yaml counted_yaml(std::string_view text, const std::vector<uint32_t>& breaks) WRAPPED(YAML);
kubernetes::Yaml counted_yaml(std::string_view text, const std::vector<uint32_t>& breaks) {
  count(text);
  return real_yaml(text, breaks);
}

std::vector<error_log::Entry> real_errors(std::string_view text, Span range) REAL(ERRORS);
std::vector<error_log::Entry> counted_errors(std::string_view text, Span range) WRAPPED(ERRORS);
std::vector<error_log::Entry> counted_errors(std::string_view text, Span range) {
  count(text);
  return real_errors(text, range);
}

std::vector<access_log::Entry> real_requests(std::string_view text) REAL(REQUESTS);
std::vector<access_log::Entry> counted_requests(std::string_view text) WRAPPED(REQUESTS);
std::vector<access_log::Entry> counted_requests(std::string_view text) {
  count(text);
  return real_requests(text);
}

std::vector<curl::Exchange> real_exchanges(std::string_view text) REAL(EXCHANGES);
std::vector<curl::Exchange> counted_exchanges(std::string_view text) WRAPPED(EXCHANGES);
std::vector<curl::Exchange> counted_exchanges(std::string_view text) {
  count(text);
  return real_exchanges(text);
}

namespace {

constexpr const char* kConfig =
    "server {\n"
    "    listen 80;\n"
    "    location / {\n"
    "        proxy_pass http://grpc:50051;\n"
    "    }\n"
    "}\n";
constexpr const char* kOther = "upstream web {\n    server 127.0.0.1:8080;\n}\n";
constexpr const char* kErrors =
    "2026/11/02 10:00:00 [error] 7#7: *1 upstream sent no valid HTTP/1.0 header while reading response header "
    "from upstream, client: 10.0.0.1, server: , request: \"POST /x HTTP/1.1\", upstream: "
    "\"http://10.0.0.2:50051/x\", host: \"a\"\n";
constexpr const char* kRequests =
    "10.0.0.1 - - [02/Nov/2026:10:00:00 +0000] \"POST /x HTTP/1.1\" 502 157 \"-\" \"curl/8\"\n";
constexpr const char* kManifest =
    "apiVersion: networking.k8s.io/v1\n"
    "kind: Ingress\n"
    "metadata:\n"
    "  name: a\n"
    "  annotations:\n"
    "    nginx.ingress.kubernetes.io/backend-protocol: \"GRPCC\"\n"
    "    nginx.ingress.kubernetes.io/configuration-snippet: |\n"
    "      proxy_http_version 1.0;\n"
    "spec:\n"
    "  rules:\n"
    "    - host: a.example\n"
    "      http:\n"
    "        paths:\n"
    "          - path: /\n"
    "            pathType: Prefix\n"
    "            backend: {service: {name: web, port: {number: 50051}}}\n";

Workspace workspace_of(const std::vector<std::string>& texts) {
  Workspace workspace;
  for (size_t i = 0; i < texts.size(); ++i)
    workspace.documents.push_back({"file" + std::to_string(i), texts[i], DocumentKind::automatic});
  workspace.answers.push_back({"grpc:50051", {Protocol::grpc}});
  return workspace;
}

// A verdict with everything that is made of it.
Refactoring verdict(const Workspace& workspace) {
  const Analysis analysis = analyze(workspace);
  EXPECT_EQ(analysis.refusal, "");
  Choices choices;
  choices.unsafe = true;
  choices.profile = Profile::hardened;
  Refactoring refactoring = refactor(workspace, analysis, choices);
  verification(analysis, refactoring);
  replay_plan(workspace, analysis, refactoring);
  report::to_crossplane(workspace, analysis, false);
  return refactoring;
}

TEST(ParseCount, AVerdictReadsEachTextOnce) {
  const std::vector<std::string> texts = {kConfig, kOther, kErrors, kRequests, kManifest};
  counts().clear();
  const Refactoring refactoring = verdict(workspace_of(texts));
  EXPECT_NE(refactoring.files[0].before, refactoring.files[0].after);
  for (const std::string& text : texts) EXPECT_EQ(counts()[text], 1) << text;
  // What edits made of a text is read once a round; everything else stays as it was read. Short texts are
  // those of single edits, whose names tell conflicts.
  size_t whole = 0;
  for (const auto& [text, count] : counts()) {
    if (text.size() < 50) continue;
    EXPECT_EQ(count, 1) << text;
    ++whole;
  }
  EXPECT_EQ(counts()[refactoring.files[0].after], 1);
  EXPECT_GT(refactoring.readings, 0u);
  EXPECT_LE(whole, texts.size() + 2 * refactoring.readings);  // two of the texts can be edited
}

TEST(ParseCount, APromptReadsOnlyTheQuestion) {
  const Workspace workspace = workspace_of({kConfig, kErrors});
  const Analysis analysis = analyze(workspace);
  counts().clear();
  assistant::PromptRequest request;
  request.question = "why does it answer 502?";
  EXPECT_EQ(assistant::compose_prompt(workspace, analysis, request).refusal, "");
  for (const auto& [text, count] : counts()) EXPECT_EQ(text, request.question) << count;
}

}  // namespace
}  // namespace stackengine
