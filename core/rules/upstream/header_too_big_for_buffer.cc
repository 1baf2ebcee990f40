#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/buffer_limits.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/rule.h"
#include "rules/upstream/buffer_completion.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr uint64_t kEnough = 16 * 1024;
constexpr uint64_t kMax = 1024 * 1024;  // more than any header needs

bool is_too_big(const LogLine& line) { return line.meaning == error_log::Meaning::big_header; }

uint64_t size_in_force(const nginx::Config& config, DirectiveId block, std::string_view name) {
  const DirectiveId id = last_in_force(config, block, name);
  return id == kNoDirective ? nginx::kPageSize
                            : nginx::parse_size(argument_or_empty(config, id, 0)).value_or(0);
}

// Changes the directive of the location, or adds one.
void set(const ConfigFile& file, DirectiveId block, const std::string& name, const std::string& value,
         std::vector<Edit>* edits, std::vector<std::string>* added) {
  const std::vector<DirectiveId> own = file.config.find(block, name);
  if (own.empty()) {
    added->push_back(name + " " + value + ";");
    return;
  }
  const nginx::Directive& directive = file.config.directive(own.back());
  edits->push_back({{file.source, directive.span}, name + " " + value + ";"});
}

std::optional<Fix> fix_for(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass) {
  const nginx::Config& config = file.config;
  const DirectiveId block = settings_of(config, pass);
  const bool proxy = pass.kind == nginx::PassKind::proxy;
  const std::string name = proxy ? "proxy_buffer_size" : "grpc_buffer_size";
  const uint64_t size = size_in_force(config, block, name);
  // Any other value was chosen deliberately, or is not understood here.
  if (size == 0 || size * 2 > kMax) return std::nullopt;
  for (const DirectiveId id : config.tree().children(block)) {
    const bool buffers = config.name(id) == "grpc_buffer_size" || nginx::is_buffer_setting(config.name(id));
    if (buffers && !is_terminated(config, id)) return std::nullopt;
  }
  const uint64_t bytes = std::max(kEnough, size * 2);
  const std::string wanted = std::to_string(bytes / 1024) + "k";
  Fix fix;
  fix.title = "raise `" + name + "` to " + wanted;
  fix.assumption = "the response header of the backend fits in " + wanted;
  std::vector<std::string> added;
  set(file, block, name, wanted, &fix.edits, &added);
  if (proxy) {
    BufferCompletion completion = complete_buffers(subject, file, block, {{name, wanted}});
    for (Edit& edit : completion.edits) fix.edits.push_back(std::move(edit));
    for (std::string& line : completion.lines) added.push_back(std::move(line));
  }
  if (!added.empty()) {
    fix.edits.push_back(nginx::insert_after(config, file.source, settings_anchor(config, pass), added));
  }
  if (includes_file(config, block)) {
    fix.applicability = Applicability::manual;
    fix.assumption += "; the included files do not set buffers";
  }
  return fix;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const LogFailures failures(subject, is_too_big);
  if (failures.empty()) return;
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      const LogLine* line = failures.of(pass);
      if (line == nullptr || is_overridden(config, pass)) continue;
      const DirectiveId block = settings_of(config, pass);
      const bool proxy = pass.kind == nginx::PassKind::proxy;
      const std::string name = proxy ? "proxy_buffer_size" : "grpc_buffer_size";
      // The value was raised after the line was logged, or a guess cannot improve on it.
      if (size_in_force(config, block, name) >= kEnough || !diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kHeaderTooBigForBuffer.id;
      diagnostic.severity = Severity::error;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message =
          "a response header from " + quoted(pass.authority) + " did not fit in `" + name + "`";
      diagnostic.why = "the whole header must fit in one buffer; if it does not, the client gets 502";
      diagnostic.help = "raise `" + name + "`, or make the backend send fewer or shorter cookies";
      diagnostic.evidence.push_back(
          evidence_of(*line, Strength::conclusive, "the error log says: " + quoted(line->message)));
      if (is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
        if (auto fix = fix_for(subject, file, pass)) diagnostic.fixes.push_back(std::move(*fix));
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kHeaderTooBigForBuffer = {"header-too-big-for-buffer", Severity::error,
                                     "a response header that did not fit in `proxy_buffer_size`", check};

}  // namespace stackengine::rules
