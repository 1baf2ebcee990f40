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

constexpr nginx::Version kResolve = {1, 27, 3};
constexpr nginx::Version kRoute = {1, 29, 6};

enum class Parameter { fine, unknown, too_new, plus_only };

bool older(const Subject& subject, const nginx::Version& version) {
  return subject.nginx().version && *subject.nginx().version < version;
}

Parameter judge(const Subject& subject, std::string_view word) {
  if (word == "backup" || word == "down") return Parameter::fine;
  if (word == "resolve" || word.substr(0, 8) == "service=") {
    return older(subject, kResolve) ? Parameter::too_new : Parameter::fine;
  }
  if (word == "drain" || word.substr(0, 6) == "route=") {
    return older(subject, kRoute) ? Parameter::too_new : Parameter::fine;
  }
  if (word.substr(0, 11) == "slow_start=") return Parameter::plus_only;
  const size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  if (equals == std::string_view::npos) return Parameter::unknown;
  const std::string_view value = word.substr(equals + 1);
  if (name == "fail_timeout") return nginx::is_time(value, true) ? Parameter::fine : Parameter::unknown;
  if (name == "max_fails" || name == "max_conns")
    return nginx::is_number(value) ? Parameter::fine : Parameter::unknown;
  if (name == "weight") {
    const bool zero = value.find_first_not_of('0') == std::string_view::npos;
    return nginx::is_number(value) && !zero ? Parameter::fine : Parameter::unknown;
  }
  return Parameter::unknown;
}

std::string nearest(std::string_view word) {
  const size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  const std::string tail(equals == std::string_view::npos ? std::string_view() : word.substr(equals));
  for (const std::string_view known : {"weight", "max_fails", "max_conns", "fail_timeout", "backup"}) {
    if (name != known && name.size() > 3 && nginx::edit_distance(name, known, 2) <= 2)
      return std::string(known) + tail;
  }
  return {};
}

void check_address(const Setting& setting, DiagnosticList* diagnostics) {
  const std::string address = setting.argument(0);
  if (has_variable(address) || address.compare(0, 5, "unix:") == 0) return;
  const size_t scheme = address.find("://");
  const bool url = scheme != std::string::npos;
  const size_t colon = address.rfind(':');
  const size_t bracket = address.rfind(']');
  const bool has_port =
      !url && colon != std::string::npos && (bracket == std::string::npos || colon > bracket);
  const std::string port = has_port ? address.substr(colon + 1) : std::string();
  const bool bad_port =
      has_port && port.find('/') == std::string::npos &&
      (!nginx::is_number(port) || port.size() > 5 || std::stoul(port) < 1 || std::stoul(port) > 65535);
  if ((!url && !bad_port) || !diagnostics->admit()) return;
  Diagnostic diagnostic = refused(kUpstreamServerParameter.id, setting, 0);
  if (url) {
    diagnostic.message = quoted(address) + " is a URL, but `server` takes an address";
    diagnostic.why =
        "the scheme belongs in `proxy_pass` or `grpc_pass`; a server of an upstream is a host and a port";
    diagnostic.help = "write only the host and the port";
    diagnostic.nginx_message = "invalid host in upstream " + in_quotes(address);
  } else {
    diagnostic.message = quoted(address) + " does not have a valid port";
    diagnostic.why = "a port is a number from 1 to 65535";
    diagnostic.help = "write the port that the server listens on";
    diagnostic.nginx_message = "invalid port in upstream " + in_quotes(address);
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    const uint32_t contexts = subject.contexts().of(setting.index, setting.id);
    const uint32_t upstream = nginx::kHttpUpstream | nginx::kStreamUpstream;
    if (setting.row.name != "server" || (contexts & upstream) == 0 || setting.row.block) return;
    check_address(setting, diagnostics);
    for (uint32_t i = 1; i < setting.count(); ++i) {
      const std::string word = setting.argument(i);
      const Parameter parameter = judge(subject, word);
      if (parameter == Parameter::fine) continue;
      if (!diagnostics->admit()) return;
      Diagnostic diagnostic = refused(kUpstreamServerParameter.id, setting, i);
      diagnostic.message = "`server` does not accept " + quoted(word);
      diagnostic.why = "nginx refuses an unknown parameter or an invalid value";
      diagnostic.help = "use `weight=`, `max_fails=`, `fail_timeout=`, `max_conns=`, `backup` or `down`";
      if (parameter == Parameter::plus_only) diagnostic.help = "remove it: only nginx Plus has it";
      if (parameter == Parameter::too_new) {
        const nginx::Version since = word == "drain" || word[1] == 'o' ? kRoute : kResolve;
        diagnostic.message += " before nginx " + nginx::to_string(since);
        diagnostic.help = "upgrade nginx, or remove it";
      }
      diagnostic.nginx_message = "invalid parameter " + in_quotes(word);
      const std::string near = nearest(word);
      if (!near.empty() && judge(subject, near) == Parameter::fine) {
        diagnostic.help = "did you mean " + quoted(near) + "?";
        diagnostic.fixes.push_back(rewrite(setting, i, near, quoted(near) + " is what was meant"));
      }
      diagnostics->add(std::move(diagnostic));
    }
  });
}

}  // namespace

const Rule kUpstreamServerParameter = {
    "upstream-server-parameter", Severity::error,
    "a parameter, address or port of a `server` in `upstream` that nginx does not accept", check};

}  // namespace stackengine::rules
