#include <string>
#include <unordered_map>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/rule.h"
#include "rules/upstream/keepalive_needs.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::PassKind;

// The first pass of each kind that leaves connections in the upstream's pool.
struct Users {
  const ConfigFile* grpc_file = nullptr;
  const nginx::Pass* grpc = nullptr;
  const ConfigFile* proxy_file = nullptr;
  const nginx::Pass* proxy = nullptr;
};

// Whether the pass directive leaves idle connections, or will once keepalive-without-effect is
// fixed.
bool keeps_connections(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass) {
  if (pass.kind == PassKind::grpc || keepalive_needs(subject, file, pass).any()) return true;
  const DirectiveId block = settings_of(file.config, pass);
  bool assumed = false;
  return !speaks_http_2(file.config, block) && !speaks_http_1_0(subject, file.config, block, &assumed);
}

// `keepalive 32 local` keeps a pool for each location (1.29.7).
bool is_local(const UpstreamPlace& place) {
  return argument_or_empty(place.file->config, place.upstream->keepalive, 1) == "local";
}

// When the backend is known or suspected to speak only one of the two, one pass directive is wrong, and
// another rule reports it.
bool may_speak_both(const Subject& subject, const nginx::Pass& pass) {
  const Backend* backend = subject.backend_of(pass);
  if (backend == nullptr || backend->certainty == Certainty::unknown) return true;
  if (backend->certainty != Certainty::known) return false;
  const bool http1 = backend->known_to_speak(Protocol::http1) || backend->known_to_speak(Protocol::http1_tls);
  return http1 && backend->protocols.size() > 1;
}

void report(const UpstreamPlace& place, const Users& users, DiagnosticList* diagnostics) {
  Diagnostic diagnostic;
  diagnostic.rule = kSharedKeepalivePool.id;
  diagnostic.severity = Severity::warning;
  diagnostic.place = {users.grpc_file->source, users.grpc_file->config.directive(users.grpc->directive).span};
  diagnostic.message = "HTTP/2 and HTTP/1.1 connections share the `keepalive` pool of upstream " +
                       quoted(place.upstream->name);
  diagnostic.why =
      "nginx reuses an idle connection for either protocol; a request that gets a connection of the other one fails";
  diagnostic.help = "give `grpc_pass` its own upstream block, or fix the pass directive that is wrong";
  diagnostic.related = {
      {{users.proxy_file->source, users.proxy_file->config.directive(users.proxy->directive).span},
       "this opens HTTP/1.1 connections"},
      {{place.file->source, place.file->config.directive(place.upstream->keepalive).span},
       "the pool is set here"}};
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  std::unordered_map<std::string, Users> users_of;
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      if (pass.variable || !has_valid_scheme(pass) || is_overridden(file.config, pass)) continue;
      const UpstreamPlace place = subject.upstream_named(pass.authority);
      if (place.upstream == nullptr || place.upstream->keepalive == nginx::kNoDirective || is_local(place))
        continue;
      if (!keeps_connections(subject, file, pass) || !may_speak_both(subject, pass)) continue;
      Users& users = users_of[pass.authority];
      const bool complete = users.grpc != nullptr && users.proxy != nullptr;
      if (pass.kind == PassKind::grpc && users.grpc == nullptr) {
        users.grpc_file = &file;
        users.grpc = &pass;
      } else if (pass.kind == PassKind::proxy && users.proxy == nullptr) {
        users.proxy_file = &file;
        users.proxy = &pass;
      }
      if (!complete && users.grpc != nullptr && users.proxy != nullptr && diagnostics->admit()) {
        report(place, users, diagnostics);
      }
    }
  }
}

}  // namespace

const Rule kSharedKeepalivePool = {
    "shared-keepalive-pool", Severity::warning,
    "an upstream whose idle connections serve both `grpc_pass` and `proxy_pass`", check};

}  // namespace stackengine::rules
