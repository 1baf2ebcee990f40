// Restoring an answer while it arrives. What is given back, put together, is what restore() makes of the
// whole text, however it was cut.
//
// No placeholder holds white space, and white space is an edge for every one of them; so a text may be cut
// behind any of it. What follows the last one is held back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "redaction/redaction.h"
#include "redaction/restore_index.h"

namespace stackengine::redaction {

// How many bytes of `text` can be restored without knowing what follows.
size_t settled_length(std::string_view text);

class StreamRestorer {
 public:
  // `vault` must outlive the restorer.
  explicit StreamRestorer(const Vault& vault) : index_(vault) {}

  // The next bytes; what of the restored text became certain.
  std::string feed(std::string_view chunk);
  // The end of the text; the rest.
  std::string finish();

  // Everything so far, as of the whole text; its `text` stays empty.
  const Restoration& restoration() const { return total_; }

 private:
  std::string restored(std::string_view text);

  RestoreIndex index_;
  std::string held_;
  size_t given_ = 0;
  Restoration total_;
};

// restore() with a prepared vault.
Restoration restore(std::string_view text, const RestoreIndex& index);

}  // namespace stackengine::redaction
