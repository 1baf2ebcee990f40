// Where manifests stand in a paste that holds other things, too.
#ifndef STACKENGINE_KUBERNETES_MANIFEST_LINES_H_
#define STACKENGINE_KUBERNETES_MANIFEST_LINES_H_

#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::kubernetes {

// Ranges of whole lines that are manifests: lines that read as YAML, with `apiVersion`, or `kind` and
// `metadata` or `spec`, among their outermost keys, and JSON objects or lists that hold both. Line numbers
// from 0, half-open; ascending.
std::vector<Span> manifest_lines(std::string_view text);

// Whether a text is YAML from its first line to its last, though no manifest: the values of a Helm chart,
// say.
bool is_other_yaml(std::string_view text);

// Whether a text is what `kubectl describe` printed, which is no YAML.
bool is_description(std::string_view text);

// The blanks before the lines of manifests that are indented as a whole: quoted as code in Markdown, or below
// an indented fence.
std::vector<Span> indentation_of_manifests(std::string_view text);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_MANIFEST_LINES_H_
