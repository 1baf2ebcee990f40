// Edits of a manifest that look as if the author had made them: spliced into the original text, never
// re-emitted.
#ifndef STACKENGINE_KUBERNETES_EDIT_YAML_H_
#define STACKENGINE_KUBERNETES_EDIT_YAML_H_

#include <optional>
#include <string>

#include "kubernetes/manifest.h"
#include "text/edit.h"

namespace stackengine::kubernetes {

// None of these touches what an anchor shares with its aliases: they give nullopt then.

// Puts `value` in the place of a scalar, in its quotes; nullopt for a block scalar, an alias or a collection.
std::optional<Edit> replace_scalar(const Manifest& manifest, size_t source, NodeId scalar,
                                   const std::string& value);

// Adds `key: value` directly behind the entry of `sibling`, a key of the same mapping: on a line of its own
// at the sibling's column, or behind a comma in a flow mapping. `value` is written as it is given, in JSON
// with its quotes.
std::optional<Edit> insert_behind(const Manifest& manifest, size_t source, NodeId sibling,
                                  const std::string& key, const std::string& value);

// Gives `key` of a mapping a value: replaces the scalar that stands there; overrides one that `<<` merges,
// behind the `<<`; adds one that is not there, `written`, behind the key `beside`.
std::optional<Edit> set_entry(const Manifest& manifest, size_t source, NodeId mapping, const std::string& key,
                              const std::string& value, const std::string& written, std::string_view beside);

// `{port: 8080}` as the JSON that it is in a manifest whose keys have double quotes, such as `like`;
// unchanged in YAML.
std::string in_style_of(const Node& like, const std::string& value);

// Adds `key:` and, indented below it as the document's own mappings are, `inner: value`.
std::optional<Edit> insert_mapping_behind(const Manifest& manifest, size_t source, NodeId sibling,
                                          const std::string& key, const std::string& inner,
                                          const std::string& value);

// Removes an item of a block sequence, its lines whole; nullopt for a flow sequence, an alias, or an only
// item.
std::optional<Edit> remove_item(const Manifest& manifest, size_t source, NodeId sequence, NodeId item);

// Removes a key and its value, their line and the comment on it included; nullopt where it is the only entry
// of its mapping.
std::optional<Edit> remove_entry(const Manifest& manifest, size_t source, NodeId mapping, NodeId key);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_EDIT_YAML_H_
