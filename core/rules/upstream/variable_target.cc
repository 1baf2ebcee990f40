#include "rules/upstream/variable_target.h"

#include <utility>

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr int kMaxLevels = 1000;          // as in nginx/config.cc: hostile nesting stays linear
constexpr size_t kMaxMappedValues = 100;  // of one variable

std::string key(DirectiveId block, std::string_view name) {
  return std::to_string(block) + " " + std::string(name);
}

WrittenValue written(const nginx::Config& config, DirectiveId id, const nginx::Word& word) {
  WrittenValue out;
  out.directive = id;
  out.value = config.tree().value(word, config.text());
  Span inner = word.span;
  if (word.quote != 0) {
    ++inner.start;
    if (word.closed) --inner.end;
  }
  if (inner.in(config.text()) == out.value) out.span = inner;
  return out;
}

bool is_name_byte(char c) {
  return c == '_' || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
}

// "$name" of the variable that `target` begins with; empty when it begins with something else.
std::string leading_variable(const std::string& target) {
  if (target.empty() || target[0] != '$') return {};
  size_t start = 1;
  if (target.compare(1, 1, "{") == 0) start = 2;
  size_t end = start;
  while (end < target.size() && is_name_byte(target[end])) ++end;
  // A path may follow, but not the rest of a scheme: `$scheme://$host`.
  const size_t behind = start == 2 ? end + 1 : end;
  if (target.compare(behind < target.size() ? behind : target.size(), 1, ":") == 0) return {};
  return end == start ? std::string() : "$" + target.substr(start, end - start);
}

}  // namespace

VariableValues::VariableValues(const nginx::Config& config) : config_(config) {
  const auto count = static_cast<DirectiveId>(config.tree().directives.size());
  for (DirectiveId id = 0; id < count; ++id) {
    const std::string_view name = config.name(id);
    if (name == "set" && config.tree().argument_count(id) == 2) {
      sets_[key(config.directive(id).parent, config.argument(id, 0))] = id;
    } else if (name == "map" && config.tree().is_block(id) && config.tree().argument_count(id) == 2) {
      read_map(id);
    }
  }
}

void VariableValues::read_map(DirectiveId map) {
  std::vector<WrittenValue>& values = maps_[config_.argument(map, 1)];
  for (const DirectiveId entry : config_.tree().children(map)) {
    if (values.size() == kMaxMappedValues) return;
    if (config_.tree().argument_count(entry) != 1) continue;
    values.push_back(written(config_, entry, config_.tree().argument_word(entry, 0)));
  }
}

std::vector<WrittenValue> VariableValues::of(const nginx::Pass& pass) const {
  if (!pass.scheme.empty()) {
    if (pass.scheme.find('$') != std::string::npos) return {};
    return {written(config_, pass.directive, config_.tree().argument_word(pass.directive, 0))};
  }
  const std::string name = leading_variable(pass.target);
  if (name.empty()) return {};
  DirectiveId block = config_.directive(pass.directive).parent;
  for (int level = 0; level < kMaxLevels; ++level, block = config_.directive(block).parent) {
    const auto found = sets_.find(key(block, name));
    if (found != sets_.end()) {
      return {written(config_, found->second, config_.tree().argument_word(found->second, 1))};
    }
    if (block == kNoDirective) break;
  }
  const auto mapped = maps_.find(name);
  return mapped == maps_.end() ? std::vector<WrittenValue>() : mapped->second;
}

}  // namespace stackengine::rules
