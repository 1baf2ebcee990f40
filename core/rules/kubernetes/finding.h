// What the Kubernetes rules share: a diagnostic's beginning, and the edits that change what nginx speaks.
#ifndef STACKENGINE_RULES_KUBERNETES_FINDING_H_
#define STACKENGINE_RULES_KUBERNETES_FINDING_H_

#include <optional>
#include <string>
#include <vector>

#include "kubernetes/controller.h"
#include "rules/rule.h"

namespace stackengine::rules {

// At a node of an object.
Place place_of(const kubernetes::Placed& placed, kubernetes::NodeId node);
Diagnostic finding(const Rule& rule, Severity severity, const kubernetes::Placed& placed,
                   kubernetes::NodeId node, std::string message);

// `key: value` in the metadata's annotations: the value replaced, or the key added beside its siblings.
// nullopt where the object leaves no place for it.
std::optional<Edit> set_annotation(const kubernetes::Placed& placed, std::string_view key,
                                   std::string_view value);

// Edits that make the controller speak `leg` for a route; empty where that cannot be done in place.
std::vector<Edit> set_leg(kubernetes::Controller controller, const kubernetes::Route& route,
                          kubernetes::Leg leg);

// `backend-protocol: "GRPC"`, or the lists of F5's controller: for a fix's title.
std::string leg_setting(kubernetes::Controller controller, const kubernetes::Route& route,
                        kubernetes::Leg leg);

// Offers set_leg(); nothing where it has no edits or would change other routes, too.
void offer_leg(kubernetes::Controller controller, const kubernetes::Route& route, kubernetes::Leg leg,
               Applicability applicability, const std::string& assumption, Diagnostic* diagnostic);

// Moves paths of an Ingress of ingress-nginx into a copy of it with `backend-protocol` for `leg`, or says in
// the diagnostic's help why that is not on offer.
void offer_split(const Subject& subject, const kubernetes::Ingress& ingress,
                 const std::vector<const kubernetes::IngressPath*>& moved, kubernetes::Leg leg,
                 const std::string& assumption, Diagnostic* diagnostic);

// "nginx uses `grpc_pass grpc://`"; of a Gateway API route what it asks for: "the HTTPRoute asks for HTTP/2
// without TLS".
std::string nginx_speaks(const kubernetes::Route& route, const kubernetes::Served& served);

// Where that is decided, or the Service's name where it is by default.
Place decided_at(const kubernetes::Route& route, const kubernetes::Served& served);

// Whether set_leg() changes this route and no other.
bool may_change_leg(const kubernetes::Served& served, const kubernetes::Route& route);

// Whether every path of the Ingress leads to the same Service port: only then an annotation speaks of one
// backend.
bool has_one_backend(const kubernetes::Ingress& ingress);

// "the pods of `app` speak gRPC"
std::string pods_speak(const kubernetes::Route& route, Protocol protocol);

// What is known of a route's pods; null when the paste says nothing about it.
const Backend* backend_of(const Subject& subject, const kubernetes::Route& route);

// Whether what is known of the pods, by answers and logs, leaves room for TLS, or for none.
bool may_speak(const Backend* backend, bool tls);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_FINDING_H_
