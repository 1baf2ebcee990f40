#include "intake/peeled.h"

#include <algorithm>
#include <utility>

namespace stackengine::intake {

void Peeled::remove(const std::vector<Span>& spans) {
  if (spans.empty()) return;
  Source left;
  uint32_t from = 0;
  for (const Span& span : spans) {
    append({from, span.start}, &left);
    from = span.end;
  }
  append({from, static_cast<uint32_t>(text().size())}, &left);
  kept_ = std::move(left);
  whole_ = false;
}

void Peeled::append(Span span, Source* source) const {
  if (whole_) {
    append_run(document_, span, source);
    return;
  }
  auto run = std::upper_bound(kept_.runs.begin(), kept_.runs.end(), span.start,
                              [](uint32_t wanted, const Run& one) { return wanted < one.at; });
  // The first run begins at 0, so every byte has a run before it.
  for (uint32_t at = span.start; at < span.end; ++run) {
    const uint32_t end = run == kept_.runs.end() ? span.end : std::min(span.end, run->at);
    const uint32_t start = (run - 1)->start + (at - (run - 1)->at);
    append_run(document_, {start, start + (end - at)}, source);
    at = end;
  }
}

}  // namespace stackengine::intake
