#include <optional>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"
#include "text/ascii.h"

namespace stackengine::rules {
namespace {

using kubernetes::kNoNode;
using kubernetes::NodeId;
using kubernetes::Placed;

void offer_type(const Placed& placed, NodeId upstream, const std::string& value, Applicability applicability,
                const std::string& assumption, Diagnostic* diagnostic) {
  const auto edit =
      kubernetes::set_entry(*placed.manifest, placed.source, upstream, "type", value, value, "port");
  if (edit)
    diagnostic->fixes.push_back({"use " + quoted("type: " + value), applicability, assumption, {*edit}});
}

void check_upstream(const Placed& placed, NodeId upstream, bool tls, DiagnosticList* diagnostics) {
  const kubernetes::Yaml& yaml = placed.manifest->yaml();
  const NodeId type = yaml.find(upstream, "type");
  const std::string value(type == kNoNode ? "http" : std::string(yaml.scalar(type)));
  const NodeId at = type != kNoNode ? type : yaml.find(upstream, "service");
  if (at == kNoNode) return;
  if (value != "http" && value != "grpc") {
    if (!diagnostics->admit()) return;
    Diagnostic diagnostic = finding(kVirtualserverUpstreamType, Severity::error, placed, at,
                                    "an upstream cannot have the type " + quoted(value));
    diagnostic.why =
        "the controller of F5 accepts only `http` and `grpc`, and ignores a VirtualServer with any other type";
    diagnostic.help = "for TLS to the pods set `tls: {enable: true}` in the upstream";
    const std::string lower = lower_case(value);
    if (lower == "http" || lower == "grpc") {
      offer_type(placed, upstream, lower, Applicability::safe, "", &diagnostic);
    } else {
      offer_type(placed, upstream, "http", Applicability::unsafe, "the pods speak HTTP/1.1", &diagnostic);
      offer_type(placed, upstream, "grpc", Applicability::unsafe, "the pods speak gRPC", &diagnostic);
    }
    diagnostics->add(std::move(diagnostic));
    return;
  }
  if (value != "grpc" || tls || !diagnostics->admit()) return;
  Diagnostic diagnostic = finding(kVirtualserverUpstreamType, Severity::warning, placed, at,
                                  "`type: grpc` on a VirtualServer without `tls`");
  diagnostic.why =
      "gRPC clients need HTTP/2, which the controller of F5 offers only over TLS, with `http2` in its ConfigMap";
  diagnostic.help = "add `tls: {secret: NAME}` to the VirtualServer";
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  for (const Placed& placed : cluster->objects()) {
    if (placed.object->kind != "VirtualServer" && placed.object->kind != "VirtualServerRoute") continue;
    const kubernetes::Yaml& yaml = placed.manifest->yaml();
    const NodeId spec = yaml.find(placed.object->root, "spec");
    // A VirtualServerRoute has the TLS of the VirtualServer that refers to it.
    const bool tls = placed.object->kind != "VirtualServer" || yaml.find(spec, "tls") != kNoNode;
    for (const NodeId upstream : yaml.children(yaml.find(spec, "upstreams")))
      check_upstream(placed, yaml.resolved(upstream), tls, diagnostics);
  }
}

}  // namespace

const Rule kVirtualserverUpstreamType = {"virtualserver-upstream-type", Severity::error,
                                         "the `type` of a VirtualServer upstream is not valid or lacks `tls`",
                                         check};

}  // namespace stackengine::rules
