#include "redaction/placeholders/names.h"

#include <utility>

#include "redaction/bytes.h"
#include "redaction/host_shape.h"

namespace stackengine::redaction {
namespace {

constexpr uint32_t kTopLevels = 0;  // parent of the top-level domains
constexpr uint32_t kDotless = 1;    // parent of names without a dot
constexpr std::string_view kTopLevel = "invalid";

// The `number`-th way to write `placeholder` in another case; empty when there are not so many.
std::string in_other_case(std::string placeholder, uint32_t number) {
  for (char& c : placeholder) {
    if (!is_alpha(c)) continue;
    if ((number & 1) != 0) c = static_cast<char>(c - 32);
    number >>= 1;
  }
  return number == 0 ? placeholder : std::string();
}

}  // namespace

NamePlaceholders::Node& NamePlaceholders::node(uint32_t parent, std::string_view label, LabelKind kind) {
  std::string key(reinterpret_cast<const char*>(&parent), sizeof parent);
  key += lowered(label);
  const auto found = nodes_.find(key);
  if (found != nodes_.end()) return found->second;
  // Top-level domains all become one; they are told apart by the names below them.
  Node made = {kDotless + ++nodes_made_, parent == kTopLevels ? std::string(kTopLevel) : labels_->next(kind)};
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
  const uint32_t spelling = spellings_[placeholder]++;
  std::string written = in_other_case(placeholder, spelling);
  if (!written.empty()) return written;
  // More spellings than letters can show: a label of its own.
  return labels_->next(upstream ? LabelKind::upstream : LabelKind::host);
}

}  // namespace stackengine::redaction
