#include "refactor/listener.h"

#include <string_view>

namespace stackengine {
namespace {

using nginx::Config;
using nginx::DirectiveId;
using nginx::kNoDirective;

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Not a wildcard, a pattern, `_` or a variable.
bool is_host_name(std::string_view text) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  return !text.empty() && text.front() != '.' && text.front() != '-' &&
         text.find_first_not_of(kLetters) == std::string_view::npos;
}

// `127.0.0.1:8080`, `8080`, `*:80`, `[::]:80`, `localhost`.
void read_address(std::string_view text, Listener* listener) {
  if (is_number(text)) {
    listener->port = std::string(text);
    return;
  }
  const size_t bracket = text.rfind(']');
  const size_t colon = text.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (has_port && is_number(text.substr(colon + 1))) listener->port = std::string(text.substr(colon + 1));
  const std::string_view host = has_port ? text.substr(0, colon) : text;
  if (host == "[::]") {
    listener->address = "[::1]";
  } else if (host != "*" && host != "0.0.0.0") {
    listener->address = std::string(host);
  }
}

DirectiveId server_around(const Config& config, DirectiveId block) {
  while (block != kNoDirective && config.name(block) != "server") block = config.directive(block).parent;
  return block;
}

bool is_on(const Config& config, DirectiveId block, std::string_view name) {
  const auto ids = config.in_force(block, name);
  return !ids.empty() && config.tree().argument_count(ids.back()) == 1 &&
         config.argument(ids.back(), 0) == "on";
}

}  // namespace

Listener listener_of(const Config& config, DirectiveId block) {
  Listener listener;
  const DirectiveId server = server_around(config, block);
  listener.http2 = is_on(config, server, "http2");
  listener.tls = is_on(config, server, "ssl");
  for (const DirectiveId id : config.find(server, "listen")) {
    if (config.tree().argument_count(id) == 0) continue;
    const std::string address = config.argument(id, 0);
    bool quic = false;
    bool tls = listener.tls;
    bool http2 = listener.http2;
    for (uint32_t i = 1; i < config.tree().argument_count(id); ++i) {
      const std::string parameter = config.argument(id, i);
      quic = quic || parameter == "quic";
      tls = tls || parameter == "ssl";
      http2 = http2 || parameter == "http2";
    }
    if (quic || address.compare(0, 5, "unix:") == 0) continue;
    listener.tls = tls;
    listener.http2 = http2;
    read_address(address, &listener);
    break;
  }
  for (const DirectiveId id : config.find(server, "server_name")) {
    for (uint32_t i = 0; i < config.tree().argument_count(id) && listener.name.empty(); ++i) {
      const std::string name = config.argument(id, i);
      if (is_host_name(name)) listener.name = name;
    }
  }
  return listener;
}

}  // namespace stackengine
