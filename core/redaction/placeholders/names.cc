#include "redaction/placeholders/names.h"

#include <utility>

#include "redaction/bytes.h"
#include "redaction/host_shape.h"

namespace stackengine::redaction {
namespace {

constexpr uint32_t kTopLevels = 0;  // parent of the top-level domains
constexpr uint32_t kDotless = 1;    // parent of names without a dot
constexpr uint32_t kWords = 2;      // and the next ones: of words, by kind
constexpr uint32_t kFirstNode = kWords + static_cast<uint32_t>(kLabelKinds);
constexpr std::string_view kTopLevel = "invalid";

}  // namespace

NamePlaceholders::Node& NamePlaceholders::node(uint32_t parent, std::string_view label, LabelKind kind) {
  std::string key(reinterpret_cast<const char*>(&parent), sizeof parent);
  key += lower_case(label);
  const auto found = nodes_.find(key);
  if (found != nodes_.end()) return found->second;
  // Top-level domains all become one; they are told apart by the names below them.
  Node made = {kFirstNode + nodes_made_++,
               parent == kTopLevels ? std::string(kTopLevel) : labels_->next(kind)};
  return nodes_.emplace(std::move(key), std::move(made)).first->second;
}

std::string NamePlaceholders::make(std::string_view name, bool upstream) {
  HostShape shape;
  if (!split_host(name, &shape)) return std::string();
  std::string placeholder;
  if (shape.labels.size() == 1) {
    placeholder = node(kDotless, shape.labels[0], upstream ? LabelKind::upstream : LabelKind::host).label;
  } else {
    uint32_t parent = kTopLevels;
    const size_t last = shape.labels.size() - 1;
    for (size_t i = last + 1; i-- > 0;) {
      const Node& label = node(parent, shape.labels[i], i + 1 == last ? LabelKind::domain : LabelKind::host);
      parent = label.id;
      placeholder.insert(0, i == last ? label.label : label.label + std::string(shape.separators[i]));
    }
  }
  return spelled(placeholder, upstream ? LabelKind::upstream : LabelKind::host);
}

std::string NamePlaceholders::make_word(std::string_view word, LabelKind kind) {
  return spelled(node(kWords + static_cast<uint32_t>(kind), word, kind).label, kind);
}

std::string NamePlaceholders::spelled(const std::string& placeholder, LabelKind kind) {
  const uint32_t spelling = spellings_[placeholder]++;
  std::string written = in_other_case(placeholder, spelling);
  // More spellings than letters can show: a label of its own.
  return written.empty() ? labels_->next(kind) : written;
}

}  // namespace stackengine::redaction
