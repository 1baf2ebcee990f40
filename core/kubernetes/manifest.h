// The objects of a manifest: of every document of the stream, `List` items included. Offsets into `text`,
// which must outlive it. What `kubectl get -o yaml` adds (`status`, `managedFields`) is not read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kubernetes/yaml.h"

namespace stackengine::kubernetes {

// The kind of an object that is a container's fields alone, without what is around them.
inline constexpr std::string_view kContainerKind = "Container";

struct Object {
  NodeId root = kNoNode;
  std::string api_version;
  std::string kind;
  std::string name;
  std::string name_space;  // "default" when the manifest leaves it out
};

// A name and a value in `metadata.annotations` or `metadata.labels`.
struct Annotation {
  NodeId key = kNoNode;
  NodeId value = kNoNode;
};

class Manifest {
 public:
  // `breaks`: as Source has them; a document begins there.
  explicit Manifest(std::string_view text, const std::vector<uint32_t>& breaks = {});

  std::string_view text() const { return text_; }
  const Yaml& yaml() const { return yaml_; }
  const std::vector<Object>& objects() const { return objects_; }
  // Documents that are templates of Helm or a similar tool, not YAML: they have no objects here.
  const std::vector<Span>& templates() const { return templates_; }

  // The mapping of the first document when there is YAML but no object, nor a template, in the text; kNoNode
  // else. Values of a Helm chart are such, and a manifest without `kind`.
  NodeId without_kind() const;

  // kNoNode keys when it is not there.
  Annotation annotation(const Object& object, std::string_view name) const;
  // All of them, in order.
  std::vector<Annotation> annotations(const Object& object) const;

  // The node at the end of a path of keys: path(root, {"spec", "rules"}).
  NodeId path(NodeId from, std::initializer_list<std::string_view> keys) const;

  // A Kubernetes port: a number or a name. The number is 0 for a name and without a port.
  struct Port {
    int number = 0;
    std::string name;
    bool empty() const { return number == 0 && name.empty(); }
  };
  Port port(NodeId id) const;

 private:
  void add(NodeId root);

  std::string_view text_;
  Yaml yaml_;
  std::vector<Span> templates_;
  std::vector<Object> objects_;
};

// Whether a text is a manifest, or several: `apiVersion` and `kind` are keys in it, in YAML or JSON. False
// for every nginx configuration, because no directive has such a name.
bool looks_like_manifest(std::string_view text);

}  // namespace stackengine::kubernetes
