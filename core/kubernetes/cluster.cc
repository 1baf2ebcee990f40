#include "kubernetes/cluster.h"

#include <algorithm>

#include "kubernetes/gateway_route.h"
#include "kubernetes/virtual_server.h"

namespace stackengine::kubernetes {
namespace {

// Real manifests are far below these limits; hostile ones must not make the joins quadratic.
constexpr size_t kMaxCandidates = 64;  // workloads tried for one Service
constexpr size_t kMaxPorts = 256;      // of one Service or container

std::map<std::string, std::string> strings_of(const Yaml& yaml, NodeId mapping) {
  std::map<std::string, std::string> out;
  const std::vector<NodeId> nodes = yaml.entries(mapping);
  for (size_t i = 0; i + 1 < nodes.size(); i += 2) {
    out[std::string(yaml.scalar(nodes[i]))] = yaml.scalar(nodes[i + 1]);
  }
  return out;
}

Probe read_probe(const Manifest& manifest, NodeId key, NodeId node) {
  const Yaml& yaml = manifest.yaml();
  Probe probe;
  probe.name = yaml.scalar(key);
  probe.key = key;
  probe.node = yaml.resolved(node);
  constexpr std::pair<std::string_view, ProbeHandler> kHandlers[] = {{"httpGet", ProbeHandler::http_get},
                                                                     {"grpc", ProbeHandler::grpc},
                                                                     {"tcpSocket", ProbeHandler::tcp_socket},
                                                                     {"exec", ProbeHandler::exec}};
  for (const auto& [name, handler] : kHandlers) {
    const NodeId found = yaml.find_key(node, name);
    if (found == kNoNode) continue;
    probe.handler = handler;
    probe.handler_key = found;
    probe.handler_node = yaml.resolved(yaml.nodes[found].next);
    probe.port = manifest.port(yaml.find(probe.handler_node, "port"));
    probe.scheme = yaml.find(probe.handler_node, "scheme");
    // Lower case is rejected, but the meaning is clear.
    const std::string_view scheme = yaml.scalar(probe.scheme);
    probe.https = scheme == "HTTPS" || scheme == "https";
    break;
  }
  return probe;
}

Container read_container(const Manifest& manifest, NodeId node) {
  const Yaml& yaml = manifest.yaml();
  Container container;
  container.name = yaml.scalar(node, "name");
  for (const NodeId port : yaml.children(yaml.find(node, "ports"))) {
    if (container.ports.size() == kMaxPorts) break;
    container.ports.push_back({std::string(yaml.scalar(port, "name")),
                               manifest.port(yaml.find(port, "containerPort")).number, yaml.resolved(port)});
  }
  for (const std::string_view name : {"startupProbe", "readinessProbe", "livenessProbe"}) {
    const NodeId key = yaml.find_key(node, name);
    if (key != kNoNode) container.probes.push_back(read_probe(manifest, key, yaml.nodes[key].next));
  }
  return container;
}

// The pod template of a workload; kNoNode for any other kind.
NodeId pod_of(const Manifest& manifest, const Object& object) {
  if (object.kind == "Pod") return object.root;
  for (const std::string_view kind : {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"}) {
    if (object.kind == kind) return manifest.path(object.root, {"spec", "template"});
  }
  return object.kind == "CronJob" ? manifest.path(object.root, {"spec", "jobTemplate", "spec", "template"})
                                  : kNoNode;
}

bool selects(const std::map<std::string, std::string>& selector,
             const std::map<std::string, std::string>& labels) {
  if (selector.empty()) return false;
  return std::all_of(selector.begin(), selector.end(), [&](const auto& one) {
    const auto found = labels.find(one.first);
    return found != labels.end() && found->second == one.second;
  });
}

}  // namespace

const std::string& service_name_space(const Route& route) {
  const std::string& own = route.path->name_space;
  return own.empty() ? route.ingress->place.object->name_space : own;
}

int Container::number_of(const Manifest::Port& port) const {
  if (port.number != 0) return port.number;
  for (const ContainerPort& one : ports) {
    if (one.name == port.name) return one.number;
  }
  return 0;
}

Cluster::Cluster(const std::vector<std::pair<size_t, const Manifest*>>& manifests) : manifests_(manifests) {
  for (const auto& [source, manifest] : manifests) {
    for (const Object& object : manifest->objects()) objects_.push_back({source, manifest, &object});
  }
  for (const Placed& place : objects_) {
    const Manifest& manifest = *place.manifest;
    const Object& object = *place.object;
    const auto spec = [&](std::string_view key) {
      return std::string(manifest.yaml().scalar(manifest.path(object.root, {"spec", key})));
    };
    const std::string_view kind = object.kind;
    if (kind == "Ingress") read_ingress(place);
    if (kind == "VirtualServer" || kind == "VirtualServerRoute")
      others_.push_back(read_virtual_server(place));
    if (kind == "HTTPRoute" || kind == "GRPCRoute") others_.push_back(read_gateway_route(place));
    if (kind == "Service") read_service(place);
    if (kind == "BackendTLSPolicy") read_tls_policy(place);
    if (kind == "IngressClass") controller_by_class_[object.name] = spec("controller");
    if (kind == "GatewayClass") controller_by_gateway_class_[object.name] = spec("controllerName");
    if (kind == "Gateway")
      gateway_by_name_[{object.name_space, object.name}] = static_cast<size_t>(&place - objects_.data());
    read_workload(place);
  }
  index_workloads();
  for (Ingress& route : others_) {
    const auto found = gateway_by_name_.find(gateway_of(route));
    if (found == gateway_by_name_.end()) continue;
    const Placed& gateway = objects_[found->second];
    route.class_name = gateway.manifest->yaml().scalar(
        gateway.manifest->path(gateway.object->root, {"spec", "gatewayClassName"}));
  }
  add_routes(&ingresses_);
  add_routes(&others_);
}

void Cluster::add_routes(std::vector<Ingress>* ingresses) {
  for (Ingress& ingress : *ingresses) {
    ingress.first_route = routes_.size();
    for (const IngressPath& path : ingress.paths) routes_.push_back(route_of(ingress, path));
    for (size_t i = ingress.first_route; i < routes_.size() && ingress.is_gateway_route(); ++i)
      routes_[i].tls_policy = has_tls_policy(routes_[i]);
    if (ingress.kind != IngressKind::http_route) continue;
    // The backends of one rule are adjacent.
    for (size_t begin = ingress.first_route; begin < routes_.size();) {
      size_t end = begin;
      bool h2c = true;
      for (; end < routes_.size() && routes_[end].path->node == routes_[begin].path->node; ++end)
        h2c = h2c && routes_[end].port != nullptr && routes_[end].port->app_protocol_value == kH2c;
      for (; begin < end; ++begin) routes_[begin].all_h2c = h2c;
    }
  }
}

void Cluster::read_tls_policy(const Placed& place) {
  const Yaml& yaml = place.manifest->yaml();
  for (const NodeId target :
       yaml.children(place.manifest->path(place.object->root, {"spec", "targetRefs"}))) {
    if (yaml.scalar(target, "kind") != "Service") continue;
    std::string name(yaml.scalar(target, "name"));
    tls_policies_[{place.object->name_space, name + '/' + std::string(yaml.scalar(target, "sectionName"))}] =
        0;
  }
}

bool Cluster::has_tls_policy(const Route& route) const {
  const std::string& name_space = service_name_space(route);
  const auto has = [&](const std::string& port) {
    return tls_policies_.count({name_space, route.path->service + '/' + port}) != 0;
  };
  return has("") || (route.port != nullptr && !route.port->name.empty() && has(route.port->name));
}

void Cluster::read_ingress(const Placed& place) {
  const Manifest& manifest = *place.manifest;
  const Yaml& yaml = manifest.yaml();
  Ingress ingress;
  ingress.place = place;
  ingress.tls = manifest.path(place.object->root, {"spec", "tls"}) != kNoNode;
  ingress.class_name = yaml.scalar(manifest.path(place.object->root, {"spec", "ingressClassName"}));
  if (ingress.class_name.empty()) {
    ingress.class_name = yaml.scalar(manifest.annotation(*place.object, "kubernetes.io/ingress.class").value);
  }
  const auto add = [&](NodeId node, NodeId backend, std::string_view host) {
    IngressPath path;
    path.node = node;
    path.host = host;
    path.path = yaml.scalar(node, "path");
    const NodeId service = yaml.find(backend, "service");
    path.service_name = yaml.find(service, "name");
    path.port_node = manifest.path(service, {"port", "number"});
    if (path.port_node == kNoNode) path.port_node = manifest.path(service, {"port", "name"});
    if (service == kNoNode) {  // before networking.k8s.io/v1
      path.service_name = yaml.find(backend, "serviceName");
      path.port_node = yaml.find(backend, "servicePort");
    }
    path.service = yaml.scalar(path.service_name);
    path.port = manifest.port(path.port_node);
    if (!path.service.empty()) ingress.paths.push_back(std::move(path));
  };
  const NodeId fallback = manifest.path(place.object->root, {"spec", "defaultBackend"});
  if (fallback != kNoNode) add(fallback, fallback, "");
  for (const NodeId rule : yaml.children(manifest.path(place.object->root, {"spec", "rules"}))) {
    for (const NodeId path : yaml.children(manifest.path(rule, {"http", "paths"}))) {
      add(yaml.resolved(path), yaml.find(path, "backend"), yaml.scalar(rule, "host"));
    }
  }
  ingresses_.push_back(std::move(ingress));
}

void Cluster::read_service(const Placed& place) {
  const Manifest& manifest = *place.manifest;
  const Yaml& yaml = manifest.yaml();
  const NodeId spec = yaml.find(place.object->root, "spec");
  Service service;
  service.place = place;
  service.selector = strings_of(yaml, yaml.find(spec, "selector"));
  service.external_name = yaml.scalar(spec, "externalName");
  for (const NodeId node : yaml.children(yaml.find(spec, "ports"))) {
    if (service.ports.size() == kMaxPorts) break;
    ServicePort port;
    port.node = yaml.resolved(node);
    port.name = yaml.scalar(node, "name");
    port.number = manifest.port(yaml.find(node, "port")).number;
    port.target = manifest.port(yaml.find(node, "targetPort"));
    if (port.target.empty()) port.target.number = port.number;
    port.app_protocol = yaml.find(node, "appProtocol");
    port.app_protocol_value = yaml.scalar(port.app_protocol);
    service.ports.push_back(std::move(port));
  }
  service_by_name_.emplace(std::make_pair(place.object->name_space, place.object->name), services_.size());
  services_.push_back(std::move(service));
}

void Cluster::read_workload(const Placed& place) {
  const Manifest& manifest = *place.manifest;
  Workload workload;
  workload.place = place;
  if (place.object->kind == kContainerKind) {
    workload.containers.push_back(read_container(manifest, place.object->root));
    workloads_.push_back(std::move(workload));
    return;
  }
  const NodeId pod = pod_of(manifest, *place.object);
  if (pod == kNoNode) return;
  workload.labels = strings_of(manifest.yaml(), manifest.path(pod, {"metadata", "labels"}));
  for (const NodeId node : manifest.yaml().children(manifest.path(pod, {"spec", "containers"}))) {
    workload.containers.push_back(read_container(manifest, node));
  }
  for (const NodeId node : manifest.yaml().children(manifest.path(pod, {"spec", "initContainers"}))) {
    Container container = read_container(manifest, node);
    container.sidecar = manifest.yaml().scalar(node, "restartPolicy") == "Always";
    (container.sidecar ? workload.containers : workload.init_containers).push_back(std::move(container));
  }
  workloads_.push_back(std::move(workload));
}

Route Cluster::route_of(const Ingress& ingress, const IngressPath& path) const {
  Route route;
  route.ingress = &ingress;
  route.path = &path;
  const std::string& name_space = service_name_space(route);
  const auto found = service_by_name_.find({name_space, path.service});
  if (found == service_by_name_.end()) return route;
  route.service = &services_[found->second];
  for (const ServicePort& port : route.service->ports) {
    const bool same = path.port.number != 0 ? port.number == path.port.number : port.name == path.port.name;
    if (same) route.port = &port;
  }
  if (route.port == nullptr) return route;
  route.container_port = route.port->target.number;
  const auto& selector = route.service->selector;
  if (selector.empty()) return route;
  const auto candidates = by_label_.find({name_space, *selector.begin()});
  if (candidates == by_label_.end()) return route;
  size_t tried = 0;
  for (const size_t index : candidates->second) {
    if (++tried > kMaxCandidates) break;
    const Workload& workload = workloads_[index];
    if (!selects(selector, workload.labels)) continue;
    for (const Container& container : workload.containers) {
      const int number = container.number_of(route.port->target);
      const bool has = std::any_of(container.ports.begin(), container.ports.end(),
                                   [&](const ContainerPort& one) { return one.number == number; });
      if (number == 0 || (!has && (container.sidecar || !container.ports.empty()))) continue;
      route.workload = &workload;
      route.container = &container;
      route.container_port = number;
      return route;
    }
  }
  return route;
}

void Cluster::index_workloads() {
  for (size_t i = 0; i < workloads_.size(); ++i) {
    for (const auto& label : workloads_[i].labels)
      by_label_[{workloads_[i].place.object->name_space, label}].push_back(i);
  }
}

std::vector<Route> Cluster::routes_of(const Ingress& ingress) const {
  const auto first = routes_.begin() + static_cast<std::ptrdiff_t>(ingress.first_route);
  return {first, first + static_cast<std::ptrdiff_t>(ingress.paths.size())};
}

const Service* Cluster::service_named(const std::string& name_space, const std::string& name) const {
  const auto found = service_by_name_.find({name_space, name});
  return found == service_by_name_.end() ? nullptr : &services_[found->second];
}

std::string_view Cluster::controller_of_class(const std::string& name) const {
  const auto found = controller_by_class_.find(name);
  return found == controller_by_class_.end() ? std::string_view() : found->second;
}

std::string_view Cluster::controller_of_gateway_class(const std::string& name) const {
  const auto found = controller_by_gateway_class_.find(name);
  return found == controller_by_gateway_class_.end() ? std::string_view() : found->second;
}

}  // namespace stackengine::kubernetes
