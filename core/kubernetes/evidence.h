// What logs and events of the same paste say about the objects of the cluster.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/place.h"
#include "text/span.h"

namespace stackengine::kubernetes {

// An error-log line that names an upstream: what nginx did.
struct UpstreamLine {
  Place place;
  std::string scheme;   // "http", "grpc", …
  std::string address;  // `10.0.6.3:8443`
  std::string host;     // of the request; empty when the line has none
};

// What kubelet said about a probe (facts/kubernetes.md section 2, "Messages").
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

// Whether a line is a complaint of kubelet. False for every line of nginx logs and configuration.
bool is_probe_complaint(std::string_view line);

// The complaints among the lines of a source.
std::vector<ProbeLine> probe_complaints(std::string_view text, size_t source);

// Access-log lines of clients that start with the HTTP/2 preface on a listener that does not accept it, in
// any source.
std::vector<Place> h2c_clients(std::string_view text, size_t source);

}  // namespace stackengine::kubernetes
