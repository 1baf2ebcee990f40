// Splits an Ingress in two, because its annotations hold for every path.
#ifndef STACKENGINE_KUBERNETES_SPLIT_INGRESS_H_
#define STACKENGINE_KUBERNETES_SPLIT_INGRESS_H_

#include <optional>
#include <string>
#include <vector>

#include "kubernetes/cluster.h"
#include "text/edit.h"

namespace stackengine::kubernetes {

struct Split {
  std::vector<Edit> edits;
  std::string why_not;  // where there are none: "it is an item of a List"
};

// Moves `moved`, paths of the Ingress, into a copy of its document behind it, of the name with `suffix`, in
// which `annotation`, an edit of the Ingress, is made. Only where the document is written so that whole lines
// can move: not in flow style, with aliases, in a List, or when no path would be left.
Split split_ingress(const Ingress& ingress, const std::vector<const IngressPath*>& moved,
                    const std::string& suffix, std::optional<Edit> annotation);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_SPLIT_INGRESS_H_
