// Where manifests stand in a paste that holds other things, too.
#ifndef STACKENGINE_KUBERNETES_MANIFEST_LINES_H_
#define STACKENGINE_KUBERNETES_MANIFEST_LINES_H_

#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::kubernetes {

// Ranges of whole lines that are manifests: lines that read as YAML, with `apiVersion`, or `kind` and
// `metadata` or `spec`, among their outermost keys. Line numbers from 0, half-open; ascending. JSON manifests
// are found when the text is nothing else.
std::vector<Span> manifest_lines(std::string_view text);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_MANIFEST_LINES_H_
