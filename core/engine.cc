#include "engine.h"

#include <utility>

#include "text/shell_word.h"

namespace stackengine {
namespace {

// `curl` takes a Unix socket by an option of its own.
std::string target(const std::string& peer, const std::string& scheme) {
  if (peer.compare(0, 5, "unix:") == 0) {
    return "--unix-socket " + shell_word(peer.substr(5)) + " " + scheme + "://localhost/";
  }
  return shell_word(scheme + "://" + peer + "/");
}

}  // namespace

redaction::Redaction redact(const Workspace& workspace, const redaction::Policy& policy) {
  std::vector<Source> sources;
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    for (Source& source : intake::read(workspace.documents[i], i).sources)
      sources.push_back(std::move(source));
  }
  return redaction::redact(workspace.documents, sources, policy);
}

std::vector<Probe> probes(const Backend& backend) {
  if (backend.peers.empty()) return {};
  const std::string& peer = backend.peers.front();
  return {
      {Protocol::http1, "curl -sv --http1.1 --max-time 3 " + target(peer, "http")},
      {Protocol::h2c, "curl -sv --http2-prior-knowledge --max-time 3 " + target(peer, "http")},
      {Protocol::h2_tls, "curl -skv --http2 --max-time 3 " + target(peer, "https")},
  };
}

}  // namespace stackengine
