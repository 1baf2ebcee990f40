#include "refactor/verification.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "analysis/config_files.h"
#include "backends/infer.h"
#include "diagnosis/quoted.h"
#include "refactor/listener.h"
#include "rules/subject.h"
#include "rules/upstream/http2_settings.h"
#include "rules/upstream/settings_anchor.h"
#include "text/ascii.h"
#include "text/shell_word.h"

namespace stackengine {
namespace {

using nginx::Config;
using nginx::DirectiveId;
using nginx::kNoDirective;
using nginx::PassKind;

constexpr size_t kMaxLocations = 5;  // a person does not check more
constexpr std::string_view kCurl = "curl -sv --max-time 5 ";

// A file name that no command reads as an option.
std::string file_word(const std::string& name) {
  return shell_word(name.compare(0, 1, "-") == 0 ? "./" + name : name);
}

// In the home directory: nginx would also read a copy next to the original if it includes the folder.
std::string backup_word(std::string flat) {
  std::replace(flat.begin(), flat.end(), '/', '_');
  return "~/" + shell_word(flat + ".before-fix");
}

// The file that a fragment was copied from may be unknown.
constexpr std::string_view kFolder = "/etc/nginx";

std::string in_file_system(const FixedFile& file) {
  return file.fragment && file.name[0] != '/' ? std::string(kFolder) : file.name;
}

std::string copy_command(const std::string& original) { return original == kFolder ? "cp -p -R " : "cp -p "; }

// For a URL of `curl`: without characters that end the path or that curl expands.
std::string url_path(std::string_view path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=:@%";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

// What the fixed pass directive speaks.
struct Way {
  bool grpc = false;
  bool http2 = false;
  bool tls = false;
};

Way way_of(const Config& config, const nginx::Pass& pass) {
  const bool grpc = pass.kind == PassKind::grpc;
  return {grpc, grpc || rules::asks_for_http2(config, pass),
          pass.scheme == "https" || pass.scheme == "grpcs"};
}

class Steps {
 public:
  Steps(const Analysis& analysis, const Refactoring& refactoring)
      : analysis_(analysis), refactoring_(refactoring), subject_(config_files(refactoring.sources), {}, {}) {}

  std::vector<Step> run() {
    const std::vector<const FixedFile*> files = changed();
    if (files.empty()) return {};
    for (const FixedFile* file : files) {
      const std::string original = in_file_system(*file);
      add("back up " + quoted(original) + " before you replace it with the fixed text",
          copy_command(original) + file_word(original) + " " + backup_word(original));
    }
    add("replace the text, then test it with nginx and load it without dropping connections",
        "nginx -t && nginx -s reload");
    size_t locations = 0;
    for (const FixedLocation& location : refactoring_.locations) {
      if (locations == kMaxLocations) break;
      if (prove(location)) ++locations;
    }
    add("check that the error log has no new line", "tail -n 20 " + shell_word(error_log()));
    std::string back;
    for (const FixedFile* file : files) {
      const std::string original = in_file_system(*file);
      back += copy_command(original) + backup_word(original) + (original == kFolder ? "/. " : " ") +
              file_word(original) + " && ";
    }
    add("if something got worse: restore the text from before the fix", back + "nginx -t && nginx -s reload");
    return std::move(steps_);
  }

 private:
  // Manifests are not for nginx.
  std::vector<const FixedFile*> changed() const {
    std::vector<const FixedFile*> files;
    for (const FixedFile& file : refactoring_.files) {
      const bool nginx = analysis_.sources[file.source].kind == SourceKind::nginx;
      if (nginx && !file.changes.empty()) files.push_back(&file);
    }
    return files;
  }

  void add(std::string title, std::string command) {
    if (commands_.insert(command).second) steps_.push_back({std::move(title), std::move(command)});
  }

  bool prove(const FixedLocation& location) {
    for (const rules::ConfigFile& file : subject_.files()) {
      if (file.source != location.source) continue;
      const Config& config = file.config;
      DirectiveId block = kNoDirective;
      if (location.start != kWholeText) {
        block = directive_at(config, location.start);
        if (block == kNoDirective) return false;
      }
      const std::vector<nginx::Pass>& passes = config.passes();  // in document order
      const DirectiveId first = block == kNoDirective ? 0 : block;
      const DirectiveId end = block == kNoDirective ? kNoDirective : config.directive(block).subtree_end;
      auto pass = std::lower_bound(passes.begin(), passes.end(), first,
                                   [](const nginx::Pass& one, DirectiveId id) { return one.directive < id; });
      for (; pass != passes.end() && pass->directive < end; ++pass) {
        const DirectiveId parent = config.directive(pass->directive).parent;
        if (parent != block || pass->variable || rules::is_overridden(config, *pass)) continue;
        const Way way = way_of(config, *pass);
        ask_backend(*pass, way);
        ask_nginx(config, block, *pass, way);
        return true;
      }
    }
    return false;
  }

  void ask_backend(const nginx::Pass& pass, const Way& way) {
    const rules::UpstreamPlace place = subject_.upstream_named(pass.authority);
    const bool pool = place.upstream != nullptr;
    if (pool && place.upstream->peers.empty()) return;
    const std::string peer = pool ? place.upstream->peers.front().address : backends::address_of(pass);
    const bool is_unix = peer.compare(0, 5, "unix:") == 0;
    const std::string socket = is_unix ? shell_word(peer.substr(5)) : "";
    const std::string url =
        std::string(way.tls ? "https://" : "http://") + (is_unix ? "localhost" : peer) + "/";
    std::string curl(kCurl);
    if (way.tls) curl += "-k ";
    curl += way.http2 ? (way.tls ? "--http2 " : "--http2-prior-knowledge ") : "--http1.1 ";
    if (is_unix) curl += "--unix-socket " + socket + " ";
    const std::string version = way.http2 ? "HTTP/2" : "HTTP/1.1";
    add("check that the backend " + quoted(pass.authority) + " answers " + version, curl + shell_word(url));
    const bool option = peer.compare(0, 1, "-") == 0;  // grpcurl would read it as an option
    if (way.grpc && !option && !speaks_plain_http2(pass)) {
      add("check that the backend " + quoted(pass.authority) + " answers gRPC (needs server reflection)",
          std::string("grpcurl ") + (way.tls ? "-insecure " : "-plaintext ") +
              (is_unix ? "-unix " + socket : shell_word(peer)) + " list");
    }
  }

  // Whether the backend is known to be a plain HTTP/2 server, for which `grpc_pass` is only a
  // workaround.
  bool speaks_plain_http2(const nginx::Pass& pass) const {
    for (const Backend& backend : analysis_.backends) {
      if (!equals_ignoring_case(backend.name, pass.authority) &&
          !equals_ignoring_case(backend.name, backends::address_of(pass)))
        continue;
      const bool grpc = backend.known_to_speak(Protocol::grpc) || backend.known_to_speak(Protocol::grpc_tls);
      return !grpc && (backend.known_to_speak(Protocol::h2c) || backend.known_to_speak(Protocol::h2_tls));
    }
    return false;
  }

  void ask_nginx(const Config& config, DirectiveId block, const nginx::Pass& pass, const Way& way) {
    const Listener listener = listener_of(config, block);
    std::string title = "send a request through nginx";
    std::string path = "/";
    if (block != kNoDirective) {
      const uint32_t count = config.tree().argument_count(block);
      const std::string last = count > 0 ? config.argument(block, count - 1) : "";
      const std::string modifier = count > 1 ? config.argument(block, 0) : "";
      if (last.compare(0, 1, "@") == 0) return;  // no request can name it
      if (modifier == "~" || modifier == "~*") {
        title += ", with `/PATH` replaced by a path that " + quoted(last) + " matches";
        path = "/PATH";
      } else if (last.compare(0, 1, "/") == 0) {
        path = url_path(last);
      }
    }
    std::string curl(kCurl);
    if (listener.tls) curl += "-k ";
    std::string url = listener.scheme() + "://" + listener.authority() + path;
    if (!listener.name.empty())
      curl += "--resolve " + shell_word(listener.authority() + ":" + listener.address) + " ";
    if (!way.grpc || speaks_plain_http2(pass)) {
      add(title + ": expect a response of the backend, not 502", curl + "--http1.1 " + shell_word(url));
      return;
    }
    if (!listener.http2) title += " (the server also needs `http2` for clients)";
    curl += listener.tls ? "--http2 " : "--http2-prior-knowledge ";
    add(title + ": expect a response with `grpc-status`, not 502",
        curl + "-X POST -H 'content-type: application/grpc' -H 'te: trailers' " + shell_word(url));
    add("call gRPC through nginx (needs server reflection in the backend, and a location that passes it on)",
        std::string("grpcurl ") + (listener.tls ? "-insecure " : "-plaintext ") +
            (listener.name.empty() ? "" : "-authority " + shell_word(listener.name) + " ") +
            shell_word(listener.address + ":" + listener.port) + " list");
  }

  // The log in force where something was fixed, or else the default of most builds.
  std::string error_log() const {
    for (const rules::ConfigFile& file : subject_.files()) {
      const Config& config = file.config;
      for (const FixedLocation& location : refactoring_.locations) {
        if (file.source != location.source) continue;
        const DirectiveId block =
            location.start == kWholeText ? kNoDirective : directive_at(config, location.start);
        for (const DirectiveId id : config.in_force(block, "error_log")) {
          if (config.tree().argument_count(id) == 0) continue;
          std::string path = config.argument(id, 0);
          if (path.compare(0, 1, "/") == 0) return path;
        }
      }
    }
    return "/var/log/nginx/error.log";
  }

  const Analysis& analysis_;
  const Refactoring& refactoring_;
  rules::Subject subject_;
  std::set<std::string> commands_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> verification(const Analysis& analysis, const Refactoring& refactoring) {
  if (refactoring.patch.empty()) return {};
  return Steps(analysis, refactoring).run();
}

}  // namespace stackengine
