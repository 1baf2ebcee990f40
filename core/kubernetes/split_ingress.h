// Splits an Ingress in two, because its annotations apply to every path.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kubernetes/cluster.h"
#include "text/edit.h"

namespace stackengine::kubernetes {

struct Split {
  std::vector<Edit> edits;
  std::string why_not;  // the reason when there are no edits: "the Ingress is an item of a List"
};

// Moves `moved`, paths of the Ingress, to a copy of its document after it. The copy has the name with
// `suffix` and the edit `annotation`. Works only when whole lines can move: not in flow style, with aliases,
// in a List, or when no path would remain.
Split split_ingress(const Ingress& ingress, const std::vector<const IngressPath*>& moved,
                    const std::string& suffix, std::optional<Edit> annotation);

}  // namespace stackengine::kubernetes
