#include "analysis/analysis.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "analysis/explain_log.h"
#include "backends/infer.h"
#include "rules/questions.h"
#include "rules/rule.h"
#include "text/limits.h"

namespace stackengine {
namespace {

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

// Lists the log entries of every source and returns what they say.
std::vector<backends::LogObservation> read_log(Analysis* analysis) {
  std::vector<backends::LogObservation> observations;
  for (size_t i = 0; i < analysis->sources.size(); ++i) {
    const Source& source = analysis->sources[i];
    if (source.kind != SourceKind::error_log) continue;
    const Span whole = {0, static_cast<uint32_t>(source.text.size())};
    for (error_log::Entry& entry : error_log::parse(source.text, whole)) {
      LogReport report;
      report.source = i;
      if (auto observation = error_log::observe(entry, source.text)) {
        report.meaning = observation->sentence;
        observations.push_back({{i, entry.span}, std::move(*observation)});
      }
      report.entry = std::move(entry);
      if (analysis->log.size() < Limits::kMaxLogEntries) analysis->log.push_back(std::move(report));
    }
  }
  return observations;
}

}  // namespace

Analysis analyze_sources(std::vector<Source> sources, const Workspace& workspace) {
  Analysis analysis;
  analysis.sources = std::move(sources);
  std::vector<rules::ConfigFile> files;
  for (size_t i = 0; i < analysis.sources.size(); ++i) {
    const Source& source = analysis.sources[i];
    if (source.kind == SourceKind::nginx) files.push_back({i, nginx::Config(source.text, {})});
  }
  std::vector<backends::PlacedConfig> configs;
  configs.reserve(files.size());
  for (const rules::ConfigFile& file : files) configs.push_back({file.source, &file.config});
  std::vector<Backend> backends = backends::infer(configs, {read_log(&analysis), {}, workspace.answers});

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
  explain_log(subject, &analysis);
  rules::ask(subject, analysis.diagnostics, &analysis.backends);
  if (analysis.diagnostics.size() > Limits::kMaxDiagnostics) {
    analysis.diagnostics_omitted += analysis.diagnostics.size() - Limits::kMaxDiagnostics;
    analysis.diagnostics.resize(Limits::kMaxDiagnostics);
  }
  return analysis;
}

Analysis analyze(const Workspace& workspace) {
  Analysis refused;
  if (refuse(workspace, &refused)) return refused;

  std::vector<intake::Pieces> pieces;
  std::vector<Source> sources;
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    intake::Reading reading = intake::read(workspace.documents[i], i);
    pieces.push_back(std::move(reading.pieces));
    for (Source& source : reading.sources) sources.push_back(std::move(source));
  }
  Analysis analysis = analyze_sources(std::move(sources), workspace);
  analysis.pieces = std::move(pieces);
  return analysis;
}

}  // namespace stackengine
