#include <string>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::PassKind;

// The pass of the other kind that follows directly in the same block; null when there is none. Passes are
// in document order, so only a block between the two (`if`) can separate them.
const nginx::Pass* winner_over(const nginx::Config& config, size_t index) {
  const std::vector<nginx::Pass>& passes = config.passes();
  const DirectiveId parent = config.directive(passes[index].directive).parent;
  const std::vector<DirectiveId> others =
      config.find(parent, passes[index].kind == PassKind::proxy ? "grpc_pass" : "proxy_pass");
  if (others.empty() || others.back() < passes[index].directive) return nullptr;
  for (size_t i = index + 1; i < passes.size() && passes[i].directive <= others.back(); ++i) {
    if (passes[i].directive == others.back()) return &passes[i];
  }
  return nullptr;
}

// Whether the upstream block follows the pass directive that names it: the directive then creates an implicit
// upstream, and others may find the block only through that (ngx_http_upstream.c, ngx_http_upstream_add; seen
// with `http://` and `https://` to one block).
bool names_later_upstream(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass) {
  const UpstreamPlace place = subject.upstream_named(pass.authority);
  return place.upstream != nullptr && (place.file != &file || place.upstream->directive > pass.directive);
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (size_t i = 0; i < config.passes().size(); ++i) {
      const nginx::Pass& pass = config.passes()[i];
      const nginx::Pass* winner = is_overridden(config, pass) ? winner_over(config, i) : nullptr;
      if (winner == nullptr || !has_valid_scheme(pass) || !has_valid_scheme(*winner) || !diagnostics->admit())
        continue;

      const std::string later = pass.kind == PassKind::proxy ? "grpc_pass" : "proxy_pass";
      const std::string earlier = pass.kind == PassKind::proxy ? "proxy_pass" : "grpc_pass";
      Diagnostic diagnostic;
      diagnostic.rule = kSecondPassWins.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message = "`" + earlier;
      diagnostic.message += "` has no effect: the `" + later;
      diagnostic.message += "` after it overrides it";
      diagnostic.why = "a location has one handler, and the later directive sets it";
      diagnostic.help = "give each its own location, or remove the one that you do not want";
      diagnostic.related.push_back({{file.source, config.directive(winner->directive).span},
                                    "all requests go to " + quoted(winner->target)});
      if (is_terminated(config, pass.directive)) {
        diagnostic.fixes.push_back(
            {"remove the `" + earlier + "` that has no effect",
             names_later_upstream(subject, file, pass) ? Applicability::manual : Applicability::unsafe,
             quoted(winner->target) + " is the backend that you want",
             {nginx::remove_directive(config, file.source, pass.directive)}});
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kSecondPassWins = {"second-pass-wins", Severity::warning,
                              "`proxy_pass` and `grpc_pass` in one location: the later one wins", check};

}  // namespace stackengine::rules
