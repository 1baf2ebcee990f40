#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/version_evidence.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (!subject.nginx().version) return;
  const nginx::Version version = *subject.nginx().version;
  for_each_fault(
      subject, nginx::Problem::too_new, diagnostics, [&](const ConfigFile& file, const nginx::Fault& fault) {
        const std::string_view name = file.config.name(fault.directive);
        const uint32_t contexts = subject.contexts().of(fault.file, fault.directive);
        nginx::Version since;
        bool elsewhere = false;  // this nginx has it in another context
        for (const nginx::DirectiveRow& row : nginx::find_directive(name)) {
          if (row.status != nginx::Status::current) continue;
          if (version >= row.since) elsewhere = true;
          if ((row.contexts & contexts) != 0 && version < row.since) since = row.since;
        }
        Diagnostic diagnostic;
        diagnostic.rule = kNeedsNewerNginx.id;
        diagnostic.severity = Severity::error;
        diagnostic.place = {file.source, name_of(file.config, fault.directive)};
        diagnostic.message = quoted(name) + " needs nginx " + nginx::to_string(since) + " or later";
        diagnostic.why = "nginx " + nginx::to_string(version) + " does not have it" +
                         (elsewhere ? " in this context" : "");
        diagnostic.help = "upgrade nginx, or remove the directive";
        diagnostic.nginx_message = elsewhere ? in_quotes(name) + " directive is not allowed here"
                                             : "unknown directive " + in_quotes(name);
        diagnostic.evidence.push_back(version_evidence(subject.nginx(), {}, Strength::conclusive));
        diagnostics->add(std::move(diagnostic));
      });
}

}  // namespace

const Rule kNeedsNewerNginx = {"needs-newer-nginx", Severity::error,
                               "a directive that only later versions of nginx have", check};

}  // namespace stackengine::rules
