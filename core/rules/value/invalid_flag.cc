#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

std::string_view meant(std::string_view value) {
  if (nginx::is_one_of(value, "yes|true|1|enable|enabled|y|t")) return "on";
  if (nginx::is_one_of(value, "no|false|0|disable|disabled|n|f|none")) return "off";
  return {};
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    if (setting.row.type != nginx::ValueType::flag || setting.count() != 1) return;
    const std::string value = setting.argument(0);
    if (nginx::is_one_of(value, "on|off") || !diagnostics->admit()) return;
    Diagnostic diagnostic = refused(kInvalidFlag.id, setting, 0);
    diagnostic.message = quoted(setting.row.name) + " takes `on` or `off`, not " + quoted(value);
    diagnostic.why = "nginx refuses any other value";
    diagnostic.help = "write `on` or `off`";
    diagnostic.nginx_message = "invalid value " + in_quotes(value) + " in " + in_quotes(setting.row.name) +
                               " directive, it must be \"on\" or \"off\"";
    const std::string_view word = meant(value);
    if (!word.empty())
      diagnostic.fixes.push_back(
          rewrite(setting, 0, std::string(word), quoted(value) + " means " + quoted(word)));
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kInvalidFlag = {"invalid-flag", Severity::error,
                           "a value other than `on` or `off` where nginx accepts only these", check};

}  // namespace stackengine::rules
