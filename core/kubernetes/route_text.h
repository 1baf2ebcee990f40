// What nginx will do for each path: the directives that the controller generates.
#pragma once

#include <string>
#include <vector>

#include "kubernetes/cluster.h"
#include "text/place.h"

namespace stackengine::kubernetes {

struct RouteReport {
  Place place;             // of the path
  std::string ingress;     // or VirtualServer, HTTPRoute, GRPCRoute
  std::string controller;  // "ingress-nginx"; empty when it is not known
  std::string host;        // empty: any
  std::string path;        // empty: of the default backend
  std::string service;
  std::string port;                  // as the Ingress gives it: a number or a name
  int container_port = 0;            // 0: not known
  std::string directive;             // "grpc_pass grpc://app:50051;"; empty: not known
  std::string version;               // of HTTP to the pod: "1.1", "2"; empty for FastCGI or if not known
  std::vector<std::string> headers;  // "grpc_set_header Host $best_http_host;"
};

// By Ingress and path.
std::vector<RouteReport> describe_routes(const Cluster& cluster);

// "app.example.com/ → app:50051 (container port 50051): grpc_pass grpc://…, HTTP/2"
std::string one_line(const RouteReport& route);

}  // namespace stackengine::kubernetes
