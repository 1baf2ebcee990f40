#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "assistant/compare.h"
#include "diagnosis/quoted.h"
#include "kubernetes/manifest.h"
#include "nginx/value_syntax.h"

namespace stackengine::assistant {
namespace {

using kubernetes::Manifest;
using kubernetes::NodeId;
using kubernetes::NodeKind;

constexpr size_t kMostFields = 200'000;  // of a text; and of bytes of paths 50 times that

// A value at the end of a path of keys, such as `spec.ports[http].appProtocol` of `Service app`.
struct Field {
  size_t source = 0;
  std::string object;  // its beginning: a hostile name would be copied for each field
  uint64_t place = 0;
  std::string path;
  std::string value;
  Span span;
  bool list = false;  // then `value` is the names of its items
};

std::string probe_of(const std::string& path) {
  const size_t at = path.find("Probe.");
  return at == std::string::npos ? std::string() : path.substr(0, at);
}

// Fields that the rules know: what is wrong with their values is a finding.
bool is_known(const Field& field) {
  constexpr std::string_view kAnnotations = "metadata.annotations.";
  const std::string_view path = field.path;
  if (path.substr(0, kAnnotations.size()) == kAnnotations)
    return nginx::is_one_of(
        path.substr(kAnnotations.size()),
        "nginx.ingress.kubernetes.io/backend-protocol|nginx.ingress.kubernetes.io/proxy-http-version|nginx.org/grpc-services|nginx.org/ssl-services");
  const std::string_view last = path.substr(path.rfind('.') + 1);
  if (!probe_of(field.path).empty()) return nginx::is_one_of(last, "scheme|port|service");
  if (field.object.rfind("Service ", 0) == 0) return last == "appProtocol";
  return field.object.rfind("VirtualServer", 0) == 0 && path.rfind("spec.upstreams[", 0) == 0 &&
         (last == "type" || last == "enable");
}

// Whether the value has TLS spoken to a backend.
bool asks_for_tls(const Field& field) {
  if (field.path.find("ssl-services") != std::string::npos) return true;
  return nginx::is_one_of(field.value, "HTTPS|GRPCS|https|grpcs") ||
         (field.path.find("tls.") != std::string::npos && field.value == "true");
}

// All fields of a text's objects. `readable`: nothing else is in it.
class Fields {
 public:
  Fields(size_t source, const Manifest& manifest, Numbers* numbers)
      : numbers_(numbers), source_(source), manifest_(manifest) {
    const kubernetes::Yaml& yaml = manifest_.yaml();
    readable = yaml.errors.empty() && manifest_.templates().empty() && !manifest_.objects().empty();
    std::vector<uint32_t> starts;
    for (const kubernetes::Object& object : manifest_.objects())
      starts.push_back(yaml.nodes[object.root].span.start);
    std::sort(starts.begin(), starts.end());
    for (const kubernetes::YamlDocument& document : yaml.documents) {
      const auto object = std::lower_bound(starts.begin(), starts.end(), document.span.start);
      const bool empty = document.root == kubernetes::kNoNode || yaml.nodes[document.root].span.empty();
      if (!empty && (object == starts.end() || *object >= document.span.end)) readable = false;
    }
    for (const kubernetes::Object& object : manifest_.objects()) walk(object);
    if (list.size() >= kMostFields) readable = false;
  }

  std::vector<Field> list;
  bool readable = true;

 private:
  void walk(const kubernetes::Object& object) {
    std::string name = object.kind + " " + object.name;
    if (object.name_space != "default") name += " in " + object.name_space;
    const uint64_t key = numbers_->of(name);
    name.resize(std::min<size_t>(name.size(), 100));
    std::vector<std::pair<NodeId, std::string>> open = {{object.root, ""}};
    size_t bytes = 0;  // of paths: hostile depth makes them long
    while (!open.empty() && list.size() < kMostFields && bytes < kMostFields * 50) {
      const auto [id, path] = std::move(open.back());
      open.pop_back();
      bytes += path.size();
      const kubernetes::Node& node = manifest_.yaml().nodes[id];
      const std::vector<NodeId> children = manifest_.yaml().children(id);
      if (node.kind == NodeKind::mapping && !children.empty()) {
        for (size_t i = 0; i + 1 < children.size(); i += 2) {
          std::string below = path;
          if (!below.empty()) below += '.';
          open.emplace_back(children[i + 1], below += manifest_.yaml().nodes[children[i]].value);
        }
        continue;
      }
      std::string value = node.value;
      for (size_t i = 0; i < children.size(); ++i) {
        std::string item(manifest_.yaml().scalar(children[i], "name"));
        if (item.empty()) item = std::to_string(i);
        // The order of a list is a value of its own.
        value += item + ",";
        std::string below = path;
        open.emplace_back(children[i], below.append("[").append(item).append("]"));
      }
      // `"true"` is another thing than `true`.
      if (node.kind == NodeKind::scalar && node.style == kubernetes::ScalarStyle::plain &&
          nginx::is_one_of(value, "true|false|null|~|yes|no|on|off"))
        value += " (plain)";
      list.push_back(
          {source_, name, numbers_->of(path, key), path, std::move(value), node.span, !children.empty()});
    }
    if (bytes >= kMostFields * 50) readable = false;
  }

  Numbers* numbers_;
  size_t source_;
  const Manifest& manifest_;
};

class ManifestComparer {
 public:
  ManifestComparer(const Sides& sides, ChangeMap* changes) : sides_(sides), changes_(changes) {}

  void run() {
    for (size_t i = 0; i < sides_.after.size(); ++i) {
      if (!sides_.after[i].manifest || changes_->first(i) == changes_->end(i)) continue;
      const Fields before(i, *sides_.before[i].manifest, &sides_.numbers);
      const Fields after(i, *sides_.after[i].manifest, &sides_.numbers);
      if (before.readable && after.readable) {
        compare(before.list, after.list);
      } else {
        changes_->mark_all(
            i, MarkKind::not_read,
            "changes a manifest, of which only the rules for Ingress, Service and probes know anything");
      }
    }
  }

 private:
  using ByPlace = std::unordered_map<uint64_t, const Field*>;

  // Of two objects of one name, or two items, each is a place.
  ByPlace by_place(const std::vector<Field>& fields, std::vector<uint64_t>* places) const {
    ByPlace found;
    std::unordered_map<uint64_t, uint64_t> twins;
    for (const Field& field : fields) {
      const uint64_t place = sides_.numbers.of(twins[field.place]++, field.place);
      found.emplace(place, &field);
      places->push_back(place);
    }
    return found;
  }

  void compare(const std::vector<Field>& before, const std::vector<Field>& after) {
    std::vector<uint64_t> old_places;
    std::vector<uint64_t> new_places;
    const ByPlace old = by_place(before, &old_places);
    const ByPlace now = by_place(after, &new_places);
    for (size_t i = 0; i < after.size(); ++i) {
      const Field& field = after[i];
      const auto had = old.find(new_places[i]);
      if (had == old.end()) {
        mark(field, false, "adds ", nullptr);
      } else if (had->second->value != field.value) {
        mark(field, false, "changes ", had->second);
      } else if (!field.list) {
        moved(*had->second, field);
      }
    }
    for (size_t i = 0; i < before.size(); ++i) {
      if (now.count(old_places[i]) == 0) mark(before[i], true, "removes ", &before[i]);
    }
  }

  void mark(const Field& field, bool gone, const char* verb, const Field* old) {
    const bool tls = old != nullptr && asks_for_tls(*old) && (gone || !asks_for_tls(field));
    if (is_known(field) && !tls && !(gone && !probe_of(field.path).empty())) return;
    const std::string what = quoted(field.path) + " of " + quoted(field.object);
    tell(gone ? changes_->before(field.source, field.span) : changes_->after(field.source, field.span),
         field.source, tls ? MarkKind::tls : MarkKind::not_read,
         verb + what + (tls ? ": TLS to a backend goes away" : ", of which no rule here knows anything"));
  }

  // One that keeps its value but goes to another place, alone or with what stands around it.
  void moved(const Field& old, const Field& now) {
    const size_t from = changes_->before(old.source, old.span);
    const size_t to = changes_->after(now.source, now.span);
    if (from == to) return;
    for (const size_t change : {from, to}) {
      if (change != kNoChange)
        changes_->mark(
            change, MarkKind::not_read,
            "moves " + quoted(old.path) + " of " + quoted(old.object) + ": take both places, or neither");
    }
  }

  void tell(size_t change, size_t source, MarkKind kind, const std::string& message) {
    if (change != kNoChange) return changes_->mark(change, kind, message);
    changes_->mark_all(source, kind, message);
  }

  const Sides& sides_;
  ChangeMap* changes_;
};

}  // namespace

void mark_manifests(const Sides& sides, ChangeMap* changes) { ManifestComparer(sides, changes).run(); }

}  // namespace stackengine::assistant
