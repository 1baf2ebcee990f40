#include "rules/upstream/retarget.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "backends/infer.h"
#include "backends/list.h"
#include "diagnosis/quoted.h"
#include "diagnosis/wire.h"
#include "nginx/directive_table.h"
#include "nginx/layout.h"
#include "rules/upstream/http2_settings.h"
#include "rules/upstream/keepalive_needs.h"
#include "rules/upstream/location_settings.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::PassKind;

// Needs the version and the module (ngx_http_proxy_v2_module is built only with ngx_http_v2_module).
bool has_proxy_http2(const Subject& subject) {
  const nginx::BuildFacts& nginx = subject.nginx();
  return nginx.version && *nginx.version >= nginx::kProxyHttp2 &&
         nginx::has_argument(nginx, "--with-http_v2_module").value_or(true);
}

Wire wire_for(const Subject& subject, Protocol protocol) {
  return stackengine::wire_for(protocol, has_proxy_http2(subject));
}

// Whether `wire` is `grpc_pass` instead of `proxy_http_version 2`, which this nginx does not support.
bool is_workaround(Wire wire, Protocol protocol) { return wire != stackengine::wire_for(protocol, true); }

PassKind kind_of(Wire wire) { return wire.grpc() ? PassKind::grpc : PassKind::proxy; }

// Whether the authority names an upstream, in the files or in one that was not given: `grpc_pass` takes a
// name without a port for nothing else (nginx: `no port in upstream`), and a name of one label is hardly a
// host's.
bool names_upstream(const Subject& subject, const nginx::Pass& pass) {
  if (subject.upstream_named(pass.authority).upstream != nullptr) return true;
  if (backends::has_port(pass.authority) || pass.authority.compare(0, 5, "unix:") == 0) return false;
  if (pass.kind == PassKind::grpc) return true;
  if (!subject.may_lack_upstreams()) return false;
  const Backend* backend = subject.backend_of(pass);
  const std::string own = backends::address_of(pass);
  const auto is_other = [&](const std::string& peer) { return peer != own && peer != pass.authority; };
  if (backend != nullptr && std::any_of(backend->peers.begin(), backend->peers.end(), is_other)) return true;
  return pass.authority != "localhost" && pass.authority.find_first_of(".[") == std::string::npos;
}

// `grpc_pass` needs a port, where `proxy_pass` has a default.
std::string target_of(const Subject& subject, Wire wire, const nginx::Pass& pass) {
  const std::string scheme = std::string(scheme_of(wire)) + "://";
  if (!wire.grpc()) return scheme + pass.authority + pass.tail;
  return scheme + (names_upstream(subject, pass) ? pass.authority : backends::address_of(pass));
}

// Whether nginx would reject the result with `host not found in upstream`.
bool needs_upstream_first(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                          Wire wire) {
  const uint32_t port = wire.grpc() ? 0 : wire.tls() ? 443 : 80;
  return subject.evaluation().loses_upstream(pass.authority, subject.index_of(file), pass.directive, port);
}

// Other pass directives of the block that would be duplicates of the new one (nginx: `"proxy_pass" directive
// is duplicate`).
void remove_duplicates(const ConfigFile& file, const nginx::Pass& pass, Wire wire, std::vector<Edit>* edits) {
  const nginx::Config& config = file.config;
  for (const DirectiveId id : config.find(config.directive(pass.directive).parent, pass_of(wire))) {
    if (id != pass.directive) edits->push_back(nginx::remove_directive(config, file.source, id));
  }
}

// The name of the upstream with the address of its first peer, so that a person knows which process it is.
std::string name_with_peers(const nginx::Pass& pass, const Backend* backend) {
  if (backend == nullptr || backend->peers.empty() || backend->peers.front() == backend->name)
    return quoted(pass.authority);
  std::string text = quoted(pass.authority) + " (" + shortened(backend->peers.front());
  if (backend->peers.size() > 1) text += " and " + std::to_string(backend->peers.size() - 1) + " more";
  return text + ")";
}

// `grpc_pass` also sends plain requests to an h2c server (measured on 1.22.1, 1.29.4 and 1.31.4), but
// ngx_http_grpc_module.c fixes what `proxy_pass` makes configurable.
std::string limits_of_workaround(const Subject& subject) {
  const std::string why =
      subject.nginx().version
          ? "nginx " + nginx::to_string(*subject.nginx().version) +
                " does not support `proxy_http_version 2`, which needs 1.29.4 or newer"
          : "the version of nginx is not known; from 1.29.4, use `proxy_http_version 2` instead";
  return "plain HTTP requests may go through `grpc_pass`, which does not cache, buffer responses, or rewrite redirects and cookies (" +
         why + ")";
}

// The alternative, which no edit of this configuration can make.
Fix let_backend_speak_http1(const nginx::Pass& pass, const Backend* backend, bool tls) {
  const std::string target = std::string(tls ? "https" : "http") + "://" + pass.authority;
  Fix fix;
  fix.title = "make " + name_with_peers(pass, backend) + " accept HTTP/1.1, and use " +
              quoted("proxy_pass " + target);
  fix.applicability = Applicability::manual;
  fix.assumption = "the backend supports HTTP/1.1";
  return fix;
}

bool contains(const std::vector<Protocol>& protocols, Protocol protocol) {
  return std::find(protocols.begin(), protocols.end(), protocol) != protocols.end();
}

}  // namespace

Fix retarget(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass, Protocol protocol) {
  const nginx::Config& config = file.config;
  const Wire wire = wire_for(subject, protocol);
  const Backend* backend = subject.backend_of(pass);
  const std::string target = target_of(subject, wire, pass);

  Fix fix;
  std::vector<std::string> assumptions;
  if (backend == nullptr || !backend->known_to_speak(protocol)) {
    assumptions.push_back(name_with_peers(pass, backend) + " speaks " + std::string(describe(protocol)));
  }
  if (is_workaround(wire, protocol)) assumptions.push_back(limits_of_workaround(subject));
  if (wire.grpc() && !pass.tail.empty() && pass.tail != "$request_uri") {
    assumptions.push_back("the path " + quoted(pass.tail) +
                          " is not needed (`grpc_pass` does not take a path)");
  }

  fix.title = "use " + quoted(std::string(pass_of(wire)) + " " + target);
  if (wire.application == Application::http2) fix.title += " with `proxy_http_version 2`";
  if (kind_of(wire) != pass.kind) {
    const Span name = config.tree().name_word(pass.directive).span;
    fix.edits.push_back(nginx::replace_span(file.source, name, std::string(pass_of(wire))));
    remove_duplicates(file, pass, wire, &fix.edits);
  }
  if (target != pass.target) fix.edits.push_back(nginx::replace_span(file.source, pass.target_span, target));
  const bool http1 = !wire.http2();
  KeepaliveNeeds needs = http1 ? keepalive_needs(subject, file, pass) : KeepaliveNeeds();
  if (http1 && asks_for_http2(config, pass)) needs.version = true;
  LocationSettings settings = location_settings(subject, file, pass, wire, needs);
  for (Edit& edit : settings.edits) fix.edits.push_back(std::move(edit));
  fix.reasons = std::move(settings.reasons);
  if (wire.application == Application::http2) set_http2(file, pass, &fix);
  const bool bare = wire.grpc() && pass.kind == PassKind::proxy &&
                    subject.upstream_named(pass.authority).upstream == nullptr &&
                    names_upstream(subject, pass);
  if (bare) {
    fix.reasons.push_back(quoted(pass.authority) +
                          " is taken for an upstream: the name of a host would need its port here");
  }
  if (!settings.assumption.empty()) assumptions.push_back(settings.assumption);

  for (const std::string& assumption : assumptions) {
    if (!fix.assumption.empty()) fix.assumption += "; ";
    fix.assumption += assumption;
  }
  fix.applicability = assumptions.empty() ? Applicability::safe : Applicability::unsafe;
  if (settings.manual) fix.applicability = Applicability::manual;
  if (needs_upstream_first(subject, file, pass, wire)) {
    fix.applicability = Applicability::manual;
    fix.assumption =
        "you first move `upstream " + shortened(pass.authority) +
        "` above its uses: otherwise nginx does not find it when both `http://` and `https://` use it";
  }
  return fix;
}

std::vector<Fix> retarget_alternatives(const Subject& subject, const ConfigFile& file,
                                       const nginx::Pass& pass) {
  if (pass.target_span.empty() || !can_be_fixed(file.config, pass)) return {};
  const Backend* backend = subject.backend_of(pass);
  std::vector<Protocol> order;
  if (backend != nullptr) order = backend->protocols;
  if (backend == nullptr || backend->certainty != Certainty::known) {
    const bool tls = pass.scheme == "https" || pass.scheme == "grpcs";
    // `grpc://` is never an accident; with any other scheme HTTP/1.1 is the most common.
    const bool grpc_first = pass.scheme == "grpc" || pass.scheme == "grpcs";
    const std::vector<Protocol> http_order =
        tls ? std::vector<Protocol>{Protocol::http1_tls, Protocol::grpc_tls, Protocol::h2_tls}
            : std::vector<Protocol>{Protocol::http1, Protocol::grpc, Protocol::h2c};
    const bool unknown = order.empty();
    for (const Protocol protocol : http_order) {
      const bool excluded = backend != nullptr && contains(backend->excluded, protocol);
      if (!excluded && !contains(order, protocol)) order.push_back(protocol);
    }
    if (grpc_first && unknown && order.size() > 1 && order[0] == http_order[0]) std::swap(order[0], order[1]);
  }
  std::vector<Fix> fixes;
  const nginx::DirectiveId parent = file.config.directive(pass.directive).parent;
  const std::string_view parent_name = parent == nginx::kNoDirective ? "" : file.config.name(parent);
  for (const Protocol protocol : order) {
    const Wire wire = wire_for(subject, protocol);
    // For example, `grpc_pass` is not allowed in `limit_except`.
    if (!nginx::may_stand_in(pass_of(wire), parent_name)) continue;
    Fix fix = retarget(subject, file, pass, protocol);
    // gRPC and h2c can lead to the same edits.
    const bool same =
        std::any_of(fixes.begin(), fixes.end(), [&](const Fix& other) { return other.edits == fix.edits; });
    if (same || fix.edits.empty()) continue;
    const bool workaround = is_workaround(wire, protocol);
    fixes.push_back(std::move(fix));
    if (workaround) fixes.push_back(let_backend_speak_http1(pass, backend, protocol == Protocol::h2_tls));
  }
  return fixes;
}

}  // namespace stackengine::rules
