#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

void report(const ConfigFile& file, Span span, std::string_view regex, DiagnosticList* diagnostics) {
  const std::string_view mistake = nginx::regex_mistake(regex);
  if (mistake.empty() || !diagnostics->admit()) return;
  Diagnostic diagnostic;
  diagnostic.rule = kInvalidRegex.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, span};
  diagnostic.message = quoted(regex) + " is not a valid regular expression: " + std::string(mistake);
  diagnostic.why = "PCRE refuses it, so nginx refuses the whole configuration";
  diagnostic.help = "put a backslash before a literal special character, as in `\\.php$`";
  diagnostics->add(std::move(diagnostic));
}

// `map`: every key that begins with `~`.
void check_map(const Setting& setting, DiagnosticList* diagnostics) {
  const nginx::Config& config = setting.config();
  const nginx::DirectiveId end = config.directive(setting.id).subtree_end;
  for (nginx::DirectiveId id = setting.id + 1; id < end; ++id) {
    const nginx::Word& word = config.tree().name_word(id);
    if (config.tree().argument_count(id) != 1) continue;
    const std::string key = config.tree().value(word, config.text());
    if (key.size() < 2 || key[0] != '~') continue;
    report(setting.file, word.span, std::string_view(key).substr(key[1] == '*' ? 2 : 1), diagnostics);
  }
}

void check_location(const Setting& setting, DiagnosticList* diagnostics) {
  const std::string first = setting.argument(0);
  if (setting.count() == 2) {
    if (first != "~" && first != "~*") return;
    report(setting.file, setting.place(1).span, setting.argument(1), diagnostics);
  } else if (first.size() > 1 && first[0] == '~') {
    report(setting.file, setting.place(0).span, std::string_view(first).substr(first[1] == '*' ? 2 : 1),
           diagnostics);
  }
}

// `($x ~* regex)`: the closing parenthesis belongs to `if`.
void check_if(const Setting& setting, DiagnosticList* diagnostics) {
  if (setting.count() != 3) return;
  const std::string sign = setting.argument(1);
  if (sign != "~" && sign != "~*" && sign != "!~" && sign != "!~*") return;
  std::string regex = setting.argument(2);
  if (regex.empty() || regex.back() != ')') return;
  regex.pop_back();
  report(setting.file, setting.place(2).span, regex, diagnostics);
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    const std::string_view name = setting.row.name;
    if (setting.count() == 0) return;
    if (name == "location") {
      check_location(setting, diagnostics);
    } else if (name == "rewrite") {
      report(setting.file, setting.place(0).span, setting.argument(0), diagnostics);
    } else if (name == "if") {
      check_if(setting, diagnostics);
    } else if (name == "map") {
      check_map(setting, diagnostics);
    } else if (name == "server_name") {
      for (uint32_t i = 0; i < setting.count(); ++i) {
        const std::string one = setting.argument(i);
        if (one.size() > 1 && one[0] == '~') {
          report(setting.file, setting.place(i).span, std::string_view(one).substr(1), diagnostics);
        }
      }
    }
  });
}

}  // namespace

const Rule kInvalidRegex = {"invalid-regex", Severity::error, "a regular expression that PCRE refuses",
                            check};

}  // namespace stackengine::rules
