// Shared by the Kubernetes rules: starting a diagnostic, and the edits that change what nginx speaks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kubernetes/controller.h"
#include "rules/rule.h"

namespace stackengine::rules {

// A diagnostic at a node of an object.
Place place_of(const kubernetes::Placed& placed, kubernetes::NodeId node);
Diagnostic finding(const Rule& rule, Severity severity, const kubernetes::Placed& placed,
                   kubernetes::NodeId node, std::string message);

// Sets `key: value` in the annotations: replaces the value, or adds the key next to its siblings.
// nullopt when the object has no place for it.
std::optional<Edit> set_annotation(const kubernetes::Placed& placed, std::string_view key,
                                   std::string_view value);

// Edits that make the controller speak `wire` for a route; empty when that is not possible in place.
std::vector<Edit> set_wire(kubernetes::Controller controller, const kubernetes::Route& route, Wire wire);

// For the title of a fix: `backend-protocol: "GRPC"`, or the lists of F5's controller.
std::string wire_setting(kubernetes::Controller controller, const kubernetes::Route& route, Wire wire);

// Offers set_wire(), unless it has no edits or would also change other routes.
void offer_wire(kubernetes::Controller controller, const kubernetes::Route& route, Wire wire,
                Applicability applicability, const std::string& assumption, Diagnostic* diagnostic);

// Moves paths of an Ingress of ingress-nginx to a copy of it with `backend-protocol` for `wire`, or says in
// the help of the diagnostic why this is not possible.
void offer_split(const Subject& subject, const kubernetes::Ingress& ingress,
                 const std::vector<const kubernetes::IngressPath*>& moved, Wire wire,
                 const std::string& assumption, Diagnostic* diagnostic);

// "nginx uses `grpc_pass grpc://`"; of a Gateway API route what it asks for: "the HTTPRoute asks for HTTP/2
// without TLS".
std::string nginx_speaks(const kubernetes::Route& route, const kubernetes::Served& served);

// The place that decides this, or the name of the Service for the default.
Place decided_at(const kubernetes::Route& route, const kubernetes::Served& served);

// Whether set_wire() changes only this route.
bool may_change_wire(const kubernetes::Served& served, const kubernetes::Route& route);

// Whether every path of the Ingress leads to the same Service port: only then the annotation is about one
// backend.
bool has_one_backend(const kubernetes::Ingress& ingress);

// "the pods of `app` speak gRPC"
std::string pods_speak(const kubernetes::Route& route, Protocol protocol);

// What is known about the pods of a route; null when the paste says nothing about them.
const Backend* backend_of(const Subject& subject, const kubernetes::Route& route);

// Whether answers and logs allow that the pods speak TLS (`tls`), or cleartext (not `tls`).
bool may_speak(const Backend* backend, bool tls);

}  // namespace stackengine::rules
