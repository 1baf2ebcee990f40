#include "kubernetes/evidence.h"

#include <algorithm>
#include <optional>

namespace stackengine::kubernetes {
namespace {

bool contains(std::string_view line, std::string_view part) {
  return line.find(part) != std::string_view::npos;
}

// The wording of Go (net/http, net), which differs from "Connection reset by peer" of nginx.
std::optional<ProbeComplaint> complaint_of(std::string_view line) {
  constexpr size_t kLongest = 4096;  // an event is one short line
  line = line.substr(0, kLongest);
  const size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos || line[first] == '#') return std::nullopt;
  if (contains(line, "server gave HTTP response to HTTPS client")) return ProbeComplaint::plaintext_reply;
  const bool probe = contains(line, "robe failed") || contains(line, "robe errored");
  if (contains(line, "client sent an HTTP request to an HTTPS server") ||
      (probe && contains(line, "The plain HTTP request was sent to HTTPS port"))) {
    return ProbeComplaint::tls_expected;
  }
  if (contains(line, "does not implement the grpc health protocol")) return ProbeComplaint::no_grpc_health;
  const bool go = probe || contains(line, "read tcp ") || contains(line, "Get \"http") ||
                  line.substr(first, 24) == "connection reset by peer";
  if (go && (contains(line, "connection reset by peer") || contains(line, "malformed HTTP response") ||
             contains(line, "malformed HTTP version"))) {
    return ProbeComplaint::no_http1_reply;
  }
  return std::nullopt;
}

// The port of the URL in `Get "https://10.0.0.9:3000/healthz"`, or of `read tcp A:P->B:P`.
int port_of(std::string_view line) {
  size_t at = line.find("://");
  if (at != std::string_view::npos) {
    at += 3;
    if (at < line.size() && line[at] == '[') at = std::min(line.find(']', at), line.size());
  } else {
    at = line.find("->");
    if (at == std::string_view::npos) return 0;
  }
  const size_t colon = line.find_first_of(":/\" ", at);
  if (colon == std::string_view::npos || line[colon] != ':') return 0;
  int port = 0;
  for (size_t i = colon + 1; i < line.size() && line[i] >= '0' && line[i] <= '9' && port < 65536; ++i)
    port = port * 10 + (line[i] - '0');
  return port < 65536 ? port : 0;
}

}  // namespace

bool is_probe_complaint(std::string_view line) { return complaint_of(line).has_value(); }

std::vector<ProbeLine> probe_complaints(std::string_view text, size_t source) {
  std::vector<ProbeLine> found;
  constexpr size_t kMax = 1000;
  for (size_t at = 0; at < text.size() && found.size() < kMax;) {
    size_t end = std::min(text.find('\n', at), text.size());
    const size_t next = end + 1;
    if (end > at && text[end - 1] == '\r') --end;
    const std::string_view line = text.substr(at, end - at);
    if (const auto complaint = complaint_of(line)) {
      found.push_back({{source, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}},
                       *complaint,
                       port_of(line.substr(0, 4096))});
    }
    at = next;
  }
  return found;
}

std::vector<Place> h2c_clients(std::string_view text, size_t source) {
  std::vector<Place> found;
  // nginx answers 400 (RFC 9113 section 3.4; facts/kubernetes.md section 1.1).
  constexpr std::string_view kRequest = "\"PRI * HTTP/2.0\" 400";
  constexpr size_t kMax = 16;
  for (size_t at = text.find(kRequest); at != std::string_view::npos && found.size() < kMax;
       at = text.find(kRequest, at + 1)) {
    found.push_back({source, {static_cast<uint32_t>(at), static_cast<uint32_t>(at + kRequest.size())}});
  }
  return found;
}

}  // namespace stackengine::kubernetes
