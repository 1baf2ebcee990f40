#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

// What nginx says about the value; empty if it is valid.
std::string complaint(const Subject& subject, const Setting& setting, const std::string& value) {
  const std::string_view name = setting.row.name;
  if (name == "worker_processes") {
    return value == "auto" || nginx::is_number(value) ? "" : in_quotes(name) + " directive invalid value";
  }
  if (name == "worker_connections")
    return nginx::is_number(value) ? "" : "invalid number " + in_quotes(value);
  if (name == "keepalive" && (setting.row.contexts & nginx::kHttpUpstream) != 0) {
    const bool zero = nginx::is_number(value) && value.find_first_not_of('0') == std::string::npos;
    const bool refuses_zero =
        subject.nginx().version && *subject.nginx().version < nginx::kUpstreamKeepaliveDefaults;
    if (nginx::is_number(value) && !(zero && refuses_zero)) return "";
    return "invalid value " + in_quotes(value) + " in \"keepalive\" directive";
  }
  if (setting.row.type != nginx::ValueType::number || nginx::is_number(value)) return "";
  // The only directive that accepts a sign (nginx.c, ngx_set_priority).
  if (name == "worker_priority" && value.size() > 1 && (value[0] == '-' || value[0] == '+') &&
      nginx::is_number(value.substr(1))) {
    return "";
  }
  if (setting.row.words != nullptr && nginx::is_one_of(value, setting.row.words)) return "";
  return in_quotes(name) + " directive invalid number";
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    const bool own = setting.row.name == "keepalive" || setting.row.name.compare(0, 7, "worker_") == 0;
    if ((setting.row.type != nginx::ValueType::number && !own) || setting.count() == 0) return;
    const std::string value = setting.argument(0);
    if (has_variable(value)) return;
    const std::string said = complaint(subject, setting, value);
    if (said.empty() || !diagnostics->admit()) return;
    Diagnostic diagnostic = refused(kInvalidNumber.id, setting, 0);
    diagnostic.message = quoted(value) + " is not a valid number for " + quoted(setting.row.name);
    diagnostic.why = "nginx accepts only a whole number here, without a unit or sign";
    diagnostic.help = "write digits only";
    diagnostic.nginx_message = said;
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kInvalidNumber = {"invalid-number", Severity::error, "a number that nginx cannot read", check};

}  // namespace stackengine::rules
