#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/removed_directives.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_fault(
      subject, nginx::Problem::removed, diagnostics, [&](const ConfigFile& file, const nginx::Fault& fault) {
        const std::string_view name = file.config.name(fault.directive);
        const nginx::RemovedDirective removed = nginx::removed_directive(name);
        Diagnostic diagnostic;
        diagnostic.rule = kRemovedDirective.id;
        diagnostic.severity = Severity::error;
        diagnostic.place = {file.source, name_of(file.config, fault.directive)};
        diagnostic.message = "nginx no longer has " + quoted(name);
        if (!removed.last.empty())
          diagnostic.message += ": " + std::string(removed.last) + " was the last release with it";
        diagnostic.why = "later releases refuse it as an unknown directive";
        diagnostic.help = removed.instead.empty() ? "remove it" : "use " + std::string(removed.instead);
        diagnostic.nginx_message = "unknown directive " + in_quotes(name);
        diagnostics->add(std::move(diagnostic));
      });
}

}  // namespace

const Rule kRemovedDirective = {"removed-directive", Severity::error, "a directive that nginx no longer has",
                                check};

}  // namespace stackengine::rules
