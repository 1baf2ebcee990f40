#include <set>
#include <string>
#include <unordered_set>

#include "assistant/compare.h"
#include "assistant/redacted_texts.h"
#include "assistant/values.h"
#include "assistant/watched.h"
#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"

namespace stackengine::assistant {
namespace {

using nginx::DirectiveId;

struct Target {
  bool secure = false;
  std::string authority;
  std::string uri;
};

Target target_of(const std::string& argument) {
  Target target;
  std::string_view rest = argument;
  const size_t slashes = rest.find("://");
  if (slashes != std::string_view::npos) {
    const std::string_view scheme = rest.substr(0, slashes);
    target.secure = scheme == "https" || scheme == "grpcs" || scheme == "suwsgi";
    rest.remove_prefix(slashes + 3);
  }
  const size_t end = rest.substr(0, 5) == "unix:" ? rest.size() : rest.find('/');
  target.authority = rest.substr(0, end);
  if (end < rest.size()) target.uri = rest.substr(end);
  return target;
}

// Before the slash of keys and of `apiVersion`.
constexpr std::string_view kKeyDomains =
    "kubernetes.io|nginx.ingress.kubernetes.io|nginx.org|k8s.nginx.org|networking.k8s.io|gateway.networking.k8s.io";

class ValueComparer {
 public:
  ValueComparer(const Sides& sides, const nginx::BuildFacts& nginx, ChangeMap* changes)
      : sides_(sides), changes_(changes) {
    if (!nginx.plus_release.empty()) modules_.insert("NGINX Plus");
    for (const PlacedTree& tree : sides.trees_before) {
      for (DirectiveId id = 0; id < tree.around.size(); ++id) learn(tree, id);
    }
    for (const Source& source : sides.before) {
      if (source.kind != SourceKind::kubernetes) continue;
      for (const Value& value : values_in(source.text)) known_.insert(key(value, ""));
    }
  }

  void run() {
    for (const PlacedTree& tree : sides_.trees_after) {
      for (DirectiveId id = 0; id < tree.around.size(); ++id) {
        const size_t change = changes_->after(tree.source, tree.words(id));
        if (change != kNoChange) check(tree, id, change);
      }
    }
    for (size_t i = 0; i < sides_.after.size(); ++i) {
      if (sides_.after[i].kind == SourceKind::kubernetes) check_manifest(i);
    }
  }

 private:
  // Paths mean something else in each directive: `location /` is no `root /`.
  uint64_t key(const Value& value, std::string_view name) const {
    const uint64_t where = number_of(value.kind == MarkKind::path ? name : std::string_view());
    return number_of(value.text, sides_.numbers.of(static_cast<uint64_t>(value.kind), where));
  }

  uint64_t number_of(std::string_view text, uint64_t below = 0) const {
    return sides_.numbers.of(text, below);
  }

  static bool is_entry(const PlacedTree& tree, DirectiveId id) {
    const DirectiveId parent = tree.config.directive(id).parent;
    return parent != nginx::kNoDirective && is_table(tree.config.name(parent));
  }

  // The values of a directive, and the name that they count under.
  static std::vector<Value> values_of(const PlacedTree& tree, DirectiveId id) {
    std::vector<Value> values;
    const auto add = [&](std::vector<Value> more) { values.insert(values.end(), more.begin(), more.end()); };
    const std::string_view name = tree.config.name(id);
    if (is_entry(tree, id)) add(values_in(name));
    const uint32_t count = tree.config.tree().argument_count(id);
    for (uint32_t i = 0; i < count; ++i) {
      const std::string argument = tree.config.argument(id, i);
      const bool peer = i == 0 && name == "server" && !tree.config.tree().is_block(id);
      add(peer ? values_of_authority(argument) : values_in(argument));
    }
    if (name == "upstream" && count > 0) values.push_back({MarkKind::upstream, tree.config.argument(id, 0)});
    return values;
  }

  void learn(const PlacedTree& tree, DirectiveId id) {
    const std::string_view name = tree.config.name(id);
    for (const Value& value : values_of(tree, id)) known_.insert(key(value, name));
    const std::string_view module = foreign_module(name);
    if (!module.empty()) modules_.emplace(module);
    if (name == "location") known_.insert(number_of(tree.text_of(id), tree.around[id]));
    if (!is_pass(name) || tree.config.tree().argument_count(id) == 0) return;
    const Target target = target_of(tree.config.argument(id, 0));
    known_.insert(number_of(target.authority, tree.around[id]));
    known_.insert(number_of(target.uri, number_of(target.authority, tree.around[id])));
    if (target.secure) known_.insert(number_of("tls", number_of(target.authority, tree.around[id])));
  }

  void check(const PlacedTree& tree, DirectiveId id, size_t change) {
    const std::string_view name = tree.config.name(id);
    for (const Value& value : values_of(tree, id)) {
      if (known_.count(key(value, name)) == 0) mark_value(value, name, change);
    }
    if (name == "location" && known_.count(number_of(tree.text_of(id), tree.around[id])) == 0)
      changes_->mark(change, MarkKind::path, quoted(tree.text_of(id)) + " is a location that was not there");
    if (is_pass(name) && tree.config.tree().argument_count(id) > 0) check_pass(tree, id, change);
    const std::string_view module = foreign_module(name);
    if (!module.empty() && modules_.count(std::string(module)) == 0) {
      changes_->mark(change, MarkKind::unknown_directive,
                     quoted(name) + " comes with " + std::string(module) +
                         ", of which this configuration uses nothing: nginx may not know it");
    }
  }

  void check_pass(const PlacedTree& tree, DirectiveId id, size_t change) {
    const Target target = target_of(tree.config.argument(id, 0));
    const uint64_t known = number_of(target.authority, tree.around[id]);
    if (known_.count(known) == 0) {
      changes_->mark(change, MarkKind::pass_target,
                     "sends requests of " + tree.place_of(id) + " to " + quoted(target.authority) +
                         ", where they did not go");
      return;
    }
    if (known_.count(number_of(target.uri, known)) == 0)
      changes_->mark(change, MarkKind::path, "sends other paths to " + quoted(target.authority));
    if (!target.secure && known_.count(number_of("tls", known)) != 0)
      changes_->mark(change, MarkKind::tls, "takes TLS away on the way to " + quoted(target.authority));
  }

  void mark_value(const Value& value, std::string_view name, size_t change) {
    const std::string what = quoted(value.text);
    const std::string where = " in " + quoted(name);
    constexpr std::string_view kInvalid = ".invalid";
    switch (value.kind) {
      case MarkKind::host:
        // RFC 6761: nobody has such a name. It is what placeholders look like.
        if (value.text.size() > kInvalid.size() &&
            value.text.compare(value.text.size() - kInvalid.size(), kInvalid.size(), kInvalid) == 0) {
          changes_->mark(change, MarkKind::placeholder,
                         what + " looks like a placeholder, and is none that was given out");
          return;
        }
        changes_->mark(change, value.kind,
                       "names the host " + what + where + ", which the input does not hold");
        return;
      case MarkKind::variable:
        changes_->mark(change, value.kind, "uses the variable " + what + ", which the input does not use");
        return;
      case MarkKind::upstream:
        changes_->mark(change, value.kind, "adds the group of servers " + what);
        return;
      default:
        changes_->mark(
            change, value.kind,
            "holds the " + std::string(to_string(value.kind)) + " " + what + where + ", which was not there");
    }
  }

  // A manifest has no directives to compare: values count wherever they stand, but for what keys look like.
  // Its fields are compared by themselves.
  void check_manifest(size_t source) {
    for (size_t change = changes_->first(source); change < changes_->end(source); ++change) {
      for (const Value& value : values_in(changes_->text(change))) {
        const bool names_key = value.kind == MarkKind::path || nginx::is_one_of(value.text, kKeyDomains);
        if (!names_key && known_.count(key(value, "")) == 0) mark_value(value, "the manifest", change);
      }
    }
  }

  const Sides& sides_;
  ChangeMap* changes_;
  std::unordered_set<uint64_t> known_;
  std::set<std::string> modules_;
};

}  // namespace

void mark_new_values(const Sides& sides, const nginx::BuildFacts& nginx, ChangeMap* changes) {
  ValueComparer(sides, nginx, changes).run();
}

}  // namespace stackengine::assistant
