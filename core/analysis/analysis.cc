#include "analysis/analysis.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "backends/infer.h"
#include "rules/rule.h"
#include "text/limits.h"

namespace stackengine {
namespace {

// The ranges of a document that are not configuration.
std::vector<Span> holes_of(const intake::Pieces& pieces) {
  std::vector<Span> holes;
  for (const intake::Piece& piece : pieces) {
    if (piece.kind != intake::PieceKind::nginx) holes.push_back(piece.span);
  }
  return holes;
}

bool has_configuration(const intake::Pieces& pieces) {
  return std::any_of(pieces.begin(), pieces.end(),
                     [](const intake::Piece& piece) { return piece.kind == intake::PieceKind::nginx; });
}

// Sets `refusal` when some document cannot be analysed.
bool refuse(const Workspace& workspace, Analysis* analysis) {
  if (workspace.documents.empty()) {
    analysis->refusal = "there is no input: give at least one file";
    return true;
  }
  if (workspace.documents.size() > Limits::kMaxDocuments) {
    analysis->refusal = "more than " + std::to_string(Limits::kMaxDocuments) + " files: give fewer at a time";
    return true;
  }
  size_t total = 0;
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    analysis->refused_document = i;
    const Document& document = workspace.documents[i];
    total += document.text.size();
    if (total > Limits::kMaxTotalBytes) {
      analysis->refusal = "more than " + std::to_string(Limits::kMaxTotalBytes >> 20) +
                          " MB of input: cut it down to the part in question";
      return true;
    }
    analysis->refusal = intake::refusal(document);
    if (!analysis->refusal.empty()) return true;
  }
  analysis->refused_document = 0;
  return false;
}

// Lists the log entries of every document and returns what they say.
std::vector<backends::LogObservation> read_log(const Workspace& workspace, Analysis* analysis) {
  std::vector<backends::LogObservation> observations;
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    const std::string& text = workspace.documents[i].text;
    for (const intake::Piece& piece : analysis->documents[i].pieces) {
      if (piece.kind != intake::PieceKind::error_log) continue;
      for (error_log::Entry& entry : error_log::parse(text, piece.span)) {
        LogReport report;
        report.document = i;
        if (auto observation = error_log::observe(entry, text)) {
          report.meaning = observation->sentence;
          observations.push_back({{i, entry.span}, std::move(*observation)});
        }
        report.entry = std::move(entry);
        if (analysis->log.size() < Limits::kMaxLogEntries) analysis->log.push_back(std::move(report));
      }
    }
  }
  return observations;
}

// A backend is a question when the fix of some diagnostic depends on what it speaks.
void mark_questions(const std::vector<Diagnostic>& diagnostics, std::vector<Backend>* backends) {
  std::unordered_set<std::string_view> asked;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!diagnostic.fixes.empty()) asked.insert(diagnostic.backend);
  }
  for (Backend& backend : *backends) {
    backend.question = backend.certainty != Certainty::known && asked.count(backend.name) != 0;
  }
}

}  // namespace

Analysis analyze(const Workspace& workspace) {
  Analysis analysis;
  if (refuse(workspace, &analysis)) return analysis;

  for (const Document& document : workspace.documents)
    analysis.documents.push_back({intake::split(document)});

  std::vector<rules::ConfigFile> files;
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    const intake::Pieces& pieces = analysis.documents[i].pieces;
    if (has_configuration(pieces)) {
      files.push_back(
          {i, nginx::Config(workspace.documents[i].text, holes_of(pieces)), workspace.documents[i].name});
    }
  }
  std::vector<const nginx::Config*> configs;
  configs.reserve(files.size());
  for (const rules::ConfigFile& file : files) configs.push_back(&file.config);
  std::vector<Backend> backends = backends::infer(configs, read_log(workspace, &analysis), workspace.answers);

  const rules::Subject subject(std::move(files), std::move(backends), workspace.nginx);
  for (const rules::Rule* rule : rules::all_rules()) {
    DiagnosticList found(Limits::kMaxDiagnostics);
    rule->check(subject, &found);
    analysis.diagnostics_omitted += found.omitted();
    for (Diagnostic& diagnostic : found.take()) analysis.diagnostics.push_back(std::move(diagnostic));
  }
  std::stable_sort(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::tie(a.place, a.rule) < std::tie(b.place, b.rule);
                   });
  analysis.backends = subject.backends();
  mark_questions(analysis.diagnostics, &analysis.backends);
  if (analysis.diagnostics.size() > Limits::kMaxDiagnostics) {
    analysis.diagnostics_omitted += analysis.diagnostics.size() - Limits::kMaxDiagnostics;
    analysis.diagnostics.resize(Limits::kMaxDiagnostics);
  }
  return analysis;
}

}  // namespace stackengine
