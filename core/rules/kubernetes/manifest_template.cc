#include "rules/kubernetes/manifest_template.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Says that a manifest holds template actions (`{{ .Values.port }}`).

## Why is this bad
A template is no YAML until it is rendered, and its values decide what is in it. Nothing in it is checked.

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

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const auto& [source, manifest] : subject.cluster()->manifests()) {
    if (!manifest->is_template() || !diagnostics->admit()) continue;
    const auto start = static_cast<uint32_t>(manifest->text().find("{{"));
    Diagnostic diagnostic;
    diagnostic.rule = kManifestTemplate.id;
    diagnostic.severity = Severity::info;
    diagnostic.place = {source, {start, start + 2}};
    diagnostic.message = "this is a template, not a manifest yet: it is not checked";
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
