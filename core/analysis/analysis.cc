#include "analysis/analysis.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "analysis/evidence_time.h"
#include "analysis/explain_log.h"
#include "analysis/file_names.h"
#include "analysis/recognise.h"
#include "analysis/unexplained.h"
#include "backends/from_cluster.h"
#include "backends/infer.h"
#include "kubernetes/cluster.h"
#include "kubernetes/embedded.h"
#include "kubernetes/route_text.h"
#include "rules/fix_keys.h"
#include "rules/questions.h"
#include "rules/rule.h"
#include "text/limits.h"

namespace stackengine {
namespace {

// Sets `refusal` if a document cannot be analysed.
bool refuse(const Workspace& workspace, Analysis* analysis) {
  if (workspace.documents.empty()) {
    analysis->refusal = "there is no input; give at least one file";
    return true;
  }
  if (workspace.documents.size() > Limits::kMaxDocuments) {
    analysis->refusal = "more than " + std::to_string(Limits::kMaxDocuments) + " files; give fewer at a time";
    return true;
  }
  size_t total = 0;
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    analysis->refused_document = i;
    const Document& document = workspace.documents[i];
    total += document.text.size();
    if (total > Limits::kMaxTotalBytes) {
      analysis->refusal = "more than " + std::to_string(Limits::kMaxTotalBytes >> 20) +
                          " MB of input; cut it down to the relevant part";
      return true;
    }
    analysis->refusal = intake::refusal(document);
    if (!analysis->refusal.empty()) return true;
  }
  analysis->refused_document = 0;
  return false;
}

// Lists the log entries of every source, and returns what they say about backends.
std::vector<backends::LogObservation> read_log(Analysis* analysis) {
  std::vector<backends::LogObservation> observations;
  for (size_t i = 0; i < analysis->sources.size(); ++i) {
    const ParsedSource& source = analysis->sources[i];
    for (const error_log::Entry& entry : source.entries) {
      LogReport report;
      report.source = i;
      const std::optional<error_log::Message> message = error_log::recognise(entry, source.text);
      if (message) report.message = message->meaning;
      if (auto observation = error_log::observe(entry, source.text)) {
        report.meaning = observation->sentence;
        observations.push_back({{i, entry.span}, std::move(*observation)});
      }
      if (analysis->log.size() == Limits::kMaxLogEntries) continue;
      report.entry = entry;
      analysis->log.push_back(std::move(report));
    }
  }
  return observations;
}

// nginx truncates a line at 2048 bytes (NGX_MAX_ERROR_STR).
constexpr size_t kMaxMessage = 2048;

// The log entries as rules see them.
std::vector<rules::LogLine> log_lines(const Analysis& analysis) {
  std::vector<rules::LogLine> lines;
  for (const LogReport& report : analysis.log) {
    rules::LogLine line;
    line.place = {report.source, report.entry.span};
    line.meaning = report.message;
    line.message = report.entry.message.in(analysis.sources[report.source].text).substr(0, kMaxMessage);
    line.tls_alert = error_log::tls_alert(line.message);
    line.action = report.entry.action;
    if (report.entry.upstream) {
      line.scheme = report.entry.upstream->scheme;
      line.address = report.entry.upstream->address;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

uint16_t status_of(std::string_view digits) {
  uint16_t status = 0;
  for (const char c : digits.substr(0, 3)) {
    if (c >= '0' && c <= '9') status = static_cast<uint16_t>(status * 10 + (c - '0'));
  }
  return status;
}

// What clients got, from access logs and `curl`. An access log has the status 009 for an HTTP/0.9 response.
std::vector<backends::ClientObservation> read_clients(const Sources& sources) {
  constexpr uint16_t kHttp09 = 9;
  std::vector<backends::ClientObservation> clients;
  for (size_t i = 0; i < sources.size() && clients.size() < Limits::kMaxLogEntries; ++i) {
    const std::string_view text = sources[i].text;
    for (const access_log::Entry& entry : sources[i].requests) {
      const std::string_view address = entry.upstream_address.in(text);
      clients.push_back({{i, entry.span}, status_of(entry.status), std::string(address), {}});
    }
    for (const curl::Exchange& exchange : sources[i].exchanges) {
      const uint16_t status = exchange.http09 ? kHttp09 : status_of(exchange.status);
      clients.push_back(
          {{i, exchange.span}, status, {}, std::string(exchange.span.in(text).substr(0, kMaxMessage))});
    }
  }
  return clients;
}

// For claims outside any source: in a Dockerfile, on an error page.
constexpr size_t kNoSource = static_cast<size_t>(-1);

// What the user and the sources say about nginx.
nginx::BuildFacts read_facts(const nginx::BuildFacts& stated, const Sources& sources) {
  nginx::BuildFacts facts = stated;
  if (stated.version) facts = nginx::stated_by_user(*stated.version);
  for (size_t i = 0; i < sources.size(); ++i) {
    nginx::BuildFacts found;
    switch (sources[i].kind) {
      case SourceKind::nginx_version:
        found = nginx::parse_version_output(sources[i].text);
        break;
      case SourceKind::curl:
        found = nginx::parse_responses(sources[i].text);
        break;
      case SourceKind::kubernetes:
        found = nginx::parse_image_tags(sources[i].text);
        break;
      default:
        continue;
    }
    nginx::set_text(i, &found);
    facts = nginx::merge(std::move(facts), found);
  }
  return facts;
}

// What logs and events say about the cluster's objects.
kubernetes::ClusterEvidence read_cluster_evidence(const Analysis& analysis) {
  kubernetes::ClusterEvidence evidence;
  for (const LogReport& line : analysis.log) {
    const std::string& text = analysis.sources[line.source].text;
    if (!line.entry.upstream) continue;
    evidence.upstreams.push_back({{line.source, line.entry.span},
                                  line.entry.upstream->scheme,
                                  line.entry.upstream->address,
                                  std::string(line.entry.host.in(text))});
  }
  for (size_t i = 0; i < analysis.sources.size(); ++i) {
    const Source& source = analysis.sources[i];
    if (source.kind == SourceKind::kubelet || source.kind == SourceKind::error_log) {
      const std::vector<kubernetes::ProbeLine> lines = kubernetes::probe_complaints(source.text, i);
      evidence.probes.insert(evidence.probes.end(), lines.begin(), lines.end());
    }
    for (const Place& place : kubernetes::h2c_clients(source.text, i)) evidence.h2c_clients.push_back(place);
  }
  return evidence;
}

// Maps places and edits of nginx code inside manifests back to the manifests.
class EmbeddedPlaces {
 public:
  // `first`: the number after the last source.
  explicit EmbeddedPlaces(size_t first) : first_(first) {}

  // Numbers the code in `source` as a source of its own, and returns the number.
  size_t add(const kubernetes::Embedded& embedded, size_t source) {
    list_.push_back({&embedded, source});
    return first_ + list_.size() - 1;
  }

  Place home_of(const Place& place) const {
    if (place.source < first_) return place;
    const One& one = list_[place.source - first_];
    return {one.source, kubernetes::to_manifest(*one.embedded, place.span)};
  }

  void move_home(std::vector<Evidence>* evidence) const {
    for (Evidence& one : *evidence) {
      if (one.has_place) one.place = home_of(one.place);
    }
  }

  // Drops a fix that the surrounding YAML cannot hold.
  void move_home(Diagnostic* diagnostic) const {
    diagnostic->place = home_of(diagnostic->place);
    for (RelatedPlace& related : diagnostic->related) related.place = home_of(related.place);
    move_home(&diagnostic->evidence);
    auto& fixes = diagnostic->fixes;
    fixes.erase(std::remove_if(fixes.begin(), fixes.end(), [&](Fix& fix) { return !move_home(&fix); }),
                fixes.end());
  }

 private:
  bool move_home(Fix* fix) const {
    for (Edit& edit : fix->edits) {
      if (edit.place.source < first_) continue;
      const One& one = list_[edit.place.source - first_];
      auto moved = kubernetes::to_manifest(*one.embedded, edit);
      if (!moved) return false;
      edit = std::move(*moved);
      edit.place.source = one.source;
    }
    return true;
  }

  struct One {
    const kubernetes::Embedded* embedded;
    size_t source;  // of the manifest
  };

  std::vector<One> list_;
  size_t first_;
};

void count(const Diagnostic& diagnostic, std::vector<Uncollected>* uncollected) {
  for (Uncollected& one : *uncollected) {
    if (one.rule != diagnostic.rule || one.severity != diagnostic.severity) continue;
    ++one.count;
    return;
  }
  uncollected->push_back({rules::find_rule(diagnostic.rule)->id, diagnostic.severity, 1});
}

// Bounds the memory: keeps the most severe diagnostics and, among equals, those with a fix.
void bound(Analysis* analysis) {
  std::vector<Diagnostic>& list = analysis->diagnostics;
  if (list.size() <= Limits::kMaxCollected) return;
  std::stable_sort(list.begin(), list.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::make_tuple(a.severity, a.fixes.empty()) < std::make_tuple(b.severity, b.fixes.empty());
  });
  for (size_t i = Limits::kMaxCollected; i < list.size(); ++i) count(list[i], &analysis->uncollected);
  list.erase(list.begin() + static_cast<ptrdiff_t>(Limits::kMaxCollected), list.end());
}

void add(Severity severity, size_t count, Totals* totals) {
  size_t& total = severity == Severity::error     ? totals->errors
                  : severity == Severity::warning ? totals->warnings
                                                  : totals->infos;
  total += count;
}

// Counts the diagnostics after the first ones.
Totals totals_behind(const Analysis& analysis, size_t first) {
  Totals totals;
  for (size_t i = first; i < analysis.diagnostics.size(); ++i)
    add(analysis.diagnostics[i].severity, 1, &totals);
  for (const Uncollected& one : analysis.uncollected) add(one.severity, one.count, &totals);
  return totals;
}

}  // namespace

Totals totals(const Analysis& analysis) { return totals_behind(analysis, 0); }

size_t listed(const Analysis& analysis) {
  return std::min(analysis.diagnostics.size(), Limits::kMaxDiagnostics);
}

Totals not_listed(const Analysis& analysis) { return totals_behind(analysis, listed(analysis)); }

Analysis analyze_sources(Sources sources, const nginx::BuildFacts& nginx,
                         const std::vector<BackendAnswer>& answers, const Analysis* before) {
  Analysis analysis;
  analysis.nginx = nginx;
  analysis.sources = std::move(sources);
  std::vector<rules::ConfigFile> files;
  std::vector<std::pair<size_t, const kubernetes::Manifest*>> placed;
  for (size_t i = 0; i < analysis.sources.size(); ++i) {
    const ParsedSource& source = analysis.sources[i];
    if (source.config) files.push_back({i, *source.config, source.name});
    if (source.manifest) placed.emplace_back(i, &*source.manifest);
  }
  // nginx code inside manifests gets numbers after the sources, until move_home() maps its places back.
  EmbeddedPlaces home(analysis.sources.size());
  for (size_t i = 0; i < analysis.sources.size(); ++i) {
    for (const EmbeddedConfig& one : analysis.sources[i].embedded)
      files.push_back({home.add(one.embedded, i), one.config, one.embedded.code.name});
  }
  std::vector<backends::PlacedConfig> configs;
  configs.reserve(files.size());
  for (const rules::ConfigFile& file : files) configs.push_back({file.source, &file.config});
  const std::vector<backends::LogObservation> observations = read_log(&analysis);
  std::vector<Backend> backends = backends::infer(configs,
                                                  {observations, read_clients(analysis.sources), answers,
                                                   before == nullptr ? nullptr : &before->asked_wires},
                                                  &analysis.asked_wires);

  kubernetes::Cluster cluster(placed);
  if (!placed.empty()) {
    cluster.set_evidence(read_cluster_evidence(analysis));
    backends::add_cluster(cluster, observations, answers, &backends);
    analysis.routes = kubernetes::describe_routes(cluster);
  }
  rules::Subject subject(std::move(files), std::move(backends), nginx, log_lines(analysis));
  if (!placed.empty()) subject.set_cluster(&cluster);
  for (const rules::Rule* rule : rules::all_rules()) {
    DiagnosticList found(Limits::kMaxCollected);
    rule->check(subject, &found);
    if (found.omitted() > 0) analysis.uncollected.push_back({rule->id, rule->severity, found.omitted()});
    for (Diagnostic& diagnostic : found.take()) analysis.diagnostics.push_back(std::move(diagnostic));
    bound(&analysis);
  }
  for (Diagnostic& diagnostic : analysis.diagnostics) {
    put_safe_first(&diagnostic.fixes);
    rules::set_keys(subject, &diagnostic);
    home.move_home(&diagnostic);
  }
  std::stable_sort(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::tie(a.place, a.rule) < std::tie(b.place, b.rule);
                   });
  // Two objects that share an alias give the same diagnostic twice.
  auto& list = analysis.diagnostics;
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return a.place == b.place && a.rule == b.rule && a.message == b.message;
  };
  if (!placed.empty()) list.erase(std::unique(list.begin(), list.end(), same), list.end());
  analysis.violations = subject.evaluation().violations();
  analysis.backends = subject.backends();
  if (before != nullptr) forget_later_contradictions(*before, &analysis);
  for (const nginx::MissingInclude& missing : subject.contexts().missing_includes()) {
    const rules::ConfigFile& file = subject.files()[missing.file];
    analysis.missing_includes.push_back(
        {missing.path, home.home_of({file.source, file.config.directive(missing.directive).span})});
  }
  for (Backend& backend : analysis.backends) home.move_home(&backend.evidence);
  explain_log(subject, &analysis);
  mark_unexplained(&analysis);
  rules::ask(subject, analysis.diagnostics, &analysis.backends);
  if (list.size() > Limits::kMaxDiagnostics) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.severity < b.severity; });
  }
  return analysis;
}

Analysis analyze(const Workspace& workspace) {
  Analysis refused;
  if (refuse(workspace, &refused)) return refused;

  std::vector<intake::Pieces> pieces;
  Sources sources;
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    intake::Reading reading = intake::read(workspace.documents[i], i);
    pieces.push_back(std::move(reading.pieces));
    for (Source& source : reading.sources) sources.add(std::move(source));
  }
  drop_unrecognised(workspace.documents, &sources, &pieces);
  const bool recognised = !sources.empty();
  nginx::BuildFacts facts = read_facts(workspace.nginx, sources);
  for (size_t i = 0; i < pieces.size(); ++i) {
    for (const intake::Piece& piece : pieces[i]) {
      if (piece.kind != intake::PieceKind::other) continue;
      const std::string_view text = piece.span.in(workspace.documents[i].text);
      for (nginx::BuildFacts found : {nginx::parse_image_tags(text), nginx::parse_responses(text)}) {
        nginx::set_text(kNoSource, &found);
        facts = nginx::merge(std::move(facts), found);
      }
    }
  }
  name_files(&sources);
  Analysis analysis = analyze_sources(std::move(sources), facts, workspace.answers);
  analysis.pieces = std::move(pieces);
  if (!recognised) analysis.unrecognised = words_for_unrecognised(workspace.documents);
  return analysis;
}

}  // namespace stackengine
