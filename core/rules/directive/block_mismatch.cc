#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void report(const ConfigFile& file, const nginx::Fault& fault, DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const std::string_view name = config.name(fault.directive);
  const bool missing = fault.problem == nginx::Problem::block_expected;
  Diagnostic diagnostic;
  diagnostic.rule = kBlockMismatch.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, header_of(config, fault.directive)};
  diagnostic.message = missing ? quoted(name) + " needs a block, but ends with `;`"
                               : quoted(name) + " does not take a block, but `{` follows it";
  diagnostic.why =
      missing ? "nginx expects `{` after its arguments" : "nginx expects `;` after its arguments";
  diagnostic.help = missing ? "write its content between `{` and `}`"
                            : "end it with `;`, and move the content of the braces elsewhere";
  diagnostic.nginx_message = missing ? "directive " + in_quotes(name) + " has no opening \"{\""
                                     : "directive " + in_quotes(name) + " is not terminated by \";\"";
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const nginx::Problem problem : {nginx::Problem::block_expected, nginx::Problem::block_unexpected}) {
    for_each_fault(subject, problem, diagnostics, [&](const ConfigFile& file, const nginx::Fault& fault) {
      report(file, fault, diagnostics);
    });
  }
}

}  // namespace

const Rule kBlockMismatch = {"block-mismatch", Severity::error,
                             "a block without `{`, or a `{` where `;` belongs", check};

}  // namespace stackengine::rules
