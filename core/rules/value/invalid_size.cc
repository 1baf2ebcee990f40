#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

// `10mb`, `10MiB` → `10m`; empty if that gives no valid size.
std::string repaired(std::string_view value, bool offset) {
  for (const std::string_view tail : {"ib", "iB", "b", "B"}) {
    if (value.size() <= tail.size() || value.substr(value.size() - tail.size()) != tail) continue;
    const std::string_view rest = value.substr(0, value.size() - tail.size());
    if (nginx::is_size(rest, offset)) return std::string(rest);
  }
  return {};
}

// `proxy_buffers 8 4k`: a number and a size, both above 0.
bool is_buffers(const Setting& setting) {
  constexpr std::string_view kTail = "_buffers";
  const std::string_view name = setting.row.name;
  return setting.count() == 2 && setting.row.min_arguments == 2 && setting.row.max_arguments == 2 &&
         name.size() > kTail.size() && name.substr(name.size() - kTail.size()) == kTail;
}

void report(const Setting& setting, uint32_t i, bool offset, DiagnosticList* diagnostics) {
  if (!diagnostics->admit()) return;
  const std::string value = setting.argument(i);
  Diagnostic diagnostic = refused(kInvalidSize.id, setting, i);
  diagnostic.message = quoted(value) + " is not a valid size for " + quoted(setting.row.name);
  diagnostic.why = offset ? "nginx accepts a whole number, optionally followed by `k`, `m` or `g`"
                          : "nginx accepts a whole number, optionally followed by `k` or `m`";
  diagnostic.help = "write it like `512k` or `10m`";
  diagnostic.nginx_message = in_quotes(setting.row.name) + " directive invalid value";
  const std::string fixed = repaired(value, offset);
  if (!fixed.empty()) diagnostic.fixes.push_back(rewrite(setting, i, fixed));
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    const nginx::ValueType type = setting.row.type;
    if (is_buffers(setting)) {
      const std::string number = setting.argument(0);
      const std::string size = setting.argument(1);
      if (!nginx::is_number(number))
        report(setting, 0, false, diagnostics);
      else if (!nginx::is_size(size, false))
        report(setting, 1, false, diagnostics);
      return;
    }
    if ((type != nginx::ValueType::size && type != nginx::ValueType::offset) || setting.count() == 0) return;
    const std::string value = setting.argument(0);
    const bool other = setting.row.words != nullptr && nginx::is_one_of(value, setting.row.words);
    const bool offset = type == nginx::ValueType::offset;
    if (other || has_variable(value) || nginx::is_size(value, offset)) return;
    report(setting, 0, offset, diagnostics);
  });
}

}  // namespace

const Rule kInvalidSize = {"invalid-size", Severity::error, "a size that nginx cannot read", check};

}  // namespace stackengine::rules
