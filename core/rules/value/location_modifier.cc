#include "rules/value/location_modifier.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a first argument of `location` that is none of `=`, `~`, `~*` and `^~`.

## Why is this bad
nginx refuses the configuration as a whole: `invalid location modifier`.

## Example
```nginx
location ~^ /images/ {
    return 204;
}
```
Use instead:
```nginx
location ^~ /images/ {
    return 204;
}
```

## Fix safety
Unsafe for the usual swaps (`~^`, `*~`, `==`). Else there is no fix.

## References
- ngx_http_core_module.c, ngx_http_core_location()
)";

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
    diagnostic.help = "choose one of them, or remove it to match by prefix";
    diagnostic.nginx_message = "invalid location modifier " + in_quotes(modifier);
    const std::string word = meant(modifier);
    if (!word.empty())
      diagnostic.fixes.push_back(rewrite(setting, 0, word, quoted(word) + " is what was meant"));
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kLocationModifier = {"location-modifier", "value",
                                Severity::error,     "a modifier of `location` that nginx does not have",
                                kDocumentation,      check};

}  // namespace stackengine::rules
