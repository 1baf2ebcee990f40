// What logs and events of the same paste say about the cluster's objects.
#ifndef STACKENGINE_KUBERNETES_EVIDENCE_H_
#define STACKENGINE_KUBERNETES_EVIDENCE_H_

#include <string>
#include <string_view>
#include <vector>

#include "text/place.h"
#include "text/span.h"

namespace stackengine::kubernetes {

// An error-log line that names an upstream: what nginx really did.
struct UpstreamLine {
  Place place;
  std::string scheme;   // "http", "grpc", …
  std::string address;  // `10.0.6.3:8443`
  std::string host;     // of the request; empty when the line has none
};

// What kubelet said of a probe (facts/kubernetes.md section 2, "Messages").
enum class ProbeComplaint {
  plaintext_reply,  // `server gave HTTP response to HTTPS client`
  tls_expected,     // `client sent an HTTP request to an HTTPS server`
  no_http1_reply,   // a reset, or a reply that does not begin like HTTP/1.x
  no_grpc_health,   // `this server does not implement the grpc health protocol`
};

struct ProbeLine {
  Place place;
  ProbeComplaint complaint = ProbeComplaint::plaintext_reply;
  int port = 0;  // of its URL; 0: the line names none
};

struct ClusterEvidence {
  std::vector<UpstreamLine> upstreams;
  std::vector<ProbeLine> probes;
  std::vector<Place> h2c_clients;  // access-log lines `"PRI * HTTP/2.0" 400`
};

// Whether a line is one of kubelet's complaints. False for every line of nginx's logs and configuration.
bool is_probe_complaint(std::string_view line);

// The complaints among the lines of a source.
std::vector<ProbeLine> probe_complaints(std::string_view text, size_t source);

// Access-log lines of clients that open with HTTP/2's preface on a listener that does not take it, in
// whatever source they stand.
std::vector<Place> h2c_clients(std::string_view text, size_t source);

}  // namespace stackengine::kubernetes

#endif  // STACKENGINE_KUBERNETES_EVIDENCE_H_
