// The paths of an Ingress by what their pods speak.
#ifndef STACKENGINE_RULES_KUBERNETES_MIXTURE_H_
#define STACKENGINE_RULES_KUBERNETES_MIXTURE_H_

#include <vector>

#include "kubernetes/controller.h"
#include "rules/subject.h"

namespace stackengine::rules {

struct Mixture {
  kubernetes::Leg leg = kubernetes::Leg::http;  // what `backend-protocol` says for all of them
  std::vector<const kubernetes::IngressPath*> grpc;
  std::vector<const kubernetes::IngressPath*> http;
  std::vector<Evidence> evidence;
  bool tls = false;        // some of those that differ from `leg` seem to speak TLS
  bool cleartext = false;  // some seem not to

  bool is_mixed() const { return !grpc.empty() && !http.empty(); }
};

// Empty for an Ingress without `backend-protocol` or of F5's controller, which names Services one by one.
Mixture mixture_of(const Subject& subject, const kubernetes::Ingress& ingress);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_KUBERNETES_MIXTURE_H_
