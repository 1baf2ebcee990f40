#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::Manifest& manifest = *ingress.place.manifest;
    const kubernetes::Annotation annotation =
        manifest.annotation(*ingress.place.object, kubernetes::kProxyHttpVersion);
    if (annotation.key == kubernetes::kNoNode) continue;
    const std::string value(manifest.yaml().scalar(annotation.value));
    if (value == "1.0" || value == "1.1" || !diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kInvalidProxyHttpVersion, Severity::warning, ingress.place, annotation.value,
                "ingress-nginx does not accept `proxy-http-version` " + quoted(value));
    diagnostic.why =
        "it accepts only `1.0` and `1.1`: the webhook rejects the Ingress, or nginx keeps using HTTP/1.1";
    diagnostic.help = "for gRPC use `backend-protocol: \"GRPC\"`; other cleartext HTTP/2 is not supported";
    if (auto edit = kubernetes::replace_scalar(manifest, ingress.place.source, annotation.value, "1.1")) {
      diagnostic.fixes.push_back(
          {"use `proxy-http-version: \"1.1\"`", Applicability::unsafe, "the pods speak HTTP/1.1", {*edit}});
      const auto grpc = set_annotation(ingress.place, kubernetes::kBackendProtocol, "GRPC");
      if (grpc && has_one_backend(ingress)) {
        diagnostic.fixes.push_back({"use `backend-protocol: \"GRPC\"`",
                                    Applicability::unsafe,
                                    "the pods of every path speak gRPC",
                                    {*edit, *grpc}});
      }
    }
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kInvalidProxyHttpVersion = {"invalid-proxy-http-version", Severity::warning,
                                       "a `proxy-http-version` that ingress-nginx does not accept", check};

}  // namespace stackengine::rules
