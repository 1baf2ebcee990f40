#include "rules/value/invalid_flag.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a switch that is set to anything but `on` or `off`; upper and lower case are one.

## Why is this bad
nginx refuses the configuration as a whole: `it must be "on" or "off"`.

## Example
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_buffering yes;
}
```
Use instead:
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_buffering on;
}
```

## Fix safety
Unsafe: `yes`, `true`, `1` and the like are taken for `on`, their opposites for `off`. Other words have no fix.

## References
- ngx_conf_file.c, ngx_conf_set_flag_slot()
- directives_measured.json: what nginx 1.22.1 says of a wrong value
)";

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
    diagnostic.why = "nginx refuses any other word for a switch";
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

const Rule kInvalidFlag = {"invalid-flag",  "value",
                           Severity::error, "a value other than `on` or `off` where nginx takes only those",
                           kDocumentation,  check};

}  // namespace stackengine::rules
