#include <optional>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

using kubernetes::ProbeHandler;

struct Contradiction {
  Severity severity;
  const char* what;
  Wire wire;  // fits the probe
};

// facts/kubernetes.md section 2. gRPC probes of TLS ports and HTTP probes of gRPC ports have rules of their
// own.
std::optional<Contradiction> contradiction(Wire wire, const kubernetes::Probe& probe) {
  const bool grpc = wire.http2();
  if (probe.handler == ProbeHandler::grpc && wire == kHttpWire)
    return Contradiction{Severity::warning, "with gRPC", kGrpcWire};
  if (probe.handler != ProbeHandler::http_get || wire == kubernetes::kAutoHttp ||
      wire == kubernetes::kFastCgi)
    return std::nullopt;
  if (probe.https && !wire.tls())
    return Contradiction{Severity::error, "over TLS", grpc ? kGrpcsWire : kHttpsWire};
  if (!probe.https && wire.tls())
    return Contradiction{Severity::error, "without TLS", grpc ? kGrpcWire : kHttpWire};
  return std::nullopt;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for_each_probe(*subject.cluster(), [&](const ProbedPort& probed) {
    if (probed.route == nullptr) return;
    const kubernetes::Served served = kubernetes::served(*subject.cluster(), *probed.route);
    const auto found = contradiction(served.wire, *probed.probe);
    const Backend* backend = backend_of(subject, *probed.route);
    const bool known = backend != nullptr && backend->certainty == Certainty::known;
    // The user may have answered that the port accepts both.
    if (known && may_speak(backend, true) && may_speak(backend, false)) return;
    if (!found || !diagnostics->admit()) return;
    const std::string speaks = nginx_speaks(*probed.route, served);
    Diagnostic diagnostic = probe_finding(kProbeContradictsIngress, found->severity, probed,
                                          name_of(probed) + " probes port " + std::to_string(probed.port) +
                                              " " + found->what + ", but " + speaks);
    diagnostic.why =
        "few ports accept both, so most likely one fails: a failing readiness probe leads to 503, a failing nginx request to 502";
    diagnostic.help =
        "find out which one fails: `kubectl describe pod` shows probe failures, the error log those of nginx";
    diagnostic.related.push_back({decided_at(*probed.route, served), speaks + " because of this"});
    if (backend != nullptr) diagnostic.backend = backend->name;
    const std::string scheme = served.wire.tls() ? "HTTPS" : "HTTP";
    const bool http2 = served.wire.http2() || is_named_grpc(probed);
    if (probed.probe->handler == ProbeHandler::http_get && http2 && !served.wire.tls()) {
      // `scheme: HTTP` means HTTP/1.1, which such a port may not speak.
      offer_tcp_socket(probed, "the pods speak HTTP/2 without TLS on this port", &diagnostic);
      offer_grpc(probed, &diagnostic);
    } else if (probed.probe->handler == ProbeHandler::http_get) {
      if (may_speak(backend, served.wire.tls()))
        offer_scheme(probed, scheme, Applicability::unsafe, &diagnostic);
    } else {
      offer_tcp_socket(probed, "the pods speak HTTP on this port", &diagnostic);
    }
    if (!known && may_speak(backend, found->wire.tls()) && may_change_wire(served, *probed.route)) {
      offer_wire(served.controller, *probed.route, found->wire, Applicability::unsafe, "the probe is right",
                 &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kProbeContradictsIngress = {"probe-contradicts-ingress", Severity::error,
                                       "a probe and nginx speak different protocols to the same port", check};

}  // namespace stackengine::rules
