// Reading answers: which form, which edits, and where they belong.
#include <gtest/gtest.h>

#include "assistant/answer.h"
#include "assistant/hidden_characters.h"
#include "assistant/values.h"
#include "unit/assistant_cases.h"

namespace stackengine::assistant {
namespace {

constexpr char kConfig[] =
    "upstream app {\r\n"
    "    server 127.0.0.1:8080;\r\n"
    "}\r\n"
    "server {\r\n"
    "    location / {\r\n"
    "        proxy_pass h2://app;\r\n"
    "    }\r\n"
    "    location /two/ {\r\n"
    "        deny all;\r\n"
    "        proxy_pass http://app;\r\n"
    "    }\r\n"
    "}";

Review review_of(const std::string& config, const std::string& answer, bool accept_all = true) {
  Workspace workspace;
  workspace.documents.push_back({"conf.d/site.conf", config, DocumentKind::nginx});
  const Analysis analysis = analyze(workspace);
  ReviewRequest request;
  request.answer = answer;
  Review review = review_answer(workspace, analysis, request);
  if (!accept_all) return review;
  request.accept.emplace();
  for (size_t i = 0; i < review.hunks.size(); ++i) request.accept->push_back(i);
  return review_answer(workspace, analysis, request);
}

std::string fixed(std::string config) {
  const std::string wrong = "h2://app";
  return config.replace(config.find(wrong), wrong.size(), "http://app");
}

// All of them are the same edit.
TEST(AssistantAnswer, ReadsTheFormsThatModelsSend) {
  struct Row {
    const char* what;
    const char* form;
    std::string answer;
  };
  const std::string edits =
      R"("edits":[{"file":"conf.d/site.conf","start_line":6,"old":"        proxy_pass h2://app;","new":"        proxy_pass http://app;","reason":"r"}]})";
  const Row rows[] = {
      {"JSON alone", "json", R"({"explanation":"e",)" + edits},
      {"JSON without an explanation", "json", "{" + edits},
      {"JSON in a fence, with text around it", "json",
       "Sure!\n```json\n{\"explanation\":\"e\"," + edits + "\n```\nBye {"},
      {"JSON behind braces of a sentence", "json",
       "A block is { … }.\n{ not JSON }\n{\"explanation\":\"e\"," + edits},
      {"JSON behind words on its line", "json", R"(The answer: {"explanation":"e",)" + edits},
      {"JSON behind thoughts", "json",
       "<think>\n{\"explanation\":\"try\",\"edits\":[{\"file\":\"site.conf\",\"old\":\"    "
       "}\",\"new\":\"\"}]}\n"
       "</think>\n{\"explanation\":\"e\"," +
           edits},
      {"JSON that speaks of thoughts", "json", R"({"explanation":"a </think> in a comment",)" + edits},
      {"JSON, line ends in its strings, a comma too many", "json",
       "{\"explanation\":\"one\ntwo\t\",\"edits\":[{\"file\":\"site.conf\",\"old\":\"    location / {\n      "
       "  proxy_pass "
       "h2://app;\",\"new\":\"    location / {\n        proxy_pass http://app;\"},],}"},
      {"JSON, a backslash that is not doubled", "json",
       R"({"explanation":"\.php and \d, but \.","edits":[{"file":"site.conf","old":"proxy_pass h2://app;","new":"proxy_pass http://app;","reason":"not \.php"}]})"},
      {"JSON, numbers of lines copied", "json",
       R"({"explanation":"e","edits":[{"file":"> site.conf","old":"6|         proxy_pass h2://app;","new":"6|         proxy_pass http://app;"}]})"},
      {"JSON, numbers of lines copied from the old ones", "json",
       R"({"explanation":"e","edits":[{"file":"site.conf","old":"5|     location / {\n6|         proxy_pass h2://app;","new":"    location / {\n        proxy_pass http://app;"}]})"},
      {"JSON, lines with their ends", "json",
       R"({"explanation":"e","edits":[{"file":"site.conf","old":"        proxy_pass h2://app;\r\n","new":"        proxy_pass http://app;\r\n"}]})"},
      {"JSON, indentation lost", "json",
       R"({"explanation":"e","edits":[{"file":"site.conf","old":"proxy_pass h2://app;","new":"proxy_pass http://app;"}]})"},
      {"JSON, two lines, the second one kept", "json",
       R"({"explanation":"e","edits":[{"file":"site.conf","old":"location / {\n    proxy_pass h2://app;","new":"location / {\n    proxy_pass http://app;"}]})"},
      {"a diff", "diff",
       "--- a/conf.d/site.conf\n+++ b/conf.d/site.conf\n@@ -5,3 +5,3 @@\n     location / {\n-        "
       "proxy_pass h2://app;\n+        proxy_pass http://app;\n     }\n"},
      {"a diff with wrong numbers", "diff",
       "Here:\n```diff\n--- a/conf.d/site.conf\n+++ b/conf.d/site.conf\n@@ -50,1 +77,9 @@ server\n     "
       "location / {\n-        proxy_pass h2://app;\n+        proxy_pass http://app;\n```\nDone."},
      {"a diff without a header", "diff",
       "@@ @@\n-        proxy_pass h2://app;\n+        proxy_pass http://app;\n\nThat is all.\n"},
      {"a diff without any `@@`", "diff",
       "```diff\n-        proxy_pass h2://app;\n+        proxy_pass http://app;\n```\n"},
      {"a diff of git", "diff",
       "diff --git a/conf.d/site.conf b/conf.d/site.conf\nindex 1..2 100644\n--- a/conf.d/site.conf\n+++ "
       "b/conf.d/site.conf\n@@ -6 +6 @@\n-        proxy_pass h2://app;\n+        proxy_pass http://app;\n\\ "
       "No newline at end of file\n"},
      {"a block", "block", "Use\n```nginx\n    location / {\n        proxy_pass http://app;\n    }\n```\n"},
      {"a block that is not indented", "block", "```\nlocation / {\n    proxy_pass http://app;\n}\n```\n"},
      {"a block with the numbers of its lines", "block",
       "```nginx\n5|     location / {\n6|         proxy_pass http://app;\n7|     }\n```\n"},
      {"a block in a fence of tildes", "block", "~~~\nlocation / {\n    proxy_pass http://app;\n}\n~~~\n"},
      {"a block in a list, its language in capitals", "block",
       "1. Use\n\n   ```NGINX\n   location / {\n       proxy_pass http://app;\n   }\n   ```\n"},
      {"a block in a frame that the input does not have", "block",
       "```nginx\nhttp {\n    server {\n        location / {\n            proxy_pass http://app;\n        "
       "}\n        "
       "location /two/ {\n            deny all;\n            proxy_pass http://app;\n        }\n    "
       "}\n}\n```\n"},
      {"a diff, its lines numbered", "diff",
       "```diff\n-6|         proxy_pass h2://app;\n+6|         proxy_pass http://app;\n```\n"},
      {"a whole file", "block", "```nginx\n" + fixed(kConfig) + "\n```\n"},
      {"before and after", "block",
       "Before:\n```nginx\nlocation / {\n    proxy_pass h2://app;\n}\n```\nAfter:\n```nginx\nlocation / {\n  "
       "  proxy_pass http://app;\n}\n```\n"},
  };
  for (const Row& row : rows) {
    const Review review = review_of(kConfig, row.answer);
    EXPECT_EQ(to_string(review.form), row.form) << row.what;
    EXPECT_EQ(review.files[0].after, fixed(kConfig))
        << row.what << (review.refused.empty() ? "" : review.refused[0]);
    EXPECT_EQ(review.hunks.size(), 1u) << row.what;
  }
}

// A manifest has fields that the rules know: changing one of them is no more to look at than a directive.
TEST(AssistantAnswer, TakesFencedManifestsAndKnowsTheirFields) {
  const std::string service =
      "apiVersion: v1\nkind: Service\nmetadata:\n  name: app\nspec:\n  ports:\n  - name: a # first\n    "
      "port: 80\n";
  const std::string ingress =
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: app\n  annotations:\n"
      "    nginx.ingress.kubernetes.io/backend-protocol: \"GPRC\"\nspec:\n  ingressClassName: nginx\n  "
      "rules:\n"
      "  - host: app.acme.com\n    http:\n      paths:\n      - path: /\n        pathType: Prefix\n        "
      "backend:\n"
      "          service:\n            name: app\n            port:\n              number: 80\n";
  const std::string config = "# ours\n" + service + "---\n" + ingress;
  const auto with = [](std::string text, const std::string& old, const std::string& fresh) {
    return text.replace(text.find(old), old.size(), fresh);
  };
  const std::string good = with(ingress, "GPRC", "GRPC");
  std::string indented;
  std::stringstream lines(good);
  for (std::string line; std::getline(lines, line);) indented += "   " + line + "\n";
  const std::string wanted = with(config, "GPRC", "GRPC");
  for (
      const std::string& answer : {
          "```yaml\n" + good + "```\n",
          "Use\n```\n" + good + "```\n",
          "```YAML\n" + service + "---\n" + good + "```\n",
          "1. Use\n   ```yml\n" + indented + "   ```\n",
          std::string(
              R"({"explanation":"","edits":[{"file":"app.yaml","old":"    nginx.ingress.kubernetes.io/backend-protocol: \"GPRC\"","new":"    nginx.ingress.kubernetes.io/backend-protocol: \"GRPC\""}]})"),
      }) {
    for (const bool crlf : {false, true}) {
      const auto ends = [&](const std::string& text) {
        if (!crlf) return text;
        std::string out;
        for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
        return out;
      };
      Workspace workspace;
      workspace.documents.push_back({"app.yaml", ends(config), DocumentKind::automatic});
      const Analysis analysis = analyze(workspace);
      ReviewRequest request;
      request.answer = answer;
      const Review review = review_answer(workspace, analysis, request);
      ASSERT_EQ(review.hunks.size(), 1u) << answer << (review.refused.empty() ? "" : review.refused[0]);
      EXPECT_EQ(review.hunks[0].status, HunkStatus::clean)
          << answer << (review.hunks[0].marks.empty() ? "" : review.hunks[0].marks[0].message);
      EXPECT_EQ(review.files[0].after, ends(wanted)) << answer;
    }
  }
}

// What a manifest holds is copied for no field of it: this would be 40 GB.
TEST(AssistantAnswer, ComparesManifestsWithHugeNames) {
  std::string config =
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + std::string(1'000'000, 'n') + "\ndata:\n";
  for (int i = 0; i < 40'000; ++i) config += "  k" + std::to_string(i) + ": v\n";
  Workspace workspace;
  workspace.documents.push_back({"app.yaml", config + "  last: x\n", DocumentKind::automatic});
  const Analysis analysis = analyze(workspace);
  ReviewRequest request;
  request.answer = R"({"explanation":"","edits":[{"file":"app.yaml","old":"  last: x","new":"  last: y"}]})";
  const Review review = review_answer(workspace, analysis, request);
  ASSERT_EQ(review.hunks.size(), 1u);
  ASSERT_FALSE(review.hunks[0].marks.empty());
  EXPECT_EQ(review.hunks[0].marks[0].message.find("changes `data.last` of `ConfigMap nnn"), 0u);
  EXPECT_LT(review.hunks[0].marks[0].message.size(), 1000u);
}

TEST(AssistantAnswer, LeavesWordsAsWords) {
  for (const char* answer : {"", "The backend speaks HTTP/1.1.", "Use `proxy_pass http://app;` instead.",
                             "{\"error\":\"overloaded\"}", "[1,2]", "```json\n{\"a\":1}\n```", "{{{{{{{{"}) {
    const Review review = review_of(kConfig, answer);
    EXPECT_EQ(to_string(review.form), "prose") << answer;
    EXPECT_TRUE(review.hunks.empty()) << answer;
    EXPECT_EQ(review.files[0].after, kConfig);
    EXPECT_EQ(review.patch, "");
    EXPECT_EQ(review.explanation, answer);
  }
}

TEST(AssistantAnswer, SaysWhyAnEditIsNotTaken) {
  struct Row {
    const char* answer;
    const char* words;
  };
  const Row rows[] = {
      {R"({"explanation":"e","edits":{"file":"x"}})", "`edits` is no list"},
      {R"({"explanation":"e","edits":[7]})", "is no object"},
      {R"({"explanation":"e","edits":[{"file":"site.conf","old":"a"}]})", "lacks `file`, `old` or `new`"},
      {R"({"explanation":"e","edits":[{"file":"site.conf","old":["a"],"new":"b"}]})", "that is no text"},
      {R"({"explanation":"e","edits":[{"file":"site.conf","old":"a","new":"b","start_line":-1}]})",
       "no line number"},
      {R"({"explanation":"e","edits":[],"tool":"rm"})", "members that the form does not have"},
      {R"({"explanation":"e","edits":[{"file":"other.conf","old":"a","new":"b"}]})",
       "`other.conf`, which was not given"},
      {R"({"explanation":"e","edits":[{"file":"../../conf.d/other.conf","old":"a","new":"b"}]})",
       "which was not given"},
      {R"({"explanation":"e","edits":[{"file":"site.conf","old":"a;","new":"b;"}]})", "does not have: `a;`"},
      {R"({"explanation":"e","edits":[{"file":"site.conf","old":" \n","new":"b;"}]})", "quotes no line"},
      {R"({"explanation":"e","edits":[{"file":"site.conf","old":"    }","new":""}]})", "stand in 2 places"},
      {"```nginx\nlocation / {\n    # ... as before\n    proxy_pass http://app;\n}\n```\n",
       "leaves lines out"},
      {"```nginx\nlocation / {\n    proxy_pass http://app;\n```\n", "does not parse"},
      {"```nginx\nlocation /three/ {\n    proxy_pass http://app;\n}\n```\n", "is none of the input's"},
      {R"({"explanation":"e" "edits":[]})", "JSON with mistakes in it"},
      {R"({"explanation":"e","edits":[],"edits":[]})", "a member twice"},
      {R"({"explanation":"e","edits":[{"file":"site.conf","old":"a","new":"b","reason":{"a":1,"a":2}}]})",
       "a member twice"},
      {"{\"edits\":[]}\n{\"edits\":[]}", "more than one object"},
      {"```yaml\nkind: Service\n```\n", "is none of the input's"},
      {"```yaml\nname: app\n```\n", "has no `kind`"},
  };
  for (const Row& row : rows) {
    const Review review = review_of(kConfig, row.answer);
    EXPECT_EQ(review.files[0].after, kConfig) << row.answer;
    ASSERT_FALSE(review.refused.empty()) << row.answer;
    EXPECT_NE(review.refused[0].find(row.words), std::string::npos) << row.answer << "\n"
                                                                    << review.refused[0];
  }
}

// Lines that stand twice are told apart by their number, when it is right.
TEST(AssistantAnswer, TakesTheLineNumberWhereLinesDoNotDecide) {
  const std::string config = "http {\n    a on;\n    server {\n    }\n    a on;\n    server {\n    }\n}\n";
  const auto answer = [](int line) {
    return R"({"explanation":"","edits":[{"file":"site.conf","start_line":)" + std::to_string(line) +
           R"(,"old":"    a on;","new":"    # gone"}]})";
  };
  EXPECT_EQ(review_of(config, answer(5)).hunks.at(0).line, 5u);
  EXPECT_EQ(review_of(config, answer(2)).hunks.at(0).line, 2u);
  EXPECT_TRUE(review_of(config, answer(3)).hunks.empty());
}

TEST(AssistantAnswer, KeepsTogetherWhatBelongsTogether) {
  const std::string config =
      "server {\n    listen 80;\n    a 1;\n    b 2;\n    c 3;\n    d 4;\n    e 5;\n}\n";
  struct Row {
    const char* after;
    size_t hunks;
  };
  const Row rows[] = {
      {"server {\n    listen 80;\n    a 2;\n    b 2;\n    c 3;\n    d 4;\n    e 6;\n}\n", 2},
      {"server {\n    listen 80;\n    a 2;\n    b 2;\n    c 4;\n    d 4;\n    e 5;\n}\n",
       1},  // one line between
      {"server {\n    listen 80;\n    location / {\n    a 1;\n    b 2;\n    c 3;\n    d 4;\n    }\n    e "
       "5;\n}\n",
       1},
  };
  for (const Row& row : rows) {
    const std::string answer = std::string("```nginx\n") + row.after + "```\n";
    EXPECT_EQ(review_of(config, answer, false).hunks.size(), row.hunks) << row.after;
  }
}

TEST(AssistantAnswer, AppliesWhatIsAcceptedAndNothingElse) {
  const std::string answer =
      R"({"explanation":"","edits":[{"file":"site.conf","old":"        proxy_pass h2://app;","new":"        proxy_pass http://app;"},{"file":"site.conf","old":"        deny all;","new":"        allow all;"}]})";
  Workspace workspace;
  workspace.documents.push_back({"site.conf", kConfig, DocumentKind::nginx});
  const Analysis analysis = analyze(workspace);
  ReviewRequest request;
  request.answer = answer;
  const Review clean = review_answer(workspace, analysis, request);
  ASSERT_EQ(clean.hunks.size(), 2u);
  EXPECT_EQ(clean.files[0].after, fixed(kConfig)) << "the clean one alone";
  EXPECT_EQ(clean.hunks[1].status, HunkStatus::marked);
  request.accept = std::vector<size_t>{1};
  const Review other = review_answer(workspace, analysis, request);
  EXPECT_FALSE(other.hunks[0].accepted);
  EXPECT_EQ(other.files[0].after, input_and_accepted(other, 0));
  EXPECT_NE(other.files[0].after.find("allow all;\r\n"), std::string::npos);
  EXPECT_NE(other.patch.find("+        allow all;"), std::string::npos);
  request.accept = std::vector<size_t>{7};
  EXPECT_EQ(review_answer(workspace, analysis, request).refused.at(0), "there is no hunk 7");
}

// Ten million bytes, of every kind, end in words. What is more than linear does not end before CTest ends it.
TEST(AssistantAnswer, ReadsLargeAnswers) {
  const auto repeated = [](const std::string& unit, size_t bytes) {
    std::string text;
    text.reserve(bytes + unit.size());
    while (text.size() < bytes) text += unit;
    return text;
  };
  constexpr size_t kLarge = (size_t{10} << 20) - 200;
  const std::string answers[] = {
      repeated("{", kLarge),
      repeated("{\n", kLarge),
      repeated("{\"edits\":[", kLarge),
      "{\"edits\":[" + repeated("{\"file\":\"\",\"old\":\"    }\",\"new\":\"x\"},", kLarge - 20) + "{}]}",
      "{\"explanation\":\"\",\"edits\":[{\"file\":\"site.conf\",\"old\":\"        deny all;\",\"new\":\"" +
          repeated("a 1;\\n", kLarge - 200) + "\"}]}",
      repeated("@@ -1 +1 @@\n-    }\n+x\n", kLarge),
      "```diff\n" + repeated("-    }\n", kLarge / 2) + repeated("+x\n", kLarge / 2),
      repeated("```nginx\nlocation / {\n}\n```\n", kLarge),
      "```nginx\nlocation / {\n" + repeated("proxy_set_header A b;\n", kLarge - 100) + "}\n```\n",
      "```nginx\n" + repeated("location / {\n", kLarge - 100) + "\n```\n",
      repeated("h01ab.d02cd.invalid secret0001xy ", kLarge),
      repeated("\x1b[1A\xE2\x80\xAE", kLarge),
  };
  for (const std::string& answer : answers) {
    const Review review = review_of(kConfig, answer, false);
    EXPECT_EQ(review.files[0].after, input_and_accepted(review, 0)) << answer.substr(0, 60);
  }
  EXPECT_NE(
      review_of(kConfig, std::string((size_t{10} << 20) + 1, 'x')).refused.at(0).find("more than 10 MB"),
      std::string::npos);
}

TEST(AssistantAnswer, ShowsWhatNobodySees) {
  struct Row {
    const char* text;
    const char* shown;
  };
  const Row rows[] = {
      {"plain \t text\r\n\xC3\xA4 \xF0\x9F\x98\x80", "plain \t text\r\n\xC3\xA4 \xF0\x9F\x98\x80"},
      {"\x1b[31mred", "<U+001B>[31mred"},
      {"a\xE2\x80\xAE"
       "b",
       "a<U+202E>b"},
      {"a\xE2\x80\x8B"
       "b",
       "a<U+200B>b"},
      {"a\rb", "a<U+000D>b"},
      {"\xF3\xA0\x81\xA9", "<U+E0069>"},
      {"a\xFF", "a<byte FF>"},
      {"\xC2\x9B", "<U+009B>"},
  };
  for (const Row& row : rows) EXPECT_EQ(with_visible_characters(row.text), row.shown);
  EXPECT_TRUE(new_hidden_characters("a\xE2\x80\x8B", "b\xE2\x80\x8B").empty());
  EXPECT_EQ(new_hidden_characters("a", "b\xE2\x80\x8B\x01").size(), 2u);
}

TEST(AssistantAnswer, FindsValuesWhereverTheyStand) {
  struct Row {
    const char* text;
    const char* values;  // kind:text, one a blank
  };
  const Row rows[] = {
      {"http://app.acme.com:8080/x?y", "host:app.acme.com port:app.acme.com:8080 path:/x?y"},
      {"https://user:pw@evil.example/", "host:evil.example path:/"},
      {"10.0.0.1:80", "address:10.0.0.1 port:10.0.0.1:80"},
      {"10.0.0.0/8", "address:10.0.0.0/8"},
      {"[::1]:443", "address:[::1] port:[::1]:443"},
      {"default-src 'self' https://cdn.evil.example; img-src //img.evil.example/a",
       "host:cdn.evil.example host:img.evil.example path:/a"},
      {"syslog:server=evil.example:514,tag=x", "host:evil.example port:evil.example:514"},
      {"unix:/run/app.sock", "path:/run/app.sock"},
      {"$host:$server_port", "variable:$host variable:$server_port"},
      {"${http_x}y", "variable:$http_x"},
      {"$1", ""},
      {"mime.types", ""},
      {"TLSv1.2 1.5 10m 1k 5s application/json keep-alive", ""},
      {"EVIL.Example", "host:evil.example"},
      {"backend:8080", "host:backend port:backend:8080"},
  };
  for (const Row& row : rows) {
    std::string found;
    for (const Value& value : values_in(row.text))
      found += (found.empty() ? "" : " ") + std::string(to_string(value.kind)) + ":" + value.text;
    EXPECT_EQ(found, row.values) << row.text;
  }
}

}  // namespace
}  // namespace stackengine::assistant
