// Analysis and fixes of any paste: every place lies in its text, safe fixes bring no error but what was
// hidden, and fixing the fixed text again changes nothing.
#include <algorithm>

#include "engine.h"
#include "fuzz/fuzz.h"

namespace stackengine {
namespace {

Workspace workspace_of(std::string text) {
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", std::move(text), DocumentKind::automatic});
  return workspace;
}

auto errors_in(const std::vector<Diagnostic>& diagnostics) {
  return std::count_if(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
}

// Repaired punctuation, or a repaired name, lets the rules read what was hidden behind it.
bool hides_errors(const Analysis& analysis) {
  return !analysis.uncollected.empty() ||
         std::any_of(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                     [](const Diagnostic& diagnostic) {
                       const std::string_view group = rules::group_of(*rules::find_rule(diagnostic.rule));
                       return group == "syntax" || group == "directive";
                     });
}

void check_places(const Analysis& analysis, size_t size) {
  const auto inside = [&](const Place& place) {
    if (place.source >= analysis.sources.size()) return false;
    const Source& source = analysis.sources[place.source];
    const Span span = to_document(source, place.span);
    return place.span.start <= place.span.end && place.span.end <= source.text.size() && span.end <= size;
  };
  for (const Diagnostic& diagnostic : analysis.diagnostics) {
    FUZZ_CHECK(inside(diagnostic.place));
    for (const RelatedPlace& related : diagnostic.related) FUZZ_CHECK(inside(related.place));
    for (const Fix& fix : diagnostic.fixes) {
      for (const Edit& edit : fix.edits) FUZZ_CHECK(inside(edit.place));
    }
  }
}

void check(std::string_view bytes) {
  const Workspace workspace = workspace_of(std::string(bytes));
  const Analysis analysis = analyze(workspace);
  check_places(analysis, bytes.size());
  if (!analysis.refusal.empty()) return;
  for (const bool unsafe : {false, true}) {
    Choices choices;
    choices.unsafe = unsafe;
    const Refactoring once = refactor(workspace, analysis, choices);
    if (once.files.empty()) continue;
    if (!unsafe && !hides_errors(analysis)) {
      FUZZ_CHECK(errors_in(once.remaining) <= errors_in(analysis.diagnostics));
    }
    // Without its log lines the text has less evidence.
    if (once.files[0].before != bytes) continue;
    const Workspace fixed = workspace_of(once.files[0].after);
    const Analysis again = analyze(fixed);
    // A line of no known language beside configuration that became whole may now be taken for prose.
    if (again.sources.size() != 1 || again.sources[0].text != once.files[0].after) continue;
    FUZZ_CHECK(refactor(fixed, again, choices).patch.empty());
  }
}

}  // namespace
}  // namespace stackengine

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const stackengine::fuzz::ExactCopy copy(data, size);
  stackengine::check(copy.text());
  return 0;
}
