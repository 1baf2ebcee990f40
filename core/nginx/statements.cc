#include "nginx/statements.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "nginx/removed_directives.h"
#include "nginx/third_party.h"

namespace stackengine::nginx {
namespace {

// A text with more faults is not a configuration; the rest is dropped.
constexpr size_t kMaxFaults = 100000;

// How many directives of included files are compared with those around the `include`. No real configuration
// has more.
constexpr size_t kMaxIncluded = 200000;

bool takes(const DirectiveRow& row, uint32_t arguments) {
  const auto count = static_cast<int64_t>(arguments);
  return (row.min_arguments < 0 || count >= row.min_arguments) &&
         (row.max_arguments < 0 || count <= row.max_arguments);
}

bool is_known(const Version& version) { return !(version == Version{}); }

// A directive of nginx Plus or a third-party module. The table does not have its syntax.
bool is_documented_only(const DirectiveRow& row) { return row.status == Status::documented_only; }

// If the version is unknown, directives that nginx removed before this version count as removed.
constexpr Version kOldest = {1, 20, 0};

bool is_gone(std::string_view name, const std::optional<Version>& version) {
  const std::optional<Version> last = parse_version(removed_directive(name).last);
  return !last || *last < version.value_or(kOldest);
}

// Files with unbalanced braces, where contexts are guesses.
bool has_stray_braces(const Config& config) {
  return std::any_of(config.errors().begin(), config.errors().end(), [](const SyntaxError& error) {
    return error.kind == SyntaxErrorKind::unclosed_block ||
           error.kind == SyntaxErrorKind::unexpected_close_brace ||
           error.kind == SyntaxErrorKind::unexpected_open_brace;
  });
}

// The directives at the place of a syntax error or of its repair.
std::vector<bool> broken_statements(const Config& config) {
  const std::vector<Directive>& directives = config.tree().directives;
  std::vector<bool> broken(directives.size(), false);
  const auto mark = [&](uint32_t offset) {
    auto after = std::upper_bound(directives.begin(), directives.end(), offset,
                                  [](uint32_t at, const Directive& one) { return at < one.span.start; });
    if (after != directives.begin()) broken[static_cast<size_t>(after - directives.begin()) - 1] = true;
  };
  for (const SyntaxError& error : config.errors()) {
    if (error.kind == SyntaxErrorKind::unexpected_semicolon ||
        error.kind == SyntaxErrorKind::unexpected_close_brace || is_read_as_meant(error.kind)) {
      continue;
    }
    mark(error.span.start);
    if (error.kind != SyntaxErrorKind::unclosed_block) mark(error.at);
  }
  return broken;
}

class Judge {
 public:
  Judge(const std::vector<NamedConfig>& files, const Contexts& contexts,
        const std::optional<Version>& version)
      : files_(files), contexts_(contexts), version_(version) {}

  // The row that a statement matches, or its fault; neither if it is not judged.
  const DirectiveRow* judge(size_t file, DirectiveId id, std::optional<Problem>* problem) const {
    const Config& config = *files_[file].config;
    const uint32_t contexts = contexts_.of(file, id);
    const std::string_view name = config.name(id);
    if (config.tree().name_word(id).quote != 0) return nullptr;  // a quoted name is valid, and not looked up
    const DirectiveRows rows = find_directive(name);
    if (rows.empty()) {
      if (third_party_module(name).empty()) *problem = Problem::unknown;
      return nullptr;
    }
    const bool block = config.tree().is_block(id);
    const uint32_t arguments = config.tree().argument_count(id);
    bool current = false;
    bool old = false;
    bool young = false;
    bool here = false;
    bool ends = false;
    const DirectiveRow* fits = nullptr;
    for (const DirectiveRow& row : rows) {
      if (is_documented_only(row)) {
        if ((row.contexts & contexts) != 0 || (row.contexts & kOtherContext) != 0) return nullptr;
        current = true;
        continue;
      }
      if (row.status == Status::removed) {
        old = true;
        continue;
      }
      if (version_ && is_known(row.since) && *version_ < row.since) {
        young = young || (row.contexts & contexts) != 0;
        continue;
      }
      current = true;
      if ((row.contexts & contexts) == 0) continue;
      here = true;
      if (row.block != block) continue;
      ends = true;
      if (takes(row, arguments) && fits == nullptr) fits = &row;
    }
    if (fits != nullptr) return fits;
    if (!current) {
      if (young) {
        *problem = Problem::too_new;
      } else if (old && is_gone(name, version_)) {
        *problem = Problem::removed;
      }
      return nullptr;
    }
    if (!here) {
      // The surroundings of a fragment's top are unknown.
      const bool surrounded = config.directive(id).parent != kNoDirective || contexts_.known(file);
      if (young) {
        *problem = Problem::too_new;
      } else if (surrounded) {
        *problem = Problem::misplaced;
      }
    } else if (!ends) {
      *problem = block ? Problem::block_unexpected : Problem::block_expected;
    } else {
      *problem = Problem::arguments;
    }
    return nullptr;
  }

 private:
  const std::vector<NamedConfig>& files_;
  const Contexts& contexts_;
  const std::optional<Version>& version_;
};

// The block around a directive; for the top of an included file, the block of the `include`.
struct Scope {
  size_t file;
  DirectiveId block;
  uint32_t fragment;
  const DirectiveRow* row;
  bool operator==(const Scope& other) const {
    return file == other.file && block == other.block && fragment == other.fragment && row == other.row;
  }
};

struct ScopeHash {
  size_t operator()(const Scope& scope) const {
    size_t h = scope.file;
    for (const size_t part :
         {size_t{scope.block}, size_t{scope.fragment}, reinterpret_cast<size_t>(scope.row)}) {
      h = (h ^ part) * 16777619u + (h >> 7);
    }
    return h;
  }
};

class Duplicates {
 public:
  Duplicates(const std::vector<NamedConfig>& files, const Contexts& contexts,
             const std::vector<std::vector<const DirectiveRow*>>& rows, std::vector<Fault>* faults)
      : files_(files), contexts_(contexts), rows_(rows), faults_(*faults) {}

  void find(size_t file) {
    const Config& config = *files_[file].config;
    if (has_stray_braces(config)) return;
    for (DirectiveId id = 0; id < rows_[file].size(); ++id) {
      const DirectiveId block = config.directive(id).parent;
      const DirectiveRow* row = rows_[file][id];
      if (row == nullptr) continue;
      const uint32_t fragment = contexts_.fragment(file, id);
      if (row->once) admit({file, block, fragment, row}, file, id);
      for (const size_t target : contexts_.included(file, id)) {
        include({file, block, fragment, nullptr}, target);
      }
    }
  }

 private:
  void add(const Fault& fault) {
    if (faults_.size() < 2 * kMaxFaults) faults_.push_back(fault);
  }

  void admit(const Scope& scope, size_t file, DirectiveId id) {
    const auto [entry, fresh] = first_.try_emplace(scope, std::make_pair(file, id));
    if (!fresh) add({file, id, Problem::duplicate, entry->second.first, entry->second.second});
  }

  // The top directives of an included file count in the including block.
  void include(const Scope& around, size_t target) {
    const Config& config = *files_[target].config;
    const auto count = static_cast<DirectiveId>(config.tree().directives.size());
    for (DirectiveId top = 0; top < count && spent_ < kMaxIncluded; top = config.directive(top).subtree_end) {
      ++spent_;
      const DirectiveRow* row = rows_[target][top];
      if (row == nullptr || !row->once) continue;
      Scope scope = around;
      scope.row = row;
      const auto [entry, fresh] = first_.try_emplace(scope, std::make_pair(target, top));
      if (!fresh && entry->second.first != target) {
        add({target, top, Problem::duplicate, entry->second.first, entry->second.second});
      }
    }
  }

  const std::vector<NamedConfig>& files_;
  const Contexts& contexts_;
  const std::vector<std::vector<const DirectiveRow*>>& rows_;
  std::vector<Fault>& faults_;
  std::unordered_map<Scope, std::pair<size_t, DirectiveId>, ScopeHash> first_;
  size_t spent_ = 0;
};

}  // namespace

Statements::Statements(const std::vector<NamedConfig>& files, const Contexts& contexts,
                       const std::optional<Version>& version) {
  rows_.resize(files.size());
  const Judge judge(files, contexts, version);
  for (size_t file = 0; file < files.size(); ++file) {
    const Config& config = *files[file].config;
    const std::vector<bool> broken = broken_statements(config);
    const bool stray_braces = has_stray_braces(config);
    rows_[file].assign(broken.size(), nullptr);
    for (DirectiveId id = 0; id < broken.size(); ++id) {
      if (broken[id] || contexts.of(file, id) == 0 ||
          config.directive(id).terminator == Terminator::missing) {
        continue;
      }
      std::optional<Problem> problem;
      rows_[file][id] = judge.judge(file, id, &problem);
      if (!problem || (stray_braces && *problem == Problem::misplaced)) continue;
      if (faults_.size() < kMaxFaults) faults_.push_back({file, id, *problem, 0, kNoDirective});
    }
  }
  Duplicates duplicates(files, contexts, rows_, &faults_);
  for (size_t file = 0; file < files.size(); ++file) duplicates.find(file);
  std::sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.file, a.directive) < std::tie(b.file, b.directive);
  });
  faults_.erase(std::unique(faults_.begin(), faults_.end(),
                            [](const Fault& a, const Fault& b) {
                              return a.file == b.file && a.directive == b.directive;
                            }),
                faults_.end());
}

bool would_fit(std::string_view name, uint32_t contexts, bool block, uint32_t arguments,
               const std::optional<Version>& version) {
  for (const DirectiveRow& row : find_directive(name)) {
    if (row.status != Status::current || (row.contexts & contexts) == 0 || row.block != block) continue;
    if (version && is_known(row.since) && *version < row.since) continue;
    if (takes(row, arguments)) return true;
  }
  return false;
}

}  // namespace stackengine::nginx
