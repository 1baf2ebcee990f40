#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  if (!cluster->evidence().probes.empty()) return;  // other rules report the probes then
  std::set<const kubernetes::Probe*> told;
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    kubernetes::Served served;
    if (probed.route != nullptr) served = kubernetes::served(*cluster, *probed.route);
    if (served.wire != kHttpWire || is_named_grpc(probed)) told.insert(probed.probe);
  });
  for_each_probe(*cluster, [&](const ProbedPort& probed) {
    const kubernetes::Probe& probe = *probed.probe;
    const Backend* backend = probed.route == nullptr ? nullptr : backend_of(subject, *probed.route);
    const bool https = is_named_https(probed) && may_speak(backend, true);
    if ((probe.name != "readinessProbe" && !https) || probe.handler != kubernetes::ProbeHandler::http_get ||
        probe.scheme != kubernetes::kNoNode || !told.insert(&probe).second || !diagnostics->admit()) {
      return;
    }
    Diagnostic diagnostic =
        probe_finding(kProbeSchemeImplicit, Severity::info, probed,
                      name_of(probed) + " has no `scheme`: kubelet speaks cleartext HTTP/1.1" +
                          (https ? " to a port whose name suggests HTTPS" : ""));
    if (https) {
      diagnostic.why =
          "a port that expects TLS answers such a probe with 400 or not at all, so the probe always fails";
      diagnostic.help = "use `scheme: HTTPS` if the port speaks TLS: kubelet does not check the certificate";
      offer_scheme(probed, "HTTPS", Applicability::unsafe, &diagnostic);
      offer_scheme(probed, "HTTP", Applicability::unsafe, &diagnostic);
      diagnostics->add(std::move(diagnostic));
      return;
    }
    diagnostic.why =
        "this is the default; what nginx speaks to the port is set elsewhere, so nginx may still fail to talk to a ready pod";
    diagnostic.help =
        "set the scheme explicitly; a port that speaks only HTTP/2 needs a `tcpSocket` or `grpc` probe";
    offer_scheme(probed, "HTTP", Applicability::unsafe, &diagnostic);
    offer_tcp_socket(probed, "the port speaks only HTTP/2", &diagnostic);
    offer_written_out(probed, &diagnostic);
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kProbeSchemeImplicit = {"probe-scheme-implicit", Severity::info,
                                   "a readiness probe that relies on the default `scheme`", check};

}  // namespace stackengine::rules
