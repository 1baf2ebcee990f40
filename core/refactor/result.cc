#include "refactor/result.h"

#include "nginx/fragment.h"

namespace stackengine {

const std::string& file_name(const Source& source) { return source.name == "-" ? source.file : source.name; }

std::string patch_name(const Source& source) {
  const std::string& name = file_name(source);
  const size_t first = name.find_first_not_of('/');
  return first == std::string::npos ? "nginx.conf" : name.substr(first);
}

std::string patch_of(const ParsedSource& before, const ParsedSource& after,
                     const std::vector<Change>& changes) {
  if (changes.empty()) return "";
  const std::string name = patch_name(before);
  if (before.fragment && before.config)
    return unified_diff(name, before.text, after.text, nginx::fragment_parts(*before.config, *after.config));
  if (before.breaks.empty()) return unified_diff(name, before.text, after.text, changes);
  return unified_diff(
      name, before.text, after.text,
      nginx::parts_between(before.breaks, after.breaks, static_cast<uint32_t>(before.text.size()),
                           static_cast<uint32_t>(after.text.size())));
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
