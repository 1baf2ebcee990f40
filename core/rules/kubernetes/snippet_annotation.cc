#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Ingress& ingress : subject.cluster()->ingresses()) {
    const kubernetes::Manifest& manifest = *ingress.place.manifest;
    for (const kubernetes::Annotation& annotation : manifest.annotations(*ingress.place.object)) {
      const std::string_view name = manifest.yaml().scalar(annotation.key);
      constexpr std::string_view kSuffix = "-snippet";
      const bool snippet =
          name.size() > kSuffix.size() &&
          name.substr(0, kubernetes::kCommunityPrefix.size()) == kubernetes::kCommunityPrefix &&
          name.substr(name.size() - kSuffix.size()) == kSuffix;
      if (!snippet || !diagnostics->admit()) continue;
      Diagnostic diagnostic =
          finding(kSnippetAnnotation, Severity::info, ingress.place, annotation.key,
                  quoted(name.substr(kubernetes::kCommunityPrefix.size())) + " is rejected by default");
      diagnostic.why =
          "it counts as a critical risk: without `allow-snippet-annotations: \"true\"` and `annotations-risk-level: Critical` the controller rejects or drops the Ingress";
      diagnostic.help = "use the equivalent annotation if there is one";
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kSnippetAnnotation = {"snippet-annotation", Severity::info,
                                 "a snippet annotation, which most clusters reject", check};

}  // namespace stackengine::rules
