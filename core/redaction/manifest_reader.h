// What a manifest says, key by key, for redaction: YAML read by its lines and JSON by its brackets.
//
// core/kubernetes reads YAML exactly and refuses what is none. Redaction must not depend on that: a Helm
// template, a cut-off paste or a values file holds secrets, too. So this reader knows indentation, `- `,
// quotes, block scalars and brackets, and takes everything else as it comes. JSON inside of a scalar
// (`kubectl.kubernetes.io/last-applied-configuration`) is read as if it stood there.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace stackengine::redaction {

inline constexpr uint32_t kNoEntry = UINT32_MAX;

// A key with its value, an item of a sequence, or a whole document (neither key nor value).
struct ManifestEntry {
  uint32_t parent = kNoEntry;  // stands before its children
  Span key;                    // inside its quotes; empty for an item
  Span value;                  // a scalar, inside its quotes, over all its lines; empty for a collection
  bool block = false;          // the value is a block scalar: `|` or `>`
};

// Linear in the text; no depth is too deep.
std::vector<ManifestEntry> read_manifest(std::string_view text);

// Whether two lines begin with `key:`, as those of a values file do that is taken for something else because
// of its braces.
bool has_keys(std::string_view text);

// JSON objects that begin a line of any other text: a log that is written so, a `config.json`.
std::vector<ManifestEntry> read_json_objects(std::string_view text);

}  // namespace stackengine::redaction
