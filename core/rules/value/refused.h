// What the rules about values share: walking the directives that are otherwise well-formed, and reporting a
// value that nginx refuses.
#pragma once

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

// A fix that replaces the argument `i` with `text`; unsafe if it has an assumption.
Fix rewrite(const Setting& setting, uint32_t i, const std::string& text, std::string assumption = "");

inline bool has_variable(std::string_view value) { return value.find('$') != std::string_view::npos; }

}  // namespace stackengine::rules
