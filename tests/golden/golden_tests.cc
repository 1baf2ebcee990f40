// Runs every golden case. UPDATE_GOLDEN=1 rewrites the diffs and reports; GOLDEN_JSON_DIR=DIR writes each
// case's protocol responses there, so that native and WASM can be compared byte by byte.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

#include "assistant/prompt.h"
#include "assistant/review.h"
#include "golden/golden_case.h"
#include "protocol/message.h"
#include "protocol/protocol.h"
#include "report/json.h"
#include "report/text.h"
#include "text/line_index.h"

namespace stackengine::golden {
namespace {

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::multiset<LineAndRule> found_in(const GoldenCase& golden, const Analysis& analysis) {
  const LineIndex lines(golden.workspace.documents[0].text);
  std::multiset<LineAndRule> found;
  for (const Diagnostic& diagnostic : analysis.diagnostics) {
    const Span span = to_document(analysis.sources[diagnostic.place.source], diagnostic.place.span);
    found.insert({lines.at(span.start).line, diagnostic.rule});
  }
  return found;
}

TEST(Golden, DiagnosticsAreThoseExpected) {
  for (const GoldenCase& golden : all_cases()) {
    const Analysis analysis = analyze(golden.workspace);
    EXPECT_EQ(analysis.refusal, "") << golden.path;
    EXPECT_EQ(found_in(golden, analysis), golden.expected) << golden.path;
  }
}

// Compares `text` with the case's file of that extension, which is absent when the text is empty.
void expect_recorded(const GoldenCase& golden, const char* extension, const std::string& text) {
  const std::string path = golden.path.substr(0, golden.path.size() - 5) + extension;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    if (text.empty()) {
      std::remove(path.c_str());
    } else {
      write(path, text);
    }
  }
  EXPECT_EQ(text, read(path)) << golden.path;
}

TEST(Golden, FixesGiveTheExpectedDiff) {
  for (const GoldenCase& golden : all_cases()) {
    expect_recorded(golden, ".diff",
                    refactor(golden.workspace, analyze(golden.workspace), golden.choices).patch);
  }
}

// A change of wording shows in review.
TEST(Golden, FindingsReadAsRecorded) {
  for (const GoldenCase& golden : all_cases()) {
    const Analysis analysis = analyze(golden.workspace);
    expect_recorded(golden, ".txt",
                    analysis.diagnostics.empty() ? "" : report::to_text(golden.workspace, analysis));
  }
}

// A rule that no case produces, or that no case leaves silent, is not tested.
TEST(Golden, EveryRuleHasPositiveAndNegativeCases) {
  std::set<std::string> produced;
  std::set<std::string> silent;
  for (const GoldenCase& golden : all_cases()) {
    EXPECT_NE(rules::find_rule(golden.rule), nullptr) << golden.path << ": no rule has this folder's name";
    for (const auto& [line, rule] : golden.expected) produced.insert(rule);
    if (golden.expected.empty()) silent.insert(golden.rule);
  }
  for (const rules::Rule* rule : rules::all_rules()) {
    EXPECT_EQ(produced.count(std::string(rule->id)), 1u) << rule->id << " is produced by no case";
    EXPECT_EQ(silent.count(std::string(rule->id)), 1u) << rule->id << " has no case without findings";
  }
}

// The code blocks of a rule's documentation.
std::vector<std::string> examples_of(const rules::Rule& rule) {
  const std::string text(rules::page_of(rule));
  const std::string open = rules::group_of(rule) == "kubernetes" ? "```yaml\n" : "```nginx\n";
  std::vector<std::string> examples;
  for (size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    examples.push_back(text.substr(at, text.find("```", at) - at));
  }
  return examples;
}

size_t count_of(const rules::Rule& rule, const std::string& config) {
  Workspace workspace;
  workspace.documents.push_back({"example.conf", config, DocumentKind::automatic});
  workspace.answers.push_back({"127.0.0.1:8080", {Protocol::http1}});
  const std::string version = "# with nginx-version: ";
  if (const size_t at = config.find(version); at != std::string::npos) {
    const size_t value = at + version.size();
    workspace.nginx.version = nginx::parse_version(config.substr(value, config.find('\n', value) - value));
  }
  workspace.answers.push_back({"127.0.0.1:8443", {Protocol::http1_tls}});
  workspace.answers.push_back({"127.0.0.1:50051", {Protocol::grpc}});
  const Analysis analysis = analyze(workspace);
  return static_cast<size_t>(
      std::count_if(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                    [&](const Diagnostic& diagnostic) { return diagnostic.rule == rule.id; }));
}

TEST(Golden, DocumentationExamplesDoWhatTheySay) {
#ifdef __EMSCRIPTEN__
  return;  // the modules carry no pages; the same text is read natively
#endif
  for (const rules::Rule* rule : rules::all_rules()) {
    const std::vector<std::string> examples = examples_of(*rule);
    ASSERT_EQ(examples.size(), 2u) << rule->id;
    EXPECT_EQ(count_of(*rule, examples[0]), 1u) << rule->id << ":\n" << examples[0];
    EXPECT_EQ(count_of(*rule, examples[1]), 0u) << rule->id << ":\n" << examples[1];
  }
}

TEST(Golden, DocumentationHasItsHeadings) {
#ifdef __EMSCRIPTEN__
  return;  // the modules carry no pages; the same text is read natively
#endif
  for (const rules::Rule* rule : rules::all_rules()) {
    size_t at = 0;
    for (const char* heading : {"## What it does\n", "## Why is this bad\n", "## Example\n",
                                "## Fix safety\n", "## References\n"}) {
      at = rules::page_of(*rule).find(heading, at);
      ASSERT_NE(at, std::string_view::npos) << rule->id << " lacks " << heading;
    }
  }
}

std::string request(const GoldenCase& golden, const char* call) {
  report::Json workspace = {{"documents", {{{"name", golden.workspace.documents[0].name}, {"text", 1}}}},
                            {"nginx", report::Json::object()},
                            {"backends", report::Json::array()}};
  if (golden.workspace.nginx.version)
    workspace["nginx"]["version"] = nginx::to_string(*golden.workspace.nginx.version);
  for (const BackendAnswer& answer : golden.workspace.answers) {
    workspace["backends"].push_back({{"name", answer.name}, {"protocols", {to_string(answer.protocols[0])}}});
  }
  report::Json json = {{"api", 1}, {"call", call}, {"unit", "utf16"}, {"workspace", std::move(workspace)}};
  if (std::string_view(call) == "refactor") {
    json["choices"] = {{"unsafe", golden.choices.unsafe}, {"profile", to_string(golden.choices.profile)}};
  }
  const std::string name = call;
  if (name == "prompt") {
    json["task"] = "fix";
    json["policy"] = {{"key", "golden"}};
    json["budget_tokens"] = 100000;
  }
  // What a model would answer that found the same fix, and a placeholder that nobody gave out.
  const Refactoring fixed = refactor(golden.workspace, analyze(golden.workspace), golden.choices);
  const std::string answer = fixed.patch + "h99zz\n";
  if (name == "review") {
    json["vault"] = {{{"placeholder", "h01aa"}, {"class", "host"}, {"original", 2}}};
    json["answer"] = 3;
    json["accept"] = report::Json::array();
    json["task"] = "question";
  }
  if (name == "gate") {
    json.erase("workspace");
    json["text"] = 1;
    json["vault"] = {{{"placeholder", "h01aa"}, {"class", "host"}, {"original", 2}}};
  }
  return protocol::encode({report::dump(json), golden.workspace.documents[0].text, "app.example", answer});
}

TEST(Golden, ProtocolAnswersEveryCase) {
  const char* folder = std::getenv("GOLDEN_JSON_DIR");
  for (const GoldenCase& golden : all_cases()) {
    for (const char* call : {"analyze", "refactor", "redact", "prompt", "review", "gate"}) {
      const std::string message = request(golden, call);
      const std::string response = protocol::handle(message);
      const auto parts = protocol::decode(response);
      ASSERT_TRUE(parts) << golden.path;
      EXPECT_EQ((*parts)[0].rfind("{\"api\":1,\"error\"", 0), std::string_view::npos)
          << golden.path << ": " << (*parts)[0];
      if (folder == nullptr) continue;
      const std::string stem = std::string(folder) + "/" + golden.rule + "." + golden.name + "." + call;
      write(stem + ".request", message);
      write(stem + ".response", response);
    }
  }
}

// What a good model would answer, in each form, with the placeholders that it was given: the fix of the case.
struct GoodAnswer {
  std::string form;
  std::string text;
};

std::vector<GoodAnswer> good_answers(const std::string& name, const std::string& before,
                                     const std::string& after) {
  const std::vector<Change> changes = diff_lines(before, after);
  report::Json edits = report::Json::array();
  const LineIndex lines(before);
  for (const Change& change : changes) {
    // With the line above, as far as there is one that no other edit has.
    const uint32_t last = change.before_line;
    const uint32_t start = last > 1 ? lines.line(last - 1, before).start : change.before.start;
    const std::string head = before.substr(start, change.before.start - start);
    edits.push_back({{"file", name},
                     {"start_line", last > 1 ? last - 1 : last},
                     {"old", head + std::string(change.before.in(before))},
                     {"new", head + std::string(change.after.in(after))},
                     {"reason", "it is wrong"}});
  }
  const report::Json json = {{"explanation", "see the edits"}, {"edits", edits}};
  return {{"json", "Here it is:\n```json\n" + report::dump(json) + "\n```\n"},
          {"diff", "```diff\n" + unified_diff(name, before, after, changes) + "```\n"},
          {"block", "The whole file:\n```nginx\n" + after + (after.back() == '\n' ? "```\n" : "\n```\n")}};
}

TEST(Golden, TheFixAsAModelWouldSendItIsTakenAsItIs) {
  size_t tried[3] = {};
  for (const GoldenCase& golden : all_cases()) {
    const Analysis analysis = analyze(golden.workspace);
    const Refactoring fixed = refactor(golden.workspace, analysis, golden.choices);
    if (fixed.patch.empty() || fixed.files.size() != 1) continue;
    const FixedFile& file = fixed.files[0];
    // Between the two texts, values have the same placeholders.
    assistant::PromptRequest request;
    request.policy.key = "golden";
    const assistant::Prompt prompt = assistant::compose_prompt(golden.workspace, analysis, request);
    ASSERT_EQ(prompt.refusal, "") << golden.path;
    Workspace both;
    both.documents = {{file.name, file.before, DocumentKind::automatic},
                      {file.name, file.after, DocumentKind::automatic}};
    const redaction::Redaction redacted = redact(both, request.policy);
    const std::vector<GoodAnswer> answers = good_answers(file.name, redacted.texts[0], redacted.texts[1]);
    for (size_t i = 0; i < answers.size(); ++i) {
      // A fence holds what nginx can read, and no manifest.
      const bool readable = analysis.sources[file.source].kind == SourceKind::nginx &&
                            nginx::Config(file.after).errors().empty();
      if (answers[i].form == "block" && !readable) continue;
      assistant::ReviewRequest review_request;
      review_request.vault = redacted.vault;
      review_request.answer = answers[i].text;
      const size_t hunks = assistant::review_answer(golden.workspace, analysis, review_request).hunks.size();
      review_request.accept.emplace();
      for (size_t hunk = 0; hunk < hunks; ++hunk) review_request.accept->push_back(hunk);
      const assistant::Review review = assistant::review_answer(golden.workspace, analysis, review_request);
      EXPECT_EQ(assistant::to_string(review.form), answers[i].form) << golden.path;
      EXPECT_EQ(review.files[0].after, file.after)
          << golden.path << "\n"
          << (review.refused.empty() ? "" : review.refused[0]) << answers[i].text;
      ++tried[i];
    }
  }
  std::printf("fixes as answers: %zu as JSON, %zu as a diff, %zu as a block\n", tried[0], tried[1], tried[2]);
}

}  // namespace
}  // namespace stackengine::golden
