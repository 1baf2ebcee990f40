#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/rule.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

bool is_set(const nginx::Config& config, DirectiveId block, std::string_view header) {
  return header_in_force(config, block, "proxy_set_header", header) != kNoDirective;
}

// Describes what the backend does not get.
std::string missing_in(const nginx::Config& config, DirectiveId block) {
  std::string missing;
  const auto add = [&missing](const char* what) {
    missing += std::string(missing.empty() ? "" : " or ") + what;
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
      host ? "the backend does not get " + missing
           : "the backend gets `Host: " + shortened(pass.authority) + "`, the name of the upstream block";
  if (!host && !missing.empty()) diagnostic.message += ", but not " + missing;
  diagnostic.why = "nginx passes them on only if `proxy_set_header` says so";
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
      // An upstream named like a host is meant to be sent as `Host`.
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
    "host-header-of-upstream", Severity::info,
    "a backend that gets the upstream's name as `Host`, or no forwarding headers", check};

}  // namespace stackengine::rules
