// The paths of an Ingress, grouped by what their pods speak.
#pragma once

#include <vector>

#include "kubernetes/controller.h"
#include "rules/subject.h"

namespace stackengine::rules {

struct Mixture {
  Wire wire = kHttpWire;  // what `backend-protocol` asks for on all of them
  std::vector<const kubernetes::IngressPath*> grpc;
  std::vector<const kubernetes::IngressPath*> http;
  std::vector<Evidence> evidence;
  bool tls = false;        // some of those that differ from `wire` seem to speak TLS
  bool cleartext = false;  // some of them seem to speak cleartext

  bool is_mixed() const { return !grpc.empty() && !http.empty(); }
};

// Empty for an Ingress without `backend-protocol`, and for F5's controller, which lists single Services.
Mixture mixture_of(const Subject& subject, const kubernetes::Ingress& ingress);

}  // namespace stackengine::rules
