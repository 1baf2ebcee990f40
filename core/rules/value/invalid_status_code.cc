#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

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
  diagnostic.message = quoted(code) + " is not a valid status code for `return`";
  diagnostic.why =
      "nginx accepts a number up to 999, or a full URL that begins with `http://`, `https://` or `$scheme`";
  diagnostic.help = "write the code first, as in `return 301 …`";
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
    diagnostic.message = quoted(code) + " is not a valid status code for `error_page`";
    diagnostic.why = "nginx accepts the codes from 300 to 599, except 499";
    diagnostic.help = "write the codes, then optionally `=` with a new code, then the page";
    const bool range = nginx::is_number(code) && number(code) != 499;
    diagnostic.nginx_message = range ? "value " + in_quotes(code) + " must be between 300 and 599"
                                     : "invalid value " + in_quotes(code);
    diagnostics->add(std::move(diagnostic));
  }
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    if (setting.count() == 0) return;
    // `return` of the stream module takes any text.
    const bool stream = (subject.contexts().of(setting.index, setting.id) & nginx::kStreamServer) != 0;
    if (setting.row.name == "return" && !stream) check_return(setting, diagnostics);
    if (setting.row.name == "error_page") check_error_page(setting, diagnostics);
  });
}

}  // namespace

const Rule kInvalidStatusCode = {"invalid-status-code", Severity::error,
                                 "a status code that nginx does not accept", check};

}  // namespace stackengine::rules
