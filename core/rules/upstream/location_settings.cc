#include "rules/upstream/location_settings.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "nginx/layout.h"
#include "rules/upstream/buffer_completion.h"
#include "rules/upstream/counterpart.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;
using nginx::PassKind;

std::string set_header_of(PassKind kind) { return std::string(prefix_of(kind)) + "set_header"; }

constexpr size_t kMaxNames = 6;     // a sentence does not list more
constexpr size_t kMaxReasons = 20;  // a person does not read more

// Collects the edits for one location.
class Plan {
 public:
  Plan(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass, Wire wire,
       const KeepaliveNeeds& needs)
      : subject_(subject),
        file_(file),
        config_(file.config),
        pass_(pass),
        wire_(wire),
        to_(wire.grpc() ? PassKind::grpc : PassKind::proxy),
        needs_(needs),
        block_(config_.settings_block(config_.directive(pass.directive).parent)),
        shared_(to_ != pass.kind && shares_settings()) {}

  LocationSettings run() {
    if (to_ != pass_.kind) move_own_settings();
    if (to_ != pass_.kind && !shared_) carry_inherited_settings();
    complete();
    if (needs_.version) set_version();
    if (to_ != pass_.kind || needs_.connection) set_headers();
    insert();
    if (!settings_.edits.empty()) assume_about_includes();
    return std::move(settings_);
  }

 private:
  // `proxy_buffer_size` limits other buffers; `grpc_buffer_size` does not.
  void complete() {
    if (buffers_.empty()) return;
    BufferCompletion completion = complete_buffers(subject_, file_, block_, buffers_);
    for (Edit& edit : completion.edits) settings_.edits.push_back(std::move(edit));
    for (std::string& line : completion.lines) {
      explain(quoted(line.substr(0, line.size() - 1)) + ": nginx rejects `proxy_buffer_size " +
              buffers_.back().value + "` without it");
      added_.push_back(std::move(line));
    }
  }

  void note_buffers(const std::string& moved, DirectiveId id) {
    if (nginx::is_buffer_setting(moved) && config_.tree().argument_count(id) > 0)
      buffers_.push_back({moved, config_.argument(id, 0)});
  }

  // Adds headers after those of the location. A person puts them there too, and so does
  // inherited-headers-dropped with the headers that it repeats, so two fixes never set one header twice.
  void insert() {
    const DirectiveId headers = last_header();
    if (headers != kNoDirective && !header_lines_.empty()) {
      settings_.edits.push_back(nginx::insert_after(config_, file_.source, headers, header_lines_));
    } else {
      added_.insert(added_.end(), header_lines_.begin(), header_lines_.end());
    }
    if (added_.empty()) return;
    const DirectiveId anchor = settings_anchor(config_, pass_);
    settings_.edits.push_back(nginx::insert_after(config_, file_.source, anchor, added_));
  }

  // The last header of the location that stays, of the new family if there is one; or kNoDirective.
  DirectiveId last_header() const {
    DirectiveId last = kNoDirective;
    for (const PassKind kind : {to_, pass_.kind}) {
      if (last != kNoDirective || (kind != to_ && shared_)) break;
      for (const DirectiveId id : config_.find(block_, set_header_of(kind))) {
        const bool ended = config_.directive(id).terminator == nginx::Terminator::semicolon;
        if (dropped_.count(id) == 0 && ended) last = id;
      }
    }
    return last;
  }

  void assume(const std::string& what) {
    if (!settings_.assumption.empty()) settings_.assumption += "; ";
    settings_.assumption += what;
  }

  void replace(Span span, std::string text) {
    settings_.edits.push_back(nginx::replace_span(file_.source, span, std::move(text)));
  }

  // Whether another pass directive, in this location or nested in it, also uses the settings of the location.
  bool shares_settings() const {
    const DirectiveId parent = config_.directive(pass_.directive).parent;  // the location or an `if` in it
    const bool whole_text = block_ == kNoDirective;
    const DirectiveId first = whole_text ? 0 : block_;
    const DirectiveId end = whole_text ? static_cast<DirectiveId>(config_.tree().directives.size())
                                       : config_.directive(block_).subtree_end;
    // They are in document order.
    const auto& passes = config_.passes();
    auto other = std::lower_bound(passes.begin(), passes.end(), first,
                                  [](const nginx::Pass& one, DirectiveId id) { return one.directive < id; });
    for (; other != passes.end() && other->directive < end; ++other) {
      if (other->directive != pass_.directive && config_.directive(other->directive).parent != parent)
        return true;
    }
    return false;
  }

  void move_own_settings() {
    const std::string_view from = prefix_of(pass_.kind);
    const std::vector<DirectiveId> own = config_.tree().children(block_);
    std::map<std::string, std::string> in_effect;
    if (!shared_ && has_valid_scheme(pass_)) in_effect = moving(own);
    for (const DirectiveId id : own) {
      const auto rival = in_effect.find(what_it_sets(id));
      if (rival == in_effect.end() || rival->second == arguments(id)) {
        remember(id);
      } else {
        drop(id, "it has no effect beside " + quoted(std::string(from) + "pass"));
      }
    }
    bool left_behind = false;
    for (const DirectiveId id : own) {
      const std::string_view name = config_.name(id);
      if (name.substr(0, from.size()) != from || name == "proxy_pass" || name == "grpc_pass") continue;
      if (shared_) {
        left_behind = true;
      } else {
        move(id);
      }
    }
    if (moved_count_ > kMaxNames) moved_ += " and " + std::to_string(moved_count_ - kMaxNames) + " more";
    if (moved_count_ > 0) explain("settings are carried over: " + moved_);
    if (left_behind)
      assume("this pass directive does not need the `" + std::string(from) + "*` settings of its location");
  }

  // Records what the location already sets in the new family.
  void remember(DirectiveId id) {
    const std::string_view name = config_.name(id);
    if (name.substr(0, prefix_of(to_).size()) != prefix_of(to_)) return;
    if (name == set_header_of(to_)) there_headers_.insert(header_name(config_, id));
    there_.insert(may_repeat(name) ? std::string(name) + arguments(id) : std::string(name));
  }

  // A setting of the new family: its name, or the header.
  std::string what_it_sets(DirectiveId id) const {
    const std::string name(config_.name(id));
    if (name == set_header_of(to_)) return name + " " + header_name(config_, id);
    return may_repeat(name) ? name + arguments(id) : name;
  }

  // What the settings of the old family are going to set, and to which values: these are the ones in effect.
  std::map<std::string, std::string> moving(const std::vector<DirectiveId>& own) const {
    std::map<std::string, std::string> values;
    for (const DirectiveId id : own) {
      const std::string_view name = config_.name(id);
      if (name.substr(0, prefix_of(pass_.kind).size()) != prefix_of(pass_.kind)) continue;
      const std::string moved = counterpart(name, to_, subject_.nginx().version);
      if (moved.empty()) continue;
      const bool header = name == set_header_of(pass_.kind);
      if (header && is_illegal(header_name(config_, id))) continue;
      values.emplace(header ? moved + " " + header_name(config_, id) : moved, arguments(id));
    }
    return values;
  }

  void move(DirectiveId id) {
    const std::string_view name = config_.name(id);
    const std::string moved = counterpart(name, to_, subject_.nginx().version);
    const std::string pass_name = to_ == PassKind::proxy ? "`proxy_pass`" : "`grpc_pass`";
    if (moved.empty()) {
      if (nginx::find_directive(name).empty()) return;  // from a third-party module: unknown
      drop(id, pass_name + " has no counterpart");
      if (matters_when_lost(config_, id))
        assume(quoted(source(id)) + " is not needed (" + pass_name + " has no counterpart)");
      return;
    }
    if (name == set_header_of(pass_.kind)) {
      const std::string header = header_name(config_, id);
      if (is_illegal(header)) return drop(id, "HTTP/2 forbids this header");
      if (there_headers_.count(header) != 0 || !own_headers_.insert(header).second)
        return drop(id, "the location sets this header more than once");
      moved_header_ = true;
      if (!there_headers_.empty()) return join_headers(id, moved);
    } else if (!there_.insert(may_repeat(moved) ? moved + arguments(id) : moved).second) {
      return drop(id, "the location already has " + quoted(moved));
    }
    replace(config_.tree().name_word(id).span, moved);
    note_buffers(moved, id);
    ++moved_count_;
    if (moved_count_ <= kMaxNames) moved_ += (moved_.empty() ? "" : ", ") + quoted(moved);
  }

  // Renamed in place, it could collide with the same header from inherited-headers-dropped.
  void join_headers(DirectiveId id, const std::string& moved) {
    if (config_.directive(id).terminator != nginx::Terminator::semicolon) return;
    dropped_.insert(id);
    settings_.edits.push_back(nginx::remove_directive(config_, file_.source, id));
    header_lines_.push_back(moved + arguments(id) + ";");
  }

  void drop(DirectiveId id, const std::string& why) {
    if (config_.directive(id).terminator != nginx::Terminator::semicolon) return;
    dropped_.insert(id);
    settings_.edits.push_back(nginx::remove_directive(config_, file_.source, id));
    explain(quoted(source(id)) + " is removed: " + why);
  }

  void explain(std::string reason) {
    if (settings_.reasons.size() < kMaxReasons) settings_.reasons.push_back(std::move(reason));
  }

  // nginx would ignore them in a location of the new family.
  void carry_inherited_settings() {
    if (block_ == kNoDirective) return;
    for (const std::string_view name : settings_with_counterpart(pass_.kind)) {
      if (!wire_.tls() && name.find("_ssl_") != std::string_view::npos) continue;
      const std::string moved = counterpart(name, to_, subject_.nginx().version);
      if (moved.empty() || !config_.find(block_, name).empty() || !config_.in_force(block_, moved).empty())
        continue;
      for (const DirectiveId id : inherited(name)) {
        added_.push_back(moved + arguments(id) + ";");
        note_buffers(moved, id);
        explain(quoted(source(id)) +
                " of the enclosing block is in force here today: it is carried over as " + quoted(moved));
      }
    }
  }

  bool is_illegal(const std::string& header) const { return wire_.http2() && is_connection_header(header); }

  // The directive without its `;`.
  std::string source(DirectiveId id) const {
    std::string text = source_of(config_, id);
    text.pop_back();
    return text;
  }

  // The arguments, each with a blank before it.
  std::string arguments(DirectiveId id) const {
    return source(id).substr(config_.tree().name_word(id).span.size());
  }

  void set_version() {
    explain(
        "`proxy_http_version 1.1` is set: before nginx 1.29.7 the default is HTTP/1.0, where `keepalive` has no effect");
    const std::vector<DirectiveId> own = config_.find(block_, "proxy_http_version");
    if (own.empty()) {
      added_.emplace_back("proxy_http_version 1.1;");
    } else if (config_.tree().argument_count(own.back()) > 0) {
      replace(config_.tree().argument_word(own.back(), 0).span, "1.1");
    }
  }

  void set_headers() {
    const std::string directive = set_header_of(to_);
    const std::vector<DirectiveId> own = config_.find(block_, directive);
    bool sets_connection = needs_.connection;
    for (const DirectiveId id : own) {
      const std::string header = header_name(config_, id);
      own_headers_.insert(header);
      if (needs_.connection && header == "connection" && config_.tree().argument_count(id) == 2) {
        replace(config_.tree().argument_word(id, 1).span, empty_word(directive));
        sets_connection = false;
      }
    }
    if (needs_.connection) {
      own_headers_.insert("connection");
      explain(
          "`Connection` is set to empty: before nginx 1.29.7 the default is `close`, which ends every connection");
    }
    own_headers_.insert(std::string());  // a header that nginx rejects is not repeated

    std::vector<std::string> lines;
    if (to_ != pass_.kind && !shared_) carry_inherited(directive, &lines);
    // Headers that the location already discards stay discarded, unless it has not used that family so far.
    const bool first = own.empty() && (needs_.connection || moved_header_ || !lines.empty());
    if (first || (to_ != pass_.kind && !shared_ && !own.empty())) {
      for (const DirectiveId id : inherited(directive)) {
        if (own_headers_.insert(header_name(config_, id)).second) lines.push_back(source_of(config_, id));
      }
    }
    if (lines.size() > kMaxRepeated) {
      settings_.manual = true;
      assume(
          "you move the " + std::to_string(lines.size()) +
          " headers of the enclosing block to a file that the location includes: there are too many to repeat");
      lines.clear();
    }
    if (!lines.empty()) {
      explain("inherited headers are repeated: a block with a `" + directive + "` of its own inherits none");
    }
    header_lines_.insert(header_lines_.end(), lines.begin(), lines.end());
    if (sets_connection)
      header_lines_.push_back("proxy_set_header Connection " + empty_word(directive) + ";");
  }

  // `""`, or `''` where the other headers are quoted like that.
  std::string empty_word(const std::string& directive) const {
    for (const DirectiveId id : config_.in_force(block_, directive)) {
      for (uint32_t i = 0; i < config_.tree().argument_count(id); ++i) {
        const char quote = config_.tree().argument_word(id, i).quote;
        if (quote != 0) return std::string(2, quote);
      }
    }
    return "\"\"";
  }

  // What the location inherits of a directive; empty when the paste does not contain the location.
  std::vector<DirectiveId> inherited(std::string_view directive) const {
    if (block_ == kNoDirective) return {};
    return config_.in_force(config_.directive(block_).parent, directive);
  }

  // Headers that the location inherits in the old family reach the backend today, and would no longer.
  void carry_inherited(const std::string& directive, std::vector<std::string>* lines) {
    const std::string from = set_header_of(pass_.kind);
    if (!config_.find(block_, from).empty()) return;  // its own were moved
    std::set<std::string> provided;                   // headers of the new family that are inherited anyway
    for (const DirectiveId id : config_.in_force(block_, directive))
      provided.insert(header_name(config_, id));
    for (const DirectiveId id : config_.in_force(block_, from)) {
      const std::string header = header_name(config_, id);
      if (header.empty() || is_illegal(header) || provided.count(header) != 0 ||
          !own_headers_.insert(header).second)
        continue;
      lines->push_back(directive + arguments(id) + ";");
    }
  }

  // An included file may set the same directives, which nginx rejects as duplicates, or set headers that are
  // then lost.
  void assume_about_includes() {
    for (DirectiveId block = block_; block != kNoDirective; block = config_.directive(block).parent) {
      if (config_.name(block) != "location" && config_.name(block) != "server") return;
      for (const DirectiveId include : config_.find(block, "include")) {
        if (config_.tree().argument_count(include) == 0) continue;
        settings_.manual = settings_.manual || block == block_;  // "… directive is duplicate"
        assume("the included " + quoted(config_.argument(include, 0)) + " sets none of this");
        return;
      }
    }
  }

  const Subject& subject_;
  const ConfigFile& file_;
  const nginx::Config& config_;
  const nginx::Pass& pass_;
  const Wire wire_;
  const PassKind to_;
  const KeepaliveNeeds& needs_;
  DirectiveId block_;
  bool shared_;  // when the directive changes its kind: other pass directives use the location's settings too
  LocationSettings settings_;
  std::vector<std::string> added_;
  std::vector<std::string> header_lines_;
  std::vector<nginx::BufferSetting> buffers_;  // that the location gets
  std::set<DirectiveId> dropped_;
  std::set<std::string> own_headers_;  // names that the location will set itself
  std::string moved_;                  // new names of what was moved
  size_t moved_count_ = 0;
  std::set<std::string> there_;  // what the location says in the new family
  std::set<std::string> there_headers_;
  bool moved_header_ = false;
};

}  // namespace

bool is_connection_header(const std::string& name) {
  return name == "connection" || name == "upgrade" || name == "keep-alive" || name == "proxy-connection" ||
         name == "transfer-encoding";
}

LocationSettings location_settings(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                                   Wire wire, const KeepaliveNeeds& needs) {
  return Plan(subject, file, pass, wire, needs).run();
}

}  // namespace stackengine::rules
