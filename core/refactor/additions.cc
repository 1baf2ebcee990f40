#include "refactor/additions.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "analysis/config_files.h"
#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "refactor/profile_settings.h"
#include "rules/subject.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine {
namespace {

using nginx::Config;
using nginx::DirectiveId;
using nginx::kNoDirective;
using nginx::PassKind;
using rules::ConfigFile;

// One server fits in less than 1 KB of the zone (ngx_http_upstream_zone_module.c copies each peer into it).
constexpr size_t kPeersPerZoneUnit = 32;
constexpr size_t kZoneUnitKb = 64;

std::string_view prefix_of(PassKind kind) { return kind == PassKind::proxy ? "proxy_" : "grpc_"; }

// "location /api/"
std::string label_of(const Config& config, DirectiveId block) {
  if (block == kNoDirective) return "";
  std::string source = rules::source_of(config, block);
  source.pop_back();  // its `;`
  return shortened(source);
}

// Names of shared memory zones: nginx refuses a second one of the same name for another use (ngx_cycle.c,
// `the shared memory zone … is already bound to another use`).
std::unordered_set<std::string> zone_names(const std::vector<ConfigFile>& files) {
  std::unordered_set<std::string> names;
  for (const ConfigFile& file : files) {
    const Config& config = file.config;
    for (DirectiveId id = 0; id < config.tree().directives.size(); ++id) {
      const bool zone = config.name(id) == "zone" && config.tree().argument_count(id) > 0;
      if (zone) names.insert(config.argument(id, 0));
      for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) {
        const std::string_view word = config.tree().argument_word(id, i).span.in(config.text());
        const size_t at = word.find_first_of("=:");  // zone=NAME:10m, keys_zone=NAME:10m, shared:NAME:10m
        if (at == std::string_view::npos) continue;
        names.emplace(word.substr(at + 1, word.find(':', at + 1) - at - 1));
      }
    }
  }
  return names;
}

class Planner {
 public:
  Planner(Profile profile, bool unsafe, const Sources& sources, const nginx::BuildFacts& nginx)
      : profile_(profile), unsafe_(unsafe), subject_(config_files(sources), {}, nginx) {}

  ProfileEdits run(const std::vector<FixedLocation>& locations) {
    std::set<std::pair<size_t, DirectiveId>> done;
    for (const FixedLocation& location : locations) {
      const ConfigFile* file = file_of(location.source);
      if (file == nullptr) continue;
      DirectiveId block = kNoDirective;
      if (location.start != kWholeText) {
        block = directive_at(file->config, location.start);
        if (block == kNoDirective) continue;
      }
      if (done.insert({location.source, block}).second) add_to(*file, block);
    }
    return std::move(result_);
  }

 private:
  const ConfigFile* file_of(size_t source) const {
    for (const ConfigFile& file : subject_.files()) {
      if (file.source == source) return &file;
    }
    return nullptr;
  }

  void note(const std::string& where, const std::string& why) {
    const std::string what = where.empty() ? "" : " to " + quoted(where);
    result_.notes.push_back("nothing is added" + what + ": " + why);
  }

  // The pass directives in effect in `block` itself: the last one of each kind. They are in document order.
  std::vector<const nginx::Pass*> passes_in(const Config& config, DirectiveId block,
                                            bool* others_inside) const {
    const std::vector<nginx::Pass>& passes = config.passes();
    const DirectiveId first = block == kNoDirective ? 0 : block;
    const DirectiveId end = block == kNoDirective ? kNoDirective : config.directive(block).subtree_end;
    auto pass = std::lower_bound(passes.begin(), passes.end(), first,
                                 [](const nginx::Pass& one, DirectiveId id) { return one.directive < id; });
    std::vector<const nginx::Pass*> found;
    for (; pass != passes.end() && pass->directive < end; ++pass) {
      if (config.settings_block(config.directive(pass->directive).parent) != block) {
        *others_inside = true;
      } else if (!rules::is_overridden(config, *pass)) {
        found.push_back(&*pass);
      }
    }
    return found;
  }

  void add_to(const ConfigFile& file, DirectiveId block) {
    const Config& config = file.config;
    const std::string where = label_of(config, block);
    bool others_inside = false;
    const std::vector<const nginx::Pass*> passes = passes_in(config, block, &others_inside);
    if (passes.empty()) return;
    if (others_inside) {
      note(where, "nested locations with their own pass directives would inherit it");
      return;
    }
    if (!may_add(config, block, where)) return;
    for (const PassKind kind : {PassKind::proxy, PassKind::grpc}) {
      const auto pass = std::find_if(passes.begin(), passes.end(),
                                     [&](const nginx::Pass* one) { return one->kind == kind; });
      if (pass != passes.end()) add_settings(file, block, where, **pass);
    }
    if (profile_ != Profile::hardened) return;
    const auto is_grpc = [](const nginx::Pass* one) { return one->kind == PassKind::grpc; };
    if (std::any_of(passes.begin(), passes.end(), is_grpc) &&
        !std::all_of(passes.begin(), passes.end(), is_grpc)) {
      result_.notes.push_back("gRPC and HTTP share " + quoted(where) +
                              ": give gRPC its own location, `location /package.Service/`");
    }
    for (const nginx::Pass* pass : passes) add_to_upstream(subject_.upstream_named(pass->authority));
  }

  // An included file that was not pasted may set the same directives: nginx rejects duplicates in one block,
  // and one level up they would be overridden.
  bool may_add(const Config& config, DirectiveId block, const std::string& where) {
    for (DirectiveId level = block; level != kNoDirective; level = config.directive(level).parent) {
      if (config.name(level) != "location" && config.name(level) != "server") break;
      const std::vector<DirectiveId> includes = config.find(level, "include");
      if (includes.empty() || config.tree().argument_count(includes.front()) == 0) continue;
      const std::string included = quoted(config.argument(includes.front(), 0));
      if (level == block) {
        note(where, "it includes " + included + ", which may set the same directives");
        return false;
      }
      if (!unsafe_) {
        note(where, "the " + std::string(config.name(level)) + " around it includes " + included +
                        ", which may set the same directives; `--unsafe` adds them anyway");
        return false;
      }
    }
    return true;
  }

  // Whether another file of a dump sets it in `http`.
  bool set_elsewhere(const ConfigFile& file, std::string_view name) const {
    for (const ConfigFile& other : subject_.files()) {
      if (&other == &file) continue;
      for (const DirectiveId http : other.config.find(kNoDirective, "http")) {
        if (!other.config.find(http, name).empty()) return true;
      }
    }
    return false;
  }

  bool in_force(const ConfigFile& file, DirectiveId block, std::string_view name) const {
    return !file.config.in_force(block, name).empty() || set_elsewhere(file, name);
  }

  struct Line {
    std::string directive;
    std::string reason;
  };

  static Line line_of(const Setting& setting) {
    return {std::string(setting.name) + " " + std::string(setting.value) + ";", std::string(setting.reason)};
  }

  // Adds headers after those of the location, and settings after the pass directive and its neighbours.
  void add_settings(const ConfigFile& file, DirectiveId block, const std::string& where,
                    const nginx::Pass& pass) {
    const Config& config = file.config;
    const std::string set_header = std::string(prefix_of(pass.kind)) + "set_header";
    const DirectiveId behind_pass = rules::settings_anchor(config, pass);
    if (behind_pass == kNoDirective) return;
    const DirectiveId header = last_complete(config, block, set_header);
    const DirectiveId version = last_complete(config, block, "proxy_http_version");
    DirectiveId anchor = behind_pass;
    for (const DirectiveId id : {header, version}) {
      if (id != kNoDirective) anchor = std::max(anchor, id);
    }
    std::vector<Line> lines = headers(file, block, set_header);
    if (lines.size() > 2 * rules::kMaxRepeated) {
      note(where, "it inherits too many headers to repeat: move them to a separate file and `include` it");
      return;
    }
    if (header != kNoDirective && header != anchor) insert(file, header, where, std::exchange(lines, {}));
    for (Line& line : settings(file, block, pass)) lines.push_back(std::move(line));
    insert(file, anchor, where, std::move(lines));
  }

  static DirectiveId last_complete(const Config& config, DirectiveId block, std::string_view name) {
    DirectiveId last = kNoDirective;
    for (const DirectiveId id : config.find(block, name)) {
      if (config.directive(id).terminator == nginx::Terminator::semicolon) last = id;
    }
    return last;
  }

  void insert(const ConfigFile& file, DirectiveId anchor, const std::string& where, std::vector<Line> lines) {
    if (lines.empty()) return;
    std::vector<std::string> directives;
    for (Line& line : lines) {
      directives.push_back(line.directive);
      result_.additions.push_back({file.source, where, std::move(line.directive), std::move(line.reason)});
    }
    result_.edits.push_back(nginx::insert_after(file.config, file.source, anchor, directives));
  }

  std::vector<Line> headers(const ConfigFile& file, DirectiveId block, const std::string& directive) {
    const Config& config = file.config;
    const std::vector<DirectiveId> ids = config.in_force(block, directive);
    if (!is_known_to(subject_.nginx(), directive, nginx::kLocation)) return {};
    if (ids.empty() && set_elsewhere(file, directive)) return {};  // the block would no longer inherit those
    std::set<std::string> names;
    for (const DirectiveId id : ids) names.insert(rules::header_name(config, id));
    std::vector<Line> lines;
    for (const HeaderSetting& header : header_settings(profile_)) {
      if (names.count(lower_case(header.name)) != 0) continue;
      lines.push_back({directive + " " + std::string(header.name) + " " + std::string(header.value) + ";",
                       std::string(header.reason)});
    }
    if (lines.empty() || ids.empty() || config.directive(ids.front()).parent == block) return lines;
    std::vector<Line> repeated;
    repeated.reserve(ids.size() + lines.size());
    for (const DirectiveId id : ids) {
      repeated.push_back({rules::source_of(config, id),
                          "repeated, because a block with its own `" + directive + "` inherits none"});
    }
    repeated.insert(repeated.end(), lines.begin(), lines.end());
    return repeated;
  }

  // Whether the location is made for long responses: WebSocket, server-sent events.
  bool streams(const ConfigFile& file, DirectiveId block) const {
    const Config& config = file.config;
    for (const DirectiveId id : config.in_force(block, "proxy_set_header")) {
      if (rules::header_name(config, id) == "upgrade") return true;
    }
    for (const DirectiveId id : config.in_force(block, "proxy_buffering")) {
      if (config.tree().argument_count(id) == 1 && config.argument(id, 0) == "off") return true;
    }
    return false;
  }

  // From any file: nginx checks them against each other.
  bool inherits_buffers(const ConfigFile& file, DirectiveId block) const {
    const std::vector<nginx::Buffers> all =
        subject_.evaluation().inherited_buffers(subject_.index_of(file), block);
    return std::any_of(all.begin(), all.end(), [](const nginx::Buffers& buffers) { return buffers.any; });
  }

  // Before 1.9.13 nginx retried every request on the next server, including POST (CHANGES 1.9.13).
  bool repeats_posts() const {
    const nginx::BuildFacts& nginx = subject_.nginx();
    return nginx.version && *nginx.version < nginx::Version{1, 9, 13};
  }

  std::vector<Line> settings(const ConfigFile& file, DirectiveId block, const nginx::Pass& pass) {
    const bool pool = subject_.upstream_named(pass.authority).upstream != nullptr;
    std::vector<Line> lines;
    for (const Setting& setting : location_settings_of(profile_, pass.kind)) {
      if (!is_known_to(subject_.nginx(), setting.name, setting.context)) continue;
      if (setting.group == SettingGroup::retries && (!pool || repeats_posts())) continue;
      if (setting.group == SettingGroup::reading && streams(file, block)) continue;
      if (setting.group == SettingGroup::buffers && inherits_buffers(file, block)) continue;
      const std::vector<std::string_view> taken = taken_by(setting.group);
      if (in_force(file, block, setting.name) ||
          std::any_of(taken.begin(), taken.end(), [&](auto name) { return in_force(file, block, name); })) {
        continue;
      }
      lines.push_back(
          {std::string(setting.name) + " " + std::string(setting.value) + ";", std::string(setting.reason)});
    }
    return lines;
  }

  void add_to_upstream(const rules::UpstreamPlace& place) {
    if (place.upstream == nullptr) return;
    const Config& config = place.file->config;
    const DirectiveId block = place.upstream->directive;
    if (!upstreams_.insert({place.file->source, block}).second) return;
    const DirectiveId parent = config.directive(block).parent;
    if (!config.directive(block).closed || (parent != kNoDirective && config.name(parent) != "http")) return;
    if (!config.find(block, "include").empty()) {
      note(label_of(config, block), "it includes a file, which may set the same directives");
      return;
    }
    const std::string where = label_of(config, block);
    add_zone(*place.file, *place.upstream, where);
    const DirectiveId keepalive = place.upstream->keepalive;
    if (keepalive == kNoDirective || config.directive(keepalive).terminator != nginx::Terminator::semicolon) {
      return;
    }
    std::vector<Line> lines;
    for (const Setting& setting : upstream_settings_of(profile_)) {
      if (!config.find(block, setting.name).empty()) continue;
      if (!is_known_to(subject_.nginx(), setting.name, setting.context)) continue;
      lines.push_back(line_of(setting));
    }
    insert(*place.file, keepalive, where, std::move(lines));
  }

  // At the top of the block, as in the nginx documentation.
  void add_zone(const ConfigFile& file, const nginx::Upstream& upstream, const std::string& where) {
    const Config& config = file.config;
    const std::vector<DirectiveId> children = config.tree().children(upstream.directive);
    if (upstream.peers.empty() || children.empty() || !config.find(upstream.directive, "zone").empty())
      return;
    const auto without = nginx::has_argument(subject_.nginx(), "--without-http_upstream_zone_module");
    if (without.value_or(false) || !is_known_to(subject_.nginx(), "zone", nginx::kHttpUpstream)) return;
    if (zones_.empty()) zones_ = zone_names(subject_.files());
    std::string name = upstream.name;
    if (zones_.count(name) != 0) name += "_upstream";
    if (!zones_.insert(name).second) return;
    const size_t size = kZoneUnitKb * (1 + upstream.peers.size() / kPeersPerZoneUnit);
    const std::string directive = "zone " + nginx::quoted_if_needed(name) + " " + std::to_string(size) + "k;";
    result_.edits.push_back(nginx::insert_first(config, file.source, upstream.directive, directive));
    result_.additions.push_back(
        {file.source, where, directive,
         "all workers share the failure counts; without it every worker counts on its own"});
  }

  Profile profile_;
  bool unsafe_;
  rules::Subject subject_;
  std::set<std::pair<size_t, DirectiveId>> upstreams_;
  std::unordered_set<std::string> zones_;
  ProfileEdits result_;
};

}  // namespace

ProfileEdits profile_edits(Profile profile, bool unsafe, const Sources& sources,
                           const nginx::BuildFacts& nginx, const std::vector<FixedLocation>& locations) {
  if (profile == Profile::minimal || locations.empty()) return {};
  return Planner(profile, unsafe, sources, nginx).run(locations);
}

}  // namespace stackengine
