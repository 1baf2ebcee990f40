#include <algorithm>
#include <string>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/headers.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

// An empty `Connection` matters only for keepalive, and keepalive-without-effect reports where it is missing.
bool clears_connection(const nginx::Config& config, DirectiveId id) {
  return header_name(config, id) == "connection" && config.tree().argument_count(id) == 2 &&
         config.argument(id, 1).empty();
}

std::vector<DirectiveId> dropped_headers(const nginx::Config& config, DirectiveId block,
                                         std::string_view directive, const std::vector<DirectiveId>& own) {
  std::vector<DirectiveId> dropped = inherited_headers(config, block, directive, own);
  dropped.erase(std::remove_if(dropped.begin(), dropped.end(),
                               [&](DirectiveId id) { return clears_connection(config, id); }),
                dropped.end());
  return dropped;
}

// The blocks where a pass directive of the kind runs, each once, in order.
std::vector<DirectiveId> passing_blocks(const nginx::Config& config, nginx::PassKind kind) {
  std::vector<DirectiveId> blocks;
  for (const nginx::Pass& pass : config.passes()) {
    if (pass.kind == kind) blocks.push_back(config.settings_block(config.directive(pass.directive).parent));
  }
  std::sort(blocks.begin(), blocks.end());
  blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
  return blocks;
}

constexpr size_t kMaxNamed = 12;  // a person does not read more

void report(const ConfigFile& file, DirectiveId block, const std::string& directive,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const std::vector<DirectiveId> own = config.find(block, directive);
  if (own.empty()) return;
  const std::vector<DirectiveId> dropped = dropped_headers(config, block, directive, own);
  if (dropped.empty() || !diagnostics->admit()) return;

  Diagnostic diagnostic;
  diagnostic.rule = kInheritedHeadersDropped.id;
  diagnostic.severity = Severity::warning;
  diagnostic.place = {file.source, config.directive(own.front()).span};
  std::string names;
  for (const DirectiveId id : dropped) {
    if (diagnostic.related.size() == kMaxNamed) {
      names += " and " + std::to_string(dropped.size() - kMaxNamed) + " more";
      break;
    }
    names += (names.empty() ? "" : ", ") + quoted(config.argument(id, 0));
    diagnostic.related.push_back({{file.source, config.directive(id).span}, "discarded in this block"});
  }
  diagnostic.message = "`" + directive + "` here discards the inherited " + names;
  diagnostic.why = "a block inherits `" + directive + "` only if it sets none of its own";
  diagnostic.help = "repeat the headers that the backend should get from this block";
  const bool terminated = config.directive(own.back()).terminator == nginx::Terminator::semicolon;
  if (dropped.size() > kMaxRepeated) {
    diagnostic.help =
        "move the headers of the enclosing block to a separate file and `include` it there and here: there are too many to repeat in every block";
  } else if (terminated) {
    std::vector<std::string> lines;
    lines.reserve(dropped.size());
    for (const DirectiveId id : dropped) lines.push_back(source_of(config, id));
    diagnostic.fixes.push_back({"repeat " + names + " in this block",
                                Applicability::unsafe,
                                "the headers of the enclosing block should reach the backend from here too",
                                {nginx::insert_after(config, file.source, own.back(), lines)}});
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const DirectiveId block : passing_blocks(file.config, nginx::PassKind::proxy)) {
      if (block != kNoDirective) report(file, block, "proxy_set_header", diagnostics);
    }
    for (const DirectiveId block : passing_blocks(file.config, nginx::PassKind::grpc)) {
      if (block != kNoDirective) report(file, block, "grpc_set_header", diagnostics);
    }
  }
}

}  // namespace

const Rule kInheritedHeadersDropped = {"inherited-headers-dropped", Severity::warning,
                                       "`proxy_set_header` in a block silently discards the inherited ones",
                                       check};

}  // namespace stackengine::rules
