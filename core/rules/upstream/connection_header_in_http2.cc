#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/location_settings.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::PassKind;

bool is_illegal(const nginx::Config& config, DirectiveId id) {
  const std::string value = argument_or_empty(config, id, 1);
  return is_connection_header(header_name(config, id)) && !value.empty();
}

// `$http_upgrade` and a `map` of it are empty for requests without an upgrade: nginx sends those without the
// header.
bool is_always_sent(const nginx::Config& config, DirectiveId id) {
  return config.argument(id, 1).find('$') == std::string::npos;
}

void report(const ConfigFile& file, const nginx::Pass& pass, DirectiveId header, const std::string& directive,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const bool grpc = pass.kind == PassKind::grpc;
  const std::string name = config.argument(header, 0);
  Diagnostic diagnostic;
  diagnostic.rule = kConnectionHeaderInHttp2.id;
  diagnostic.severity = Severity::warning;
  diagnostic.place = {file.source, config.directive(header).span};
  diagnostic.message = quoted(name) + " is set for an HTTP/2 backend, and HTTP/2 forbids it";
  diagnostic.why =
      std::string(is_always_sent(config, header) ? "nginx sends it with every request"
                                                 : "nginx sends it whenever it is not empty") +
      "; strict backends reject the request: nginx logs `upstream rejected request with error 1` and returns 502";
  diagnostic.help = header_name(config, header) == "upgrade"
                        ? "remove it; WebSocket needs a location with HTTP/1.1"
                        : "remove it; HTTP/2 connections stay open without it";
  diagnostic.related.push_back(
      {{file.source, config.directive(pass.directive).span},
       grpc ? "`grpc_pass` speaks HTTP/2" : "`proxy_http_version 2` is in force here"});
  if (is_terminated(config, header)) {
    Fix fix;
    fix.title = "remove " + quoted(name);
    fix.edits = {nginx::remove_directive(config, file.source, header)};
    if (header_name(config, header) == "upgrade") fix.assumption = "no WebSocket client connects here";
    if (config.find(config.directive(header).parent, directive).size() == 1) {
      fix.assumption += std::string(fix.assumption.empty() ? "" : "; ") +
                        "the backend may get the headers that the block then inherits";
    }
    fix.applicability = fix.assumption.empty() ? Applicability::safe : Applicability::unsafe;
    diagnostic.fixes.push_back(std::move(fix));
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::set<DirectiveId> seen;
    for (const nginx::Pass& pass : config.passes()) {
      const DirectiveId block = settings_of(config, pass);
      const bool http2 = pass.kind == PassKind::grpc || speaks_http_2(config, block);
      if (!http2 || !has_valid_scheme(pass) || is_overridden(config, pass)) continue;
      const std::string directive = pass.kind == PassKind::grpc ? "grpc_set_header" : "proxy_set_header";
      for (const DirectiveId header : config.in_force(block, directive)) {
        if (!is_illegal(config, header) || !seen.insert(header).second) continue;
        if (diagnostics->admit()) report(file, pass, header, directive, diagnostics);
      }
    }
  }
}

}  // namespace

const Rule kConnectionHeaderInHttp2 = {"connection-header-in-http2", Severity::warning,
                                       "`Connection` or `Upgrade` set for an HTTP/2 backend", check};

}  // namespace stackengine::rules
