#include "redaction/stream_restorer.h"

#include "redaction/bytes.h"

namespace stackengine::redaction {

size_t settled_length(std::string_view text) {
  size_t length = text.size();
  while (length > 0 && !is_space(text[length - 1])) --length;
  return length;
}

std::string StreamRestorer::feed(std::string_view chunk) {
  // Only the new bytes are looked at: what is held has no white space.
  const size_t settled = settled_length(chunk);
  if (settled == 0) {
    held_ += chunk;
    return std::string();
  }
  held_ += chunk.substr(0, settled);
  std::string out = restored(held_);
  held_.assign(chunk.substr(settled));
  return out;
}

std::string StreamRestorer::finish() {
  std::string out = restored(held_);
  held_.clear();
  return out;
}

std::string StreamRestorer::restored(std::string_view text) {
  Restoration part = restore(text, index_);
  total_.replaced += part.replaced;
  total_.mended += part.mended;
  for (UnknownPlaceholder one : part.unknown) {
    one.span.start += static_cast<uint32_t>(given_);
    one.span.end += static_cast<uint32_t>(given_);
    total_.unknown.push_back(one);
  }
  given_ += part.text.size();
  return std::move(part.text);
}

}  // namespace stackengine::redaction
