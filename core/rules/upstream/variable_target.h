// The value that a pass directive with a variable gets at run time, as far as `set` and `map` tell.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "nginx/config.h"

namespace stackengine::rules {

// A value in the configuration: an argument of a `set`, of an entry of a `map`, or of the pass directive.
struct WrittenValue {
  nginx::DirectiveId directive = nginx::kNoDirective;
  std::string value;
  Span span;  // inside its quotes; empty when escapes make the text differ from the value
};

// Reads the configuration once; each query is a look-up.
class VariableValues {
 public:
  explicit VariableValues(const nginx::Config& config);

  // The values that decide the scheme of `pass`, whose target holds variables: the target itself when it has
  // a scheme of its own; else what its leading variable is set to, in the nearest block around it, or mapped
  // to.
  std::vector<WrittenValue> of(const nginx::Pass& pass) const;

 private:
  void read_map(nginx::DirectiveId map);

  const nginx::Config& config_;
  std::unordered_map<std::string, nginx::DirectiveId> sets_;  // "block $name" → its last `set`
  std::unordered_map<std::string, std::vector<WrittenValue>> maps_;
};

}  // namespace stackengine::rules
