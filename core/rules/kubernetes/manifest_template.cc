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
