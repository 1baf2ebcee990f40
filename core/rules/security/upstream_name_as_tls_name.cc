#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

bool is_on(const nginx::Config& config, DirectiveId block, const std::string& name) {
  return argument_or_empty(config, last_in_force(config, block, name), 0) == "on";
}

void report(const ConfigFile& file, const nginx::Pass& pass, const nginx::Upstream& upstream, bool verified,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const std::string family = pass.kind == nginx::PassKind::proxy ? "proxy" : "grpc";
  Diagnostic diagnostic;
  diagnostic.rule = kUpstreamNameAsTlsName.id;
  diagnostic.severity = Severity::warning;
  diagnostic.place = {file.source, config.directive(pass.directive).span};
  diagnostic.message =
      verified ? "nginx checks that the backend's certificate is for " + quoted(upstream.name) +
                     ", the name of the upstream block"
               : "the TLS handshake sends " + quoted(upstream.name) + ", the name of the upstream block";
  diagnostic.why = "`" + family + "_ssl_name` is not set, and defaults to the name in the pass directive";
  diagnostic.help = "set `" + family + "_ssl_name` to the name in the backend's certificate";
  std::string host;
  if (!upstream.peers.empty()) host = nginx::host_of(upstream.peers.front().address);
  const bool named = !host.empty() && !nginx::is_ip_address(host) && host.find('.') != std::string::npos;
  if (named && is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
    Fix fix;
    fix.title = "use " + quoted(host) + " as the TLS name";
    fix.assumption = "the servers of " + quoted(upstream.name) + " have a certificate for " + quoted(host);
    fix.edits = {nginx::insert_after(config, file.source, settings_anchor(config, pass),
                                     {family + "_ssl_name " + nginx::quoted_if_needed(host) + ";"})};
    if (includes_file(config, settings_of(config, pass))) fix.applicability = Applicability::manual;
    diagnostic.fixes.push_back(std::move(fix));
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.variable || (pass.scheme != "https" && pass.scheme != "grpcs") || !has_valid_scheme(pass))
        continue;
      const UpstreamPlace place = subject.upstream_named(pass.authority);
      if (place.upstream == nullptr || pass.authority.find('.') != std::string::npos) continue;
      const DirectiveId block = settings_of(config, pass);
      const std::string family = pass.kind == nginx::PassKind::proxy ? "proxy" : "grpc";
      if (last_in_force(config, block, family + "_ssl_name") != kNoDirective || is_overridden(config, pass))
        continue;
      const bool verified = is_on(config, block, family + "_ssl_verify");
      if (!verified && !is_on(config, block, family + "_ssl_server_name")) continue;
      if (diagnostics->admit()) report(file, pass, *place.upstream, verified, diagnostics);
    }
  }
}

}  // namespace

const Rule kUpstreamNameAsTlsName = {"upstream-name-as-tls-name", Severity::warning,
                                     "the name of an upstream block used as SNI or certificate name", check};

}  // namespace stackengine::rules
