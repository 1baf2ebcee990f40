// nginx code in manifests: snippets in annotations and ConfigMaps, and files in a ConfigMap. It is
// read as nginx configuration; its places and edits map back to the YAML.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kubernetes/manifest.h"
#include "text/edit.h"
#include "text/source.h"

namespace stackengine::kubernetes {

// One scalar whose value is nginx code. `code.runs` map to the text of the manifest: the indentation of a
// literal block is removed.
struct Embedded {
  Source code;
  ScalarStyle style = ScalarStyle::plain;
  std::string indentation;  // of a literal block's lines
  bool shared = false;      // belongs to an anchor with an alias: must not be edited
};

// Reads literal blocks, and scalars on one line without escapes; skips folded ones. Linear in the text.
std::vector<Embedded> embedded_nginx(const Manifest& manifest);

// The place in the manifest of a span of the code.
Span to_manifest(const Embedded& embedded, Span span);

// An edit of the code as an edit of the manifest, whose number the caller fills in: added lines are
// indented. nullopt when the style of the scalar cannot hold the text.
std::optional<Edit> to_manifest(const Embedded& embedded, const Edit& edit);

}  // namespace stackengine::kubernetes
