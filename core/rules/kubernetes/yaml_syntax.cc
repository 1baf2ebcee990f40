#include <algorithm>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/manifest_lines.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

std::string way_out(const std::string& problem) {
  if (problem.find("cannot start any token") != std::string::npos)
    return "indent with spaces, not tabs, and quote values that begin with `@`, `%` or a backtick";
  if (problem.find("nested deeper") != std::string::npos || problem.find("aliases") != std::string::npos)
    return "simplify the structure; no Kubernetes manifest needs this";
  if (problem.find("mapping values are not allowed") != std::string::npos)
    return "quote values that hold `: `, and check the indentation of this line and the one above";
  if (problem.find("control characters") != std::string::npos || problem.find("UTF-8") != std::string::npos)
    return "remove the bytes that are not text, and save the file as UTF-8";
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
      diagnostic.message = (error.duplicate ? "" : "this is not valid YAML: ") + shortened(error.message);
      diagnostic.why = error.duplicate
                           ? "`kubectl` rejects it by default; other tools use the last of the two"
                           : "`kubectl` rejects the document, and it is not checked here";
      diagnostic.help = error.duplicate ? "keep the one that you want" : way_out(error.message);
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kYamlSyntax = {"yaml-syntax", Severity::error,
                          "a manifest that is not valid YAML or repeats a key", check};

}  // namespace stackengine::rules
