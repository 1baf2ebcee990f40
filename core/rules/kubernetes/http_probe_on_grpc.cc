#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "kubernetes/hints.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

bool is_plain_http(const kubernetes::Probe& probe) {
  return probe.handler == kubernetes::ProbeHandler::http_get && !probe.https;
}

// The line where kubelet reports this probe. A line without a port is about the only port with such a probe.
const kubernetes::ProbeLine* complaint_of(const kubernetes::Cluster& cluster, const ProbedPort& probed,
                                          bool only) {
  for (const kubernetes::ProbeLine& line : cluster.evidence().probes) {
    if (line.complaint != kubernetes::ProbeComplaint::no_http1_reply) continue;
    if (line.port != 0 ? line.port == probed.port : only) return &line;
  }
  return nullptr;
}

// Whether the names of the port suggest HTTP/1.1: then nginx is wrong, not the probe
// (backend-protocol-mismatch).
bool is_said_to_be_http1(const kubernetes::Route& route) {
  const std::vector<kubernetes::Hint> hints = kubernetes::port_hints(route);
  return !hints.empty() && std::all_of(hints.begin(), hints.end(), [](const kubernetes::Hint& hint) {
    return hint.protocol == Protocol::http1;
  });
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  std::set<int> ports;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    if (is_plain_http(*probed.probe)) ports.insert(probed.port);
  });
  std::set<const kubernetes::Probe*> told;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    if (!is_plain_http(*probed.probe)) return;
    const kubernetes::ProbeLine* line = complaint_of(*cluster, probed, ports.size() == 1);
    kubernetes::Served served;
    if (probed.route != nullptr) served = kubernetes::served(*cluster, *probed.route);
    const bool named = is_named_grpc(probed);
    const bool http2 = served.wire == kGrpcWire || served.wire == kH2cWire;
    if (line == nullptr && !named && !http2) return;
    const Backend* backend = probed.route == nullptr ? nullptr : backend_of(subject, *probed.route);
    if (line == nullptr && backend != nullptr && backend->known_to_speak(Protocol::http1)) return;
    if (line == nullptr && !named && is_said_to_be_http1(*probed.route)) return;
    if (!told.insert(probed.probe).second || !diagnostics->admit()) return;
    Diagnostic diagnostic =
        probe_finding(kHttpProbeOnGrpc, Severity::warning, probed,
                      name_of(probed) + " speaks HTTP/1.1 to port " + std::to_string(probed.port) +
                          (http2   ? ", but " + nginx_speaks(*probed.route, served)
                           : named ? ", whose name suggests HTTP/2"
                                   : ", which does not answer in HTTP/1.1"));
    diagnostic.why =
        "kubelet speaks HTTP/1.1 to ports without TLS; a port that speaks only HTTP/2 resets the connection, and the pod never becomes ready";
    diagnostic.help = "use a `tcpSocket` probe, or a `grpc` probe if the pod implements the health service";
    if (line != nullptr) {
      diagnostic.evidence.push_back(
          {EvidenceKind::log_line, Strength::supporting,
           "kubelet got a reset or something that is not HTTP/1.x; a pod that crashes looks the same", true,
           line->place});
    }
    offer_tcp_socket(probed, "the port speaks only HTTP/2", &diagnostic);
    offer_grpc(probed, &diagnostic);
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kHttpProbeOnGrpc = {"http-probe-on-grpc", Severity::warning,
                               "an `httpGet` probe of a port that speaks gRPC", check};

}  // namespace stackengine::rules
