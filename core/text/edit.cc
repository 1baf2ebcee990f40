#include "text/edit.h"

#include <algorithm>

namespace stackengine {

bool compatible(const Edit& a, const Edit& b) {
  if (a.place.source != b.place.source || a == b) return true;
  const Span& x = a.place.span;
  const Span& y = b.place.span;
  // An insertion strictly inside a replaced range would disappear or split the replacement.
  if (x.empty()) return x.start <= y.start || x.start >= y.end;
  if (y.empty()) return y.start <= x.start || y.start >= x.end;
  return !x.overlaps(y);
}

std::string apply_edits(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.place < b.place; });
  std::string result;
  uint32_t done = 0;
  const Edit* previous = nullptr;
  for (const Edit& edit : edits) {
    if (previous != nullptr && edit == *previous) continue;
    previous = &edit;
    result.append(text.substr(done, edit.place.span.start - done));
    result.append(edit.text);
    done = edit.place.span.end;
  }
  result.append(text.substr(done));
  return result;
}

std::vector<std::vector<Edit>> by_source(const std::vector<Edit>& edits, size_t sources) {
  std::vector<std::vector<Edit>> result(sources);
  for (const Edit& edit : edits) result[edit.place.source].push_back(edit);
  return result;
}

}  // namespace stackengine
