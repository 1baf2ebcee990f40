// refactor/rebase.h: the fix of a fragment in the file that it was copied from.
#include <gtest/gtest.h>

#include <string>

#include "engine.h"

namespace stackengine {
namespace {

constexpr const char* kFragment =
    "upstream app {\n"
    "    server 127.0.0.1:8080;\n"
    "    keepalive 8;\n"
    "}\n"
    "location /api/ {\n"
    "    grpc_pass grpc://app;\n"
    "}\n";

Rebasing rebased(const std::string& fragment, const std::vector<Document>& target) {
  Workspace workspace;
  workspace.documents.push_back({"-", fragment, DocumentKind::automatic});
  workspace.answers.push_back({"app", {Protocol::http1}});
  Choices choices;
  choices.unsafe = true;
  const Analysis analysis = analyze(workspace);
  return rebase(workspace, analysis, refactor(workspace, analysis, choices), choices, target);
}

Rebasing rebased(const std::string& fragment, const std::string& target) {
  return rebased(fragment, {{"nginx.conf", target, DocumentKind::automatic}});
}

std::string whole(const std::string& location) {
  return "events {}\nhttp {\n\tupstream app {\n\t\tserver 127.0.0.1:8080;\n\t\tkeepalive 8;\n\t}\n\tserver "
         "{\n\t\tlisten 80;\n" +
         location + "\t}\n}\n";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

constexpr const char* kLocation = "\t\tlocation /api/ {\n\t\t\tgrpc_pass grpc://app;\n\t\t}\n";
constexpr const char* kFixed =
    "\t\tlocation /api/ {\n\t\t\tproxy_pass http://app;\n\t\t\tproxy_http_version 1.1;\n"
    "\t\t\tproxy_set_header Connection \"\";\n\t\t}\n";

TEST(Rebase, TakesTheIndentationOfTheFile) {
  const Rebasing result = rebased(kFragment, whole(kLocation));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  EXPECT_EQ(result.refactoring.files[0].after, whole(kFixed));
  EXPECT_EQ(result.refactoring.patch.substr(0, 34), "--- a/nginx.conf\n+++ b/nginx.conf\n");
}

TEST(Rebase, TakesTheLineEndsOfTheFile) {
  const Rebasing result = rebased(kFragment, replaced(whole(kLocation), "\n", "\r\n"));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  EXPECT_EQ(result.refactoring.files[0].after, replaced(whole(kFixed), "\n", "\r\n"));
}

TEST(Rebase, LeavesWhatOnlyTheFileHas) {
  const std::string comment = "\t\t\t# who needs this?\n\t\t\texpires 1h; # cached\n";
  const std::string location =
      "\t\tlocation  /api/\n\t\t{\n" + comment + "\t\t\tgrpc_pass \"grpc://app\"; # old\n\t\t}\n";
  const Rebasing result = rebased(kFragment, whole(location));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  EXPECT_EQ(result.refactoring.files[0].after,
            whole("\t\tlocation  /api/\n\t\t{\n" + comment +
                  "\t\t\tproxy_pass \"http://app\"; # old\n\t\t\tproxy_http_version 1.1;\n"
                  "\t\t\tproxy_set_header Connection \"\";\n\t\t}\n"));
}

TEST(Rebase, KeepsABlockOnOneLine) {
  const Rebasing result = rebased(kFragment, whole("location /api/ { grpc_pass grpc://app; }\n"));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  EXPECT_EQ(result.refactoring.files[0].after,
            whole("location /api/ { proxy_pass http://app; proxy_http_version 1.1; "
                  "proxy_set_header Connection \"\"; }\n"));
}

TEST(Rebase, FindsTheBlockInAnIncludedFile) {
  const std::string main =
      "events {}\nhttp {\n    upstream app {\n        server 127.0.0.1:8080;\n        keepalive 8;\n    }\n"
      "    include conf.d/*.conf;\n}\n";
  const Rebasing result =
      rebased(kFragment,
              {{"nginx.conf", main, DocumentKind::automatic},
               {"conf.d/site.conf", std::string("server {\n") + kLocation + "}\n", DocumentKind::automatic}});
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  EXPECT_EQ(result.refactoring.files[0].name, "conf.d/site.conf");
  EXPECT_EQ(result.refactoring.files[0].after, std::string("server {\n") + kFixed + "}\n");
}

TEST(Rebase, FindsDirectivesWithoutTheirBlock) {
  const Rebasing result =
      rebased("grpc_pass grpc://app;\nexpires 1h;\n",
              whole("\t\tlocation /a {\n\t\t\tgrpc_pass grpc://app;\n\t\t\texpires 1h;\n\t\t}\n"
                    "\t\tlocation /b {\n\t\t\tgrpc_pass grpc://app;\n\t\t}\n"));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  EXPECT_NE(result.refactoring.files[0].after.find("location /a {\n\t\t\tproxy_pass http://app;"),
            std::string::npos);
  EXPECT_NE(result.refactoring.files[0].after.find("location /b {\n\t\t\tgrpc_pass grpc://app;"),
            std::string::npos);
}

TEST(Rebase, TellsBlocksOfOneNameApartByTheirLines) {
  const std::string two =
      std::string("\t\tlocation /api/ {\n\t\t\treturn 204;\n\t\t}\n\t}\n\tserver {\n") + kLocation;
  const Rebasing result = rebased(kFragment, whole(two));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  EXPECT_EQ(result.refactoring.files[0].after, whole(replaced(two, kLocation, kFixed)));
}

TEST(Rebase, ChangesEachOfTwoEqualBlocksThatWerePasted) {
  const std::string two = std::string(kLocation) + "\t}\n\tserver {\n" + kLocation;
  const Rebasing result = rebased(std::string(kLocation) + kLocation, whole(two));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  EXPECT_EQ(result.refactoring.files[0].after, whole(replaced(two, kLocation, kFixed)));
}

TEST(Rebase, NamesABlockThatStandsTwice) {
  const Rebasing result = rebased(kFragment, whole(std::string(kLocation) + "\t}\n\tserver {\n" + kLocation));
  EXPECT_EQ(
      result.problem,
      "`location /api/` (line 5 of the fragment) occurs 2 times in the file: nginx.conf:9, nginx.conf:14; "
      "paste it with the enclosing block, or use the whole file");
  EXPECT_TRUE(result.refactoring.files.empty());
  EXPECT_EQ(result.refactoring.patch, "");
}

TEST(Rebase, NamesABlockThatIsAbsent) {
  const Rebasing result =
      rebased(kFragment, whole("\t\tlocation /other/ {\n\t\t\tgrpc_pass grpc://app;\n\t\t}\n"));
  EXPECT_EQ(result.problem,
            "`location /api/` (line 5 of the fragment) is not in nginx.conf: name the file that it was "
            "copied from, "
            "or paste the current block");
}

TEST(Rebase, NamesALineThatIsAbsent) {
  const Rebasing result =
      rebased("location /api/ {\n    expires 1h;\n    grpc_pass grpc://app;\n}\n",
              whole("\t\tlocation /api/ {\n\t\t\texpires 1h;\n\t\t\tproxy_pass http://app;\n\t\t}\n"));
  EXPECT_EQ(result.problem,
            "`grpc_pass grpc://app` (line 3 of the fragment) is not in `location /api/` (line 1 of the "
            "fragment) of "
            "nginx.conf: paste the current block, or use the whole file");
}

// What the fix adds may be there already, outside of what was pasted.
TEST(Rebase, MakesTheFixInTheWholeFile) {
  const std::string version =
      "\t\tlocation /api/ {\n\t\t\tgrpc_pass grpc://app;\n\t\t\tproxy_http_version 1.1;\n";
  const Rebasing result = rebased(kFragment, whole(version + "\t\t}\n"));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  const std::string& after = result.refactoring.files[0].after;
  EXPECT_EQ(after.find("proxy_http_version"), after.rfind("proxy_http_version")) << after;
}

TEST(Rebase, RepeatsTheHeadersThatOnlyTheFileHas) {
  const Rebasing result = rebased(
      kFragment, replaced(whole(kLocation), "\t\tlisten 80;\n", "\t\tproxy_set_header Host $host;\n"));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  const std::string& after = result.refactoring.files[0].after;
  EXPECT_NE(after.find("\t\t\tproxy_set_header Host $host;\n"), std::string::npos) << after;
}

TEST(Rebase, KnowsTheUpstreamThatTheFragmentLacks) {
  const Rebasing result = rebased("location /api/ {\n    grpc_pass grpcs://app;\n}\n",
                                  whole(replaced(kLocation, "grpc://", "grpcs://")));
  EXPECT_EQ(result.problem, "");
  ASSERT_EQ(result.refactoring.files.size(), 1u);
  EXPECT_EQ(result.refactoring.files[0].after, whole(kFixed));
}

TEST(Rebase, RefusesTheBlockOfAnotherServer) {
  for (const std::string other : {"server_name b.example;", "listen 8080;"}) {
    const Rebasing result = rebased(
        "server {\n    " + other + "\n    location /api/ {\n        grpc_pass grpc://app;\n    }\n}\n",
        replaced(whole(kLocation), "listen 80;", "listen 80;\n\t\tserver_name a.example;"));
    EXPECT_EQ(result.problem.rfind("`server` (line 1 of the fragment) is not in nginx.conf", 0), 0u)
        << result.problem;
  }
}

TEST(Rebase, RefusesAnotherUpstreamOfThatName) {
  const Rebasing result =
      rebased(replaced(kFragment, "127.0.0.1:8080;\n    keepalive 8", "10.9.9.9:80"), whole(kLocation));
  EXPECT_EQ(result.problem.rfind("`upstream app` (line 1 of the fragment) is not in nginx.conf", 0), 0u)
      << result.problem;
}

TEST(Rebase, SaysThatTheFileIsFixed) {
  const Rebasing result =
      rebased("location /api/ {\n}\nlocation /api/ {\n    grpc_pass grpc://app;\n}\n", whole(kFixed));
  EXPECT_NE(result.problem, "");
  EXPECT_TRUE(result.refactoring.files.empty());
}

}  // namespace
}  // namespace stackengine
