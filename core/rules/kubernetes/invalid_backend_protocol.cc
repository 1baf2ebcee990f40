#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void offer(const kubernetes::Ingress& ingress, Wire wire, Applicability applicability,
           const std::string& assumption, Diagnostic* diagnostic) {
  const std::string value(kubernetes::backend_protocol_for(wire));
  auto edit = set_annotation(ingress.place, kubernetes::kBackendProtocol, value);
  if (!edit) return;
  diagnostic->fixes.push_back({"use " + quoted("backend-protocol: \"" + value + "\""),
                               applicability,
                               assumption,
                               {std::move(*edit)}});
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::Manifest& manifest = *ingress.place.manifest;
    const kubernetes::Annotation annotation =
        manifest.annotation(*ingress.place.object, kubernetes::kBackendProtocol);
    if (annotation.key == kubernetes::kNoNode) continue;
    const std::string value(manifest.yaml().scalar(annotation.value));
    const auto known = kubernetes::backend_protocol(value);
    if (known && kubernetes::backend_protocol_for(*known) == value) continue;
    if (!diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kInvalidBackendProtocol, Severity::warning, ingress.place, annotation.value, "");
    if (known) {
      diagnostic.message = "`backend-protocol` is " + quoted(value) + ", not " +
                           quoted(kubernetes::backend_protocol_for(*known));
      diagnostic.why =
          "ingress-nginx generates " + quoted(kubernetes::directive_for(*known)) +
          " for it, but sets headers and timeouts only for the exact spelling, so those have no effect";
      diagnostic.help = "use upper case";
      offer(ingress, *known, Applicability::safe, "", &diagnostic);
    } else {
      diagnostic.message = "ingress-nginx does not know the `backend-protocol` " + quoted(value);
      diagnostic.why =
          "it treats an unknown value as `HTTP`, generates `proxy_pass http://`, and speaks HTTP/1.1 to the pod";
      diagnostic.help =
          "use the protocol of the pod: `HTTP`, `HTTPS`, `GRPC` or `GRPCS`; there is no value for other cleartext HTTP/2";
      offer(ingress, kHttpWire, Applicability::unsafe, "the pods speak HTTP/1.1", &diagnostic);
      offer(ingress, kHttpsWire, Applicability::unsafe, "the pods speak HTTP/1.1 over TLS", &diagnostic);
      offer(ingress, kGrpcWire, Applicability::unsafe, "the pods speak gRPC", &diagnostic);
      offer(ingress, kGrpcsWire, Applicability::unsafe, "the pods speak gRPC over TLS", &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kInvalidBackendProtocol = {
    "invalid-backend-protocol", Severity::warning,
    "a `backend-protocol` that ingress-nginx does not know in this spelling", check};

}  // namespace stackengine::rules
