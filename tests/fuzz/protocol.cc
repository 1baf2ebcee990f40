// Requests of any bytes: as a message, and as a JSON text and one document (behind the first NUL) in a
// well-formed message. Every answer is a message with a JSON object, and the same request gives the same
// answer.
#include "protocol/protocol.h"

#include <nlohmann/json.hpp>

#include "fuzz/fuzz.h"
#include "protocol/message.h"

namespace stackengine::protocol {
namespace {

void check(std::string_view message) {
  const std::string answer = handle(message);
  const auto parts = decode(answer);
  FUZZ_CHECK(parts.has_value() && !parts->empty());
  FUZZ_CHECK(nlohmann::json::accept((*parts)[0]));
  FUZZ_CHECK(handle(message) == answer);
}

}  // namespace
}  // namespace stackengine::protocol

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace protocol = stackengine::protocol;
  const stackengine::fuzz::ExactCopy copy(data, size);
  const std::string_view text = copy.text();
  protocol::check(text);
  const size_t nul = text.find('\0');
  if (nul == std::string_view::npos) return 0;
  const std::string framed = protocol::encode({text.substr(0, nul), text.substr(nul + 1)});
  const stackengine::fuzz::ExactCopy exact(reinterpret_cast<const uint8_t*>(framed.data()), framed.size());
  protocol::check(exact.text());
  return 0;
}
