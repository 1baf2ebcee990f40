#include "refactor/replay_plan.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "backends/infer.h"
#include "diagnosis/quoted.h"
#include "nginx/host.h"
#include "refactor/listener.h"
#include "refactor/sample_path.h"
#include "rules/upstream/settings_anchor.h"
#include "text/ascii.h"
#include "text/line_index.h"

namespace stackengine {
namespace {

using nginx::Config;
using nginx::DirectiveId;
using nginx::kNoDirective;
using nginx::Pass;

constexpr size_t kMaxReplays = 5;

// A file of the fixed configuration.
struct File {
  const FixedFile* fixed;
  const Config& config;
};

// How near to a location a change is.
enum class Nearness : uint8_t { location, upstream, around };

struct Touched {
  const File* file;
  const Pass* pass;
  DirectiveId block;  // of the location, or kNoDirective
};

// The pattern of a location and its modifier.
struct LocationHead {
  std::string modifier;  // `=`, `~`, `~*`, `^~` or empty
  std::string pattern;   // `/` where there is no location

  bool is_regex() const { return modifier == "~" || modifier == "~*"; }
  bool is_named() const { return pattern.compare(0, 1, "@") == 0; }
  bool takes(std::string_view path) const {
    path = path.substr(0, path.find('?'));
    return modifier == "=" ? path == pattern : path.substr(0, pattern.size()) == pattern;
  }
};

LocationHead head_of(const Config& config, DirectiveId block) {
  const uint32_t count = block == kNoDirective ? 0 : config.tree().argument_count(block);
  if (count == 0) return {"", "/"};
  return {count > 1 ? config.argument(block, 0) : "", config.argument(block, count - 1)};
}

DirectiveId around(const Config& config, DirectiveId id, std::string_view name) {
  while (id != kNoDirective && config.name(id) != name) id = config.directive(id).parent;
  return id;
}

bool is_within(const Config& config, DirectiveId id, DirectiveId block) {
  return block == kNoDirective || (id > block && id < config.directive(block).subtree_end);
}

// The locations that the changes of a patch reach.
class Reached {
 public:
  explicit Reached(const std::vector<File>& files) : files_(files) {
    for (const Nearness nearness : {Nearness::location, Nearness::upstream, Nearness::around}) {
      // Locations that are certainly touched outweigh those that only may be.
      if (nearness == Nearness::around && !found_.empty()) break;
      for (const File& file : files) {
        for (const Change& change : file.fixed->changes) reach(file, change.after, nearness);
      }
    }
  }

  std::vector<Touched> take() { return std::move(found_); }

 private:
  void reach(const File& file, Span lines, Nearness wanted) {
    const auto& all = file.config.tree().directives;
    const auto first =
        std::lower_bound(all.begin(), all.end(), lines.start,
                         [](const nginx::Directive& one, uint32_t at) { return one.span.start < at; });
    // Directives that begin in the lines, and blocks that are open where they begin.
    for (auto one = first; one != all.end() && one->span.start < lines.end; ++one)
      touch(file, static_cast<DirectiveId>(one - all.begin()), wanted);
    if (first == all.begin()) return;
    auto id = static_cast<DirectiveId>(first - all.begin() - 1);
    while (id != kNoDirective && all[id].span.end <= lines.start) id = all[id].parent;
    if (id != kNoDirective) touch(file, id, wanted);
  }

  void touch(const File& file, DirectiveId id, Nearness wanted) {
    if (found_.size() == kMaxReplays) return;
    const Config& config = file.config;
    const DirectiveId location = around(config, id, "location");
    if (location != kNoDirective) {
      if (wanted == Nearness::location) add_below(file, config.settings_block(location), id);
      return;
    }
    const DirectiveId upstream = around(config, id, "upstream");
    if (upstream != kNoDirective) {
      if (wanted == Nearness::upstream && config.tree().argument_count(upstream) > 0)
        add_users(config.argument(upstream, 0));
      return;
    }
    // The pass directive of a fragment may be outside any location.
    for (const Pass& pass : config.passes()) {
      if (wanted == Nearness::location && pass.directive == id) add(file, pass);
    }
    if (wanted == Nearness::around) add_below(file, config.directive(id).parent, kNoDirective);
  }

  // The pass directives of a block; one that changed itself comes first.
  void add_below(const File& file, DirectiveId block, DirectiveId changed) {
    for (const bool own : {true, false}) {
      for (const Pass& pass : file.config.passes()) {
        if (is_within(file.config, pass.directive, block) && (!own || pass.directive == changed))
          add(file, pass);
      }
    }
  }

  void add_users(const std::string& upstream) {
    for (const File& file : files_) {
      for (const Pass& pass : file.config.passes()) {
        if (equals_ignoring_case(pass.authority, upstream)) add(file, pass);
      }
    }
  }

  void add(const File& file, const Pass& pass) {
    if (found_.size() == kMaxReplays || rules::is_overridden(file.config, pass)) return;
    const DirectiveId block = around(file.config, pass.directive, "location");
    const bool known = std::any_of(found_.begin(), found_.end(), [&](const Touched& one) {
      return one.file == &file && one.block == block;
    });
    if (!known) found_.push_back({&file, &pass, block});
  }

  const std::vector<File>& files_;
  std::vector<Touched> found_;
};

class Plan {
 public:
  Plan(const Workspace& workspace, const Analysis& analysis, const Refactoring& refactoring)
      : analysis_(analysis), refactoring_(refactoring), told_(told_requests(workspace, analysis)) {
    for (const FixedFile& file : refactoring.files) {
      const ParsedSource& fixed = refactoring.sources[file.source];
      if (fixed.config) files_.push_back({&file, *fixed.config});
    }
  }

  std::vector<Replay> run() {
    std::vector<Replay> replays;
    for (const Touched& touched : Reached(files_).take()) replays.push_back(replay_of(touched));
    return replays;
  }

 private:
  Replay replay_of(const Touched& touched) {
    const Config& config = touched.file->config;
    const Pass& pass = *touched.pass;
    const LocationHead head = head_of(config, touched.block);
    const LineIndex lines(config.text());
    Replay replay;
    replay.source = touched.file->fixed->source;
    if (touched.block != kNoDirective) {
      replay.line = lines.at(config.directive(touched.block).span.start).line;
      replay.location = head.pattern;
    }
    const DirectiveId server = around(config, touched.block, "server");
    if (server != kNoDirective) {
      const uint32_t body = config.directive(server).body.start;
      replay.server_line = lines.at(body == 0 ? 0 : body - 1).line;
    }
    replay.backend = pass.variable ? "*" : pass.authority;
    const Backend* backend = backend_of(pass);
    if (backend != nullptr) replay.protocols = taken_for(*backend);

    const Listener listener = listener_of(config, touched.block);
    replay.request.host = listener.name;
    if (server != kNoDirective && !config.find(server, "listen").empty()) replay.request.port = listener.port;
    const ToldRequest* told = told_for(touched, head, backend);
    if (told != nullptr) {
      // Only the listener of this server counts, whatever is in front of it.
      const ClientRequest here = std::exchange(replay.request, told->request);
      replay.request.port = here.port;
      if (replay.request.host.empty()) replay.request.host = here.host;
      replay.origin = told->by_curl ? ReplayOrigin::curl : ReplayOrigin::log;
    } else {
      derive(touched, head, &replay);
    }
    choose_kind(touched, told != nullptr, &replay);
    return replay;
  }

  const Backend* backend_of(const Pass& pass) const {
    if (pass.variable) return nullptr;
    for (const std::string& name : {pass.authority, backends::address_of(pass)}) {
      for (const Backend& backend : analysis_.backends) {
        if (equals_ignoring_case(backend.name, name)) return &backend;
      }
    }
    return nullptr;
  }

  // The assumption of an applied fix, or else what is known or suspected.
  Protocols taken_for(const Backend& backend) const {
    if (backend.certainty == Certainty::known) return backend.protocols;
    for (const FixOutcome& outcome : refactoring_.outcomes) {
      if (outcome.status != FixStatus::applied) continue;
      const auto& assumes = analysis_.diagnostics[outcome.diagnostic].fixes[outcome.fix].assumes;
      if (assumes && assumes->backend == backend.name) return {assumes->protocol};
    }
    return backend.protocols;
  }

  // The request in the paste for the location; null without one.
  const ToldRequest* told_for(const Touched& touched, const LocationHead& head,
                              const Backend* backend) const {
    const ToldRequest* best = nullptr;
    int most = 0;
    for (const ToldRequest& told : told_) {
      const int worth = worth_of(told, touched, head, backend);
      if (worth > most) {
        best = &told;
        most = worth;
      }
    }
    return best;
  }

  int worth_of(const ToldRequest& told, const Touched& touched, const LocationHead& head,
               const Backend* backend) const {
    const Config& config = touched.file->config;
    const auto is_peer = [&](const std::string& address) {
      return backend != nullptr &&
             (backend->name == address ||
              std::find(backend->peers.begin(), backend->peers.end(), address) != backend->peers.end());
    };
    if (told.by_curl && is_peer(told.request.host + ":" + told.request.port)) return 0;  // not through nginx
    if (!is_for_server(told, config, touched.block)) return 0;
    const bool to_backend = is_peer(told.upstream);
    if (head.is_regex() || head.is_named()) return to_backend && is_only_way(touched) ? 2 : 0;
    if (!head.takes(told.request.path) || !is_longest(config, touched.block, head, told.request.path))
      return 0;
    return told.by_curl ? 3 : to_backend ? 2 : 1;
  }

  static bool is_for_server(const ToldRequest& told, const Config& config, DirectiveId block) {
    const DirectiveId server = around(config, block, "server");
    if (server == kNoDirective) return true;
    bool named = false;
    for (const DirectiveId id : config.find(server, "server_name")) {
      for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) {
        const std::string name = config.argument(id, i);
        if (name == told.server || name == told.request.host) return true;
        // It is not known here what a pattern matches.
        if (name.find_first_of("*~$") != std::string::npos || name.compare(0, 1, ".") == 0) return true;
        named = named || (name != "_" && !name.empty());
      }
    }
    const bool is_address = nginx::is_ip_address(told.request.host) || told.request.host == "localhost";
    return !named || (told.server.empty() && (told.request.host.empty() || is_address));
  }

  // Whether no longer prefix matches the path.
  static bool is_longest(const Config& config, DirectiveId block, const LocationHead& head,
                         std::string_view path) {
    if (block == kNoDirective) return true;
    for (const DirectiveId other : config.find(config.directive(block).parent, "location")) {
      const LocationHead beside = head_of(config, other);
      if (other == block || beside.is_regex() || beside.is_named() || !beside.takes(path)) continue;
      if (beside.modifier == "=" || beside.pattern.size() > head.pattern.size()) return false;
    }
    return true;
  }

  // Whether no other location passes to the same backend.
  bool is_only_way(const Touched& touched) const {
    for (const File& file : files_) {
      for (const Pass& pass : file.config.passes()) {
        if (pass.authority == touched.pass->authority &&
            around(file.config, pass.directive, "location") != touched.block)
          return false;
      }
    }
    return true;
  }

  // A request that follows from the configuration itself.
  void derive(const Touched& touched, const LocationHead& head, Replay* replay) const {
    const Config& config = touched.file->config;
    replay->request.method = method_of(config, touched.block);
    if (head.is_named()) {
      const std::optional<std::string> path = path_to_named(config, touched.block, head.pattern);
      if (path) {
        replay->request.path = *path;
      } else {
        replay->trouble = "nothing in the paste leads to " + quoted("location " + head.pattern);
      }
    } else if (head.is_regex()) {
      const std::optional<std::string> path = sample_path(head.pattern);
      if (path) {
        replay->request.path = *path;
      } else {
        replay->trouble = "no known path matches " +
                          quoted("location " + head.modifier + " " + head.pattern) +
                          ": add the log line of a request, or the `curl` command";
      }
    } else {
      replay->request.path = head.pattern.compare(0, 1, "/") == 0 ? head.pattern : "/" + head.pattern;
    }
    if (replay->trouble.empty() && touched.block != kNoDirective &&
        !config.find(touched.block, "internal").empty())
      replay->trouble = quoted("location " + head.pattern) + " is `internal`: no client can request it";
  }

  // A method that no `if` and no `limit_except` of the location or its server rejects.
  static std::string method_of(const Config& config, DirectiveId block) {
    for (const DirectiveId where : {block, around(config, block, "server")}) {
      if (where == kNoDirective) continue;
      for (const DirectiveId id : config.find(where, "limit_except")) {
        if (config.tree().argument_count(id) > 0) return config.argument(id, 0);
      }
      for (const DirectiveId id : config.find(where, "if")) {
        const uint32_t count = config.tree().argument_count(id);
        if (count < 3 || config.argument(id, 0) != "($request_method") continue;
        const std::string sign = config.argument(id, 1);
        std::string value = config.argument(id, 2);
        if (count == 3 && !value.empty()) value.pop_back();  // the `)` of the condition
        if (sign == "!=") return value;
        if (sign == "!~" || sign == "!~*") {
          if (const auto sample = sample_text(value)) return *sample;
        }
        if (sign == "=" && value == "GET") return "POST";
      }
    }
    return "GET";
  }

  // Where `try_files … @name` or `error_page … @name` is.
  static std::optional<std::string> path_to_named(const Config& config, DirectiveId block,
                                                  const std::string& name) {
    const auto& all = config.tree().directives;
    for (DirectiveId id = 0; id < all.size(); ++id) {
      const std::string_view directive = config.name(id);
      if (directive != "try_files" && directive != "error_page") continue;
      const uint32_t count = config.tree().argument_count(id);
      if (count == 0 || config.argument(id, count - 1) != name) continue;
      if (around(config, id, "server") != around(config, block, "server")) continue;
      const LocationHead head = head_of(config, around(config, id, "location"));
      if (head.is_named()) continue;
      // `location /` may have a file for `/` itself.
      if (!head.is_regex()) return head.pattern == "/" ? "/replay" : head.pattern;
      if (auto path = sample_path(head.pattern)) return path;
    }
    return std::nullopt;
  }

  static bool sets_upgrade(const Config& config, DirectiveId block) {
    for (const DirectiveId id : config.in_force(block, "proxy_set_header")) {
      if (config.tree().argument_count(id) < 2) continue;
      std::string name = config.argument(id, 0);
      for (char& c : name) c = static_cast<char>(c | 0x20);
      if (name == "upgrade" && config.argument(id, 1) == "$http_upgrade") return true;
    }
    return false;
  }

  static void choose_kind(const Touched& touched, bool told, Replay* replay) {
    ClientRequest& request = replay->request;
    const bool free = !told && request.method == "GET";
    if (touched.pass->kind == nginx::PassKind::grpc) {
      // `grpc_pass` also reaches plain HTTP/2 servers, which accept any request.
      const bool plain = !replay->protocols.empty() && !among(Protocol::grpc, replay->protocols) &&
                         !among(Protocol::grpc_tls, replay->protocols);
      if (!plain && (free || request.method == "POST") && !request.has_header("content-type")) {
        replay->kind = ReplayKind::grpc;
        request.method = "POST";
        if (!told) request.version = HttpVersion::http2;
      }
      return;
    }
    const bool http2 = request.version == HttpVersion::http2;
    const Config& config = touched.file->config;
    const DirectiveId block = config.directive(touched.pass->directive).parent;
    if (request.method != "GET" || http2 || !sets_upgrade(config, block)) return;
    if (request.has_header("upgrade")) return;  // the command has the handshake itself
    replay->kind = ReplayKind::websocket;
    request.version = HttpVersion::http1;
  }

  const Analysis& analysis_;
  const Refactoring& refactoring_;
  std::vector<ToldRequest> told_;
  std::vector<File> files_;
};

}  // namespace

std::vector<Replay> replay_plan(const Workspace& workspace, const Analysis& analysis,
                                const Refactoring& refactoring) {
  if (refactoring.patch.empty()) return {};
  return Plan(workspace, analysis, refactoring).run();
}

}  // namespace stackengine
