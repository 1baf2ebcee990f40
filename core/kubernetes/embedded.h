// nginx code inside of manifests: snippets in annotations and ConfigMaps, and files in a ConfigMap. It is
// read as nginx configuration; its places and edits lead back into the YAML around it.
#ifndef STACKENGINE_KUBERNETES_EMBEDDED_H_
#define STACKENGINE_KUBERNETES_EMBEDDED_H_

#include <optional>
#include <string>
#include <vector>

#include "kubernetes/manifest.h"
#include "text/edit.h"
#include "text/source.h"

namespace stackengine::kubernetes {

// One scalar whose value is nginx code. `code.runs` lead into the manifest's text: the indentation of a
// literal block is peeled off.
struct Embedded {
  size_t source = 0;  // of the manifest
  Source code;
  ScalarStyle style = ScalarStyle::plain;
  std::string indentation;  // of a literal block's lines
  bool shared = false;      // an anchor's, which an alias stands for: not to be edited
};

// Literal blocks, and scalars on one line without escapes; folded ones are left alone. Linear in the text.
std::vector<Embedded> embedded_nginx(const Manifest& manifest, size_t source);

// Where a span of the code stands in the manifest.
Span to_manifest(const Embedded& embedded, Span span);

// An edit of the code as one of the manifest: lines that it adds are indented. nullopt where the scalar's
// style cannot hold the text.
std::optional<Edit> to_manifest(const Embedded& embedded, const Edit& edit);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_EMBEDDED_H_
