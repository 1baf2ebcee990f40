#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/spelling.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kEverywhere =
    "bind|ssl|proxy_protocol|reuseport|deferred|multipath|default_server|ipv6only=on|ipv6only=off";
constexpr std::string_view kHttp = "default|http2|spdy|quic";
constexpr std::string_view kAssigned[] = {
    "setfib=", "fastopen=", "backlog=", "rcvbuf=", "sndbuf=", "accept_filter=", "so_keepalive="};

constexpr nginx::Version kQuic = {1, 25, 0};

bool is_parameter(const Subject& subject, uint32_t contexts, std::string_view word) {
  const bool http = (contexts & nginx::kHttpServer) != 0;
  const bool stream = (contexts & nginx::kStreamServer) != 0;
  if (http && word == "quic" && subject.nginx().version && *subject.nginx().version < kQuic) return false;
  if (nginx::is_exactly_one_of(word, kEverywhere) || (http && nginx::is_exactly_one_of(word, kHttp)) ||
      (stream && word == "udp"))
    return true;
  for (const std::string_view assigned : kAssigned) {
    if (word.substr(0, assigned.size()) == assigned) return true;
  }
  return false;
}

std::string nearest(std::string_view word) {
  for (const std::string_view known :
       {"default_server", "proxy_protocol", "reuseport", "deferred", "http2"}) {
    if (nginx::edit_distance(word, known, 2) <= (known.size() > 6 ? 2 : 1)) return std::string(known);
  }
  return {};
}

// Whether the port of `80`, `host:80`, `[::1]:80` or `80-90` is invalid. Names do not matter.
bool has_bad_port(std::string_view address) {
  if (address.substr(0, 5) == "unix:") return false;
  size_t from = 0;
  if (!nginx::is_number(address)) {
    const size_t bracket = address.rfind(']');
    const size_t colon = address.rfind(':');
    if (colon == std::string_view::npos || (bracket != std::string_view::npos && colon < bracket))
      return false;
    from = colon + 1;
  }
  const std::string_view port = address.substr(from);
  if (port.find('-') != std::string_view::npos) return false;  // a range
  if (!nginx::is_number(port)) return true;
  return port.size() > 5 || std::stoul(std::string(port)) < 1 || std::stoul(std::string(port)) > 65535;
}

void check_port(const Setting& setting, DiagnosticList* diagnostics) {
  const std::string address = setting.argument(0);
  if (has_variable(address) || !has_bad_port(address) || !diagnostics->admit()) return;
  Diagnostic diagnostic = refused(kListenParameter.id, setting, 0);
  diagnostic.message = quoted(address) + " does not have a valid port";
  diagnostic.why = "a port is a number from 1 to 65535";
  diagnostic.help = "write the port that nginx should listen on";
  diagnostic.nginx_message = "invalid port in " + in_quotes(address) + " of the \"listen\" directive";
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    if (setting.row.name != "listen") return;
    check_port(setting, diagnostics);
    const uint32_t contexts = subject.contexts().of(setting.index, setting.id);
    for (uint32_t i = 1; i < setting.count(); ++i) {
      const std::string word = setting.argument(i);
      if (is_parameter(subject, contexts, word) || (contexts & nginx::kMailServer) != 0) continue;
      if (!diagnostics->admit()) return;
      Diagnostic diagnostic = refused(kListenParameter.id, setting, i);
      diagnostic.message = "`listen` has no parameter " + quoted(word) + (word == "udp" ? " in `http`" : "");
      diagnostic.why = "nginx refuses an unknown parameter";
      diagnostic.help = "remove it";
      if (word == "quic") diagnostic.help = "upgrade nginx: QUIC needs 1.25.0 or later";
      if (word == "h2" || word == "http3" || word == "h3")
        diagnostic.help = "use `http2` for HTTP/2, or `quic` for HTTP/3";
      diagnostic.nginx_message = "invalid parameter " + in_quotes(word);
      const std::string near = nearest(word);
      if (!near.empty()) {
        diagnostic.help = "did you mean " + quoted(near) + "?";
        diagnostic.fixes.push_back(rewrite(setting, i, near, quoted(near) + " is what was meant"));
      }
      diagnostics->add(std::move(diagnostic));
    }
  });
}

}  // namespace

const Rule kListenParameter = {"listen-parameter", Severity::error,
                               "a parameter or port of `listen` that nginx does not accept", check};

}  // namespace stackengine::rules
