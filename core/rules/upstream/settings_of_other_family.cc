#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/buffer_completion.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/location_settings.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::PassKind;

// The settings of a family that the location itself has, in order; without the pass directives.
std::vector<DirectiveId> settings_in(const nginx::Config& config, DirectiveId block,
                                     std::string_view prefix) {
  std::vector<DirectiveId> ids;
  for (const DirectiveId id : config.tree().children(block)) {
    const std::string_view name = config.name(id);
    if (name.substr(0, prefix.size()) != prefix || name == "proxy_pass" || name == "grpc_pass") continue;
    if (!nginx::find_directive(name).empty() && nginx::may_stand_in(name, "location")) ids.push_back(id);
  }
  return ids;
}

// Index of the first pass directive in or after `id`.
size_t first_pass_from(const nginx::Config& config, DirectiveId id) {
  const auto& passes = config.passes();
  const auto first =
      std::lower_bound(passes.begin(), passes.end(), id,
                       [](const nginx::Pass& pass, DirectiveId wanted) { return pass.directive < wanted; });
  return static_cast<size_t>(first - passes.begin());
}

// Which families have a pass directive in the block or in a nested block, which inherits the settings.
void families_in(const nginx::Config& config, DirectiveId block, bool* proxy, bool* grpc) {
  const auto& passes = config.passes();
  const DirectiveId end = config.directive(block).subtree_end;
  for (size_t i = first_pass_from(config, block); i < passes.size() && passes[i].directive < end; ++i) {
    (passes[i].kind == PassKind::proxy ? *proxy : *grpc) = true;
  }
}

// The edit that makes the setting effective, or removes it where that is not possible.
Edit moved(const ConfigFile& file, DirectiveId block, DirectiveId id, std::string_view from,
           const std::string& to, std::set<std::string>* taken) {
  const nginx::Config& config = file.config;
  const std::string name = to + std::string(config.name(id).substr(from.size()));
  const bool is_header = name == to + "set_header";
  const std::string header = is_header ? header_name(config, id) : "";
  const bool illegal = is_header && to == "grpc_" && is_connection_header(header);
  const bool exists = !nginx::find_directive(name).empty() && nginx::may_stand_in(name, "location");
  const bool repeated = is_header ? !taken->insert(header).second : !config.find(block, name).empty();
  if (!exists || illegal || repeated) return nginx::remove_directive(config, file.source, id);
  return nginx::replace_span(file.source, config.tree().name_word(id).span, name);
}

// Whether any of the settings would have an effect under the other name. Otherwise they are merely
// superfluous.
bool any_counterpart(const nginx::Config& config, const std::vector<DirectiveId>& ids, std::string_view from,
                     const std::string& to) {
  return std::any_of(ids.begin(), ids.end(), [&](DirectiveId id) {
    const std::string name = to + std::string(config.name(id).substr(from.size()));
    if (nginx::find_directive(name).empty() || !nginx::may_stand_in(name, "location")) return false;
    return name != "grpc_set_header" || !is_connection_header(header_name(config, id));
  });
}

Fix fix_for(const Subject& subject, const ConfigFile& file, DirectiveId block,
            const std::vector<DirectiveId>& ids, std::string_view from, const std::string& to) {
  std::set<std::string> taken;  // headers that the location sets for the right family
  for (const DirectiveId id : file.config.find(block, to + "set_header")) {
    taken.insert(header_name(file.config, id));
  }
  Fix fix;
  fix.title = "use the `" + to + "*` counterparts";
  fix.applicability = Applicability::unsafe;
  fix.assumption = "the settings are meant for the `" + to + "pass` of this location";
  std::vector<nginx::BufferSetting> buffers;
  DirectiveId anchor = block;        // the last buffer setting
  std::vector<DirectiveId> headers;  // that the location will set for the right family
  for (const DirectiveId id : ids) {
    Edit edit = moved(file, block, id, from, to, &taken);
    if (edit.text == to + "set_header") headers.push_back(id);
    if (nginx::is_buffer_setting(edit.text)) {
      buffers.push_back({edit.text, file.config.argument(id, 0)});
      anchor = id;
    }
    fix.edits.push_back(std::move(edit));
  }
  // The first header that a block sets discards those that it inherits.
  if (!headers.empty() && file.config.find(block, to + "set_header").empty()) {
    std::vector<std::string> lines;
    for (const DirectiveId id : inherited_headers(file.config, block, to + "set_header", headers)) {
      lines.push_back(source_of(file.config, id));
    }
    if (!lines.empty()) {
      fix.edits.push_back(nginx::insert_after(file.config, file.source, headers.back(), lines));
    }
  }
  if (!buffers.empty()) {
    BufferCompletion completion = complete_buffers(subject, file, block, buffers);
    for (Edit& edit : completion.edits) fix.edits.push_back(std::move(edit));
    if (!completion.lines.empty())
      fix.edits.push_back(nginx::insert_after(file.config, file.source, anchor, completion.lines));
  }
  return fix;
}

void report(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const DirectiveId block = settings_of(config, pass);
  bool proxy = false;
  bool grpc = false;
  families_in(config, block, &proxy, &grpc);
  if (proxy && grpc) return;
  const std::string from = proxy ? "grpc_" : "proxy_";
  const std::string to = proxy ? "proxy_" : "grpc_";
  const std::vector<DirectiveId> ids = settings_in(config, block, from);
  if (ids.empty() || !diagnostics->admit()) return;

  Diagnostic diagnostic;
  diagnostic.rule = kSettingsOfOtherFamily.id;
  const bool matters = any_counterpart(config, ids, from, to);
  diagnostic.severity = matters ? Severity::warning : Severity::info;
  diagnostic.place = {file.source, config.directive(ids.front()).span};
  diagnostic.message = quoted(config.name(ids.front()));
  if (ids.size() > 1) diagnostic.message += " and " + std::to_string(ids.size() - 1) + " more";
  diagnostic.message += std::string(ids.size() > 1 ? " have" : " has") + " no effect with `" + to + "pass`";
  diagnostic.why = "`" + to + "pass` reads only `" + to + "*` settings";
  diagnostic.help = matters ? "use the `" + to + "*` counterparts" : "remove them";
  diagnostic.related.push_back(
      {{file.source, config.directive(pass.directive).span}, "requests are passed on here"});
  for (size_t i = 1; i < ids.size(); ++i) {
    diagnostic.related.push_back({{file.source, config.directive(ids[i]).span}, "this has no effect either"});
  }
  const bool complete = std::all_of(ids.begin(), ids.end(), [&](DirectiveId id) {
    return is_terminated(config, id) && config.tree().argument_count(id) > 0;
  });
  if (complete) {
    Fix fix = fix_for(subject, file, block, ids, from, to);
    if (!matters) {
      fix.title = "remove the `" + from + "*` settings";
      fix.assumption = "the location keeps `" + to + "pass`";
    }
    diagnostic.fixes.push_back(std::move(fix));
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    std::set<DirectiveId> seen;
    for (const nginx::Pass& pass : file.config.passes()) {
      const DirectiveId block = settings_of(file.config, pass);
      if (!has_valid_scheme(pass) || block == nginx::kNoDirective || file.config.name(block) != "location")
        continue;
      if (seen.insert(block).second) report(subject, file, pass, diagnostics);
    }
  }
}

}  // namespace

const Rule kSettingsOfOtherFamily = {
    "settings-of-other-family", Severity::warning,
    "`proxy_*` settings with `grpc_pass`, or the reverse, which have no effect", check};

}  // namespace stackengine::rules
