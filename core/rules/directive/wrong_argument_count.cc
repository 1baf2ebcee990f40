#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

std::string number_in_words(const nginx::Config& config, nginx::DirectiveId id, uint32_t contexts) {
  int least = -1;
  int most = -1;
  for (const nginx::DirectiveRow& row : nginx::find_directive(config.name(id))) {
    if ((row.contexts & contexts) == 0 || row.block != config.tree().is_block(id)) continue;
    if (least < 0 || row.min_arguments < least) least = row.min_arguments;
    if (row.max_arguments > most) most = row.max_arguments;
  }
  const auto arguments = [](int n) { return std::to_string(n) + (n == 1 ? " argument" : " arguments"); };
  if (least == 0 && most == 0) return "no arguments";
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

// `10 s`: the space between a number and its unit; empty for anything else.
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
                             ", but has " + std::to_string(found);
        diagnostic.why = "nginx refuses a directive with the wrong number of arguments";
        diagnostic.help = found > 1 ? "quote a value that contains spaces, and look for a missing `;`"
                                    : "add the missing arguments";
        diagnostic.nginx_message =
            "invalid number of arguments in " + in_quotes(config.name(id)) + " directive";
        const Span blank = blank_before_unit(config, id, contexts);
        if (!blank.empty()) {
          diagnostic.help = "write the unit directly after the number";
          diagnostic.fixes.push_back(
              {"join the number and its unit", Applicability::safe, "", {{{file.source, blank}, ""}}});
        }
        diagnostics->add(std::move(diagnostic));
      });
}

}  // namespace

const Rule kWrongArgumentCount = {"wrong-argument-count", Severity::error,
                                  "a directive with too many or too few arguments", check};

}  // namespace stackengine::rules
