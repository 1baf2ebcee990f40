#include <string>
#include <unordered_map>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/rule.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

// Maps each block with directives that mention gRPC-Web to the first of them.
std::unordered_map<DirectiveId, DirectiveId> blocks_for_grpc_web(const nginx::Config& config) {
  std::unordered_map<DirectiveId, DirectiveId> blocks;
  const auto count = static_cast<DirectiveId>(config.tree().directives.size());
  for (DirectiveId id = 0; id < count; ++id) {
    const nginx::Directive& directive = config.directive(id);
    for (uint32_t i = 1; i < directive.word_count; ++i) {
      const Span word = config.tree().words[directive.first_word + i].span;
      if (lower_case(word.in(config.text())).find("grpc-web") == std::string::npos) continue;
      // `if ($content_type ~ grpc-web) { … }` counts for the enclosing location.
      blocks.emplace(config.settings_block(directive.parent), id);
      break;
    }
  }
  return blocks;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    if (config.passes().empty()) continue;
    const auto blocks = blocks_for_grpc_web(config);
    if (blocks.empty()) continue;
    for (const nginx::Pass& pass : config.passes()) {
      const DirectiveId block = config.settings_block(config.directive(pass.directive).parent);
      const auto found = blocks.find(block);
      const bool of_location = block != nginx::kNoDirective && config.name(block) == "location";
      if (pass.kind != nginx::PassKind::grpc || !of_location || found == blocks.end() ||
          found->second == pass.directive || is_overridden(config, pass) || !diagnostics->admit()) {
        continue;
      }
      Diagnostic diagnostic;
      diagnostic.rule = kGrpcWebToGrpcPass.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message = "gRPC-Web requests may go to " + quoted(pass.authority) +
                           " through `grpc_pass`, which does not translate them";
      diagnostic.why = "browsers send gRPC-Web; a gRPC server without gRPC-Web support answers with an error";
      diagnostic.help =
          "use `proxy_pass` to a translator such as Envoy's gRPC-Web filter, or enable gRPC-Web in the backend and ignore this warning";
      const Span of_word = config.directive(found->second).span;
      diagnostic.related.push_back({{file.source, of_word}, "gRPC-Web is mentioned here"});
      diagnostic.evidence.push_back({EvidenceKind::config,
                                     Strength::supporting,
                                     "the settings of this location mention gRPC-Web",
                                     true,
                                     {file.source, of_word}});
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kGrpcWebToGrpcPass = {"grpc-web-to-grpc-pass", Severity::warning,
                                 "gRPC-Web requests to `grpc_pass`", check};

}  // namespace stackengine::rules
