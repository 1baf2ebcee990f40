#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/manifest_lines.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

// Top-level keys that `helm create` writes to `values.yaml`. Two of them are not a coincidence.
bool has_keys_of_values(const kubernetes::Yaml& yaml, kubernetes::NodeId root) {
  size_t found = 0;
  for (const std::string_view key :
       {"replicaCount", "image", "imagePullSecrets", "nameOverride", "fullnameOverride", "serviceAccount",
        "podAnnotations", "service", "ingress", "resources", "autoscaling", "nodeSelector", "tolerations",
        "affinity", "controller", "global", "defaultBackend"}) {
    found += yaml.find_key(root, key) != kubernetes::kNoNode ? 1 : 0;
  }
  return found >= 2;
}

void report_other_yaml(size_t source, const kubernetes::Manifest& manifest, DiagnosticList* diagnostics) {
  const kubernetes::NodeId root = manifest.without_kind();
  if (root == kubernetes::kNoNode || !diagnostics->admit()) return;
  const kubernetes::Yaml& yaml = manifest.yaml();
  const bool version = yaml.find_key(root, "apiVersion") != kubernetes::kNoNode;
  const bool values = !version && has_keys_of_values(yaml, root);
  Diagnostic diagnostic;
  diagnostic.rule = kManifestTemplate.id;
  diagnostic.severity = Severity::info;
  const kubernetes::NodeId key = yaml.nodes[root].first_child;
  diagnostic.place = {source, yaml.nodes[key == kubernetes::kNoNode ? root : key].span};
  diagnostic.message =
      values    ? "this looks like the values of a Helm chart, not a manifest: it is not checked"
      : version ? "this YAML has no `kind`, so it is not a manifest: it is not checked"
                : "this YAML has no `apiVersion` and no `kind`, so it is not a manifest: it is not checked";
  diagnostic.why = values ? "values have no meaning without the templates of the chart"
                          : "the meaning of the fields depends on the kind of the object";
  diagnostic.help = values ? "paste the output of `helm template CHART -f FILE`"
                           : "paste the whole object, as `kubectl get -o yaml` prints it";
  diagnostics->add(std::move(diagnostic));
}

void report_description(size_t source, const kubernetes::Manifest& manifest, DiagnosticList* diagnostics) {
  if (!diagnostics->admit()) return;
  Diagnostic diagnostic;
  diagnostic.rule = kManifestTemplate.id;
  diagnostic.severity = Severity::info;
  const auto start = static_cast<uint32_t>(manifest.text().find("Name:"));
  diagnostic.place = {source, {start, start + 5}};
  diagnostic.message = "this is the output of `kubectl describe`, not a manifest: it is not checked";
  diagnostic.why = "the output is meant for people and omits the decisive fields";
  diagnostic.help = "paste the output of `kubectl get -o yaml`";
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const auto& [source, manifest] : subject.cluster()->manifests()) {
    if (kubernetes::is_description(manifest->text())) {
      report_description(source, *manifest, diagnostics);
      continue;
    }
    report_other_yaml(source, *manifest, diagnostics);
    if (manifest->templates().empty() || !diagnostics->admit()) continue;
    const auto start = static_cast<uint32_t>(manifest->text().find("{{", manifest->templates()[0].start));
    Diagnostic diagnostic;
    diagnostic.rule = kManifestTemplate.id;
    diagnostic.severity = Severity::info;
    diagnostic.place = {source, {start, start + 2}};
    diagnostic.message =
        manifest->templates().size() == 1
            ? "this document is a template, not a manifest: it is not checked"
            : std::to_string(manifest->templates().size()) +
                  " documents from here on are templates, not manifests: they are not checked";
    diagnostic.why = "the content of a template depends on the values";
    diagnostic.help =
        "render the template with `helm template CHART` or `kustomize build`, and paste the result";
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kManifestTemplate = {"manifest-template", Severity::info,
                                "a template of Helm or a similar tool, which is not checked", check};

}  // namespace stackengine::rules
