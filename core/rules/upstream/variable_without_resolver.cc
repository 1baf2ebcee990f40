#include "rules/upstream/variable_without_resolver.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Reports a variable in `proxy_pass` or `grpc_pass` whose host has to be looked up while nginx runs, where no `resolver` says whom to ask.

## Why is this bad
Names in a fixed target are looked up once, when nginx starts, by the system. With a variable anywhere in the target nginx looks the host up itself, for
each request, and needs a `resolver` for it. Without one the client gets 502 and the log says `no resolver defined to
resolve …`; `nginx -t` says nothing. Addresses and names of `upstream` blocks need no resolver.

## Example
```nginx
server {
    location / {
        set $backend app.internal.example;
        proxy_pass http://$backend:8080;
    }
}
```
Use instead:
```nginx
server {
    resolver 127.0.0.53;
    location / {
        set $backend app.internal.example;
        proxy_pass http://$backend:8080;
    }
}
```

## Fix safety
Unsafe: which DNS server to ask is an assumption; `/etc/resolv.conf` on the machine names it (127.0.0.53 with systemd-resolved, 127.0.0.11 in a
Docker container). A warning only, while a `resolver` may stand in an `http` block or a file that was not given. All versions of nginx.

## References
- nginx documentation, `proxy_pass`: names in variables are searched among server groups, then by the resolver
- measured with nginx 1.22.1: 502 and `no resolver defined to resolve`
)";

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

// The target's host and port, variables replaced where they are known; nullopt when they are not.
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

// Authorities that nginx knows from fixed targets: it finds those without looking them up.
std::unordered_set<std::string> known_authorities(const Subject& subject) {
  std::unordered_set<std::string> known;
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      if (!pass.variable) known.insert(pass.authority);
    }
  }
  return known;
}

// Whether all that nginx reads was given, so that no `resolver` can stand elsewhere.
bool all_was_given(const nginx::Config& config, DirectiveId pass) {
  const DirectiveId http = enclosing(config, pass, "http");
  return http != kNoDirective && !includes_file(config, config.directive(pass).parent, true);
}

// Behind what names the server, or in the location where the server was not given.
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
  fix.title = "ask " + quoted(address);
  fix.assumption =
      quoted(address) + " answers DNS here (" + where + "); `/etc/resolv.conf` says which address to write";
  fix.edits = {nginx::insert_after(file.config, file.source, resolver_anchor(file.config, pass),
                                   {"resolver " + address + ";"})};
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
  diagnostic.message = std::string(certain ? "" : "suspect: ") + directive + " looks " + name +
                       " up for each request, and no `resolver` says where";
  diagnostic.why =
      certain ? "with a variable in the target nginx does not ask the system; the client gets 502"
              : "with a variable in the target nginx does not ask the system; unless the `http` block sets "
                "a `resolver`, the client gets 502";
  diagnostic.help = "set `resolver` to the address of your DNS server, or write the target without variable";
  if (line != nullptr) {
    diagnostic.evidence.push_back(
        evidence_of(*line, Strength::conclusive, "the error log says so: " + quoted(line->message)));
  }
  if (is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
    Fix docker = fix_for(file, pass, "127.0.0.11", "a Docker container's DNS");
    Fix systemd = fix_for(file, pass, "127.0.0.53", "systemd-resolved");
    // A name without dots is mostly a container's or service's.
    if (host.find('.') != std::string::npos) std::swap(docker, systemd);
    diagnostic.fixes = {std::move(docker), std::move(systemd)};
  }
  diagnostics->add(std::move(diagnostic));
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
      if (!pass.variable || is_overridden(config, pass)) continue;
      const DirectiveId block = config.directive(pass.directive).parent;
      if (last_in_force(config, block, "resolver") != kNoDirective) continue;
      const std::optional<std::string> authority = authority_of(config, pass);
      std::string host;
      if (authority) {
        host = nginx::host_of(*authority);
        const bool upstream = subject.upstream_named(*authority).upstream != nullptr ||
                              subject.upstream_named(host).upstream != nullptr;
        if (host.empty() || upstream || nginx::is_ip_address(host) || known.count(*authority) != 0) continue;
      } else if (logged == nullptr) {
        continue;  // it may hold an address or an upstream's name
      }
      if (diagnostics->admit()) report(file, pass, host, logged, diagnostics);
    }
  }
}

}  // namespace

const Rule kVariableWithoutResolver = {"variable-without-resolver",
                                       "upstream",
                                       Severity::error,
                                       "variable in a pass directive's target, and no `resolver`",
                                       kDocumentation,
                                       check};

}  // namespace stackengine::rules
