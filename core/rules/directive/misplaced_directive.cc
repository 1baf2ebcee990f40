#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

// Names the block around the directive.
std::string where(const Subject& subject, const ConfigFile& file, const nginx::Fault& fault) {
  const nginx::DirectiveId parent = file.config.directive(fault.directive).parent;
  if (parent != nginx::kNoDirective) return "in " + quoted(file.config.name(parent));
  const std::string words = contexts_in_words(subject.contexts().of(fault.file, fault.directive));
  return words.rfind("the top", 0) == 0 ? "at " + words : "in " + words;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_fault(
      subject, nginx::Problem::misplaced, diagnostics,
      [&](const ConfigFile& file, const nginx::Fault& fault) {
        const nginx::Config& config = file.config;
        const std::string_view name = config.name(fault.directive);
        uint32_t contexts = 0;
        for (const nginx::DirectiveRow& row : nginx::find_directive(name)) {
          if (row.status == nginx::Status::current) contexts |= row.contexts;
        }
        const nginx::DirectiveId parent = config.directive(fault.directive).parent;
        Diagnostic diagnostic;
        diagnostic.rule = kMisplacedDirective.id;
        diagnostic.severity = Severity::error;
        diagnostic.place = {file.source, name_of(config, fault.directive)};
        diagnostic.message = quoted(name) + " is not allowed " + where(subject, file, fault);
        diagnostic.why = "nginx refuses a directive outside the blocks that it belongs to";
        const std::string words = contexts_in_words(contexts);
        if (!words.empty()) diagnostic.help = "move it to " + words;
        diagnostic.nginx_message = in_quotes(name) + " directive is not allowed here";
        if (parent != nginx::kNoDirective) {
          diagnostic.related.push_back({{file.source, header_of(config, parent)}, "the enclosing block"});
        }
        diagnostics->add(std::move(diagnostic));
      });
}

}  // namespace

const Rule kMisplacedDirective = {"misplaced-directive", Severity::error,
                                  "a directive in a block where it is not allowed", check};

}  // namespace stackengine::rules
