#include "kubernetes/route_text.h"

#include <utility>

#include "kubernetes/controller.h"

namespace stackengine::kubernetes {
namespace {

// The version that ingress-nginx uses: `1.0` or `1.1`, and the default 1.1 for any other value
// (annotations/proxy/main.go). F5's template has a fixed 1.1.
std::string version_of(const Served& served, const Route& route) {
  if (served.wire.http2() || route.all_h2c) return "2";
  if (served.wire == kFastCgi || route.ingress->is_gateway_route()) return "";
  if (served.controller == Controller::f5) return "1.1";
  const Manifest& manifest = *route.ingress->place.manifest;
  const Annotation annotation = manifest.annotation(*route.ingress->place.object, kProxyHttpVersion);
  return manifest.yaml().scalar(annotation.value) == "1.0" ? "1.0" : "1.1";
}

// The headers that decide between the protocols (nginx.tmpl, proxySetHeader): a lower-case `grpc` sets them
// with `proxy_set_header`, which `grpc_pass` does not read.
std::vector<std::string> headers_of(const Served& served, const Route& route) {
  if (served.wire == kFastCgi || route.ingress->kind != IngressKind::ingress) return {};
  if (served.controller == Controller::f5) {
    return {std::string(served.wire.grpc() ? "grpc_set_header" : "proxy_set_header") + " Host $host;"};
  }
  const Manifest& manifest = *route.ingress->place.manifest;
  const Annotation annotation = manifest.annotation(*route.ingress->place.object, kBackendProtocol);
  const bool exact = manifest.yaml().scalar(annotation.value) == backend_protocol_for(served.wire);
  if (served.wire.grpc() && exact) return {"grpc_set_header Host $best_http_host;"};
  if (served.wire.grpc()) return {"proxy_set_header Host $best_http_host;"};
  return {"proxy_set_header Host $best_http_host;", "proxy_set_header Upgrade $http_upgrade;",
          "proxy_set_header Connection $connection_upgrade;"};
}

// Only `proxy_http_version` is known from the templates of NGINX Gateway Fabric (servers.go:1776).
std::string directive_of(const Served& served, const Route& route, const std::string& port) {
  if (!route.ingress->is_gateway_route())
    return directive_for(served.wire) + route.path->service + (port.empty() ? "" : ":") + port + ";";
  return route.all_h2c ? "proxy_http_version 2;" : "";
}

}  // namespace

std::vector<RouteReport> describe_routes(const Cluster& cluster) {
  std::vector<RouteReport> reports;
  constexpr size_t kMaxReports = 10000;
  for (const Route& route : cluster.routes()) {
    if (reports.size() == kMaxReports) break;
    if (route.path->node == kNoNode) continue;
    if (!may_be_nginx(cluster, *route.ingress)) continue;
    const Served served = kubernetes::served(cluster, route);
    const Placed& place = route.ingress->place;
    RouteReport report;
    report.place = {place.source, place.manifest->yaml().nodes[route.path->service_name].span};
    report.ingress = place.object->name;
    if (served.controller != Controller::unknown) report.controller = to_string(served.controller);
    report.host = route.path->host;
    report.path = route.path->path;
    report.service = route.path->service;
    const Manifest::Port& port = route.path->port;
    report.port = port.number != 0 ? std::to_string(port.number) : port.name;
    report.container_port = route.container_port;
    report.directive = directive_of(served, route, report.port);
    report.version = version_of(served, route);
    report.headers = headers_of(served, route);
    reports.push_back(std::move(report));
  }
  return reports;
}

std::string one_line(const RouteReport& route) {
  std::string text = route.host.empty() ? "*" : route.host;
  text += route.path.empty() ? " (default backend)" : route.path;
  text += " -> " + route.service + (route.port.empty() ? " (no port given)" : ":" + route.port);
  if (route.container_port != 0) text += " (container port " + std::to_string(route.container_port) + ")";
  if (!route.directive.empty() || !route.version.empty()) text += ":";
  if (!route.directive.empty()) text += " " + route.directive;
  if (!route.version.empty()) text += " HTTP/" + route.version;
  return text;
}

}  // namespace stackengine::kubernetes
