// Fixing many things: everything is counted and fixed, and the cost is told by how often the texts are read.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "engine.h"
#include "text/limits.h"
#include "text/shifts.h"

namespace stackengine {
namespace {

Workspace workspace_of(const std::string& text) {
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", text});
  return workspace;
}

std::string repeated(size_t count, const std::string& unit) {
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    for (const char c : unit) text += c == '@' ? std::to_string(i) : std::string(1, c);
  }
  return text;
}

// One virtual host of ten lines whose fix sets a header, as that of every other host does.
const char* const kHost = R"(    upstream app@ {
        server 10.0.0.1:8080;
        keepalive 8;
    }
    server {
        server_name s@.example.org;
        location / {
            proxy_pass http://app@;
        }
    }
)";

TEST(LargeFix, AnErrorBehindAThousandNotesIsListedFirst) {
  const std::string text = "http {\n    server {\n" +
                           repeated(1000,
                                    "        location /@ { proxy_pass http://app.example.org; "
                                    "proxy_next_upstream error non_idempotent; }\n") +
                           "    }\n    proxy_bufering on;\n}\n";
  const Analysis analysis = analyze(workspace_of(text));
  ASSERT_GT(totals(analysis).all(), Limits::kMaxDiagnostics);
  EXPECT_EQ(totals(analysis).errors, 1u);
  EXPECT_EQ(analysis.diagnostics.front().rule, "unknown-directive");
  EXPECT_EQ(not_listed(analysis).errors, 0u);
  EXPECT_EQ(not_listed(analysis).all(), totals(analysis).all() - Limits::kMaxDiagnostics);
}

TEST(LargeFix, FixesWhatIsNotListed) {
  const std::string text = "http {\n    server {\n" +
                           repeated(1100, "        location /@ { grpc_pass http://127.0.0.1:8080; }\n") +
                           "    }\n}\n";
  Choices choices;
  choices.unsafe = true;
  const Analysis analysis = analyze(workspace_of(text));
  EXPECT_EQ(totals(analysis).errors, 1100u);
  const Refactoring result = refactor(workspace_of(text), analysis, choices);
  EXPECT_EQ(result.applied, 1100u);
  EXPECT_EQ(result.left.findings(), 0u);
}

TEST(LargeFix, FixesMoreThanIsCollectedInOneRound) {
  const size_t count = 120000;  // the parser collects 100,000
  const std::string text = "user a;" + std::string(count, ';') + "\n";
  const Analysis analysis = analyze(workspace_of(text));
  EXPECT_GE(totals(analysis).errors, 100000u);
  const Refactoring result = refactor(workspace_of(text), analysis, {});
  EXPECT_EQ(result.applied, count);
  EXPECT_EQ(result.left.findings(), 0u);
  EXPECT_TRUE(result.files.front().after == "user a;\n");
}

TEST(LargeFix, OneRoundFixesAThousandServers) {
  const Workspace workspace = workspace_of("http {\n" + repeated(1000, kHost) + "}\n");
  const Refactoring result = refactor(workspace, analyze(workspace), {});
  EXPECT_EQ(result.applied, 1000u);
  EXPECT_EQ(result.left.findings(), 0u);
  EXPECT_LE(result.readings, 3u);
}

TEST(LargeFix, OneMapServesAllServers) {
  const Workspace workspace = workspace_of(
      "http {\n" +
      repeated(300,
               "    server {\n        location / {\n            proxy_pass http://10.0.0.1:8080;\n"
               "            proxy_set_header Upgrade $http_upgrade;\n        }\n    }\n") +
      "}\n");
  Choices choices;
  choices.unsafe = true;
  const Refactoring result = refactor(workspace, analyze(workspace), choices);
  EXPECT_EQ(result.left.findings(), 0u);
  EXPECT_LE(result.readings, 4u);
  const std::string& after = result.files.front().after;
  EXPECT_EQ(after.find("map $http_upgrade"), after.rfind("map $http_upgrade"));
}

TEST(LargeFix, TooManyHeadersAreNotRepeatedInEveryLocation) {
  const std::string text =
      "http {\n    server {\n" + repeated(400, "        proxy_set_header X-Header-@ $host;\n") +
      repeated(400, "        location /@ { proxy_set_header X-Own 1; proxy_pass http://127.0.0.1:8080; }\n") +
      "    }\n}\n";
  Choices choices;
  choices.unsafe = true;
  const Workspace workspace = workspace_of(text);
  const Analysis analysis = analyze(workspace);
  ASSERT_EQ(totals(analysis).warnings, 400u);
  EXPECT_TRUE(analysis.diagnostics.front().fixes.empty());
  EXPECT_NE(analysis.diagnostics.front().help.find("`include`"), std::string::npos);
  EXPECT_NE(analysis.diagnostics.front().message.find(" and 388 more"), std::string::npos);
  EXPECT_LE(refactor(workspace, analysis, choices).readings, 1u);
}

// The result of the edits, and what the regions and changes say of it, at random.
TEST(LargeFix, RegionsLeadFromTheFirstTextToTheLast) {
  std::mt19937 random(7);
  const auto pick = [&](uint32_t limit) { return static_cast<uint32_t>(random() % limit); };
  for (int run = 0; run < 3000; ++run) {
    std::string before;
    for (uint32_t i = 0, count = 1 + pick(60); i < count; ++i) before += "ab\n"[pick(3)];
    std::string text = before;
    std::vector<Region> regions;
    for (int round = 0; round < 3; ++round) {
      std::vector<Edit> edits;
      const auto size = static_cast<uint32_t>(text.size());
      for (uint32_t at = pick(8); at <= size; at += 1 + pick(12)) {
        const uint32_t end = std::min(size, at + pick(4));
        edits.push_back({{0, {at, end}}, std::string(pick(3), "xy\n"[pick(3)])});
        at = end;
      }
      const Shifts shifts(edits);
      const std::string next = apply_edits(text, edits);
      ASSERT_EQ(shifts.moved(0, size), next.size());
      regions = followed_by(regions, edits);
      text = next;
    }
    // What lies between the regions is the same.
    uint32_t b_at = 0;
    uint32_t a_at = 0;
    for (const Region& one : regions) {
      ASSERT_EQ(before.substr(b_at, one.before.start - b_at), text.substr(a_at, one.after.start - a_at));
      b_at = one.before.end;
      a_at = one.after.end;
    }
    ASSERT_EQ(before.substr(b_at), text.substr(a_at));
    // Changes are whole lines, and lead to the text. Many lines of the same before make the short way too
    // dear.
    for (const size_t padding : {size_t{0}, size_t{40000}}) {
      std::string padded = before;
      std::string expected = text;
      std::vector<Region> moved = regions;
      for (size_t i = 0; i < padding; ++i) {
        padded.insert(0, "p\n");
        expected.insert(0, "p\n");
        if (run >= 20) break;
      }
      const auto shift = static_cast<uint32_t>(padded.size() - before.size());
      for (Region& one : moved) {
        one.before = {one.before.start + shift, one.before.end + shift};
        one.after = {one.after.start + shift, one.after.end + shift};
      }
      std::string rebuilt;
      uint32_t at = 0;
      for (const Change& change : diff_lines(padded, expected, moved)) {
        rebuilt += padded.substr(at, change.before.start - at) + std::string(change.after.in(expected));
        ASSERT_TRUE(change.before.start == 0 || padded[change.before.start - 1] == '\n');
        at = change.before.end;
      }
      ASSERT_EQ(rebuilt + padded.substr(at), expected);
    }
  }
}

}  // namespace
}  // namespace stackengine
