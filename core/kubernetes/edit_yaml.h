// Edits of a manifest in the style of its author: spliced into the original text, never
// re-emitted.
#pragma once

#include <optional>
#include <string>

#include "kubernetes/manifest.h"
#include "text/edit.h"

namespace stackengine::kubernetes {

// All return nullopt for text that an anchor shares with its aliases.

// Replaces a scalar with `value`, keeping its quotes; nullopt for a block scalar, an alias or a collection.
std::optional<Edit> replace_scalar(const Manifest& manifest, size_t source, NodeId scalar,
                                   const std::string& value);

// Adds `key: value` directly after the entry of `sibling`, a key of the same mapping: on its own line
// at the column of the sibling, or after a comma in a flow mapping. `value` is inserted unchanged, in JSON
// with its quotes.
std::optional<Edit> insert_behind(const Manifest& manifest, size_t source, NodeId sibling,
                                  const std::string& key, const std::string& value);

// Sets `key` of a mapping: replaces its scalar; overrides one that `<<` merges,
// after the `<<`; or adds `written` after the key `beside`.
std::optional<Edit> set_entry(const Manifest& manifest, size_t source, NodeId mapping, const std::string& key,
                              const std::string& value, const std::string& written, std::string_view beside);

// `{port: 8080}` as JSON, in a manifest whose keys have double quotes, such as `like`;
// unchanged in YAML.
std::string in_style_of(const Node& like, const std::string& value);

// Adds `key:` and below it `inner: value`, indented like the other mappings of the document.
std::optional<Edit> insert_mapping_behind(const Manifest& manifest, size_t source, NodeId sibling,
                                          const std::string& key, const std::string& inner,
                                          const std::string& value);

// Removes an item of a block sequence with all its lines; nullopt for a flow sequence, an alias, or the only
// item.
std::optional<Edit> remove_item(const Manifest& manifest, size_t source, NodeId sequence, NodeId item);

// Removes a key and its value, including their line and its comment; nullopt when it is the only entry
// of its mapping.
std::optional<Edit> remove_entry(const Manifest& manifest, size_t source, NodeId mapping, NodeId key);

}  // namespace stackengine::kubernetes
