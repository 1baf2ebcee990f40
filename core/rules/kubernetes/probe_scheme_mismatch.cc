#include <map>
#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

struct Mismatch {
  const kubernetes::ProbeLine* line = nullptr;
  bool certain = false;
};

// The line of kubelet about probes of this port and scheme.
Mismatch mismatch_of(const kubernetes::Cluster& cluster, const ProbedPort& probed,
                     const std::map<std::pair<int, bool>, std::set<const kubernetes::Container*>>& probes) {
  const auto same = probes.find({probed.port, probed.probe->https});
  size_t all = 0;
  for (const auto& [key, containers] : probes)
    all += key.second == probed.probe->https ? containers.size() : 0;
  const auto wanted = probed.probe->https ? kubernetes::ProbeComplaint::plaintext_reply
                                          : kubernetes::ProbeComplaint::tls_expected;
  for (const kubernetes::ProbeLine& line : cluster.evidence().probes) {
    if (line.complaint != wanted) continue;
    if (line.port == probed.port && line.port != 0)
      return {&line, same != probes.end() && same->second.size() == 1};
    if (line.port == 0 && all == 1) return {&line, false};
  }
  return {};
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr || cluster->evidence().probes.empty()) return;
  std::map<std::pair<int, bool>, std::set<const kubernetes::Container*>> probes;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    if (probed.probe->handler == kubernetes::ProbeHandler::http_get)
      probes[{probed.port, probed.probe->https}].insert(probed.container);
  });
  std::set<const kubernetes::Probe*> told;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    if (probed.probe->handler != kubernetes::ProbeHandler::http_get) return;
    const Mismatch found = mismatch_of(*cluster, probed, probes);
    if (found.line == nullptr || !told.insert(probed.probe).second || !diagnostics->admit()) return;
    const bool https = probed.probe->https;
    Diagnostic diagnostic = probe_finding(
        kProbeSchemeMismatch, Severity::error, probed,
        name_of(probed) + (https ? " speaks TLS to port " : " speaks cleartext to port ") +
            std::to_string(probed.port) + (https ? ", which answers in cleartext" : ", which expects TLS"));
    diagnostic.why = "kubelet reports it; the probe always fails, whatever the state of the pod";
    diagnostic.help = https ? "use `scheme: HTTP`, or leave it out"
                            : "use `scheme: HTTPS`: kubelet does not check the certificate";
    diagnostic.evidence.push_back({EvidenceKind::log_line,
                                   found.certain ? Strength::conclusive : Strength::supporting,
                                   https ? "the server gave an HTTP response to an HTTPS client"
                                         : "the client sent an HTTP request to an HTTPS server",
                                   true, found.line->place});
    offer_scheme(probed, https ? "HTTP" : "HTTPS",
                 found.certain ? Applicability::safe : Applicability::unsafe, &diagnostic);
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kProbeSchemeMismatch = {"probe-scheme-mismatch", Severity::error,
                                   "kubelet reports that the scheme of a probe is not what the port speaks",
                                   check};

}  // namespace stackengine::rules
