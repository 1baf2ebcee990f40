// Properties 1 and 2 of the design, on every golden input and on what becomes of it by cutting, dropping,
// doubling and CRLF: losslessness, and fixes that never make a configuration worse.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "golden/golden_case.h"
#include "nginx/parser.h"

namespace stackengine {
namespace {

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

// The golden inputs and, with a fixed seed, damaged forms of each.
std::vector<std::string> inputs() {
  std::mt19937 random(20261121);
  std::vector<std::string> texts = {"", "\xEF\xBB\xBFuser a;", std::string("a\0b;", 4), "\xFF\xFE{",
                                    "a\rb;\r"};
  for (const golden::GoldenCase& golden : golden::all_cases()) {
    const std::string& text = golden.workspace.documents[0].text;
    texts.push_back(text);
    texts.push_back(with_crlf(text));
    for (int i = 0; i < 12; ++i) {
      const size_t at = random() % text.size();
      texts.push_back(text.substr(0, at));
      texts.push_back(text.substr(0, at) + text.substr(at + 1));
      texts.push_back(text.substr(0, at) + text[at] + text.substr(at));
      texts.push_back(text.substr(0, at) + "{};\"'#\n\\$"[random() % 9] + text.substr(at));
    }
  }
  return texts;
}

TEST(Property, ParsingLosesNothing) {
  for (const std::string& text : inputs()) {
    const nginx::Parsed parsed = nginx::parse(text);
    ASSERT_EQ(print(parsed.tree, text), text);
    uint32_t end = 0;
    for (const nginx::Token& token : parsed.tree.tokens) {  // tokens tile the text
      ASSERT_EQ(token.span.start, end) << text;
      ASSERT_GT(token.span.end, token.span.start) << text;
      end = token.span.end;
    }
    ASSERT_EQ(end, text.size());
  }
}

TEST(Property, TheTreeNests) {
  for (const std::string& text : inputs()) {
    const nginx::SyntaxTree tree = nginx::parse(text).tree;
    const auto count = static_cast<nginx::DirectiveId>(tree.directives.size());
    uint32_t word = 0;
    for (nginx::DirectiveId id = 0; id < count; ++id) {
      const nginx::Directive& directive = tree.directives[id];
      ASSERT_EQ(directive.first_word, word) << text;  // every word belongs to exactly one directive, in order
      ASSERT_GE(directive.word_count, 1u) << text;
      word += directive.word_count;
      ASSERT_GT(directive.subtree_end, id) << text;
      ASSERT_LE(directive.subtree_end, count) << text;
      if (directive.parent == nginx::kNoDirective) continue;
      const nginx::Directive& parent = tree.directives[directive.parent];
      ASSERT_LT(directive.parent, id) << text;
      ASSERT_LE(directive.subtree_end, parent.subtree_end) << text;
      ASSERT_GE(directive.span.start, parent.body.start) << text;
      ASSERT_LE(directive.span.end, parent.body.end) << text;
    }
    ASSERT_EQ(word, tree.words.size()) << text;
  }
}

Workspace workspace_of(const std::string& text) {
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", text, DocumentKind::automatic});
  return workspace;
}

size_t errors_in(const std::vector<Diagnostic>& diagnostics) {
  return static_cast<size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; }));
}

// Every profile, with and without consent to assumptions.
std::vector<Choices> all_choices() {
  std::vector<Choices> all;
  for (const Profile profile : {Profile::minimal, Profile::recommended, Profile::hardened}) {
    for (const bool unsafe : {false, true}) {
      Choices choices;
      choices.unsafe = unsafe;
      choices.profile = profile;
      all.push_back(choices);
    }
  }
  return all;
}

TEST(Property, FixingIsIdempotentAndNeverWorse) {
  for (const std::string& text : inputs()) {
    for (const Choices& choices : all_choices()) {
      const Workspace workspace = workspace_of(text);
      const Analysis analysis = analyze(workspace);
      if (!analysis.refusal.empty()) continue;
      const Refactoring once = refactor(workspace, analysis, choices);
      if (once.files.empty()) continue;
      const Workspace fixed = workspace_of(once.files[0].after);
      const Analysis again = analyze(fixed);
      // Without its log lines the text has less evidence, so only what the fixed text itself still shows is
      // fixed again.
      const Refactoring twice = refactor(fixed, again, choices);
      if (once.files[0].before == text) {
        ASSERT_EQ(twice.patch, "") << text << "\n--- fixed once:\n" << once.files[0].after;
      }
      const bool unchanged = std::all_of(once.files.begin(), once.files.end(),
                                         [](const FixedFile& file) { return file.before == file.after; });
      ASSERT_EQ(once.patch.empty(), unchanged) << text;
      for (const FixOutcome& outcome : once.outcomes) {
        // One that rests on an assumption may turn out to uncover a worse mistake.
        const Fix& fix = analysis.diagnostics[outcome.diagnostic].fixes[outcome.fix];
        if (fix.applicability != Applicability::safe) continue;
        ASSERT_NE(outcome.status, FixStatus::refused) << text;
      }
    }
  }
}

TEST(Property, AnAppliedFixRemovesItsDiagnosticAndBringsNoError) {
  for (const std::string& text : inputs()) {
    const Workspace workspace = workspace_of(text);
    const Analysis analysis = analyze(workspace);
    for (size_t d = 0; d < analysis.diagnostics.size(); ++d) {
      for (size_t f = 0; f < analysis.diagnostics[d].fixes.size(); ++f) {
        if (analysis.diagnostics[d].fixes[f].applicability == Applicability::safe) continue;
        // This alternative alone: everything else is declined.
        Choices choices;
        choices.chosen.push_back({d, f});
        for (size_t other = 0; other < analysis.diagnostics.size(); ++other) {
          if (other != d) choices.declined.push_back(other);
        }
        const Refactoring result = refactor(workspace, analysis, choices);
        const rules::Rule* rule = rules::find_rule(analysis.diagnostics[d].rule);
        const bool syntax = rules::group_of(*rule) == "syntax" || rule->id == "unknown-directive";
        if (!syntax) {
          ASSERT_LE(errors_in(result.remaining), errors_in(analysis.diagnostics)) << text;
        }
      }
    }
  }
}

TEST(Property, EditsStayInsideTheText) {
  for (const std::string& text : inputs()) {
    for (const Diagnostic& diagnostic : analyze(workspace_of(text)).diagnostics) {
      ASSERT_LE(diagnostic.place.span.start, diagnostic.place.span.end) << text;
      ASSERT_LE(diagnostic.place.span.end, text.size()) << text;
      for (const Fix& fix : diagnostic.fixes) {
        ASSERT_TRUE(!fix.edits.empty() || fix.applicability == Applicability::manual)
            << diagnostic.rule << ": " << text;
        ASSERT_EQ(fix.assumption.empty(), fix.applicability == Applicability::safe) << diagnostic.rule;
        for (const Edit& edit : fix.edits) {
          ASSERT_LE(edit.place.span.start, edit.place.span.end) << text;
          ASSERT_LE(edit.place.span.end, text.size()) << text;
          for (const Edit& other : fix.edits)
            ASSERT_TRUE(compatible(edit, other)) << diagnostic.rule << ": " << text;
        }
      }
    }
  }
}

TEST(Property, PatchAppliedToBeforeGivesAfter) {
  for (const std::string& text : inputs()) {
    Choices choices;
    choices.unsafe = true;
    const Workspace workspace = workspace_of(text);
    const Refactoring result = refactor(workspace, analyze(workspace), choices);
    for (const FixedFile& file : result.files) {
      std::string rebuilt;
      uint32_t done = 0;
      for (const Change& change : file.changes) {
        rebuilt += file.before.substr(done, change.before.start - done);
        rebuilt += change.after.in(file.after);
        done = change.before.end;
      }
      ASSERT_EQ(rebuilt + file.before.substr(done), file.after);
    }
  }
}

}  // namespace
}  // namespace stackengine
