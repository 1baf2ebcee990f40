#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

struct Removed {
  std::string_view name;
  Wire wire;
  std::string_view assumption;
};

constexpr Removed kRemoved[] = {
    {"nginx.ingress.kubernetes.io/secure-backends", kHttpsWire, "the pods speak HTTP/1.1 over TLS"},
    {"nginx.ingress.kubernetes.io/grpc-backend", kGrpcWire, "the pods speak gRPC"}};

void report(const kubernetes::Ingress& ingress, const Removed& removed,
            const kubernetes::Annotation& annotation, bool alone, DiagnosticList* diagnostics) {
  const kubernetes::Manifest& manifest = *ingress.place.manifest;
  const std::string value(kubernetes::backend_protocol_for(removed.wire));
  const bool on = manifest.yaml().scalar(annotation.value) == "true";
  const bool matters = on && alone;
  if (!diagnostics->admit()) return;
  Diagnostic diagnostic =
      finding(kRemovedAnnotation, matters ? Severity::warning : Severity::info, ingress.place, annotation.key,
              "ingress-nginx has ignored " +
                  quoted(removed.name.substr(kubernetes::kCommunityPrefix.size())) + " since 0.21");
  diagnostic.why = matters ? "the controller silently ignores it: nginx uses `proxy_pass http://`, not " +
                                 quoted(kubernetes::directive_for(removed.wire))
                           : "the controller silently ignores it; `backend-protocol` replaced it in 2018";
  diagnostic.help = matters ? "use `backend-protocol: \"" + value + "\"`" : "remove it";
  auto key = kubernetes::replace_scalar(manifest, ingress.place.source, annotation.key,
                                        std::string(kubernetes::kBackendProtocol));
  auto setting = kubernetes::replace_scalar(manifest, ingress.place.source, annotation.value, value);
  if (matters && key && setting) {
    diagnostic.fixes.push_back({"use " + quoted("backend-protocol: \"" + value + "\""),
                                Applicability::unsafe,
                                std::string(removed.assumption),
                                {std::move(*key), std::move(*setting)}});
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::Manifest& manifest = *ingress.place.manifest;
    const kubernetes::Object& object = *ingress.place.object;
    size_t found =
        manifest.annotation(object, kubernetes::kBackendProtocol).key != kubernetes::kNoNode ? 1 : 0;
    for (const Removed& removed : kRemoved)
      found += manifest.annotation(object, removed.name).key != kubernetes::kNoNode ? 1 : 0;
    for (const Removed& removed : kRemoved) {
      const kubernetes::Annotation annotation = manifest.annotation(object, removed.name);
      if (annotation.key != kubernetes::kNoNode)
        report(ingress, removed, annotation, found == 1, diagnostics);
    }
  }
}

}  // namespace

const Rule kRemovedAnnotation = {"removed-annotation", Severity::warning,
                                 "an annotation that ingress-nginx no longer reads", check};

}  // namespace stackengine::rules
