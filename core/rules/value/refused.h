// What the rules about values have in common: the directives that are well-formed otherwise, and a value that
// nginx refuses, put into a diagnostic.
#ifndef STACKENGINE_RULES_VALUE_REFUSED_H_
#define STACKENGINE_RULES_VALUE_REFUSED_H_

#include <string>
#include <string_view>

#include "nginx/directive_table.h"
#include "rules/rule.h"

namespace stackengine::rules {

// A directive whose name, context and number of arguments nginx accepts.
struct Setting {
  const ConfigFile& file;
  size_t index;  // of the file
  nginx::DirectiveId id;
  const nginx::DirectiveRow& row;

  const nginx::Config& config() const { return file.config; }
  uint32_t count() const { return file.config.tree().argument_count(id); }
  std::string argument(uint32_t i) const { return file.config.argument(id, i); }
  Place place(uint32_t i) const { return {file.source, file.config.tree().argument_word(id, i).span}; }
};

template <typename Visit>
void for_each_setting(const Subject& subject, Visit visit) {
  for (size_t f = 0; f < subject.files().size(); ++f) {
    const ConfigFile& file = subject.files()[f];
    const auto count = static_cast<nginx::DirectiveId>(file.config.tree().directives.size());
    for (nginx::DirectiveId id = 0; id < count; ++id) {
      const nginx::DirectiveRow* row = subject.statements().row(f, id);
      if (row != nullptr) visit(Setting{file, f, id, *row});
    }
  }
}

// An error at the argument `i`.
Diagnostic refused(std::string_view rule, const Setting& setting, uint32_t i);

// A fix that writes `text` for the argument `i`; unsafe when it rests on an assumption.
Fix rewrite(const Setting& setting, uint32_t i, const std::string& text, std::string assumption = "");

inline bool has_variable(std::string_view value) { return value.find('$') != std::string_view::npos; }

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_VALUE_REFUSED_H_
