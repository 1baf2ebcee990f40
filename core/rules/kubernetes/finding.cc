#include "rules/kubernetes/finding.h"

#include <algorithm>
#include <utility>

#include "backends/from_cluster.h"
#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "kubernetes/split_ingress.h"

namespace stackengine::rules {
namespace {

using kubernetes::Annotation;
using kubernetes::Controller;
using kubernetes::kNoNode;
using kubernetes::NodeId;
using kubernetes::Placed;
using kubernetes::Route;

// Adds a Service to a list such as `nginx.org/grpc-services`, or removes it.
std::optional<Edit> list_service(const Route& route, std::string_view key, bool listed, bool* done) {
  const Placed& placed = route.ingress->place;
  const Annotation annotation = placed.manifest->annotation(*placed.object, key);
  std::vector<std::string> names;
  if (annotation.key != kNoNode)
    names = kubernetes::listed_services(placed.manifest->yaml().scalar(annotation.value));
  const auto found = std::find(names.begin(), names.end(), route.path->service);
  *done = (found != names.end()) == listed;
  if (*done) return std::nullopt;
  if (listed) names.push_back(route.path->service);
  if (!listed) names.erase(found);
  if (names.empty()) {
    const NodeId all = placed.manifest->path(placed.object->root, {"metadata", "annotations"});
    return kubernetes::remove_entry(*placed.manifest, placed.source, all, annotation.key);
  }
  std::string value;
  for (const std::string& name : names) value += (value.empty() ? "" : ",") + name;
  return set_annotation(placed, key, value);
}

// When one list loses its only Service and the other list does not exist yet, the key is renamed in place.
std::vector<Edit> rename_list(const Route& route, bool grpc, bool tls) {
  const Placed& placed = route.ingress->place;
  if (grpc == tls) return {};
  const std::string_view wanted = grpc ? kubernetes::kGrpcServices : kubernetes::kSslServices;
  const Annotation old = placed.manifest->annotation(
      *placed.object, grpc ? kubernetes::kSslServices : kubernetes::kGrpcServices);
  if (old.key == kNoNode || placed.manifest->annotation(*placed.object, wanted).key != kNoNode) return {};
  const std::vector<std::string> names =
      kubernetes::listed_services(placed.manifest->yaml().scalar(old.value));
  if (names.size() != 1 || names[0] != route.path->service) return {};
  auto key = kubernetes::replace_scalar(*placed.manifest, placed.source, old.key, std::string(wanted));
  return key ? std::vector<Edit>{std::move(*key)} : std::vector<Edit>();
}

// Insertions at one place become one edit, because separate ones would have no order.
void add_edit(Edit edit, std::vector<Edit>* edits) {
  if (!edits->empty() && edits->back().place == edit.place && edit.place.span.empty()) {
    edits->back().text += edit.text;
  } else {
    edits->push_back(std::move(edit));
  }
}

// Sets `type` and `tls` of an upstream of a VirtualServer. Does not set `grpc` without TLS for clients, which
// would be another fault.
std::vector<Edit> set_upstream(const Route& route, Wire wire) {
  const Placed& placed = route.ingress->place;
  const kubernetes::Manifest& manifest = *placed.manifest;
  const kubernetes::Yaml& yaml = manifest.yaml();
  const NodeId upstream = route.path->upstream;
  if (yaml.find_key(upstream, "port") == kNoNode || wire == kubernetes::kAutoHttp ||
      wire == kubernetes::kFastCgi)
    return {};
  if (wire.grpc() && !route.ingress->tls) return {};
  std::vector<Edit> edits;
  const auto set = [&](NodeId value, std::string_view standard, const std::string& wanted, NodeId mapping,
                       const char* key, const std::string& written) {
    const std::string_view now = value == kNoNode ? standard : yaml.scalar(value);
    if (now == wanted) return true;
    auto edit = kubernetes::set_entry(manifest, placed.source, mapping, key, wanted, written, "port");
    if (edit) add_edit(std::move(*edit), &edits);
    return edit.has_value();
  };
  const std::string type = wire.grpc() ? "grpc" : "http";
  const std::string tls = wire.tls() ? "true" : "false";
  const NodeId enable = manifest.path(upstream, {"tls", "enable"});
  if (enable == kNoNode && yaml.find_key(upstream, "tls") != kNoNode) return {};
  if (!set(yaml.find(upstream, "type"), "http", type, upstream, "type", type)) return {};
  const bool has_tls = enable != kNoNode;
  if (!set(enable, "false", tls, has_tls ? yaml.find(upstream, "tls") : upstream, has_tls ? "enable" : "tls",
           has_tls ? tls : "{enable: " + tls + "}"))
    return {};
  return edits;
}

// Whether the rule of an HTTPRoute has only this Service as backend: otherwise all of them would have to
// speak HTTP/2.
bool is_only_backend(const Route& route) {
  const kubernetes::IngressPath* first = route.ingress->paths.data();
  const kubernetes::IngressPath* last = first + route.ingress->paths.size() - 1;
  const kubernetes::IngressPath* path = route.path;
  return (path == first || path[-1].node != path->node) && (path == last || path[1].node != path->node);
}

// The `appProtocol` of the Service port that an HTTPRoute leads to.
std::vector<Edit> set_app_protocol(const Route& route, Wire wire) {
  if (route.port == nullptr || route.ingress->kind != kubernetes::IngressKind::http_route) return {};
  if (route.tls_policy || !is_only_backend(route)) return {};
  const Placed& placed = route.service->place;
  const kubernetes::Yaml& yaml = placed.manifest->yaml();
  const NodeId port = route.port->node;
  const NodeId key = yaml.find_key(port, "appProtocol");
  const std::string wanted(kubernetes::kH2c);
  std::optional<Edit> edit;
  if (wire == kHttpWire && key != kNoNode) {
    edit = kubernetes::remove_entry(*placed.manifest, placed.source, port, key);
  } else if (wire == kGrpcWire || wire == kH2cWire) {
    const NodeId number = yaml.find_key(port, "port");
    if (key == kNoNode && number != kNoNode)
      edit = kubernetes::insert_behind(*placed.manifest, placed.source, number, "appProtocol", wanted);
    if (key != kNoNode && route.port->app_protocol_value != wanted)
      edit = kubernetes::replace_scalar(*placed.manifest, placed.source, route.port->app_protocol, wanted);
  }
  return edit ? std::vector<Edit>{std::move(*edit)} : std::vector<Edit>();
}

}  // namespace

Place place_of(const Placed& placed, NodeId node) {
  return {placed.source, placed.manifest->yaml().nodes[node].span};
}

Diagnostic finding(const Rule& rule, Severity severity, const Placed& placed, NodeId node,
                   std::string message) {
  Diagnostic diagnostic;
  diagnostic.rule = rule.id;
  diagnostic.severity = severity;
  diagnostic.place = place_of(placed, node);
  diagnostic.message = std::move(message);
  return diagnostic;
}

std::optional<Edit> set_annotation(const Placed& placed, std::string_view key, std::string_view value) {
  const kubernetes::Manifest& manifest = *placed.manifest;
  const kubernetes::Yaml& yaml = manifest.yaml();
  const std::string entry = "\"" + std::string(value) + "\"";
  const NodeId all = manifest.path(placed.object->root, {"metadata", "annotations"});
  if (yaml.find_key(all, key) != kNoNode)
    return kubernetes::set_entry(manifest, placed.source, all, std::string(key), std::string(value), entry,
                                 {});
  if (all != kNoNode && yaml.nodes[yaml.resolved(all)].kind == kubernetes::NodeKind::sequence)
    return std::nullopt;
  // Next to a sibling of the same family, if there is one.
  const std::vector<NodeId> siblings = yaml.children(all);
  const NodeId mapping = yaml.resolved(all);
  if (mapping != kNoNode && yaml.nodes[mapping].kind == kubernetes::NodeKind::sequence) return std::nullopt;
  NodeId sibling = siblings.size() < 2 ? kNoNode : siblings[siblings.size() - 2];
  for (size_t i = 0; i + 1 < siblings.size(); i += 2) {
    const std::string_view name = yaml.scalar(siblings[i]);
    if (name.find("backend-protocol") != std::string_view::npos ||
        name.substr(0, name.find('/')) == key.substr(0, key.find('/')))
      sibling = siblings[i];
  }
  if (sibling != kNoNode)
    return kubernetes::insert_behind(manifest, placed.source, sibling, std::string(key), entry);
  const NodeId metadata = yaml.find(placed.object->root, "metadata");
  if (yaml.find_key(metadata, "annotations") != kNoNode) return std::nullopt;
  const NodeId name = yaml.find_key(metadata, "name");
  if (name == kNoNode) return std::nullopt;
  const kubernetes::Node& node = yaml.nodes[yaml.resolved(metadata)];
  if (node.flow) {
    return kubernetes::insert_behind(manifest, placed.source, name, "annotations",
                                     "{" + std::string(key) + ": " + entry + "}");
  }
  return kubernetes::insert_mapping_behind(manifest, placed.source, name, "annotations", std::string(key),
                                           entry);
}

std::vector<Edit> set_wire(Controller controller, const Route& route, Wire wire) {
  const Placed& placed = route.ingress->place;
  if (route.path->upstream != kNoNode) return set_upstream(route, wire);
  if (route.ingress->is_gateway_route()) return set_app_protocol(route, wire);
  std::vector<Edit> edits;
  if (controller == Controller::unknown) {
    // It is unknown whose annotations count: changing one family alone would contradict the other.
    const kubernetes::Served f5 = kubernetes::served_by(Controller::f5, route);
    if (f5.decided_by != kNoNode && f5.wire != wire) return edits;
  }
  if (controller != Controller::f5) {
    if (auto edit =
            set_annotation(placed, kubernetes::kBackendProtocol, kubernetes::backend_protocol_for(wire)))
      edits.push_back(std::move(*edit));
    return edits;
  }
  if (wire == kubernetes::kAutoHttp || wire == kubernetes::kFastCgi) return edits;
  const bool grpc = wire.grpc();
  const bool tls = wire.tls();
  const std::pair<std::string_view, bool> lists[] = {{kubernetes::kGrpcServices, grpc},
                                                     {kubernetes::kSslServices, tls}};
  if (auto renamed = rename_list(route, grpc, tls); !renamed.empty()) return renamed;
  for (const auto& [key, listed] : lists) {
    bool done = false;
    auto edit = list_service(route, key, listed, &done);
    if (done) continue;
    if (!edit) return {};
    add_edit(std::move(*edit), &edits);
  }
  return edits;
}

std::string wire_setting(Controller controller, const Route& route, Wire wire) {
  if (route.path->upstream != kNoNode) {
    return quoted(wire.grpc() ? "type: grpc" : "type: http") +
           (wire.tls() ? " and `tls: {enable: true}`" : " without `tls`");
  }
  if (route.ingress->is_gateway_route())
    return wire == kHttpWire ? "no `appProtocol`" : "`appProtocol: kubernetes.io/h2c`";
  if (controller != Controller::f5)
    return quoted("backend-protocol: \"" + std::string(kubernetes::backend_protocol_for(wire)) + "\"");
  const std::string service = ": \"" + route.path->service + "\"";
  const std::string grpc = quoted(std::string(kubernetes::kGrpcServices) + service);
  const std::string tls = quoted(std::string(kubernetes::kSslServices) + service);
  if (wire.grpc()) return wire.tls() ? grpc + " and " + tls : grpc + " without `nginx.org/ssl-services`";
  return wire.tls() ? tls : "neither `nginx.org/grpc-services` nor `nginx.org/ssl-services`";
}

void offer_wire(Controller controller, const Route& route, Wire wire, Applicability applicability,
                const std::string& assumption, Diagnostic* diagnostic) {
  if (!may_change_wire({controller, {}, {}}, route)) return;
  std::vector<Edit> edits = set_wire(controller, route, wire);
  if (edits.empty()) return;
  diagnostic->fixes.push_back({"use " + wire_setting(controller, route, wire), applicability,
                               applicability == Applicability::safe ? "" : assumption, std::move(edits)});
}

void offer_split(const Subject& subject, const kubernetes::Ingress& ingress,
                 const std::vector<const kubernetes::IngressPath*>& moved, Wire wire,
                 const std::string& assumption, Diagnostic* diagnostic) {
  const Placed& placed = ingress.place;
  const std::string protocol(kubernetes::backend_protocol_for(wire));
  std::string suffix = "-" + protocol;
  for (char& c : suffix) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  kubernetes::Split split;
  const auto has = [&](std::string_view key) {
    return placed.manifest->annotation(*placed.object, key).key != kNoNode;
  };
  const auto& ingresses = subject.cluster()->ingresses();
  const bool taken = std::any_of(ingresses.begin(), ingresses.end(), [&](const kubernetes::Ingress& one) {
    return one.place.object->name == placed.object->name + suffix &&
           one.place.object->name_space == placed.object->name_space;
  });
  if (has(kubernetes::kGrpcServices) || has(kubernetes::kSslServices)) {
    split.why_not = "both halves would list Services for the controller of F5";
  } else if (taken) {
    split.why_not = "there is already an Ingress " + quoted(placed.object->name + suffix);
  } else {
    split = kubernetes::split_ingress(ingress, moved, suffix,
                                      set_annotation(placed, kubernetes::kBackendProtocol, protocol));
  }
  if (split.edits.empty()) {
    diagnostic->help += "; do it by hand: " + split.why_not;
    return;
  }
  diagnostic->fixes.push_back(
      {moved.size() == 1
           ? "move this path to its own Ingress, with " + quoted("backend-protocol: \"" + protocol + "\"")
           : "move " + std::to_string(moved.size()) + " paths to their own Ingress, with " +
                 quoted("backend-protocol: \"" + protocol + "\""),
       Applicability::unsafe, assumption, std::move(split.edits)});
}

bool has_one_backend(const kubernetes::Ingress& ingress) {
  return std::all_of(ingress.paths.begin(), ingress.paths.end(), [&](const kubernetes::IngressPath& path) {
    const kubernetes::IngressPath& first = ingress.paths.front();
    return path.service == first.service && path.port.number == first.port.number &&
           path.port.name == first.port.name;
  });
}

bool may_change_wire(const kubernetes::Served& served, const Route& route) {
  // ingress-nginx has one annotation for all paths; the controller of F5 lists Services.
  return served.controller == Controller::f5 || route.ingress->kind != kubernetes::IngressKind::ingress ||
         has_one_backend(*route.ingress);
}

std::string nginx_speaks(const Route& route, const kubernetes::Served& served) {
  if (!route.ingress->is_gateway_route())
    return "nginx uses " + quoted(kubernetes::directive_for(served.wire));
  // What a GRPCRoute asks for is gRPC, which understands the same wire as other HTTP/2.
  return "the " + route.ingress->place.object->kind + " asks for " +
         std::string(describe(understood_on(served.wire).front()));
}

Place decided_at(const Route& route, const kubernetes::Served& served) {
  return place_of(route.ingress->place,
                  served.decided_by != kNoNode ? served.decided_by : route.path->service_name);
}

std::string pods_speak(const Route& route, Protocol protocol) {
  return "the pods of " + quoted(route.path->service) + " speak " + std::string(describe(protocol));
}

bool may_speak(const Backend* backend, bool tls) {
  if (backend == nullptr) return true;
  const auto has = [](const std::vector<Protocol>& list, Protocol protocol) {
    return std::find(list.begin(), list.end(), protocol) != list.end();
  };
  return std::any_of(std::begin(kProtocols), std::end(kProtocols), [&](Protocol protocol) {
    const bool known = backend->certainty == Certainty::known && !backend->protocols.empty();
    return is_tls(protocol) == tls && !has(backend->excluded, protocol) &&
           (!known || has(backend->protocols, protocol));
  });
}

const Backend* backend_of(const Subject& subject, const Route& route) {
  return subject.backend_named(backends::name_of(route));
}

}  // namespace stackengine::rules
