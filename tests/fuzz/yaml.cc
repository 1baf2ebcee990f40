// The YAML reader and the model on any bytes: every place lies in the text, nodes form a tree, aliases lead
// to earlier nodes, each byte of embedded code is the manifest's, and the same text gives the same nodes.
#include <vector>

#include "fuzz/fuzz.h"
#include "kubernetes/cluster.h"
#include "kubernetes/embedded.h"
#include "kubernetes/manifest_lines.h"
#include "kubernetes/route_text.h"

namespace stackengine::kubernetes {
namespace {

void check_nodes(const Yaml& yaml, std::string_view text) {
  const auto count = static_cast<NodeId>(yaml.nodes.size());
  FUZZ_CHECK(count <= 4 * text.size() + 4);
  std::vector<bool> has_parent(count);
  for (NodeId id = 0; id < count; ++id) {
    const Node& node = yaml.nodes[id];
    FUZZ_CHECK(node.span.start <= node.span.end && node.span.end <= text.size());
    FUZZ_CHECK(node.column <= node.span.start);
    FUZZ_CHECK(node.target == kNoNode || node.target < id);
    NodeId before = id;
    for (NodeId child = node.first_child; child != kNoNode; child = yaml.nodes[child].next) {
      FUZZ_CHECK(child > before && child < count);
      FUZZ_CHECK(!has_parent[child]);
      has_parent[child] = true;
      before = child;
    }
  }
  for (const YamlError& error : yaml.errors) FUZZ_CHECK(error.offset <= text.size());
  uint32_t end = 0;
  for (const YamlDocument& document : yaml.documents) {
    FUZZ_CHECK(document.span.start >= end && document.span.end <= text.size());
    end = document.span.end;
  }
}

void check_embedded(const Manifest& manifest) {
  for (const Embedded& embedded : embedded_nginx(manifest)) {
    for (uint32_t i = 0; i < embedded.code.text.size(); ++i) {
      const Span span = to_manifest(embedded, Span{i, i + 1});
      FUZZ_CHECK(span.end <= manifest.text().size() && span.size() == 1);
      FUZZ_CHECK(manifest.text()[span.start] == embedded.code.text[i]);
    }
  }
}

void check(std::string_view text) {
  const Manifest manifest(text);
  check_nodes(manifest.yaml(), text);
  const Yaml again = parse_yaml(text);
  FUZZ_CHECK(again.nodes.size() == manifest.yaml().nodes.size());
  for (size_t i = 0; i < again.nodes.size(); ++i)
    FUZZ_CHECK(again.nodes[i].span == manifest.yaml().nodes[i].span);
  check_embedded(manifest);
  const Cluster cluster({{0, &manifest}});
  for (const RouteReport& route : describe_routes(cluster)) FUZZ_CHECK(route.place.span.end <= text.size());
  uint32_t line = 0;
  for (const Span& range : manifest_lines(text)) {
    FUZZ_CHECK(range.start >= line && range.start < range.end);
    line = range.end;
  }
}

}  // namespace
}  // namespace stackengine::kubernetes

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const stackengine::fuzz::ExactCopy copy(data, size);
  stackengine::kubernetes::check(copy.text());
  return 0;
}
