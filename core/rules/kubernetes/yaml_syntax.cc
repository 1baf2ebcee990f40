#include "rules/kubernetes/yaml_syntax.h"

#include <algorithm>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/manifest_lines.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports what a YAML parser refuses, and keys that stand twice in one mapping.

## Why is this bad
`kubectl` refuses the file, and nothing in the document is checked here. Of two equal keys one is lost: strict validation, the default since Kubernetes 1.27,
refuses them, anything else takes the last one.

## Example
```yaml
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  ports: [{port: 80}
```
Use instead:
```yaml
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  ports: [{port: 80}]
```

## Fix safety
No fix: what was meant is not in the text.

## References
- YAML 1.2.2; Kubernetes, server-side field validation
)";

std::string way_out(const std::string& problem) {
  if (problem.find("cannot start any token") != std::string::npos)
    return "indent with blanks, not tabs, and quote values that begin with `@`, `%` or a back-tick";
  if (problem.find("nested deeper") != std::string::npos || problem.find("aliases") != std::string::npos)
    return "write it out flatter; no manifest of Kubernetes needs that";
  if (problem.find("mapping values are not allowed") != std::string::npos)
    return "quote values that hold `: `, and check the indentation of this line and the one above";
  if (problem.find("control characters") != std::string::npos || problem.find("UTF-8") != std::string::npos)
    return "remove the bytes that are no text, and save the file as UTF-8";
  return "check the indentation, brackets and quotes of this line and the one above";
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const auto& [source, manifest] : subject.cluster()->manifests()) {
    if (kubernetes::is_description(manifest->text())) continue;  // manifest-template speaks of it
    const std::vector<Span>& templates = manifest->templates();
    for (const kubernetes::YamlError& error : manifest->yaml().errors) {
      const bool expected = std::any_of(templates.begin(), templates.end(), [&](Span span) {
        return span.start <= error.offset && error.offset <= span.end;
      });
      if (expected || !diagnostics->admit()) continue;
      const auto size = static_cast<uint32_t>(manifest->text().size());
      const uint32_t start = std::min(error.offset, size);
      Diagnostic diagnostic;
      diagnostic.rule = kYamlSyntax.id;
      diagnostic.place = {source, {start, std::min(start + 1, size)}};
      diagnostic.severity = Severity::error;
      diagnostic.message = (error.duplicate ? "" : "this is not YAML: ") + shortened(error.message);
      diagnostic.why = error.duplicate
                           ? "`kubectl` refuses it by default; whoever does not takes the last of the two"
                           : "`kubectl` refuses the document, and nothing in it is checked here";
      diagnostic.help = error.duplicate ? "keep the one that is meant" : way_out(error.message);
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kYamlSyntax = {"yaml-syntax",   "kubernetes",
                          Severity::error, "a manifest that is not YAML, or repeats a key",
                          kDocumentation,  check};

}  // namespace stackengine::rules
