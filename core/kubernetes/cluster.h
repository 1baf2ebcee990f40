// What the manifests of one paste mean together: path → Service port → container port → probes. Paths come
// from Ingresses, VirtualServers of F5 and Gateway API routes. Sources: facts/kubernetes.md sections 1
// and 2 (controllers' annotations and templates, kubelet's probe defaults).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kubernetes/evidence.h"
#include "kubernetes/manifest.h"

namespace stackengine::kubernetes {

// An object, with its source and manifest.
struct Placed {
  size_t source = 0;  // index into Analysis::sources
  const Manifest* manifest = nullptr;
  const Object* object = nullptr;
};

enum class ProbeHandler { http_get, grpc, tcp_socket, exec, none };

struct Probe {
  std::string name;  // "readinessProbe", "livenessProbe", "startupProbe"
  NodeId key = kNoNode;
  NodeId node = kNoNode;  // the probe's mapping
  ProbeHandler handler = ProbeHandler::none;
  NodeId handler_key = kNoNode;
  NodeId handler_node = kNoNode;  // the mapping under `httpGet`
  Manifest::Port port;
  NodeId scheme = kNoNode;  // of httpGet, if it is set
  bool https = false;
};

struct ContainerPort {
  std::string name;
  int number = 0;
  NodeId node = kNoNode;
};

struct Container {
  std::string name;
  bool sidecar = false;
  std::vector<ContainerPort> ports;
  std::vector<Probe> probes;

  // The number of a port in this container; 0 for an unknown name.
  int number_of(const Manifest::Port& port) const;
};

struct Workload {
  Placed place;
  std::map<std::string, std::string> labels;  // of its pods
  std::vector<Container> containers;  // including sidecars, which are `initContainers` that keep running
  std::vector<Container> init_containers;
};

struct ServicePort {
  NodeId node = kNoNode;
  std::string name;
  int number = 0;
  Manifest::Port target;  // equal to `number` when it is not set
  NodeId app_protocol = kNoNode;
  std::string app_protocol_value;
};

struct Service {
  Placed place;
  std::map<std::string, std::string> selector;
  std::string external_name;
  std::vector<ServicePort> ports;
};

struct IngressPath {
  NodeId node = kNoNode;  // the path's mapping; that of the rule in an HTTPRoute; none: no path leads here
  std::string host;
  std::string path;
  std::string service;
  std::string name_space;     // of the Service; empty: that of the Ingress
  NodeId upstream = kNoNode;  // of a VirtualServer: the upstream's mapping
  Manifest::Port port;
  NodeId service_name = kNoNode;  // the node of `service`
  NodeId port_node = kNoNode;     // of the port's number or name
};

enum class IngressKind : uint8_t { ingress, virtual_server, http_route, grpc_route };

// An Ingress, or an equivalent object.
struct Ingress {
  IngressKind kind = IngressKind::ingress;
  Placed place;
  std::vector<IngressPath> paths;  // including the default backend, whose path is empty
  bool tls = false;
  std::string class_name;  // of a Gateway API route: that of its Gateway
  size_t first_route = 0;  // in Cluster::routes(); as many as paths

  bool is_gateway_route() const { return kind == IngressKind::http_route || kind == IngressKind::grpc_route; }
};

// Where an Ingress path leads, as far as the paste shows it.
struct Route {
  const Ingress* ingress = nullptr;
  const IngressPath* path = nullptr;
  const Service* service = nullptr;  // null: not in the paste
  const ServicePort* port = nullptr;
  const Workload* workload = nullptr;
  const Container* container = nullptr;
  int container_port = 0;   // 0: not known
  bool tls_policy = false;  // a BackendTLSPolicy applies to the Service or its port
  bool all_h2c = false;     // of an HTTPRoute: every backend of the rule has `appProtocol: kubernetes.io/h2c`
};

// Of the Service that the route leads to.
const std::string& service_name_space(const Route& route);

// The `appProtocol` of HTTP/2 without TLS (GEP-1911).
inline constexpr std::string_view kH2c = "kubernetes.io/h2c";

class Cluster {
 public:
  // `manifests`: each with the index of its source. They must outlive the cluster.
  explicit Cluster(const std::vector<std::pair<size_t, const Manifest*>>& manifests);
  Cluster(const Cluster&) = delete;  // routes point into the vectors
  Cluster& operator=(const Cluster&) = delete;

  const std::vector<std::pair<size_t, const Manifest*>>& manifests() const { return manifests_; }
  const std::vector<Placed>& objects() const { return objects_; }
  const std::vector<Ingress>& ingresses() const { return ingresses_; }
  // VirtualServers, VirtualServerRoutes, HTTPRoutes and GRPCRoutes.
  const std::vector<Ingress>& others() const { return others_; }
  const std::vector<Service>& services() const { return services_; }
  const std::vector<Workload>& workloads() const { return workloads_; }
  const std::vector<Route>& routes() const { return routes_; }

  // The routes of one Ingress, in order.
  std::vector<Route> routes_of(const Ingress& ingress) const;

  // Null when it is not in the paste.
  const Service* service_named(const std::string& name_space, const std::string& name) const;

  // `spec.controller` of an IngressClass in the paste; empty when it is not there.
  std::string_view controller_of_class(const std::string& name) const;
  // `spec.controllerName` of a GatewayClass, likewise.
  std::string_view controller_of_gateway_class(const std::string& name) const;

  // What logs and events of the same paste say.
  const ClusterEvidence& evidence() const { return evidence_; }
  void set_evidence(ClusterEvidence evidence) { evidence_ = std::move(evidence); }

 private:
  void read_ingress(const Placed& place);
  void read_service(const Placed& place);
  void read_workload(const Placed& place);
  void read_tls_policy(const Placed& place);
  void index_workloads();
  bool has_tls_policy(const Route& route) const;
  void add_routes(std::vector<Ingress>* ingresses);
  Route route_of(const Ingress& ingress, const IngressPath& path) const;

  std::vector<std::pair<size_t, const Manifest*>> manifests_;
  std::vector<Placed> objects_;
  std::vector<Ingress> ingresses_;
  std::vector<Ingress> others_;
  std::vector<Service> services_;
  std::vector<Workload> workloads_;
  std::map<std::pair<std::string, std::string>, size_t> service_by_name_;  // namespace, name → index
  // Workloads by namespace and one label of their pods, for a Service's selector.
  std::map<std::pair<std::string, std::pair<std::string, std::string>>, std::vector<size_t>> by_label_;
  std::map<std::string, std::string> controller_by_class_;
  std::map<std::string, std::string> controller_by_gateway_class_;
  std::map<std::pair<std::string, std::string>, size_t>
      gateway_by_name_;  // namespace, name → index of object
  // What BackendTLSPolicies name: namespace, and the Service with `/` and its port's name (empty: all ports).
  std::map<std::pair<std::string, std::string>, size_t> tls_policies_;
  std::vector<Route> routes_;
  ClusterEvidence evidence_;
};

}  // namespace stackengine::kubernetes
