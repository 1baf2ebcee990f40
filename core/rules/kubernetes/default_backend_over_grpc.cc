#include <algorithm>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  const auto& lines = cluster->evidence().upstreams;
  const auto line = std::find_if(lines.begin(), lines.end(), [](const kubernetes::UpstreamLine& one) {
    return one.address == "127.0.0.1:8181" && (one.scheme == "grpc" || one.scheme == "grpcs");
  });
  if (line == lines.end()) return;
  for (const kubernetes::Ingress& ingress : cluster->ingresses()) {
    if (ingress.paths.empty()) continue;
    const kubernetes::Served served =
        kubernetes::served_by(kubernetes::Controller::community, cluster->routes()[ingress.first_route]);
    if (!served.wire.grpc()) continue;
    if (!diagnostics->admit()) continue;
    Diagnostic diagnostic = finding(
        kDefaultBackendOverGrpc, Severity::error, ingress.place, served.decided_by,
        "nginx sent a request as gRPC to the default backend of the controller, which speaks HTTP/1.1");
    diagnostic.why =
        "old releases of ingress-nginx serve requests that match no path on 127.0.0.1:8181, and apply the annotation of the Ingress there too";
    diagnostic.help =
        "upgrade the controller, which then always uses `proxy_pass http://` for the default backend; give routes that are not gRPC an Ingress without this annotation";
    diagnostic.evidence.push_back({EvidenceKind::log_line, Strength::conclusive,
                                   "nginx sent the request to " + quoted(line->scheme + "://127.0.0.1:8181"),
                                   true, line->place});
    diagnostics->add(std::move(diagnostic));
    return;
  }
}

}  // namespace

const Rule kDefaultBackendOverGrpc = {
    "default-backend-over-grpc", Severity::error,
    "ingress-nginx sent a request that matched no path to its default backend as gRPC", check};

}  // namespace stackengine::rules
