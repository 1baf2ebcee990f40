#include "rules/kubernetes/virtualserver_upstream_type.h"

#include <optional>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "rules/kubernetes/finding.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports an upstream `type` other than `http` and `grpc`, and `grpc` on a VirtualServer without TLS.

## Why is this bad
F5's controller generates `proxy_pass` for `http`, which is the default, and `grpc_pass` for `grpc`; it refuses anything else, and `grpc` needs HTTP/2 towards clients,
which it offers over TLS only.

## Example
```yaml
apiVersion: k8s.nginx.org/v1
kind: VirtualServer
metadata:
  name: app
spec:
  host: app.example.com
  tls:
    secret: app-tls
  upstreams:
  - name: app
    service: app
    port: 50051
    type: GRPC
```
Use instead:
```yaml
apiVersion: k8s.nginx.org/v1
kind: VirtualServer
metadata:
  name: app
spec:
  host: app.example.com
  tls:
    secret: app-tls
  upstreams:
  - name: app
    service: app
    port: 50051
    type: grpc
```

## Fix safety
Safe for the case of the letters. Unsafe for a type that means something else.

## References
- F5, pkg/apis/configuration/v1/types.go and validation/virtualserver.go; facts/kubernetes.md section 1.2
)";

using kubernetes::kNoNode;
using kubernetes::NodeId;
using kubernetes::Placed;

std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

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
        "F5's controller knows `http` and `grpc`, refuses anything else, and leaves the VirtualServer out";
    diagnostic.help = "TLS towards the pods is not a type, but `tls: {enable: true}` of the upstream";
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
      "gRPC clients need HTTP/2, which F5's controller offers over TLS only, with `http2` in its ConfigMap";
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

const Rule kVirtualserverUpstreamType = {"virtualserver-upstream-type",
                                         "kubernetes",
                                         Severity::error,
                                         "the `type` of a VirtualServer upstream does not fit",
                                         kDocumentation,
                                         check};

}  // namespace stackengine::rules
