#include "refactor/result.h"

namespace stackengine {

std::string patch_name(const Source& source) {
  std::string usual = source.kind == SourceKind::kubernetes ? "manifest.yaml" : "nginx.conf";
  if (source.name == "-") return usual;
  const size_t first = source.name.find_first_not_of('/');
  return first == std::string::npos ? usual : source.name.substr(first);
}

std::vector<Diagnostic> remaining_in(const Analysis& analysis) {
  const auto& all = analysis.diagnostics;
  std::vector<Diagnostic> remaining(all.begin(), all.begin() + static_cast<ptrdiff_t>(listed(analysis)));
  for (Diagnostic& diagnostic : remaining) {
    for (Evidence& evidence : diagnostic.evidence) {
      evidence.has_place = evidence.has_place && evidence.kind == EvidenceKind::config;
    }
    diagnostic.fixes.clear();
  }
  return remaining;
}

}  // namespace stackengine
