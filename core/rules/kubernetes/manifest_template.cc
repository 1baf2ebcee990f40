#include "rules/kubernetes/manifest_template.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/manifest_lines.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Says that a manifest holds template actions (`{{ .Values.port }}`), or that a YAML file is none: the values of a Helm chart, what `kubectl describe` prints, or anything without `kind`.

## Why is this bad
A template is no YAML until it is rendered, and its values decide what is in it. Nothing in either is checked.

## Example
```yaml
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
```
Use instead:
```yaml
apiVersion: v1
kind: Service
metadata:
  name: app
```

## Fix safety
No fix: `helm template CHART` gives manifests that can be read.

## References
- Helm, "The Chart Template Developer's Guide"
)";

// Outermost keys that `helm create` writes into `values.yaml`; two of them are no accident.
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
      values    ? "these are values of a Helm chart, it seems, and no manifest: nothing in them is checked"
      : version ? "this YAML has no `kind`, so it is no manifest: nothing in it is checked"
                : "this YAML has no `apiVersion` and `kind`, so it is no manifest: nothing in it is checked";
  diagnostic.why = values ? "they say nothing until the templates of the chart use them"
                          : "what its fields mean depends on the kind of the object";
  diagnostic.help = values ? "give the output of `helm template CHART -f FILE`"
                           : "give the whole object, as `kubectl get -o yaml` prints it";
  diagnostics->add(std::move(diagnostic));
}

void report_description(size_t source, const kubernetes::Manifest& manifest, DiagnosticList* diagnostics) {
  if (!diagnostics->admit()) return;
  Diagnostic diagnostic;
  diagnostic.rule = kManifestTemplate.id;
  diagnostic.severity = Severity::info;
  const auto start = static_cast<uint32_t>(manifest.text().find("Name:"));
  diagnostic.place = {source, {start, start + 5}};
  diagnostic.message = "this is what `kubectl describe` prints, and no manifest: nothing in it is checked";
  diagnostic.why = "it is meant for people, and leaves out what decides";
  diagnostic.help = "give the output of `kubectl get -o yaml`";
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
            ? "this document is a template, not a manifest yet: it is not checked"
            : std::to_string(manifest->templates().size()) +
                  " documents from here on are templates, not manifests yet: they are not checked";
    diagnostic.why = "what it says depends on the values that it is rendered with";
    diagnostic.help =
        "render it first, with `helm template CHART` or `kustomize build`, and check the result";
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kManifestTemplate = {"manifest-template", "kubernetes",
                                Severity::info,      "a template of Helm or a like tool, which is not read",
                                kDocumentation,      check};

}  // namespace stackengine::rules
