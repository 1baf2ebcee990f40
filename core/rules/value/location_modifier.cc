#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

std::string meant(std::string_view modifier) {
  if (modifier == "~^") return "^~";
  if (modifier == "*~") return "~*";
  if (modifier == "==") return "=";
  if (modifier == "~~") return "~";
  return {};
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    if (setting.row.name != "location" || setting.count() != 2) return;
    const std::string modifier = setting.argument(0);
    if (modifier == "=" || modifier == "~" || modifier == "~*" || modifier == "^~" || !diagnostics->admit())
      return;
    Diagnostic diagnostic = refused(kLocationModifier.id, setting, 0);
    diagnostic.message = "`location` has no modifier " + quoted(modifier);
    diagnostic.why = "a word before the path must be `=`, `~`, `~*` or `^~`";
    diagnostic.help = "use one of these, or remove the word to match by prefix";
    diagnostic.nginx_message = "invalid location modifier " + in_quotes(modifier);
    const std::string word = meant(modifier);
    if (!word.empty())
      diagnostic.fixes.push_back(rewrite(setting, 0, word, quoted(word) + " is what was meant"));
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kLocationModifier = {"location-modifier", Severity::error,
                                "a modifier of `location` that nginx does not have", check};

}  // namespace stackengine::rules
