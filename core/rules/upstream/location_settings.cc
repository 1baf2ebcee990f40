#include "rules/upstream/location_settings.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;
using nginx::PassKind;

std::string_view prefix_of(PassKind kind) { return kind == PassKind::proxy ? "proxy_" : "grpc_"; }

std::string set_header_of(PassKind kind) { return std::string(prefix_of(kind)) + "set_header"; }

// Collects the edits for one location.
class Plan {
 public:
  Plan(const ConfigFile& file, const nginx::Pass& pass, PassKind to, const KeepaliveNeeds& needs)
      : file_(file),
        config_(file.config),
        pass_(pass),
        to_(to),
        needs_(needs),
        block_(config_.settings_block(config_.directive(pass.directive).parent)),
        shared_(to != pass.kind && shares_settings()) {}

  LocationSettings run() {
    if (to_ != pass_.kind) move_own_settings();
    if (needs_.version) set_version();
    if (to_ != pass_.kind || needs_.connection) set_headers();
    if (!added_.empty()) {
      const DirectiveId anchor = settings_anchor(config_, pass_);
      settings_.edits.push_back(nginx::insert_after(config_, file_.source, anchor, added_));
    }
    if (!settings_.edits.empty()) assume_about_includes();
    return std::move(settings_);
  }

 private:
  void assume(const std::string& what) {
    if (!settings_.assumption.empty()) settings_.assumption += "; ";
    settings_.assumption += what;
  }

  void remove(DirectiveId id) {
    settings_.edits.push_back(nginx::remove_directive(config_, file_.source, id));
  }

  void replace(Span span, std::string text) {
    settings_.edits.push_back(nginx::replace_span(file_.source, span, std::move(text)));
  }

  // Whether another pass directive, in this location or in one inside it, uses the location's settings too.
  bool shares_settings() const {
    if (config_.directive(pass_.directive).parent != block_) return true;  // in an `if`: the location goes on
    const bool whole_text = block_ == kNoDirective;
    const DirectiveId first = whole_text ? 0 : block_;
    const DirectiveId end = whole_text ? static_cast<DirectiveId>(config_.tree().directives.size())
                                       : config_.directive(block_).subtree_end;
    return std::any_of(config_.passes().begin(), config_.passes().end(), [&](const nginx::Pass& other) {
      return other.directive >= first && other.directive < end && other.directive != pass_.directive &&
             config_.directive(other.directive).parent != block_;
    });
  }

  void move_own_settings() {
    const std::string_view from = prefix_of(pass_.kind);
    bool left_behind = false;
    for (const DirectiveId id : config_.tree().children(block_)) {
      const std::string_view name = config_.name(id);
      if (name.substr(0, from.size()) != from || name == "proxy_pass" || name == "grpc_pass") continue;
      if (shared_) {
        left_behind = true;
      } else {
        move(id, name.substr(from.size()));
      }
    }
    if (left_behind) assume("it does not need the `" + std::string(from) + "*` settings of its location");
  }

  void move(DirectiveId id, std::string_view what) {
    const std::string moved = std::string(prefix_of(to_)) + std::string(what);
    if (what == "set_header") {
      const std::string header = header_name(config_, id);
      const bool illegal = to_ == PassKind::grpc && is_connection_header(header);
      if (illegal || !own_headers_.insert(header).second || sets_header(set_header_of(to_), header)) {
        remove(id);
        return;
      }
      moved_header_ = true;
    } else if (nginx::find_directive(moved).empty() || !nginx::may_stand_in(moved, "location") ||
               !config_.find(block_, moved).empty()) {
      return;  // no counterpart, or the location has it already
    }
    replace(config_.tree().name_word(id).span, moved);
  }

  bool sets_header(const std::string& directive, const std::string& header) const {
    const std::vector<DirectiveId> ids = config_.find(block_, directive);
    return std::any_of(ids.begin(), ids.end(),
                       [&](DirectiveId id) { return header_name(config_, id) == header; });
  }

  void set_version() {
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
        replace(config_.tree().argument_word(id, 1).span, "\"\"");
        sets_connection = false;
      }
    }
    if (needs_.connection) own_headers_.insert("connection");
    own_headers_.insert(std::string());  // one that nginx refuses is not repeated

    std::vector<std::string> lines;
    if (to_ != pass_.kind && !shared_) carry_inherited(directive, &lines);
    // Headers that the location discards already stay discarded, unless it has not used them so far.
    const bool first = own.empty() && (needs_.connection || moved_header_ || !lines.empty());
    if (first || (to_ != pass_.kind && !shared_ && !own.empty())) {
      for (const DirectiveId id : inherited(directive)) {
        if (own_headers_.insert(header_name(config_, id)).second) lines.push_back(source_of(config_, id));
      }
    }
    added_.insert(added_.end(), lines.begin(), lines.end());
    if (sets_connection) added_.emplace_back("proxy_set_header Connection \"\";");
  }

  // What the location inherits of a directive; nothing when the location itself was not pasted.
  std::vector<DirectiveId> inherited(const std::string& directive) const {
    if (block_ == kNoDirective) return {};
    return config_.in_force(config_.directive(block_).parent, directive);
  }

  // What the location inherits of the other family reaches the backend today, and would not any more.
  void carry_inherited(const std::string& directive, std::vector<std::string>* lines) {
    const std::string from = set_header_of(pass_.kind);
    if (!config_.find(block_, from).empty()) return;  // its own ones were moved
    std::set<std::string> provided;                   // headers of the new family that come by themselves
    for (const DirectiveId id : config_.in_force(block_, directive))
      provided.insert(header_name(config_, id));
    for (const DirectiveId id : config_.in_force(block_, from)) {
      const std::string header = header_name(config_, id);
      const bool illegal = to_ == PassKind::grpc && is_connection_header(header);
      if (header.empty() || illegal || provided.count(header) != 0 || !own_headers_.insert(header).second)
        continue;
      lines->push_back(directive + source_of(config_, id).substr(from.size()));
    }
  }

  // An included file may set the same things again, which nginx refuses as duplicate, or set headers that get
  // lost.
  void assume_about_includes() {
    for (DirectiveId block = block_; block != kNoDirective; block = config_.directive(block).parent) {
      if (config_.name(block) != "location" && config_.name(block) != "server") return;
      for (const DirectiveId include : config_.find(block, "include")) {
        if (config_.tree().argument_count(include) == 0) continue;
        settings_.manual = block == block_;  // "… directive is duplicate"
        assume("the included " + quoted(config_.argument(include, 0)) + " sets nothing of it");
        return;
      }
    }
  }

  const ConfigFile& file_;
  const nginx::Config& config_;
  const nginx::Pass& pass_;
  PassKind to_;
  const KeepaliveNeeds& needs_;
  DirectiveId block_;
  bool shared_;  // when the directive changes its kind: other pass directives use the location's settings too
  LocationSettings settings_;
  std::vector<std::string> added_;
  std::set<std::string> own_headers_;  // names that the location will set itself
  bool moved_header_ = false;
};

}  // namespace

bool is_connection_header(const std::string& name) { return name == "connection" || name == "upgrade"; }

LocationSettings location_settings(const ConfigFile& file, const nginx::Pass& pass, PassKind to,
                                   const KeepaliveNeeds& needs) {
  return Plan(file, pass, to, needs).run();
}

}  // namespace stackengine::rules
