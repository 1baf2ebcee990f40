#include "nginx/contexts.h"

#include <algorithm>
#include <unordered_set>

#include "nginx/directive_table.h"
#include "nginx/include_paths.h"

namespace stackengine::nginx {
namespace {

constexpr uint32_t kHttpFamily =
    kHttp | kHttpServer | kLocation | kIfInServer | kIfInLocation | kLimitExcept | kHttpUpstream;

constexpr int kBits = 15;  // of Context
constexpr int kHttpServerBit = 3;
static_assert(kHttpServer == 1u << kHttpServerBit, "a bit of Context");

}  // namespace

// Finds the contexts of one file after the other.
class ContextReader {
 public:
  ContextReader(const std::vector<NamedConfig>& files, Contexts* out)
      : files_(files), out_(*out), paths_(names_of(files)) {
    const size_t count = files.size();
    out_.of_.resize(count);
    out_.fragment_.resize(count);
    out_.known_.assign(count, false);
    out_.includes_.resize(count);
    possible_.resize(count);
    whole_.assign(count, false);
    from_includes_.assign(count, 0);
    certain_includes_.assign(count, true);
    done_.assign(count, false);
    prefix_.assign(count, {});
  }

  void run() {
    for (size_t file = 0; file < files_.size(); ++file) survey(file);
    // Whole files come first: their folder is the prefix of all relative paths.
    for (size_t file = 0; file < files_.size(); ++file) {
      if (whole_[file]) start(file);
    }
    std::vector<bool> named(files_.size(), false);
    for (size_t file = 0; file < files_.size(); ++file) {
      if (!done_[file]) mark_included(file, &named);
    }
    for (size_t file = 0; file < files_.size(); ++file) {
      if (!done_[file] && !named[file]) start(file);
    }
    for (size_t file = 0; file < files_.size(); ++file) {
      if (!done_[file]) start(file);  // files that include each other in a circle
    }
  }

 private:
  static std::vector<std::string_view> names_of(const std::vector<NamedConfig>& files) {
    std::vector<std::string_view> names;
    names.reserve(files.size());
    for (const NamedConfig& file : files) names.push_back(file.name);
    return names;
  }

  const Config& config(size_t file) const { return *files_[file].config; }

  // Bottom-up: the contexts that allow each directive, by its name and its content.
  void survey(size_t file) {
    const Config& config = this->config(file);
    const size_t count = config.tree().directives.size();
    std::vector<uint32_t>& possible = possible_[file];
    possible.assign(count, 0);
    out_.of_[file].assign(count, 0);
    // The votes of the children for each context of a block's body; kept for open blocks only.
    struct Open {
      DirectiveId id;
      uint32_t votes[kBits];
    };
    std::vector<Open> open;
    bool conf = false;
    bool other = false;
    bool fits_main = true;
    for (size_t n = count; n-- > 0;) {
      // In reverse order a block comes after its children.
      const auto id = static_cast<DirectiveId>(n);
      const std::string_view name = config.name(id);
      uint32_t contexts = 0;
      for (const DirectiveRow& row : find_directive(name)) contexts |= row.contexts;
      if (!open.empty() && open.back().id == id) {
        contexts = narrowed(name, contexts, open.back().votes);
        open.pop_back();
      }
      const bool http_pass = is_http_pass(config, id);
      if (http_pass) contexts &= kHttpFamily;
      possible[id] = contexts;
      const DirectiveId parent = config.directive(id).parent;
      if (parent == kNoDirective) {
        const bool block = config.tree().is_block(id);
        conf = conf || (block && (name == "events" || name == "http"));
        other = other || (block && (name == "stream" || name == "mail"));
        fits_main = fits_main && (contexts == 0 || (contexts & kMain) != 0);
        continue;
      }
      if (open.empty() || open.back().id != parent) open.push_back({parent, {}});
      for (int bit = 0; bit < kBits; ++bit) open.back().votes[bit] += contexts >> bit & 1u;
      if (http_pass) ++open.back().votes[kHttpServerBit];  // misplaced there, but not a stream server
    }
    whole_[file] = conf || (other && fits_main);
    number_fragments(file);
  }

  // `proxy_pass` with a scheme, which stream does not allow.
  static bool is_http_pass(const Config& config, DirectiveId id) {
    if (config.name(id) != "proxy_pass" || config.tree().argument_count(id) == 0) return false;
    return config.tree().argument_word(id, 0).span.in(config.text()).find("://") != std::string_view::npos;
  }

  // Of the possible contexts of the block, those whose body allows most of the children.
  static uint32_t narrowed(std::string_view name, uint32_t contexts, const uint32_t (&votes)[kBits]) {
    const uint32_t bodies = body_contexts(name, contexts);
    uint32_t most = 0;
    for (int bit = 0; bit < kBits; ++bit) {
      if ((bodies >> bit & 1u) != 0) most = std::max(most, votes[bit]);
    }
    uint32_t best = 0;
    for (int bit = 0; bit < kBits; ++bit) {
      if ((bodies >> bit & 1u) != 0 && votes[bit] == most) best |= 1u << bit;
    }
    const uint32_t narrow = contexts & block_contexts(name, best);
    return most == 0 || narrow == 0 ? contexts : narrow;
  }

  void number_fragments(size_t file) {
    const Config& config = this->config(file);
    std::vector<uint32_t>& fragment = out_.fragment_[file];
    fragment.assign(config.tree().directives.size(), 0);
    uint32_t number = 0;
    for (DirectiveId id = 0; id < fragment.size(); ++id) {
      if (config.directive(id).parent == kNoDirective) {
        while (number < config.breaks().size() && config.breaks()[number] <= config.directive(id).span.start)
          ++number;
      }
      fragment[id] = number;
    }
  }

  void start(size_t file) {
    prefix_[file] = folder_of(files_[file].name);
    place(file, whole_[file] ? static_cast<uint32_t>(kMain) : kFragmentContexts, whole_[file]);
    follow_includes(file);
  }

  // Places files until no `include` adds anything. A file gains each bit of a context at most once.
  void follow_includes(size_t root) {
    std::vector<size_t> waiting = {root};
    std::vector<bool> queued(files_.size(), false);
    while (!waiting.empty()) {
      const size_t file = waiting.back();
      waiting.pop_back();
      queued[file] = false;
      for (const Contexts::Include& include : out_.includes_[file]) {
        const uint32_t contexts = out_.of_[file][include.directive];
        if (contexts == 0) continue;
        for (const size_t target : include.files) {
          if (target == root || whole_[target]) continue;
          const uint32_t all = from_includes_[target] | contexts;
          if (all == from_includes_[target]) continue;
          from_includes_[target] = all;
          prefix_[target] = prefix_[root];
          certain_includes_[target] = certain_includes_[target] && out_.known_[file];
          place(target, all, certain_includes_[target]);
          if (!queued[target]) waiting.push_back(target);
          queued[target] = true;
        }
      }
    }
  }

  void mark_included(size_t file, std::vector<bool>* named) {
    const Config& config = this->config(file);
    for (DirectiveId id = 0; id < config.tree().directives.size(); ++id) {
      if (config.name(id) != "include" || config.tree().argument_count(id) != 1) continue;
      for (const size_t target : paths_.find(config.argument(id, 0), folder_of(files_[file].name), file)) {
        if (target != file) (*named)[target] = true;
      }
    }
  }

  // Top-down: the file's top is in `contexts`.
  void place(size_t file, uint32_t contexts, bool known) {
    const Config& config = this->config(file);
    const auto count = static_cast<DirectiveId>(config.tree().directives.size());
    std::vector<uint32_t>& of = out_.of_[file];
    const std::vector<uint32_t>& possible = possible_[file];
    const std::vector<uint32_t>& fragment = out_.fragment_[file];
    done_[file] = true;
    out_.known_[file] = known;
    out_.includes_[file].clear();

    // One context that fits all top directives of a fragment.
    std::vector<uint32_t> common;
    for (DirectiveId id = 0; id < count; id = config.directive(id).subtree_end) {
      if (common.size() <= fragment[id]) common.resize(fragment[id] + 1, contexts);
      if ((possible[id] & contexts) != 0) common[fragment[id]] &= possible[id];
    }
    for (DirectiveId id = 0; id < count; ++id) {
      const DirectiveId parent = config.directive(id).parent;
      uint32_t here = contexts;
      if (parent == kNoDirective) {
        if (common[fragment[id]] != 0) here = common[fragment[id]];
      } else {
        here = body_of(config.name(parent), of[parent], possible[parent]);
      }
      of[id] = (here & possible[id]) != 0 ? here & possible[id] : here;
      if (config.name(id) != "include" || config.tree().argument_count(id) != 1) continue;
      if (of[id] != 0) {
        resolve(file, id);
      } else {
        leave_unjudged(file, id);
      }
    }
  }

  // A misplaced block is read as it would be in the right place.
  static uint32_t body_of(std::string_view name, uint32_t contexts, uint32_t possible) {
    if (contexts == 0) return 0;
    const uint32_t body = body_contexts(name, contexts);
    return body != 0 ? body : body_contexts(name, possible);
  }

  void resolve(size_t file, DirectiveId id) {
    const std::string path = config(file).argument(id, 0);
    const std::vector<size_t>& found = paths_.find(path, prefix_[file], file);
    if (!found.empty()) {
      out_.includes_[file].push_back({id, found});
    } else if (reported_.insert(path).second) {
      out_.missing_.push_back({file, id, path});
    }
  }

  // A file that a `map` or an unknown block includes is not judged, like the block itself.
  void leave_unjudged(size_t file, DirectiveId id) {
    for (const size_t target : paths_.find(config(file).argument(id, 0), prefix_[file], file)) {
      if (!whole_[target]) done_[target] = true;
    }
  }

  const std::vector<NamedConfig>& files_;
  Contexts& out_;
  IncludePaths paths_;
  std::vector<std::vector<uint32_t>> possible_;
  std::vector<bool> whole_;
  std::vector<uint32_t> from_includes_;
  std::vector<bool> certain_includes_;
  std::vector<bool> done_;
  std::vector<std::string_view> prefix_;
  std::unordered_set<std::string> reported_;
};

Contexts::Contexts(const std::vector<NamedConfig>& files) { ContextReader(files, this).run(); }

const std::vector<size_t>& Contexts::included(size_t file, DirectiveId id) const {
  static const std::vector<size_t> none;
  const std::vector<Include>& includes = includes_[file];
  const auto found =
      std::lower_bound(includes.begin(), includes.end(), id,
                       [](const Include& one, DirectiveId key) { return one.directive < key; });
  return found == includes.end() || found->directive != id ? none : found->files;
}

}  // namespace stackengine::nginx
