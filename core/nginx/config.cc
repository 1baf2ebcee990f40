#include "nginx/config.h"

#include <algorithm>
#include <tuple>

#include "nginx/directive_table.h"
#include "text/ascii.h"

namespace stackengine::nginx {
namespace {

// How many levels of blocks a question climbs. Configurations nest a few levels; the bound keeps hostile
// nesting linear.
constexpr int kMaxLevels = 1000;

// FNV-1a. Names with equal hashes are compared.
uint32_t hash(std::string_view name) {
  uint32_t h = 2166136261u;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

// Adds nginx's default port for upstream servers to `host`.
std::string with_port(std::string_view address) {
  if (address.substr(0, 5) == "unix:") return std::string(address);
  const size_t bracket = address.rfind(']');  // [IPv6]
  const size_t colon = address.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  return has_port ? std::string(address) : std::string(address) + ":80";
}

// Where a variable begins whose value begins with `/`, as in `http://app$request_uri`.
size_t path_variable(std::string_view target) {
  size_t first = std::string_view::npos;
  for (const std::string_view name : {"$request_uri", "$uri", "$document_uri"}) {
    const size_t at = target.find(name);
    const size_t end = at == std::string_view::npos ? at : at + name.size();
    if (end != std::string_view::npos && (end == target.size() || !is_word_byte(target[end])))
      first = std::min(first, at);
  }
  return first;
}

// Splits `scheme://authority/uri`; a Unix socket is `unix:PATH[:URI]`.
void split_target(Pass* pass) {
  std::string_view rest = pass->target;
  const size_t scheme_end = rest.find("://");
  if (scheme_end != std::string_view::npos && rest.find('/') > scheme_end) {
    pass->scheme = lower_case(rest.substr(0, scheme_end));
    rest.remove_prefix(scheme_end + 3);
  }
  const bool is_unix = rest.substr(0, 5) == "unix:";
  const size_t end = std::min(is_unix ? rest.find(':', 5) : rest.find_first_of("/?#"), path_variable(rest));
  pass->authority = std::string(rest.substr(0, end));
  if (end != std::string_view::npos) pass->tail = std::string(rest.substr(end));
  pass->evaluated = pass->target.find('$') != std::string::npos;
  pass->variable = pass->evaluated && (pass->authority.empty() || pass->tail.find('$') == std::string::npos ||
                                       pass->authority.find('$') != std::string::npos ||
                                       pass->scheme.find('$') != std::string::npos);
  if (!pass->evaluated) pass->uri = pass->tail;
}

}  // namespace

Config::Config(std::string_view text, std::vector<uint32_t> breaks)
    : text_(text), breaks_(std::move(breaks)), parsed_(parse(text)) {
  const auto count = static_cast<DirectiveId>(tree().directives.size());
  index_.reserve(count);
  for (DirectiveId id = 0; id < count; ++id) index_.push_back({directive(id).parent, hash(name(id)), id});
  std::sort(index_.begin(), index_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.parent, a.name_hash, a.id) < std::tie(b.parent, b.name_hash, b.id);
  });
  for (DirectiveId id = 0; id < count; ++id) {
    const std::string_view directive_name = name(id);
    if (directive_name == "upstream" && tree().is_block(id)) {
      read_upstream(id);
    } else if (directive_name == "proxy_pass") {
      read_pass(id, PassKind::proxy);
    } else if (directive_name == "grpc_pass") {
      read_pass(id, PassKind::grpc);
    }
  }
}

void Config::read_upstream(DirectiveId id) {
  Upstream upstream;
  upstream.directive = id;
  if (tree().argument_count(id) > 0) upstream.name = argument(id, 0);
  for (const DirectiveId server : find(id, "server")) {
    if (tree().argument_count(server) > 0) upstream.peers.push_back({server, with_port(argument(server, 0))});
  }
  for (const DirectiveId keepalive : find(id, "keepalive")) {
    if (tree().argument_count(keepalive) > 0 && argument(keepalive, 0) != "0") upstream.keepalive = keepalive;
  }
  upstreams_.push_back(std::move(upstream));
}

void Config::read_pass(DirectiveId id, PassKind kind) {
  if (tree().argument_count(id) == 0 || tree().is_block(id) || !in_http(id)) return;
  Pass pass;
  pass.directive = id;
  pass.kind = kind;
  pass.target = argument(id, 0);
  const Word& word = tree().argument_word(id, 0);
  Span inner = word.span;
  if (word.quote != 0) {
    inner.start += word.opening;
    if (word.closed) inner.end -= word.closing;
  }
  split_target(&pass);
  if (inner.in(text_) == pass.target) pass.target_span = inner;
  passes_.push_back(std::move(pass));
}

// A pass directive outside stream{}: `proxy_pass` directly in a server belongs to stream; http allows it only
// in location, if and limit_except.
bool Config::in_http(DirectiveId id) const {
  const DirectiveId parent = directive(id).parent;
  if (parent != kNoDirective && name(parent) == "server") return false;
  int levels = 0;
  for (DirectiveId block = parent; block != kNoDirective && levels < kMaxLevels;
       block = directive(block).parent, ++levels) {
    if (name(block) == "stream" || has_data_body(name(block))) return false;
  }
  return true;
}

std::vector<DirectiveId> Config::find(DirectiveId block, std::string_view directive_name) const {
  const uint32_t name_hash = hash(directive_name);
  auto entry =
      std::lower_bound(index_.begin(), index_.end(), std::tie(block, name_hash),
                       [](const Entry& e, const std::tuple<const DirectiveId&, const uint32_t&>& key) {
                         return std::tie(e.parent, e.name_hash) < key;
                       });
  std::vector<DirectiveId> ids;
  for (; entry != index_.end() && entry->parent == block && entry->name_hash == name_hash; ++entry) {
    if (name(entry->id) == directive_name) ids.push_back(entry->id);
  }
  return ids;
}

DirectiveId Config::last(DirectiveId block, std::string_view directive_name, bool complete) const {
  const uint32_t name_hash = hash(directive_name);
  auto entry = std::upper_bound(index_.begin(), index_.end(), std::tie(block, name_hash),
                                [](const std::tuple<const DirectiveId&, const uint32_t&>& key,
                                   const Entry& e) { return key < std::tie(e.parent, e.name_hash); });
  while (entry != index_.begin()) {
    --entry;
    if (entry->parent != block || entry->name_hash != name_hash) break;
    const Directive& found = directive(entry->id);
    const bool fits = !complete || (found.terminator != Terminator::missing && found.closed);
    if (fits && name(entry->id) == directive_name) return entry->id;
  }
  return kNoDirective;
}

DirectiveId Config::last_complete(DirectiveId block, std::string_view directive_name) const {
  return last(block, directive_name, true);
}

DirectiveId Config::last(DirectiveId block, std::string_view directive_name) const {
  return last(block, directive_name, false);
}

std::vector<DirectiveId> Config::in_force(DirectiveId block, std::string_view directive_name) const {
  for (int level = 0; level < kMaxLevels; ++level, block = directive(block).parent) {
    std::vector<DirectiveId> ids = find(block, directive_name);
    if (!ids.empty() || block == kNoDirective) return ids;
  }
  return {};
}

DirectiveId Config::settings_block(DirectiveId block) const {
  for (int level = 0; level < kMaxLevels && block != kNoDirective; ++level) {
    if (name(block) != "if" && name(block) != "limit_except") break;
    block = directive(block).parent;
  }
  return block;
}

}  // namespace stackengine::nginx
