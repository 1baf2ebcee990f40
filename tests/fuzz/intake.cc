// What a paste holds: pieces tile the document, the runs of every source name its very bytes in the document,
// and places of a source stand inside the document.
#include "intake/intake.h"

#include "fuzz/fuzz.h"

namespace stackengine::intake {
namespace {

void check_pieces(const Pieces& pieces, std::string_view text) {
  uint32_t end = 0;
  for (size_t i = 0; i < pieces.size(); ++i) {
    FUZZ_CHECK(pieces[i].span.start == end);
    FUZZ_CHECK(pieces[i].span.end > end);
    FUZZ_CHECK(i == 0 || pieces[i].kind != pieces[i - 1].kind);
    end = pieces[i].span.end;
  }
  FUZZ_CHECK(end == text.size());
}

void check_source(const Source& source, std::string_view text) {
  FUZZ_CHECK(!source.text.empty());
  FUZZ_CHECK(!source.runs.empty() && source.runs[0].at == 0);
  for (size_t i = 0; i < source.runs.size(); ++i) {
    const Run& run = source.runs[i];
    const auto end =
        static_cast<uint32_t>(i + 1 < source.runs.size() ? source.runs[i + 1].at : source.text.size());
    FUZZ_CHECK(run.at < end);
    const size_t length = end - run.at;
    FUZZ_CHECK(run.start + length <= text.size());
    FUZZ_CHECK(i == 0 || run.start >= source.runs[i - 1].start + (run.at - source.runs[i - 1].at));
    // A line end inside of a wrapped log entry reads as a blank.
    for (size_t k = 0; k < length; ++k) {
      const char original = text[run.start + k];
      const char read = source.text[run.at + k];
      FUZZ_CHECK(original == read || (original == '\n' && read == ' '));
    }
  }
  const auto size = static_cast<uint32_t>(source.text.size());
  for (const Span span : {Span{0, size}, Span{0, 0}, Span{size, size}, Span{size / 2, size}}) {
    const Span place = to_document(source, span);
    FUZZ_CHECK(place.start <= place.end && place.end <= text.size());
  }
}

void check(std::string_view bytes) {
  const Document document{"fuzz", std::string(bytes), DocumentKind::automatic};
  const std::string_view text = document.text;
  const Reading reading = read(document, 0);
  check_pieces(reading.pieces, text);
  for (const Source& source : reading.sources) check_source(source, text);
  refusal(document);
}

}  // namespace
}  // namespace stackengine::intake

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const stackengine::fuzz::ExactCopy copy(data, size);
  stackengine::intake::check(copy.text());
  return 0;
}
