// Where a server of the configuration can be asked, from the machine that it runs on.
#ifndef STACKENGINE_REFACTOR_LISTENER_H_
#define STACKENGINE_REFACTOR_LISTENER_H_

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

// The listener of the server around `block`; what nginx would assume where the text does not say.
Listener listener_of(const nginx::Config& config, nginx::DirectiveId block);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_LISTENER_H_
