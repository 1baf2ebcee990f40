#include "rules/upstream/retarget.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "nginx/directive_table.h"
#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/keepalive_needs.h"
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

bool has_proxy_http2(const Subject& subject) {
  return subject.nginx().version && *subject.nginx().version >= nginx::kProxyHttp2;
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

std::string title_of(const Form& form, const nginx::Pass& pass) {
  std::string title = "use `" + std::string(directive_of(form.kind)) + " " + std::string(form.scheme) +
                      "://" + pass.authority;
  if (form.kind == PassKind::proxy) title += pass.uri;
  title += "`";
  if (form.http2) title += " with `proxy_http_version 2`";
  return title;
}

// Header fields that belong to one HTTP/1.x connection and are illegal in HTTP/2 (RFC 9113 section 8.2.2): a
// strict peer answers RST_STREAM to a request that has them (measured with nghttp2 behind nginx 1.29.4).
bool is_connection_header(const std::string& name) { return name == "connection" || name == "upgrade"; }

// Moves the settings of the block along: `grpc_read_timeout` becomes `proxy_read_timeout` where nginx has
// such a directive.
void move_settings(const ConfigFile& file, DirectiveId block, PassKind to, std::vector<Edit>* edits) {
  if (block == nginx::kNoDirective) return;
  const nginx::Config& config = file.config;
  const std::string_view from_prefix = to == PassKind::proxy ? "grpc_" : "proxy_";
  const std::string_view to_prefix = to == PassKind::proxy ? "proxy_" : "grpc_";
  for (const DirectiveId id : config.tree().children(block)) {
    const std::string_view name = config.name(id);
    if (name.substr(0, from_prefix.size()) != from_prefix || name == "proxy_pass" || name == "grpc_pass")
      continue;
    if (to == PassKind::grpc && name == "proxy_set_header" && is_connection_header(header_name(config, id))) {
      edits->push_back(nginx::remove_directive(config, file.document, id));
      continue;
    }
    const std::string moved = std::string(to_prefix) + std::string(name.substr(from_prefix.size()));
    const bool exists = !nginx::find_directive(moved).empty() && nginx::may_stand_in(moved, "location");
    const bool taken =
        !config.find(block, moved).empty() && name != "proxy_set_header" && name != "grpc_set_header";
    if (exists && !taken) {
      edits->push_back(nginx::replace_span(file.document, config.tree().name_word(id).span, moved));
    }
  }
}

// Other pass directives of the block that would be duplicates of the new one (nginx: `"proxy_pass" directive
// is duplicate`).
void remove_duplicates(const ConfigFile& file, const nginx::Pass& pass, PassKind to,
                       std::vector<Edit>* edits) {
  const nginx::Config& config = file.config;
  for (const DirectiveId id : config.find(config.directive(pass.directive).parent, directive_of(to))) {
    if (id != pass.directive) edits->push_back(nginx::remove_directive(config, file.document, id));
  }
}

void set_http2(const ConfigFile& file, const nginx::Pass& pass, DirectiveId block, std::vector<Edit>* edits) {
  const nginx::Config& config = file.config;
  const std::vector<DirectiveId> own = config.find(block, "proxy_http_version");
  if (own.empty()) {
    edits->push_back(
        nginx::insert_after(config, file.document, settings_anchor(config, pass), {"proxy_http_version 2;"}));
  } else if (config.tree().argument_count(own.back()) > 0) {
    edits->push_back(
        nginx::replace_span(file.document, config.tree().argument_word(own.back(), 0).span, "2"));
  }
  for (const DirectiveId id : config.find(block, "proxy_set_header")) {
    if (is_connection_header(header_name(config, id)))
      edits->push_back(nginx::remove_directive(config, file.document, id));
  }
}

// The peer's address beside the upstream's name, so that a person knows which process is meant.
std::string name_with_peers(const nginx::Pass& pass, const Backend* backend) {
  if (backend == nullptr || backend->peers.empty() || backend->peers.front() == backend->name)
    return "`" + pass.authority + "`";
  std::string text = "`" + pass.authority + "` (" + backend->peers.front();
  if (backend->peers.size() > 1) text += " and " + std::to_string(backend->peers.size() - 1) + " more";
  return text + ")";
}

bool contains(const std::vector<Protocol>& protocols, Protocol protocol) {
  return std::find(protocols.begin(), protocols.end(), protocol) != protocols.end();
}

}  // namespace

Fix retarget(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass, Protocol protocol) {
  const nginx::Config& config = file.config;
  const Form form = form_of(subject, protocol);
  const Backend* backend = subject.backend_of(pass);
  const DirectiveId parent = config.directive(pass.directive).parent;
  const DirectiveId block = config.settings_block(parent);
  const bool loses_uri = form.kind == PassKind::grpc && !pass.uri.empty();

  Fix fix;
  fix.title = title_of(form, pass);
  if (form.kind != pass.kind) {
    fix.edits.push_back(nginx::replace_span(file.document, config.tree().name_word(pass.directive).span,
                                            std::string(directive_of(form.kind))));
    remove_duplicates(file, pass, form.kind, &fix.edits);
    move_settings(file, block, form.kind, &fix.edits);
  }
  std::string target = std::string(form.scheme) + "://" + pass.authority;
  if (form.kind == PassKind::proxy) target += pass.uri;
  if (target != pass.target)
    fix.edits.push_back(nginx::replace_span(file.document, pass.target_span, target));
  if (form.http2) {
    set_http2(file, pass, block, &fix.edits);
  } else if (form.kind == PassKind::proxy) {
    const KeepaliveNeeds needs = keepalive_needs(subject, file, pass);
    for (Edit& edit : keepalive_edits(file, pass, needs)) fix.edits.push_back(std::move(edit));
  }

  const bool known = backend != nullptr && backend->known_to_speak(protocol);
  if (!known) fix.assumption = name_with_peers(pass, backend) + " speaks " + std::string(describe(protocol));
  if (form.workaround) {
    if (!fix.assumption.empty()) fix.assumption += "; ";
    fix.assumption +=
        "plain HTTP requests may go through `grpc_pass` (nginx before 1.29.4 has no `proxy_http_version 2`)";
  }
  if (loses_uri) {
    if (!fix.assumption.empty()) fix.assumption += "; ";
    fix.assumption += "the path `" + pass.uri + "` is not needed (`grpc_pass` takes none)";
  }
  fix.applicability = fix.assumption.empty() ? Applicability::safe : Applicability::unsafe;
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
  for (const Protocol protocol : order) {
    Fix fix = retarget(subject, file, pass, protocol);
    // gRPC and h2c can come out as the same edits.
    const bool same =
        std::any_of(fixes.begin(), fixes.end(), [&](const Fix& other) { return other.edits == fix.edits; });
    if (!same && !fix.edits.empty()) fixes.push_back(std::move(fix));
  }
  return fixes;
}

}  // namespace stackengine::rules
