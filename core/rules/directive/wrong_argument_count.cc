#include "rules/directive/wrong_argument_count.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "rules/directive/fault.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a directive with a number of arguments that nginx does not take.

## Why is this bad
nginx refuses the configuration as a whole: `invalid number of arguments`. A blank inside a value that should be in quotes is the usual cause.

## Example
```nginx
location / {
    proxy_read_timeout 10 s;
    proxy_pass http://127.0.0.1:8080;
}
```
Use instead:
```nginx
location / {
    proxy_read_timeout 10s;
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
A number and its unit that a blank separates are joined: safe, because nginx accepts no other reading. Anything else has no fix.

## References
- ngx_conf_file.c, ngx_conf_handler(), argument_number[]
)";

std::string number_in_words(const nginx::Config& config, nginx::DirectiveId id, uint32_t contexts) {
  int least = -1;
  int most = -1;
  for (const nginx::DirectiveRow& row : nginx::find_directive(config.name(id))) {
    if ((row.contexts & contexts) == 0 || row.block != config.tree().is_block(id)) continue;
    if (least < 0 || row.min_arguments < least) least = row.min_arguments;
    if (row.max_arguments > most) most = row.max_arguments;
  }
  const auto arguments = [](int n) { return std::to_string(n) + (n == 1 ? " argument" : " arguments"); };
  if (least == 0 && most == 0) return "no argument";
  if (least == most) return arguments(least);
  if (most < 0 || static_cast<int64_t>(config.tree().argument_count(id)) < least) {
    return "at least " + arguments(least);
  }
  return "at most " + arguments(most);
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_unit(std::string_view text, nginx::ValueType type) {
  const bool size = type == nginx::ValueType::size || type == nginx::ValueType::offset;
  const std::string_view units = size ? "kKmM" : "smhd";
  if (text == "ms") return type == nginx::ValueType::msec;
  return text.size() == 1 && units.find(text[0]) != std::string_view::npos;
}

// `10 s`: the blank between a number and its unit; empty when that is not it.
Span blank_before_unit(const nginx::Config& config, nginx::DirectiveId id, uint32_t contexts) {
  if (config.tree().argument_count(id) != 2) return {};
  const nginx::Word& number = config.tree().argument_word(id, 0);
  const nginx::Word& unit = config.tree().argument_word(id, 1);
  for (const nginx::DirectiveRow& row : nginx::find_directive(config.name(id))) {
    const bool fits = (row.contexts & contexts) != 0 && row.max_arguments == 1 && !row.block;
    if (fits && is_digits(number.span.in(config.text())) && is_unit(unit.span.in(config.text()), row.type)) {
      return {number.span.end, unit.span.start};
    }
  }
  return {};
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_fault(
      subject, nginx::Problem::arguments, diagnostics,
      [&](const ConfigFile& file, const nginx::Fault& fault) {
        const nginx::Config& config = file.config;
        const nginx::DirectiveId id = fault.directive;
        const uint32_t contexts = subject.contexts().of(fault.file, id);
        const uint32_t found = config.tree().argument_count(id);
        Diagnostic diagnostic;
        diagnostic.rule = kWrongArgumentCount.id;
        diagnostic.severity = Severity::error;
        diagnostic.place = {file.source, header_of(config, id)};
        diagnostic.message = quoted(config.name(id)) + " takes " + number_in_words(config, id, contexts) +
                             ", not " + std::to_string(found);
        diagnostic.why = "nginx refuses a directive with another number of arguments than it is made for";
        diagnostic.help = found > 1 ? "put a value that holds blanks in quotes, and look for a missing `;`"
                                    : "add what is missing";
        diagnostic.nginx_message =
            "invalid number of arguments in " + in_quotes(config.name(id)) + " directive";
        const Span blank = blank_before_unit(config, id, contexts);
        if (!blank.empty()) {
          diagnostic.help = "write the unit directly behind the number";
          diagnostic.fixes.push_back(
              {"join the number and its unit", Applicability::safe, "", {{{file.source, blank}, ""}}});
        }
        diagnostics->add(std::move(diagnostic));
      });
}

}  // namespace

const Rule kWrongArgumentCount = {"wrong-argument-count", "directive",
                                  Severity::error,        "a directive with too many or too few arguments",
                                  kDocumentation,         check};

}  // namespace stackengine::rules
