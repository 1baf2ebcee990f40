#include "diagnosis/probes.h"

#include "text/shell_word.h"

namespace stackengine {

// `curl` has a separate option for Unix sockets.
std::string curl_target(const std::string& peer, const std::string& scheme) {
  if (peer.compare(0, 5, "unix:") == 0) {
    return "--unix-socket " + shell_word(peer.substr(5)) + " " + scheme + "://localhost/";
  }
  return shell_word(scheme + "://" + peer + "/");
}

std::string connect_target(const std::string& peer) {
  return peer.compare(0, 5, "unix:") == 0 ? "-unix " + shell_word(peer.substr(5))
                                          : "-connect " + shell_word(peer);
}

std::vector<Probe> probes_of(const std::string& peer) {
  return {
      {Protocol::http1, "curl -sv --http1.1 --max-time 3 " + curl_target(peer, "http")},
      {Protocol::h2c, "curl -sv --http2-prior-knowledge --max-time 3 " + curl_target(peer, "http")},
      {Protocol::h2_tls, "curl -skv --http2 --max-time 3 " + curl_target(peer, "https")},
  };
}

std::vector<Probe> probes(const Backend& backend) {
  return backend.peers.empty() ? std::vector<Probe>() : probes_of(backend.peers.front());
}

}  // namespace stackengine
