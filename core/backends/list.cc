#include "backends/list.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "backends/hints.h"
#include "backends/wire_of.h"
#include "text/ascii.h"

namespace stackengine::backends {
namespace {

void add_hint(Hint hint, const Place& place, Listed* listed) {
  if (hint.protocols.empty()) return;
  Backend* backend = &listed->backend;
  const bool known = std::any_of(backend->evidence.begin(), backend->evidence.end(),
                                 [&](const Evidence& evidence) { return evidence.text == hint.sentence; });
  if (known) return;
  add_missing(hint.protocols, &backend->protocols);
  vote(hint.protocols, &listed->votes);
  backend->evidence.push_back({EvidenceKind::config, Strength::weak, std::move(hint.sentence), true, place});
}

// The most hints for a backend; bounds the cost of a hostile list of peers.
constexpr size_t kMaxHints = 8;

bool wants_hints(const Backend& backend) { return backend.evidence.size() < kMaxHints; }

Listed read_upstream(const PlacedConfig& placed, const nginx::Upstream& upstream) {
  const nginx::Config& config = *placed.config;
  Listed listed;
  Backend& backend = listed.backend;
  backend.name = upstream.name;
  const Span head = {config.directive(upstream.directive).span.start,
                     config.directive(upstream.directive).body.start};
  add_hint(name_hint(upstream.name), {placed.source, head}, &listed);
  for (const nginx::Peer& peer : upstream.peers) {
    backend.peers.push_back(peer.address);
    if (!wants_hints(backend)) continue;
    const Place place = {placed.source, config.directive(peer.directive).span};
    add_hint(port_hint(peer.address), place, &listed);
    add_hint(name_hint(std::string_view(peer.address).substr(0, peer.address.rfind(':'))), place, &listed);
  }
  return listed;
}

// Comments inside an upstream block. Skips nested blocks, so each token is read once.
void read_comments(const PlacedConfig& placed, const nginx::Upstream& upstream, uint32_t* done,
                   Listed* listed) {
  const Span body = placed.config->directive(upstream.directive).body;
  if (body.start < *done) return;
  *done = body.end;
  const auto& tokens = placed.config->tree().tokens;
  auto token = std::lower_bound(tokens.begin(), tokens.end(), body.start,
                                [](const nginx::Token& t, uint32_t at) { return t.span.start < at; });
  for (; token != tokens.end() && token->span.start < body.end; ++token) {
    if (token->kind != nginx::TokenKind::comment || !wants_hints(listed->backend)) continue;
    add_hint(comment_hint(token->span.in(placed.config->text())), {placed.source, token->span}, listed);
  }
}

void note_use(const PlacedConfig& placed, const nginx::Pass& pass, Listed* listed) {
  const std::optional<Wire> wire = wire_of(*placed.config, pass);
  if (!listed->backend.used) listed->wire = wire.value_or(kHttpWire);
  listed->backend.used = true;
  listed->by_proxy = listed->by_proxy || pass.kind == nginx::PassKind::proxy;
  listed->by_grpc = listed->by_grpc || pass.kind == nginx::PassKind::grpc;
  listed->by_invalid_scheme = listed->by_invalid_scheme || !wire;
}

// A backend that a pass directive names without an upstream block.
Listed read_direct(const PlacedConfig& placed, const nginx::Pass& pass, const std::string& name) {
  Listed listed;
  listed.backend.name = name;
  listed.bare = !has_port(pass.authority) && pass.authority.compare(0, 5, "unix:") != 0;
  if (listed.bare) listed.alias = pass.authority;
  if (name != pass.authority || !listed.bare) listed.backend.peers = {name};
  const Place place = {placed.source, placed.config->directive(pass.directive).span};
  if (!listed.bare) add_hint(port_hint(name), place, &listed);
  add_hint(name_hint(std::string_view(pass.authority).substr(0, pass.authority.rfind(':'))), place, &listed);
  return listed;
}

}  // namespace

void vote(const Protocols& protocols, Votes* votes) {
  for (const Protocol protocol : protocols) {
    uint8_t& count = (*votes)[static_cast<size_t>(protocol)];
    if (count < UINT8_MAX) ++count;
  }
}

bool has_port(const std::string& authority) {
  const size_t bracket = authority.rfind(']');
  const size_t colon = authority.rfind(':');
  return colon != std::string::npos && (bracket == std::string::npos || colon > bracket);
}

std::string address_of(const nginx::Pass& pass) {
  const std::string& authority = pass.authority;
  if (authority.compare(0, 5, "unix:") == 0 || has_port(authority)) return authority;
  return authority + (pass.scheme == "https" || pass.scheme == "grpcs" ? ":443" : ":80");
}

std::vector<Listed> list_backends(const std::vector<PlacedConfig>& configs) {
  std::vector<Listed> list;
  std::unordered_map<std::string, size_t, HashIgnoringCase, EqualIgnoringCase> index;
  for (const PlacedConfig& placed : configs) {
    uint32_t comments_done = 0;
    for (const nginx::Upstream& upstream : placed.config->upstreams()) {
      if (!index.emplace(upstream.name, list.size()).second) continue;
      Listed listed = read_upstream(placed, upstream);
      read_comments(placed, upstream, &comments_done, &listed);
      list.push_back(std::move(listed));
    }
  }
  for (const PlacedConfig& placed : configs) {
    for (const nginx::Pass& pass : placed.config->passes()) {
      if (pass.variable || pass.authority.empty()) continue;
      auto found = index.find(pass.authority);
      if (found == index.end()) {
        // In `grpc_pass` a name without a port must be an upstream (nginx: `no port in upstream`).
        const bool name_only = pass.kind == nginx::PassKind::grpc && !has_port(pass.authority) &&
                               pass.authority.compare(0, 5, "unix:") != 0;
        const std::string name = name_only ? pass.authority : address_of(pass);
        found = index.emplace(name, list.size()).first;
        if (found->second == list.size()) list.push_back(read_direct(placed, pass, name));
      }
      note_use(placed, pass, &list[found->second]);
    }
  }
  return list;
}

}  // namespace stackengine::backends
