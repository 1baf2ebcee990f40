// Splits an Ingress in two, because its annotations hold for every path.
#ifndef STACKENGINE_KUBERNETES_SPLIT_INGRESS_H_
#define STACKENGINE_KUBERNETES_SPLIT_INGRESS_H_

#include <string>
#include <vector>

#include "kubernetes/cluster.h"
#include "text/edit.h"

namespace stackengine::kubernetes {

// Moves `moved`, paths of the Ingress, into a copy of its document behind it: of the name with `suffix`, with
// `backend-protocol: "PROTOCOL"`. Empty where the document is not written so that whole lines can move: flow
// style, aliases, an item of a List, a path beside the `-` of its rule, or no path left.
std::vector<Edit> split_ingress(const Ingress& ingress, const std::vector<const IngressPath*>& moved,
                                const std::string& suffix, const std::string& protocol);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_SPLIT_INGRESS_H_
