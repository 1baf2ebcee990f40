#include "diagnosis/probes.h"

#include <string_view>

namespace stackengine {

std::string shell_word(const std::string& text) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:/@%";
  if (text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      quoted += c;
    }
  }
  return quoted + "'";
}

// `curl` takes a Unix socket by an option of its own.
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
