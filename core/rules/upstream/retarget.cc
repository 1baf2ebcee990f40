#include "rules/upstream/retarget.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "backends/infer.h"
#include "diagnosis/quoted.h"
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

// How nginx is told to speak a protocol.
struct Form {
  PassKind kind;
  std::string_view scheme;
  bool http2 = false;  // needs `proxy_http_version 2`
  bool workaround =
      false;  // grpc_pass in the place of a `proxy_http_version 2` that this nginx does not have
};

// Needs the version and the module (ngx_http_proxy_v2_module is built with ngx_http_v2_module only).
bool has_proxy_http2(const Subject& subject) {
  const nginx::BuildFacts& nginx = subject.nginx();
  return nginx.version && *nginx.version >= nginx::kProxyHttp2 &&
         nginx::has_argument(nginx, "--with-http_v2_module").value_or(true);
}

Form form_of(const Subject& subject, Protocol protocol) {
  switch (protocol) {
    case Protocol::http1:
      return {PassKind::proxy, "http"};
    case Protocol::http1_tls:
      return {PassKind::proxy, "https"};
    case Protocol::grpc:
      return {PassKind::grpc, "grpc"};
    case Protocol::grpc_tls:
      return {PassKind::grpc, "grpcs"};
    case Protocol::h2c:
      if (has_proxy_http2(subject)) return {PassKind::proxy, "http", true};
      return {PassKind::grpc, "grpc", false, true};
    case Protocol::h2_tls:
      break;
  }
  if (has_proxy_http2(subject)) return {PassKind::proxy, "https", true};
  return {PassKind::grpc, "grpcs", false, true};
}

std::string_view directive_of(PassKind kind) { return kind == PassKind::proxy ? "proxy_pass" : "grpc_pass"; }

// `grpc_pass` needs a port, where `proxy_pass` has a default (nginx: `no port in upstream`).
std::string target_of(const Subject& subject, const Form& form, const nginx::Pass& pass) {
  const std::string scheme = std::string(form.scheme) + "://";
  if (form.kind == PassKind::proxy) return scheme + pass.authority + pass.uri;
  const bool is_upstream = subject.upstream_named(pass.authority).upstream != nullptr;
  return scheme + (is_upstream ? pass.authority : backends::address_of(pass));
}

// Whether nginx would refuse the result with `host not found in upstream`.
bool needs_upstream_first(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                          const Form& form) {
  const uint32_t port = form.kind == PassKind::grpc ? 0 : form.scheme == "https" ? 443 : 80;
  return subject.evaluation().loses_upstream(pass.authority, subject.index_of(file), pass.directive, port);
}

// Other pass directives of the block that would be duplicates of the new one (nginx: `"proxy_pass" directive
// is duplicate`).
void remove_duplicates(const ConfigFile& file, const nginx::Pass& pass, PassKind to,
                       std::vector<Edit>* edits) {
  const nginx::Config& config = file.config;
  for (const DirectiveId id : config.find(config.directive(pass.directive).parent, directive_of(to))) {
    if (id != pass.directive) edits->push_back(nginx::remove_directive(config, file.source, id));
  }
}

// The peer's address beside the upstream's name, so that a person knows which process is meant.
std::string name_with_peers(const nginx::Pass& pass, const Backend* backend) {
  if (backend == nullptr || backend->peers.empty() || backend->peers.front() == backend->name)
    return quoted(pass.authority);
  std::string text = quoted(pass.authority) + " (" + shortened(backend->peers.front());
  if (backend->peers.size() > 1) text += " and " + std::to_string(backend->peers.size() - 1) + " more";
  return text + ")";
}

// `grpc_pass` carries plain requests to an h2c server too (measured on 1.22.1, 1.29.4 and 1.31.4), but
// ngx_http_grpc_module.c has fixed what proxy_pass lets one choose.
std::string limits_of_workaround(const Subject& subject) {
  const std::string why =
      subject.nginx().version
          ? "nginx " + nginx::to_string(*subject.nginx().version) +
                " has no `proxy_http_version 2`, which came with 1.29.4"
          : "the version of nginx is not known; from 1.29.4 on, `proxy_http_version 2` takes its place";
  return "plain HTTP requests may go through `grpc_pass`, which does not cache, buffer answers, or rewrite "
         "redirects "
         "and cookies (" +
         why + ")";
}

// The other way, which no edit of this configuration can go.
Fix let_backend_speak_http1(const nginx::Pass& pass, const Backend* backend, bool tls) {
  const std::string target = std::string(tls ? "https" : "http") + "://" + pass.authority;
  Fix fix;
  fix.title =
      "let " + name_with_peers(pass, backend) + " accept HTTP/1.1, and use " + quoted("proxy_pass " + target);
  fix.applicability = Applicability::manual;
  fix.assumption = "the backend can be told to";
  return fix;
}

bool contains(const std::vector<Protocol>& protocols, Protocol protocol) {
  return std::find(protocols.begin(), protocols.end(), protocol) != protocols.end();
}

}  // namespace

Fix retarget(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass, Protocol protocol) {
  const nginx::Config& config = file.config;
  const Form form = form_of(subject, protocol);
  const Backend* backend = subject.backend_of(pass);
  const std::string target = target_of(subject, form, pass);

  Fix fix;
  std::vector<std::string> assumptions;
  if (backend == nullptr || !backend->known_to_speak(protocol)) {
    assumptions.push_back(name_with_peers(pass, backend) + " speaks " + std::string(describe(protocol)));
  }
  if (form.workaround) assumptions.push_back(limits_of_workaround(subject));
  if (form.kind == PassKind::grpc && !pass.uri.empty()) {
    assumptions.push_back("the path " + quoted(pass.uri) + " is not needed (`grpc_pass` takes none)");
  }

  fix.title = "use " + quoted(std::string(directive_of(form.kind)) + " " + target);
  if (form.http2) fix.title += " with `proxy_http_version 2`";
  if (form.kind != pass.kind) {
    const Span name = config.tree().name_word(pass.directive).span;
    fix.edits.push_back(nginx::replace_span(file.source, name, std::string(directive_of(form.kind))));
    remove_duplicates(file, pass, form.kind, &fix.edits);
  }
  if (target != pass.target) fix.edits.push_back(nginx::replace_span(file.source, pass.target_span, target));
  const bool http1 = form.kind == PassKind::proxy && !form.http2;
  KeepaliveNeeds needs = http1 ? keepalive_needs(subject, file, pass) : KeepaliveNeeds();
  if (http1 && asks_for_http2(config, pass)) needs.version = true;
  const Spoken spoken = {form.scheme == "https" || form.scheme == "grpcs", form.http2,
                         subject.nginx().version};
  LocationSettings settings = location_settings(subject, file, pass, form.kind, needs, spoken);
  for (Edit& edit : settings.edits) fix.edits.push_back(std::move(edit));
  fix.reasons = std::move(settings.reasons);
  if (form.http2) set_http2(file, pass, &fix);
  if (!settings.assumption.empty()) assumptions.push_back(settings.assumption);

  for (const std::string& assumption : assumptions) {
    if (!fix.assumption.empty()) fix.assumption += "; ";
    fix.assumption += assumption;
  }
  fix.applicability = assumptions.empty() ? Applicability::safe : Applicability::unsafe;
  if (settings.manual) fix.applicability = Applicability::manual;
  if (needs_upstream_first(subject, file, pass, form)) {
    fix.applicability = Applicability::manual;
    fix.assumption =
        "move `upstream " + shortened(pass.authority) +
        "` above its uses first: nginx does not find it otherwise when both `http://` and `https://` use it";
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
    // Nobody writes `grpc://` by accident; any other scheme leaves HTTP/1.1 the most common.
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
    // `grpc_pass` may not stand in `limit_except`, for one.
    if (!nginx::may_stand_in(directive_of(form_of(subject, protocol).kind), parent_name)) continue;
    Fix fix = retarget(subject, file, pass, protocol);
    // gRPC and h2c can come out as the same edits.
    const bool same =
        std::any_of(fixes.begin(), fixes.end(), [&](const Fix& other) { return other.edits == fix.edits; });
    if (same || fix.edits.empty()) continue;
    const bool workaround = form_of(subject, protocol).workaround;
    fixes.push_back(std::move(fix));
    if (workaround) fixes.push_back(let_backend_speak_http1(pass, backend, protocol == Protocol::h2_tls));
  }
  return fixes;
}

}  // namespace stackengine::rules
