// Finds manifests in a paste that also holds other text.
#pragma once

#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::kubernetes {

// Ranges of whole lines that are manifests: lines that read as YAML, with `apiVersion`, or `kind` and
// `metadata` or `spec`, among their outermost keys, and JSON objects or lists that hold both. Line numbers
// from 0, half-open; ascending.
std::vector<Span> manifest_lines(std::string_view text);

// Whether a text is YAML from the first line to the last, but not a manifest: for example the values of a
// Helm chart.
bool is_other_yaml(std::string_view text);

// Whether a text is the output of `kubectl describe`, which is not YAML.
bool is_description(std::string_view text);

// The blanks before the lines of manifests that are indented as a whole: quoted as code in Markdown, or below
// an indented fence.
std::vector<Span> indentation_of_manifests(std::string_view text);

}  // namespace stackengine::kubernetes
