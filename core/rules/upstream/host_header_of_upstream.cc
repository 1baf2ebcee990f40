#include "rules/upstream/host_header_of_upstream.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Tells, once for each server, where `proxy_pass` to an `upstream` block leaves out `Host`, or the headers that carry the client's address and scheme.

## Why is this bad
By default the backend gets the upstream block's name as `Host` (`Host: app`) and nginx's own address as the client's. Applications build links and redirects
from `Host`, choose the site by it, and refuse names that they do not know; logs and rate limits see one client for all.

## Example
```nginx
upstream app {
    server 127.0.0.1:8080;
}
server {
    listen 80;
    server_name app.example.com;
    location / {
        proxy_pass http://app;
    }
}
```
Use instead:
```nginx
upstream app {
    server 127.0.0.1:8080;
}
server {
    listen 80;
    server_name app.example.com;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    location / {
        proxy_pass http://app;
    }
}
```

## Fix safety
None is offered here: the fix profile `recommended` adds the headers. Silent where a file is included, which often sets them (`proxy_params`), and where the server
block was not given, or has no `server_name`. All versions of nginx.

## References
- nginx documentation, `proxy_set_header`: `Host` is `$proxy_host` by default
- measured: requests of nginx 1.22.1 captured behind an upstream block
)";

bool is_set(const nginx::Config& config, DirectiveId block, std::string_view header) {
  return header_in_force(config, block, "proxy_set_header", header) != kNoDirective;
}

// What the backend does not get to know, in words.
std::string missing_in(const nginx::Config& config, DirectiveId block) {
  std::string missing;
  const auto add = [&missing](const char* what) {
    missing += std::string(missing.empty() ? "" : " and ") + what;
  };
  if (!is_set(config, block, "x-forwarded-for") && !is_set(config, block, "x-real-ip") &&
      !is_set(config, block, "forwarded")) {
    add("the client's address (`X-Forwarded-For`)");
  }
  if (!is_set(config, block, "x-forwarded-proto") && !is_set(config, block, "forwarded")) {
    add("the scheme (`X-Forwarded-Proto`)");
  }
  return missing;
}

void report(const ConfigFile& file, const nginx::Pass& pass, bool host, const std::string& missing,
            DiagnosticList* diagnostics) {
  Diagnostic diagnostic;
  diagnostic.rule = kHostHeaderOfUpstream.id;
  diagnostic.severity = Severity::info;
  diagnostic.place = {file.source, file.config.directive(pass.directive).span};
  diagnostic.message =
      host ? "the backend is not told " + missing
           : "the backend gets `Host: " + shortened(pass.authority) + "`, the name of the upstream block";
  if (!host && !missing.empty()) diagnostic.message += ", and not " + missing;
  diagnostic.why = "nginx passes on only what `proxy_set_header` says";
  diagnostic.help =
      "set `Host $host`, `X-Forwarded-For $proxy_add_x_forwarded_for` and `X-Forwarded-Proto $scheme`";
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> told;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.kind != nginx::PassKind::proxy || pass.variable || !has_valid_scheme(pass)) continue;
      if (subject.upstream_named(pass.authority).upstream == nullptr || is_overridden(config, pass)) continue;
      // A block named like a host is meant to be sent as one.
      if (pass.authority.find('.') != std::string::npos) continue;
      const DirectiveId server = enclosing(config, pass.directive, "server");
      if (server == kNoDirective || told.count(server) != 0) continue;
      if (config.find(server, "listen").empty() || config.find(server, "server_name").empty()) continue;
      const DirectiveId block = settings_of(config, pass);
      if (includes_file(config, block)) continue;
      const bool host = is_set(config, block, "host");
      const std::string missing = missing_in(config, block);
      if (host && missing.empty()) continue;
      told.insert(server);
      if (diagnostics->admit()) report(file, pass, host, missing, diagnostics);
    }
  }
}

}  // namespace

const Rule kHostHeaderOfUpstream = {
    "host-header-of-upstream",
    "upstream",
    Severity::info,
    "a backend that gets the upstream's name as `Host`, or no forwarding headers",
    kDocumentation,
    check};

}  // namespace stackengine::rules
