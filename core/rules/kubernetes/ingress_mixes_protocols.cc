#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/kubernetes/mixture.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  for (const kubernetes::Ingress& ingress : cluster->ingresses()) {
    Mixture mixture = mixture_of(subject, ingress);
    if (!mixture.is_mixed() || !diagnostics->admit()) continue;
    const kubernetes::Annotation annotation =
        ingress.place.manifest->annotation(*ingress.place.object, kubernetes::kBackendProtocol);
    Diagnostic diagnostic =
        finding(kIngressMixesProtocols, Severity::warning, ingress.place, annotation.key,
                "this annotation applies to every path, but " + std::to_string(mixture.grpc.size()) +
                    (mixture.grpc.size() == 1 ? " path leads" : " paths lead") + " to gRPC and " +
                    std::to_string(mixture.http.size()) + " to HTTP");
    diagnostic.why =
        "ingress-nginx uses one `backend-protocol` for the whole Ingress, so nginx speaks the wrong protocol on some paths";
    diagnostic.help = "split it into two Ingress objects, one for each protocol";
    for (const kubernetes::IngressPath* path : mixture.grpc)
      diagnostic.related.push_back(
          {place_of(ingress.place, path->service_name), "gRPC: " + quoted(path->path)});
    for (const kubernetes::IngressPath* path : mixture.http)
      diagnostic.related.push_back(
          {place_of(ingress.place, path->service_name), "HTTP: " + quoted(path->path)});
    diagnostic.evidence = std::move(mixture.evidence);
    const bool grpc = mixture.wire.grpc();
    const Wire wire = grpc ? (mixture.tls ? kHttpsWire : kHttpWire) : (mixture.tls ? kGrpcsWire : kGrpcWire);
    if (mixture.tls && mixture.cleartext) {
      diagnostic.help += "; do it by hand: some paths seem to need TLS and some do not";
    } else {
      offer_split(subject, ingress, grpc ? mixture.http : mixture.grpc, wire,
                  "the backends speak what the names suggest", &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kIngressMixesProtocols = {
    "ingress-mixes-protocols", Severity::warning,
    "one `backend-protocol` for paths that speak HTTP and paths that speak gRPC", check};

}  // namespace stackengine::rules
