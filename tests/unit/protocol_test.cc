// protocol/: the frame, strict requests, and answers as the schema describes them.
#include "protocol/protocol.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "assistant/task.h"
#include "nginx/build_facts.h"
#include "protocol/message.h"
#include "redaction/redaction.h"
#include "refactor/profile.h"

namespace stackengine::protocol {
namespace {

TEST(Message, RoundTripsAnyBytes) {
  const std::string binary("\0\xFF\r\n", 4);
  const Parts parts = {"{}", binary, ""};
  const std::string message = encode(parts);
  const auto decoded = decode(message);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(*decoded, parts);
}

TEST(Message, RefusesLengthsThatDoNotAddUp) {
  const std::string good = encode({"{}", "abc"});
  for (size_t length = 0; length < good.size(); ++length)
    EXPECT_FALSE(decode(good.substr(0, length))) << length;
  EXPECT_FALSE(decode(good + "x"));
  EXPECT_FALSE(decode("\xFF\xFF\xFF\xFF"));
  EXPECT_FALSE(decode(std::string("\1\0\0\0\xFF\xFF\xFF\xFF", 8)));
}

// The JSON of the answer to a request with one text.
std::string answer(const std::string& json, const std::string& text = "user a;") {
  const std::string response = handle(encode({json, text}));
  const auto parts = decode(response);
  return parts ? std::string((*parts)[0]) : "no response";
}

TEST(Protocol, NamesWhatIsWrongWithARequest) {
  struct Row {
    const char* request;
    const char* message;
  };
  const Row rows[] = {
      {"", "part 0 of the message must be a JSON object"},
      {"[]", "part 0 of the message must be a JSON object"},
      {"{", "part 0 of the message must be a JSON object"},
      {R"({"api":2})", "`api` must be 1"},
      {R"({"api":1})", "`call` must be analyze, refactor, redact, restore, prompt, review, gate or rules"},
      {R"({"api":1,"call":"x"})", "`call` must be"},
      {R"({"api":1,"call":"analyze"})", "workspace is missing"},
      {R"({"api":1,"call":"analyze","workspace":{}})", "workspace.documents is missing"},
      {R"({"api":1,"call":"analyze","workspace":{"documents":[]}})", "workspace.documents must not be empty"},
      {R"({"api":1,"call":"analyze","workspace":[]})", "workspace must be an object"},
      {R"({"api":1,"call":"rules","unit":"utf8"})", "the request has an unknown member `unit`"},
      {R"({"api":1,"call":"refactor","workspace":{"documents":[{"name":"a","text":1}]},"choices":{"chosen":[{"diagnostic":0,"fix":1.5}]}})",
       "choices.chosen[0].fix must be a number from 0 up"},
      {R"({"api":1,"call":"restore","text":1,"vault":[{"placeholder":"","class":"host","original":1}]})",
       "vault[0].placeholder must not be empty"},
      {R"({"api":1,"call":"restore","text":1,"vault":[{"placeholder":"a","class":"host","original":1,"prefixes":[24,129]}]})",
       "vault[0].prefixes[1] must be a number from 0 to 128"},
      {R"({"api":1,"call":"prompt","task":"fix","budget_tokens":0,"workspace":{"documents":[{"name":"a","text":1}]}})",
       "budget_tokens must be a number from 1 up"},
      {R"({"api":1,"call":"analyze","workspace":{"documents":[{"name":"a"}]}})",
       "workspace.documents[0].text"},
      {R"({"api":1,"call":"analyze","workspace":{"documents":[{"name":"a","text":2}]}})", "names part 2"},
      {R"({"api":1,"call":"analyze","workspace":{"documents":[{"name":"a","text":0}]}})", "names part 0"},
      {R"({"api":1,"call":"analyze","workspace":{"documents":[{"name":7,"text":1}]}})", "must be a string"},
      {R"({"api":1,"call":"analyze","workspace":{"documents":[{"name":"a","text":1,"tixt":1}]}})",
       "unknown member `tixt`"},
      {R"({"api":1,"call":"redact","policy":{"only":[]},"workspace":{"documents":[{"name":"a","text":1}]}})",
       "unknown member `only`"},
      {R"({"api":1,"call":"redact","policy":{"disabled":["hosts"]},"workspace":{"documents":[{"name":"a","text":1}]}})",
       "policy.disabled[0] must be private_key, "},
      {R"({"api":1,"call":"redact","policy":{"words":[1]},"workspace":{"documents":[{"name":"a","text":1}]}})",
       "policy.words[0] must be a string"},
      {R"({"api":1,"call":"redact","policy":{"keep":[{"document":1,"start":0,"end":1}]},"workspace":{"documents":[{"name":"a","text":1}]}})",
       "a document that is not there"},
      {R"({"api":1,"call":"redact","policy":{"add":[{"document":0,"start":2,"end":1}]},"workspace":{"documents":[{"name":"a","text":1}]}})",
       "ends before it starts"},
      {R"({"api":1,"call":"refactor","choices":{"profile":"max"},"workspace":{"documents":[{"name":"a","text":1}]}})",
       "choices.profile must be minimal, recommended or hardened"},
      {R"({"api":1,"call":"analyze","unit":"x","workspace":{"documents":[{"name":"a","text":1}]}})",
       "unit must be utf8 or utf16"},
      {R"({"api":1,"call":"analyze","workspace":{"documents":[{"name":"a","text":1}],"nginx":{"version":"new"}}})",
       "must be like 1.25.3"},
      {R"({"api":1,"call":"analyze","workspace":{"documents":[{"name":"a","text":1}],"backends":[{"name":"a","protocols":["http9"]}]}})",
       "workspace.backends[0].protocols[0] must be http1, "},
      {R"({"api":1,"call":"refactor","workspace":{"documents":[{"name":"a","text":1}]},"choices":{"unsafe":1}})",
       "must be true or false"},
      {R"({"api":1,"call":"restore","text":1})", "vault is missing"},
      {R"({"api":1,"call":"gate","text":1})", "vault is missing"},
      {R"({"api":1,"call":"gate","text":1,"vault":[{"placeholder":"a","class":"x","original":1}]})",
       "vault[0].class must be private_key, "},
      {R"({"api":1,"call":"prompt","workspace":{"documents":[{"name":"a","text":1}]}})", "task is missing"},
      {R"({"api":1,"call":"prompt","task":"sing","workspace":{"documents":[{"name":"a","text":1}]}})",
       "task must be explain, fix or question"},
      {R"({"api":1,"call":"prompt","task":"fix","budget_tokens":"x","workspace":{"documents":[{"name":"a","text":1}]}})",
       "budget_tokens must be a number"},
      {R"({"api":1,"call":"prompt","task":"question","workspace":{"documents":[{"name":"a","text":1}]}})",
       "the question is empty"},
      {R"({"api":1,"call":"review","vault":[],"workspace":{"documents":[{"name":"a","text":1}]}})",
       "answer is missing"},
      {R"({"api":1,"call":"review","vault":[],"answer":1,"accept":[-1],"workspace":{"documents":[{"name":"a","text":1}]}})",
       "accept[0] must be a number from 0 up"},
  };
  for (const Row& row : rows) {
    const std::string response = answer(row.request);
    EXPECT_EQ(response.rfind(R"({"api":1,"error":{"code":)", 0), 0u) << row.request << ": " << response;
    EXPECT_NE(response.find(row.message), std::string::npos) << row.request << ": " << response;
  }
  EXPECT_NE(handle("").find("lengths do not add up"), std::string::npos);
}

// A name that the schema allows and no reader knows would be read as the default.
TEST(Protocol, ReadsEveryNameThatTheSchemaAllows) {
  std::ifstream file(STACKENGINE_SOURCE_DIR "/core/protocol/protocol.schema.json");
  const auto schema = nlohmann::json::parse(file, nullptr, false);
  ASSERT_FALSE(schema.is_discarded());
  const auto& definitions = schema["definitions"];
  const auto names = [](const nlohmann::json& shape) {
    return shape["enum"].get<std::vector<std::string>>();
  };
  for (const auto& name : names(definitions["Protocol"])) EXPECT_TRUE(parse_protocol(name)) << name;
  for (const auto& name : names(definitions["SecretClass"]))
    EXPECT_TRUE(redaction::parse_secret_class(name)) << name;
  for (const auto& name : names(definitions["Task"])) EXPECT_TRUE(assistant::parse_task(name)) << name;
  for (const auto& name : names(definitions["Profile"])) EXPECT_TRUE(parse_profile(name)) << name;
  for (const auto& request : definitions["Request"]["oneOf"]) {
    const auto call = request["properties"]["call"]["const"].get<std::string>();
    EXPECT_EQ(answer(R"({"api":1,"call":")" + call + "\"}").find("`call` must be"), std::string::npos)
        << call;
  }
}

TEST(Protocol, RefusesUnusableInputInWords) {
  const char* request = R"({"api":1,"call":"analyze","workspace":{"documents":[{"name":"a","text":1}]}})";
  EXPECT_NE(answer(request, "").find("refused_input"), std::string::npos);
  EXPECT_NE(answer(request, std::string("\0\0", 2)).find("refused_input"), std::string::npos);
}

TEST(Protocol, CountsInTheUnitThatWasAskedFor) {
  const std::string text = "# \xE2\x80\x94\nlocation / { proxy_pass h2://a:1; }";
  const std::string documents = R"("workspace":{"documents":[{"name":"a","text":1}]}})";
  EXPECT_NE(answer(R"({"api":1,"call":"analyze",)" + documents, text)
                .find(R"("start":30,"end":38,"line":2,"column":25)"),
            std::string::npos);
  EXPECT_NE(answer(R"({"api":1,"call":"analyze","unit":"utf16",)" + documents, text)
                .find(R"("start":28,"end":36,"line":2,"column":25)"),
            std::string::npos);
}

// What the page asks the engine for: the prompt, the check of what goes out, the review of what comes back.
TEST(Protocol, CarriesTheFixOfAFragmentIntoItsFile) {
  const std::string request =
      R"({"api":1,"call":"refactor","workspace":{"documents":[{"name":"-","text":1}],)"
      R"("backends":[{"name":"a:1","protocols":["http1"]}]},"into":[{"name":"nginx.conf","text":2}]})";
  const std::string fragment = "location / {\n    proxy_pass h2://a:1;\n}\n";
  const std::string file =
      "events {}\nhttp {\n  server {\n    location / {\n      proxy_pass h2://a:1;\n    }\n  }\n}\n";
  const std::string response = handle(encode({request, fragment, file}));
  const auto parts = decode(response);
  ASSERT_TRUE(parts);
  const auto json = nlohmann::json::parse((*parts)[0])["refactoring"];
  EXPECT_EQ(json["files"][0]["name"], "fragment.conf");
  EXPECT_EQ(json["files"][0]["fragment"], true);
  EXPECT_EQ(json["rebased"]["problem"], "");
  EXPECT_EQ(json["rebased"]["files"][0]["name"], "nginx.conf");
  EXPECT_EQ((*parts)[json["rebased"]["patch"].get<size_t>()],
            "--- a/nginx.conf\n+++ b/nginx.conf\n@@ -2,7 +2,7 @@\n http {\n   server {\n     location / {\n"
            "-      proxy_pass h2://a:1;\n+      proxy_pass http://a:1;\n     }\n   }\n }\n");
  const std::string without = handle(encode({request, fragment, "events {}\n"}));
  const auto absent = decode(without);
  ASSERT_TRUE(absent);
  EXPECT_NE(std::string((*absent)[0]).find("is not in nginx.conf"), std::string::npos);
}

TEST(Protocol, LeadsThroughTheAssistant) {
  const std::string config =
      "upstream orders_pool { server a.acme.com:80; }\nlocation / { proxy_pass h2://orders_pool; }\n";
  const std::string response = handle(encode({R"({"api":1,"call":"prompt","task":"fix","policy":{"key":"k"},)"
                                              R"("workspace":{"documents":[{"name":"a.conf","text":1}]}})",
                                              config}));
  const auto parts = decode(response);
  ASSERT_TRUE(parts);
  const nlohmann::json prompt = nlohmann::json::parse((*parts)[0], nullptr, false)["prompt"];
  ASSERT_TRUE(prompt.is_object()) << (*parts)[0];
  const std::string user((*parts)[prompt["user"].get<size_t>()]);
  std::string name;
  nlohmann::json vault = nlohmann::json::array();
  std::vector<std::string> originals;
  for (nlohmann::json entry : prompt["redaction"]["vault"]) {
    originals.emplace_back((*parts)[entry["original"].get<size_t>()]);
    if (originals.back() == "orders_pool") name = entry["placeholder"];
    entry["original"] = originals.size() + 2;
    vault.push_back(entry);
  }
  ASSERT_NE(name, "");

  const std::string answer = R"({"explanation":")" + name +
                             R"(","edits":[{"file":"a.conf","old":"location / { proxy_pass h2://)" + name +
                             R"(; }","new":"location / { proxy_pass http://)" + name + R"(; }"}]})";
  nlohmann::json review = {{"api", 1},
                           {"call", "review"},
                           {"answer", 2},
                           {"vault", vault},
                           {"workspace", {{"documents", {{{"name", "a.conf"}, {"text", 1}}}}}}};
  std::string json = review.dump();
  Parts request = {json, config, answer};
  request.insert(request.end(), originals.begin(), originals.end());
  const std::string reviewed = handle(encode(request));
  const auto result = decode(reviewed);
  ASSERT_TRUE(result);
  const nlohmann::json outcome = nlohmann::json::parse((*result)[0], nullptr, false)["review"];
  ASSERT_TRUE(outcome.is_object()) << (*result)[0];
  EXPECT_EQ(outcome["form"], "json");
  EXPECT_EQ(outcome["hunks"][0]["status"], "clean") << (*result)[0];
  EXPECT_EQ((*result)[outcome["explanation"].get<size_t>()], "orders_pool");
  EXPECT_NE((*result)[outcome["files"][0]["after"].get<size_t>()].find("http://orders_pool; }"),
            std::string_view::npos);

  nlohmann::json gate = {{"api", 1}, {"call", "gate"}, {"text", 1}, {"vault", vault}};
  json = gate.dump();
  request[0] = json;
  request[1] = user;
  EXPECT_NE(handle(encode(request)).find(R"({"api":1,"leaks":[]})"), std::string::npos);
  request[1] = config;
  EXPECT_NE(handle(encode(request)).find(R"("encoding":"raw")"), std::string::npos);
}

TEST(Version, ReadsWhatPeopleWrite) {
  struct Row {
    const char* text;
    const char* version;  // null: not a version
  };
  const Row rows[] = {{"1.25.3", "1.25.3"},
                      {"1.25", "1.25.0"},
                      {"nginx/1.22.1", "1.22.1"},
                      {"1", nullptr},
                      {"", nullptr},
                      {"1.", nullptr},
                      {"1.2.3.", nullptr},
                      {"1.2.3.4", nullptr},
                      {"a.b", nullptr},
                      {"1.25.3-alpine", nullptr},
                      {"1..3", nullptr},
                      {"99999999.1", nullptr}};
  for (const Row& row : rows) {
    const auto version = nginx::parse_version(row.text);
    EXPECT_EQ(version ? nginx::to_string(*version) : "", row.version == nullptr ? "" : row.version)
        << row.text;
  }
}

// The redacted text of a request whose policy is `policy`.
std::string redacted(const std::string& policy, const std::string& text) {
  const std::string json = R"({"api":1,"call":"redact","unit":"utf16","policy":)" + policy +
                           R"(,"workspace":{"documents":[{"name":"a","text":1}]}})";
  const std::string response = handle(encode({json, text}));
  const auto parts = decode(response);
  return parts && parts->size() > 1 ? std::string((*parts)[1]) : "no text";
}

TEST(Protocol, TakesThePolicyOfARedaction) {
  // Two bytes and one code unit, four bytes and two.
  const std::string text = "# \xC3\xA9\xF0\x9F\x98\x80 blue7\nserver_name app.acme.com intranet;\n";
  EXPECT_EQ(redacted(R"({"disabled":["host"]})", text), text);
  EXPECT_EQ(redacted(R"({"allowed":["app.acme.com","INTRANET"]})", text), text);
  EXPECT_EQ(
      redacted(R"({"keep":[{"document":0,"start":24,"end":25},{"document":0,"start":40,"end":41}]})", text),
      text);
  const std::string added =
      redacted(R"({"disabled":["host"],"add":[{"document":0,"start":6,"end":11}]})", text);
  EXPECT_EQ(added.find("blue7"), std::string::npos) << added;
  EXPECT_EQ(added.substr(0, 9), text.substr(0, 9));
  EXPECT_EQ(added.substr(added.find('\n')), text.substr(text.find('\n')));
  const std::string words = redacted(R"({"disabled":["host"],"words":["Blue"]})", text);
  EXPECT_EQ(words.find("blue7"), std::string::npos) << words;
}

TEST(Protocol, ListsWhatARedactionGuesses) {
  const std::string json =
      answer(R"({"api":1,"call":"redact","workspace":{"documents":[{"name":"a","text":1}]}})",
             "set $x Zk3vQ9xT7bLw2NfR8mYc; # app.globex.com\n");
  EXPECT_NE(json.find(R"("suggested_words":["globex"])"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("class":"random")"), std::string::npos) << json;
  const std::string refused =
      answer(R"({"api":1,"call":"redact","policy":{"words":[")" + std::string(300, 'a') +
             R"("]},"workspace":{"documents":[{"name":"a","text":1}]}})");
  EXPECT_NE(refused.find("refused_input"), std::string::npos) << refused;
}

}  // namespace
}  // namespace stackengine::protocol
