// Placeholders of host and upstream names. They keep what nginx and a reader need: the number of labels,
// which names lie below which (`app.acme.com` and `api.acme.com` become `h01kp.d01xa.invalid` and
// `h02mr.d01xa.invalid`), how the dots are escaped, and that two spellings of one name differ in case only.
// `.invalid` resolves nowhere (RFC 6761 section 6.4).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "redaction/placeholders/labels.h"

namespace stackengine::redaction {

class NamePlaceholders {
 public:
  explicit NamePlaceholders(Labels* labels) : labels_(labels) {}

  // A placeholder for this spelling that no other spelling got. Empty when `name` is none (host_shape.h).
  // To be asked once for each spelling. `upstream`: how a name without a dot is labelled.
  std::string make(std::string_view name, bool upstream);

  // The same for a word that is no host name, whatever is in it: people, words of the user's own.
  std::string make_word(std::string_view word, LabelKind kind);

 private:
  struct Node {
    uint32_t id;
    std::string label;
  };

  Node& node(uint32_t parent, std::string_view label, LabelKind kind);
  std::string spelled(const std::string& placeholder, LabelKind kind);

  Labels* labels_;
  uint32_t nodes_made_ = 0;
  std::unordered_map<std::string, Node> nodes_;          // by parent and lower-case label
  std::unordered_map<std::string, uint32_t> spellings_;  // how many a lower-case placeholder has
};

}  // namespace stackengine::redaction
