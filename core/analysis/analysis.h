// The workspace that everything takes, and what an analysis of it says.
#ifndef STACKENGINE_ANALYSIS_ANALYSIS_H_
#define STACKENGINE_ANALYSIS_ANALYSIS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/backend.h"
#include "diagnosis/diagnostic.h"
#include "error_log/causes.h"
#include "error_log/error_log.h"
#include "intake/intake.h"
#include "kubernetes/route_text.h"
#include "nginx/build_facts.h"
#include "nginx/evaluation.h"
#include "text/document.h"
#include "text/source.h"

namespace stackengine {

// All that the user gave.
struct Workspace {
  std::vector<Document> documents;
  nginx::BuildFacts nginx;
  std::vector<BackendAnswer> answers;
};

// A part of a message that varies: {"size", "4740180"}.
struct LogField {
  std::string_view name;
  std::string value;
};

// One error-log entry and what it says.
struct LogReport {
  size_t source = 0;
  error_log::Entry entry;                     // spans are in the source's text
  std::optional<error_log::Meaning> message;  // which message it is; nullopt: none about upstreams
  std::string meaning;                        // empty: nothing about what the backend speaks
  std::string_view what;                      // what happened; empty: not a message about upstreams
  std::vector<LogField> fields;
  error_log::Causes causes;
  // An earlier entry (its index in Analysis::log) that says the same about the same peer: its causes hold
  // here too, and are not repeated.
  std::optional<size_t> like;
  bool unexplained = false;  // an error, and no finding accounts for it
};

// A path that an `include` names and no given file has.
struct MissingInclude {
  std::string path;
  Place place;
};

// Diagnostics that exist and are counted only.
struct Uncollected {
  std::string_view rule;
  Severity severity = Severity::error;
  size_t count = 0;
};

struct Analysis {
  std::string refusal;  // not empty: nothing was analysed, and this says why and the way out
  size_t refused_document = 0;
  // Not empty: no part of the input is configuration or evidence; what it looks like, and what to give
  // instead.
  std::string unrecognised;
  std::vector<intake::Pieces> pieces;  // by document
  std::vector<Source> sources;         // by document; places refer to these
  nginx::BuildFacts
      nginx;  // the user's choice, and what the paste tells; claims' `text` is a source, or none
  std::vector<MissingInclude> missing_includes;
  std::vector<Backend> backends;
  std::map<std::string, uint8_t> asked_modes;   // how nginx asked each when the clients got their answers
  std::vector<kubernetes::RouteReport> routes;  // of the Ingresses of the paste
  std::vector<LogReport> log;
  // By place and rule; where they are more than Limits::kMaxDiagnostics, the most severe first. Reports list
  // the first kMaxDiagnostics; all of them are fixed.
  std::vector<Diagnostic> diagnostics;
  nginx::Violations violations;          // of what nginx demands across directives
  std::vector<Uncollected> uncollected;  // beyond Limits::kMaxCollected
};

// How many diagnostics there are, listed or not: a verdict is about these.
struct Totals {
  size_t errors = 0;
  size_t warnings = 0;
  size_t infos = 0;

  size_t all() const { return errors + warnings + infos; }
  size_t findings() const { return errors + warnings; }
};
Totals totals(const Analysis& analysis);

// How many of Analysis::diagnostics reports list, and what they leave out.
size_t listed(const Analysis& analysis);
Totals not_listed(const Analysis& analysis);

Analysis analyze(const Workspace& workspace);

// The same over sources that intake has read already, perhaps with edits in them. `pieces` stays empty.
// Evidence has a time: log lines, clients' answers and events are about the text before the edits, whose
// analysis is `before`. What they tell of the backends holds for the edited text, too; that they contradict a
// setting does not. Null: `sources` are that text.
Analysis analyze_sources(std::vector<Source> sources, const nginx::BuildFacts& nginx,
                         const std::vector<BackendAnswer>& answers, const Analysis* before = nullptr);

}  // namespace stackengine

#endif  // STACKENGINE_ANALYSIS_ANALYSIS_H_
