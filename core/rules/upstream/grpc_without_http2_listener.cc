#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr nginx::Version kHttp2Directive = {1, 25, 1};

bool has_parameter(const nginx::Config& config, DirectiveId listen, std::string_view wanted) {
  for (uint32_t i = 1; i < config.tree().argument_count(listen); ++i) {
    if (config.argument(listen, i) == wanted) return true;
  }
  return false;
}

bool http2_is_on(const nginx::Config& config, DirectiveId server) {
  return argument_or_empty(config, last_in_force(config, server, "http2"), 0) == "on";
}

// Up to 1.25.0 `http2` applies to the address, whichever server sets it.
std::unordered_set<std::string> http2_addresses(const Subject& subject) {
  std::unordered_set<std::string> addresses;
  for (const ConfigFile& file : subject.files()) {
    const auto count = static_cast<DirectiveId>(file.config.tree().directives.size());
    for (DirectiveId id = 0; id < count; ++id) {
      if (file.config.name(id) != "listen" || file.config.tree().argument_count(id) == 0) continue;
      const DirectiveId server = file.config.directive(id).parent;
      if (has_parameter(file.config, id, "http2") || has_parameter(file.config, id, "quic") ||
          (server != kNoDirective && http2_is_on(file.config, server))) {
        addresses.insert(file.config.argument(id, 0));
      }
    }
  }
  return addresses;
}

Fix fix_for(const Subject& subject, const ConfigFile& file, const std::vector<DirectiveId>& listens) {
  const nginx::Config& config = file.config;
  const bool has_directive = subject.nginx().version && *subject.nginx().version >= kHttp2Directive;
  std::vector<DirectiveId> tls;
  std::copy_if(listens.begin(), listens.end(), std::back_inserter(tls),
               [&](DirectiveId id) { return has_parameter(config, id, "ssl"); });
  Fix fix;
  fix.title = has_directive ? "add `http2 on`" : "add `http2` to the listener";
  fix.assumption = "gRPC clients connect to this server";
  if (has_directive) {
    fix.edits = {nginx::insert_after(config, file.source, listens.back(), {"http2 on;"})};
    return fix;
  }
  for (const DirectiveId id : tls.empty() ? listens : tls) {
    const uint32_t end = config.tree().argument_word(id, config.tree().argument_count(id) - 1).span.end;
    fix.edits.push_back({{file.source, {end, end}}, " http2"});
  }
  if (tls.empty()) {
    fix.applicability = Applicability::manual;
    fix.assumption +=
        " in cleartext, and no other clients do: before nginx 1.25.1 the port then speaks only HTTP/2";
  }
  return fix;
}

bool is_grpc(const Subject& subject, const nginx::Pass& pass) {
  const Backend* backend = subject.backend_of(pass);
  // `grpc_pass` for plain HTTP/2 is the workaround for an nginx without `proxy_http_version 2`; its
  // clients may speak HTTP/1.1.
  return backend == nullptr ||
         !(backend->known_to_speak(Protocol::h2c) || backend->known_to_speak(Protocol::h2_tls) ||
           backend->known_to_speak(Protocol::http1) || backend->known_to_speak(Protocol::http1_tls));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const std::unordered_set<std::string> http2 = http2_addresses(subject);
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    std::unordered_set<DirectiveId> seen;
    for (const nginx::Pass& pass : config.passes()) {
      if (pass.kind != nginx::PassKind::grpc || !has_valid_scheme(pass) || is_overridden(config, pass))
        continue;
      const DirectiveId server = enclosing(config, pass.directive, "server");
      if (server == kNoDirective || !is_grpc(subject, pass) || !seen.insert(server).second) continue;
      const std::vector<DirectiveId> listens = config.find(server, "listen");
      if (listens.empty() || http2_is_on(config, server) || !config.find(server, "include").empty()) continue;
      const bool listed = std::any_of(listens.begin(), listens.end(), [&](DirectiveId id) {
        return http2.count(argument_or_empty(config, id, 0)) != 0;
      });
      if (listed || !diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kGrpcWithoutHttp2Listener.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message = "no listener of this server speaks HTTP/2, which gRPC clients need";
      diagnostic.why = "`grpc_pass` sets what nginx speaks to the backend, not what it accepts from clients";
      diagnostic.help = "enable HTTP/2 on the listener";
      for (const DirectiveId id : listens) {
        diagnostic.related.push_back({{file.source, config.directive(id).span}, "HTTP/1.1 only"});
      }
      const bool complete = std::all_of(listens.begin(), listens.end(), [&](DirectiveId id) {
        return is_terminated(config, id) && config.tree().argument_count(id) > 0;
      });
      if (complete) diagnostic.fixes.push_back(fix_for(subject, file, listens));
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kGrpcWithoutHttp2Listener = {"grpc-without-http2-listener", Severity::warning,
                                        "`grpc_pass` in a server whose listeners do not speak HTTP/2", check};

}  // namespace stackengine::rules
