#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/probe_finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

// Whether the name of the container port suggests TLS.
bool is_named_tls(const ProbedPort& probed) {
  for (const kubernetes::ContainerPort& port : probed.container->ports) {
    const std::string word = port.name.substr(0, port.name.find('-'));
    if (port.number == probed.port && (word == "https" || word == "grpcs")) return true;
  }
  return false;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for_each_probe(*subject.cluster(), [&](const ProbedPort& probed) {
    if (probed.probe->handler != kubernetes::ProbeHandler::grpc) return;
    kubernetes::Served served;
    if (probed.route != nullptr) served = kubernetes::served(*subject.cluster(), *probed.route);
    const bool tls = served.wire.tls();
    if ((!tls && !is_named_tls(probed)) || !diagnostics->admit()) return;
    Diagnostic diagnostic = probe_finding(
        kGrpcProbeOnTls, Severity::error, probed,
        name_of(probed) + " speaks gRPC without TLS to port " + std::to_string(probed.port) +
            (tls ? ", but " + nginx_speaks(*probed.route, served) : ", whose name suggests TLS"));
    diagnostic.why =
        "kubelet's gRPC probe cannot speak TLS: on such a port it always fails, and the pod never becomes ready";
    diagnostic.help = "use a `tcpSocket` probe, or serve the health service on a port without TLS";
    if (tls) {
      diagnostic.related.push_back(
          {decided_at(*probed.route, served), "nginx speaks TLS to the port because of this"});
    }
    offer_tcp_socket(probed, "the port speaks TLS", &diagnostic);
    if (tls && may_change_wire(served, *probed.route)) {
      offer_wire(served.controller, *probed.route, kGrpcWire, Applicability::unsafe,
                 "the probe is right, and the pods speak gRPC without TLS", &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kGrpcProbeOnTls = {"grpc-probe-on-tls", Severity::error,
                              "a `grpc` probe of a port that speaks TLS", check};

}  // namespace stackengine::rules
