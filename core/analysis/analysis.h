// The input of the engine, and the result of analysing it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/backend.h"
#include "diagnosis/diagnostic.h"
#include "diagnosis/wire.h"
#include "error_log/causes.h"
#include "error_log/error_log.h"
#include "intake/intake.h"
#include "kubernetes/route_text.h"
#include "nginx/build_facts.h"
#include "nginx/evaluation.h"
#include "text/document.h"
#include "text/source.h"
#include "workspace/sources.h"

namespace stackengine {

// Everything that the user gave.
struct Workspace {
  std::vector<Document> documents;
  nginx::BuildFacts nginx;
  std::vector<BackendAnswer> answers;
};

// A variable part of a message: {"size", "4740180"}.
struct LogField {
  std::string_view name;
  std::string value;
};

// One error-log entry and what it says.
struct LogReport {
  size_t source = 0;
  error_log::Entry entry;                     // spans are in the source's text
  std::optional<error_log::Meaning> message;  // which message it is; nullopt: not about upstreams
  std::string meaning;                        // what it says about the backend's protocol; may be empty
  std::string_view what;                      // what happened; empty: not a message about upstreams
  std::vector<LogField> fields;
  error_log::Causes causes;
  // The index in Analysis::log of an earlier entry that says the same about the same peer. Its causes apply
  // here too and are not repeated.
  std::optional<size_t> like;
  bool unexplained = false;  // an error that no finding explains
};

// A path in an `include` that matches no given file.
struct MissingInclude {
  std::string path;
  Place place;
};

// Diagnostics that are only counted.
struct Uncollected {
  std::string_view rule;
  Severity severity = Severity::error;
  size_t count = 0;
};

struct Analysis {
  std::string refusal;  // not empty: nothing was analysed; says why, and what to do
  size_t refused_document = 0;
  // Not empty: no part of the input is configuration or evidence; says what it looks like, and what to paste
  // instead.
  std::string unrecognised;
  std::vector<intake::Pieces> pieces;  // by document
  Sources sources;                     // by document; places refer to these
  nginx::BuildFacts nginx;  // from the user and the paste; the `text` of a claim is a source, or none
  std::vector<MissingInclude> missing_includes;
  std::vector<Backend> backends;
  std::map<std::string, Wire> asked_wires;      // what nginx sent to each when clients got their responses
  std::vector<kubernetes::RouteReport> routes;  // of the Ingresses of the paste
  std::vector<LogReport> log;
  // In the order of place and rule, or with the most severe first if there are more than
  // Limits::kMaxDiagnostics. Reports list only the first kMaxDiagnostics; fixing covers all.
  std::vector<Diagnostic> diagnostics;
  nginx::Violations violations;          // of nginx's requirements across directives
  std::vector<Uncollected> uncollected;  // beyond Limits::kMaxCollected
};

// The number of diagnostics, listed or not. Verdicts depend on these.
struct Totals {
  size_t errors = 0;
  size_t warnings = 0;
  size_t infos = 0;

  size_t all() const { return errors + warnings + infos; }
  size_t findings() const { return errors + warnings; }
};
Totals totals(const Analysis& analysis);

// How many of Analysis::diagnostics reports list, and how many they omit.
size_t listed(const Analysis& analysis);
Totals not_listed(const Analysis& analysis);

Analysis analyze(const Workspace& workspace);

// Analyses sources that intake has already read, perhaps after edits. `pieces` stays empty.
// Log lines, responses to clients and events are evidence about the text before the edits; `before` is the
// analysis of that text, or null if `sources` are unedited. What the evidence says about backends still holds
// after the edits, but a contradiction to a setting does not.
Analysis analyze_sources(Sources sources, const nginx::BuildFacts& nginx,
                         const std::vector<BackendAnswer>& answers, const Analysis* before = nullptr);

}  // namespace stackengine
