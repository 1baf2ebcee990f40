#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/rule.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

bool is_missing_resolver(const LogLine& line) { return line.meaning == error_log::Meaning::no_resolver; }

// The value that `set` gives a variable, in the location or the server around it; nullopt when it is not one
// literal.
std::optional<std::string> literal_of(const nginx::Config& config, DirectiveId block,
                                      const std::string& variable) {
  for (int level = 0; level < 4 && block != kNoDirective; ++level) {
    const std::vector<DirectiveId> sets = config.find(block, "set");
    std::optional<std::string> value;
    for (const DirectiveId set : sets) {
      if (argument_or_empty(config, set, 0) != variable) continue;
      if (value) return std::nullopt;  // depends on the request
      value = argument_or_empty(config, set, 1);
    }
    if (value) return value->find('$') == std::string::npos ? value : std::nullopt;
    block = config.directive(block).parent;
  }
  return std::nullopt;
}

// The host and port of the target, with variables replaced by their values; nullopt when a value is unknown.
std::optional<std::string> authority_of(const nginx::Config& config, const nginx::Pass& pass) {
  std::string target = pass.target;
  const DirectiveId block = config.directive(pass.directive).parent;
  if (target.front() == '$') {  // the scheme may be in it
    const size_t end = target.find_first_of(":/", 1);
    const auto value = literal_of(config, block, target.substr(0, end));
    if (!value) return std::nullopt;
    target = *value + (end == std::string::npos ? "" : target.substr(end));
  }
  const size_t scheme = target.find("://");
  // `http:/$uri`: the rest of `http://`, and the host, come from the request.
  if (scheme == std::string::npos && pass.kind == nginx::PassKind::proxy) return std::nullopt;
  if (scheme != std::string::npos) target.erase(0, scheme + 3);
  if (target.compare(0, 5, "unix:") == 0) return std::nullopt;
  const size_t dollar = target.find('$');
  const size_t end = target.find('/');
  if (dollar >= end || dollar == std::string::npos) {
    return target.substr(0, end);
  }
  if (dollar != 0) {
    // `http://backend$request_uri`: nginx's own variables that begin with a slash end the host.
    return target.compare(dollar, 12, "$request_uri") == 0 || target.compare(dollar, 4, "$uri") == 0
               ? std::optional<std::string>(target.substr(0, dollar))
               : std::nullopt;
  }
  const size_t behind = target.find_first_of(":/", 1);
  const auto value = literal_of(config, block, target.substr(0, behind));
  if (!value || value->find("://") != std::string::npos) return std::nullopt;
  const std::string rest = behind == std::string::npos ? "" : target.substr(behind);
  const std::string authority = *value + rest;
  const size_t slash = authority.find('/');
  return authority.substr(0, slash).find('$') == std::string::npos
             ? std::optional<std::string>(authority.substr(0, slash))
             : std::nullopt;
}

// Authorities that nginx knows from fixed targets and does not look up again.
std::unordered_set<std::string> known_authorities(const Subject& subject) {
  std::unordered_set<std::string> known;
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      if (!pass.evaluated) known.insert(pass.authority);
    }
  }
  return known;
}

// Whether the paste holds everything that nginx reads, so that there is no `resolver` elsewhere.
bool all_was_given(const nginx::Config& config, DirectiveId pass) {
  const DirectiveId http = enclosing(config, pass, "http");
  return http != kNoDirective && !includes_file(config, config.directive(pass).parent, true);
}

// After `server_name` or `listen`, or in the location when the paste does not contain the server.
DirectiveId resolver_anchor(const nginx::Config& config, const nginx::Pass& pass) {
  const DirectiveId server = enclosing(config, pass.directive, "server");
  for (const char* name : {"server_name", "listen"}) {
    if (server == kNoDirective) break;
    const std::vector<DirectiveId> ids = config.find(server, name);
    if (!ids.empty() && is_terminated(config, ids.back())) return ids.back();
  }
  return settings_anchor(config, pass);
}

Fix fix_for(const ConfigFile& file, const nginx::Pass& pass, const std::string& address,
            const std::string& where) {
  Fix fix;
  fix.title = "use " + quoted("resolver " + address);
  fix.assumption =
      quoted(address) + " answers DNS here (" + where + "); `/etc/resolv.conf` shows the address to use";
  fix.edits = {nginx::insert_after(file.config, file.source, resolver_anchor(file.config, pass),
                                   {"resolver " + address + ";"})};
  // A fix that writes another target comes first: that one may need no resolver.
  if (!pass.target_span.empty())
    fix.edits.push_back(nginx::replace_span(file.source, pass.target_span, pass.target));
  return fix;
}

void report(const ConfigFile& file, const nginx::Pass& pass, const std::string& host, const LogLine* line,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const bool certain = line != nullptr || all_was_given(config, pass.directive);
  const std::string directive = pass.kind == nginx::PassKind::proxy ? "`proxy_pass`" : "`grpc_pass`";
  const std::string name = host.empty() ? "the host" : quoted(host);
  Diagnostic diagnostic;
  diagnostic.rule = kVariableWithoutResolver.id;
  diagnostic.severity = certain ? Severity::error : Severity::warning;
  diagnostic.place = {file.source, config.directive(pass.directive).span};
  diagnostic.message = directive + " looks up " + name +
                       (certain ? " for every request, but there is no `resolver`"
                                : " for every request, but there may be no `resolver`");
  diagnostic.why =
      certain
          ? "with a variable in the target, nginx does not use the system's resolver; the client gets 502"
          : "with a variable in the target, nginx does not use the system's resolver; unless the `http` block sets a `resolver`, the client gets 502";
  diagnostic.help =
      "set `resolver` to the address of your DNS server, or write the target without a variable";
  if (line != nullptr) {
    diagnostic.evidence.push_back(
        evidence_of(*line, Strength::conclusive, "the error log says: " + quoted(line->message)));
  }
  if (is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
    Fix docker = fix_for(file, pass, "127.0.0.11", "the DNS server of Docker containers");
    Fix systemd = fix_for(file, pass, "127.0.0.53", "systemd-resolved");
    // A name without dots is usually that of a container or a service.
    if (host.find('.') != std::string::npos) std::swap(docker, systemd);
    diagnostic.fixes = {std::move(docker), std::move(systemd)};
  }
  diagnostics->add(std::move(diagnostic));
}

// Whether the log shows that nginx sent requests to an address of the backend: then it looked up the name.
bool was_reached(const Subject& subject, const nginx::Pass& pass) {
  const Backend* backend = subject.backend_of(pass);
  return backend != nullptr &&
         std::any_of(backend->evidence.begin(), backend->evidence.end(),
                     [](const Evidence& one) { return one.kind == EvidenceKind::log_line; });
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const LogLine* logged = nullptr;
  for (const LogLine& line : subject.log()) {
    if (logged == nullptr && is_missing_resolver(line)) logged = &line;
  }
  const std::unordered_set<std::string> known = known_authorities(subject);
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      if (!pass.evaluated || is_overridden(config, pass)) continue;
      const DirectiveId block = config.directive(pass.directive).parent;
      if (last_in_force(config, block, "resolver") != kNoDirective) continue;
      const std::optional<std::string> authority = authority_of(config, pass);
      std::string host;
      if (authority) {
        host = nginx::host_of(*authority);
        const bool upstream = subject.upstream_named(*authority).upstream != nullptr ||
                              subject.upstream_named(host).upstream != nullptr;
        if (host.empty() || upstream || nginx::is_ip_address(host) || known.count(*authority) != 0) continue;
        if (logged == nullptr && was_reached(subject, pass)) continue;
      } else if (logged == nullptr) {
        continue;  // it may hold an address or an upstream's name
      }
      if (diagnostics->admit()) report(file, pass, host, logged, diagnostics);
    }
  }
}

}  // namespace

const Rule kVariableWithoutResolver = {"variable-without-resolver", Severity::error,
                                       "a variable in the target of a pass directive, and no `resolver`",
                                       check};

}  // namespace stackengine::rules
