#include "rules/value/invalid_status_code.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/value/refused.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a code of `return` that is no number up to 999, and one of `error_page` that is not between 300 and 599.

## Why is this bad
nginx refuses the configuration as a whole: `invalid return code`, or `must be between 300 and 599`.

## Example
```nginx
location / {
    return /new;
}
```
Use instead:
```nginx
location / {
    return 301 /new;
}
```

## Fix safety
Unsafe: `return` with a path alone is taken for a redirect with 302, as nginx does with a whole URL. Else there is no fix.

## References
- ngx_http_rewrite_module.c, ngx_http_rewrite_return()
- ngx_http_core_module.c, ngx_http_core_error_page()
)";

unsigned long number(const std::string& digits) { return digits.size() > 6 ? 1000000 : std::stoul(digits); }

void check_return(const Setting& setting, DiagnosticList* diagnostics) {
  const std::string code = setting.argument(0);
  if (nginx::is_number(code) && number(code) <= 999) return;
  const bool alone = setting.count() == 1;
  if (alone && !nginx::is_number(code) &&
      (starts_with(code, "http://") || starts_with(code, "https://") || starts_with(code, "$scheme"))) {
    return;
  }
  if (!diagnostics->admit()) return;
  Diagnostic diagnostic = refused(kInvalidStatusCode.id, setting, 0);
  diagnostic.message = quoted(code) + " is no status code for `return`";
  diagnostic.why =
      "nginx takes a number up to 999, or a whole URL that begins with `http://`, `https://` or `$scheme`";
  diagnostic.help = "write the code first, like `return 301 …`";
  diagnostic.nginx_message = "invalid return code " + in_quotes(code);
  if (alone && code.size() > 1 && code[0] == '/') {
    const Place place = setting.place(0);
    diagnostic.fixes.push_back({"redirect with 302",
                                Applicability::unsafe,
                                "a redirect is what was meant",
                                {{{place.source, {place.span.start, place.span.start}}, "302 "}}});
  }
  diagnostics->add(std::move(diagnostic));
}

void check_error_page(const Setting& setting, DiagnosticList* diagnostics) {
  const uint32_t last = setting.count() - 1;  // the page
  for (uint32_t i = 0; i < last; ++i) {
    const std::string code = setting.argument(i);
    if (i > 0 && i + 1 == last && starts_with(code, "=")) {
      if (code.size() == 1 || nginx::is_number(std::string_view(code).substr(1))) continue;
    } else if (nginx::is_number(code) && number(code) >= 300 && number(code) <= 599 && number(code) != 499) {
      continue;
    }
    if (!diagnostics->admit()) return;
    Diagnostic diagnostic = refused(kInvalidStatusCode.id, setting, i);
    diagnostic.message = quoted(code) + " is no status code for `error_page`";
    diagnostic.why = "nginx takes codes from 300 to 599, without 499";
    diagnostic.help = "write the codes, then `=` with the new one if you want another, then the page";
    const bool range = nginx::is_number(code) && number(code) != 499;
    diagnostic.nginx_message = range ? "value " + in_quotes(code) + " must be between 300 and 599"
                                     : "invalid value " + in_quotes(code);
    diagnostics->add(std::move(diagnostic));
  }
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    if (setting.count() == 0) return;
    // `return` of stream takes any text.
    const bool stream = (subject.contexts().of(setting.index, setting.id) & nginx::kStreamServer) != 0;
    if (setting.row.name == "return" && !stream) check_return(setting, diagnostics);
    if (setting.row.name == "error_page") check_error_page(setting, diagnostics);
  });
}

}  // namespace

const Rule kInvalidStatusCode = {"invalid-status-code", "value",
                                 Severity::error,       "a status code that nginx does not take",
                                 kDocumentation,        check};

}  // namespace stackengine::rules
