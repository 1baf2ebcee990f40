#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

struct Unit {
  std::string_view names;
  std::string_view unit;
};

constexpr Unit kUnits[] = {
    {"sec|secs|second|seconds", "s"},
    {"min|mins|minute|minutes", "m"},
    {"hr|hrs|hour|hours", "h"},
    {"day|days", "d"},
    {"week|weeks", "w"},
    {"msec|msecs|millisecond|milliseconds", "ms"},
};

// `10sec` → `10s`; empty if that gives no valid time.
std::string repaired(std::string_view value, bool seconds) {
  const size_t digits = value.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) return {};
  for (const Unit& unit : kUnits) {
    if (!nginx::is_one_of(value.substr(digits), unit.names)) continue;
    std::string fixed = std::string(value.substr(0, digits)) + std::string(unit.unit);
    return nginx::is_time(fixed, seconds) ? fixed : std::string();
  }
  return {};
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    const bool seconds = setting.row.type == nginx::ValueType::sec;
    if ((!seconds && setting.row.type != nginx::ValueType::msec) || setting.count() == 0) return;
    const std::string value = setting.argument(0);
    const bool other = setting.row.words != nullptr && nginx::is_one_of(value, setting.row.words);
    if (other || has_variable(value) || nginx::is_time(value, seconds) || !diagnostics->admit()) return;
    Diagnostic diagnostic = refused(kInvalidTime.id, setting, 0);
    diagnostic.message = quoted(value) + " is not a valid time for " + quoted(setting.row.name);
    diagnostic.why =
        seconds
            ? "nginx accepts whole numbers with `s`, `m`, `h`, `d`, `w`, `M` or `y`, the largest unit first"
            : "nginx accepts whole numbers with `ms`, `s`, `m`, `h`, `d` or `w`, the largest unit first";
    diagnostic.help = "write it like `500ms`, `60s` or `1h30m`";
    if (seconds) diagnostic.help = "write it like `60s` or `1h30m`";
    diagnostic.nginx_message = in_quotes(setting.row.name) + " directive invalid value";
    const std::string fixed = repaired(value, seconds);
    if (!fixed.empty()) diagnostic.fixes.push_back(rewrite(setting, 0, fixed));
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kInvalidTime = {"invalid-time", Severity::error, "a time that nginx cannot read", check};

}  // namespace stackengine::rules
