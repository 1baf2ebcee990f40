#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

// The first annotation of an Ingress that only ingress-nginx reads; kNoNode without one.
kubernetes::NodeId sign_of(const kubernetes::Cluster& cluster, const kubernetes::Ingress& ingress) {
  const kubernetes::Manifest& manifest = *ingress.place.manifest;
  if (cluster.controller_of_class(ingress.class_name) == "nginx.org/ingress-controller")
    return kubernetes::kNoNode;
  for (const kubernetes::Annotation& annotation : manifest.annotations(*ingress.place.object)) {
    const std::string_view name = manifest.yaml().scalar(annotation.key);
    if (name.substr(0, kubernetes::kCommunityPrefix.size()) == kubernetes::kCommunityPrefix)
      return annotation.key;
  }
  return kubernetes::kNoNode;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::NodeId sign = sign_of(*subject.cluster(), ingress);
    if (sign == kubernetes::kNoNode) continue;
    if (!diagnostics->admit()) return;
    Diagnostic diagnostic = finding(kIngressNginxRetired, Severity::info, ingress.place, sign,
                                    "ingress-nginx, which reads this annotation, was retired in March 2026");
    diagnostic.why =
        "there are no more releases, bug fixes or security patches; existing installations keep working";
    diagnostic.help =
        "plan a move to the Gateway API (`ingress2gateway` translates Ingresses) or to another controller";
    diagnostics->add(std::move(diagnostic));
    return;
  }
}

}  // namespace

const Rule kIngressNginxRetired = {"ingress-nginx-retired", Severity::info,
                                   "ingress-nginx was retired in March 2026 and gets no more releases",
                                   check};

}  // namespace stackengine::rules
