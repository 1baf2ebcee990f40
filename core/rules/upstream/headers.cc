#include "rules/upstream/headers.h"

#include <unordered_set>

#include "text/ascii.h"

namespace stackengine::rules {

std::string header_name(const nginx::Config& config, nginx::DirectiveId id) {
  // nginx rejects any other number of arguments.
  return config.tree().argument_count(id) != 2 ? "" : lower_case(config.argument(id, 0));
}

std::vector<nginx::DirectiveId> inherited_headers(const nginx::Config& config, nginx::DirectiveId block,
                                                  std::string_view directive_name,
                                                  const std::vector<nginx::DirectiveId>& own) {
  std::vector<nginx::DirectiveId> inherited;
  if (block == nginx::kNoDirective) return inherited;
  std::unordered_set<std::string> set_again;
  for (const nginx::DirectiveId id : own) set_again.insert(header_name(config, id));
  for (const nginx::DirectiveId id : config.in_force(config.directive(block).parent, directive_name)) {
    const std::string name = header_name(config, id);
    if (!name.empty() && set_again.count(name) == 0) inherited.push_back(id);
  }
  return inherited;
}

std::string source_of(const nginx::Config& config, nginx::DirectiveId id) {
  const nginx::Directive& directive = config.directive(id);
  std::string source;
  for (uint32_t i = 0; i < directive.word_count; ++i) {
    if (i > 0) source += ' ';
    source += config.tree().words[directive.first_word + i].span.in(config.text());
  }
  return source + ";";
}

}  // namespace stackengine::rules
