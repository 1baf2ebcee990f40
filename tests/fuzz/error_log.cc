// Error-log lines out of any bytes: entries stand in order, their fields inside the text.
#include "error_log/error_log.h"

#include "fuzz/fuzz.h"

namespace stackengine::error_log {
namespace {

void check(std::string_view text) {
  const auto size = static_cast<uint32_t>(text.size());
  uint32_t end = 0;
  for (const Entry& entry : parse(text, {0, size})) {
    FUZZ_CHECK(entry.span.start >= end && entry.span.end > entry.span.start && entry.span.end <= size);
    end = entry.span.end;
    const auto inside = [&](Span span) {
      return span.empty() ||
             (span.start >= entry.span.start && span.start < span.end && span.end <= entry.span.end);
    };
    FUZZ_CHECK(inside(entry.message));
    for (const Span span : {entry.client, entry.server, entry.request, entry.host, entry.referrer}) {
      FUZZ_CHECK(inside(span));
    }
    if (entry.upstream) FUZZ_CHECK(inside(entry.upstream->span));
    observe(entry, text);
  }
}

}  // namespace
}  // namespace stackengine::error_log

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const stackengine::fuzz::ExactCopy copy(data, size);
  stackengine::error_log::check(copy.text());
  return 0;
}
