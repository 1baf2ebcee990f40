#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

// Offers `tls:` for the host of the first path.
void offer_tls(const kubernetes::Ingress& ingress, Diagnostic* diagnostic) {
  const kubernetes::Manifest& manifest = *ingress.place.manifest;
  const kubernetes::Yaml& yaml = manifest.yaml();
  const kubernetes::NodeId spec = yaml.resolved(yaml.find(ingress.place.object->root, "spec"));
  const std::string host = ingress.paths.empty() ? "" : ingress.paths.front().host;
  const kubernetes::NodeId sibling = yaml.find_key(spec, "ingressClassName");
  const kubernetes::NodeId beside = sibling != kubernetes::kNoNode ? sibling : yaml.find_key(spec, "rules");
  if (beside == kubernetes::kNoNode || host.empty()) return;
  const std::string value =
      "[{hosts: [\"" + host + "\"], secretName: " + ingress.place.object->name + "-tls}]";
  if (yaml.nodes[spec].flow) return;
  const auto edit = kubernetes::insert_behind(manifest, ingress.place.source, beside, "tls", value);
  if (!edit) return;
  diagnostic->fixes.push_back(
      {"add `tls:` and make clients use port 443",
       Applicability::manual,
       "a Secret " + quoted(ingress.place.object->name + "-tls") + " holds the certificate",
       {*edit}});
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr || cluster->evidence().h2c_clients.empty()) return;
  for (const kubernetes::Ingress& ingress : cluster->ingresses()) {
    if (ingress.paths.empty() || ingress.tls) continue;
    const kubernetes::Route route = cluster->routes()[ingress.first_route];
    const kubernetes::Served served = kubernetes::served(*cluster, route);
    if (!served.wire.grpc()) continue;
    if (!diagnostics->admit()) continue;
    Diagnostic diagnostic =
        finding(kH2cClientOnPlainListener, Severity::error, ingress.place, served.decided_by,
                "clients speak HTTP/2 without TLS to a listener that does not accept it");
    diagnostic.why =
        "nginx reads the HTTP/2 preface as a request and answers 400: no request reaches the pods, so what nginx speaks to them is not the cause";
    diagnostic.help =
        "add TLS and use port 443, or run a controller from 1.10, which accepts HTTP/2 on port 80 unless `use-http2` is `false`";
    diagnostic.evidence.push_back(
        {EvidenceKind::log_line, Strength::conclusive,
         "`PRI * HTTP/2.0` is the preface of HTTP/2 with prior knowledge, and nginx rejected it", true,
         cluster->evidence().h2c_clients.front()});
    offer_tls(ingress, &diagnostic);
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kH2cClientOnPlainListener = {
    "h2c-client-on-plain-listener", Severity::error,
    "gRPC clients start with HTTP/2 where the controller expects HTTP/1.1", check};

}  // namespace stackengine::rules
