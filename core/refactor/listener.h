// Where a server of the configuration can be reached from its own machine.
#pragma once

#include <string>

#include "nginx/config.h"

namespace stackengine {

struct Listener {
  std::string address = "127.0.0.1";  // `[::1]` for a server that listens on IPv6 only
  std::string port = "80";
  bool tls = false;
  bool http2 = false;
  std::string name;  // the first `server_name` that is a host name; empty when there is none

  std::string scheme() const { return tls ? "https" : "http"; }
  std::string authority() const { return (name.empty() ? address : name) + ":" + port; }
};

// The listener of the server around `block`, with the defaults of nginx where the text does not say.
Listener listener_of(const nginx::Config& config, nginx::DirectiveId block);

}  // namespace stackengine
