// The context of each directive in a configuration, for questions to the table of directives.
//
// A paste needs no `http {` around it. A text with `http` or `events` at its top is a whole nginx.conf; so is
// one with `stream` or `mail` unless other directives contradict. Any other text has the one context that
// fits all its top directives, or, if there is none, each directive has the contexts that allow it. An
// included file has the context of its `include`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/config.h"

namespace stackengine::nginx {

// `name`: the path, absolute or not. Both must outlive the Contexts.
struct NamedConfig {
  std::string_view name;
  const Config* config = nullptr;
};

// An `include` with a path that matches no file; one per path.
struct MissingInclude {
  size_t file = 0;
  DirectiveId directive = kNoDirective;
  std::string path;  // as written
};

class Contexts {
 public:
  Contexts() = default;
  // Linear in the texts; include cycles end.
  explicit Contexts(const std::vector<NamedConfig>& files);

  // The possible contexts (bits of Context) of the directive; several if the text leaves it open. 0: unknown,
  // because the directive is data or in a block that the table does not have.
  uint32_t of(size_t file, DirectiveId id) const { return of_[file][id]; }

  // Whether the context of the file's top is known, not inferred: the file is a whole nginx.conf, or one
  // includes it.
  bool known(size_t file) const { return known_[file]; }

  // The fragment that a top directive belongs to. Text other than configuration separates fragments.
  uint32_t fragment(size_t file, DirectiveId id) const { return fragment_[file][id]; }

  const std::vector<MissingInclude>& missing_includes() const { return missing_; }

  // The files that an `include` reads.
  const std::vector<size_t>& included(size_t file, DirectiveId id) const;

 private:
  friend class ContextReader;
  struct Include {
    DirectiveId directive;
    std::vector<size_t> files;
  };
  std::vector<std::vector<uint32_t>> of_;
  std::vector<std::vector<uint32_t>> fragment_;
  std::vector<bool> known_;
  std::vector<std::vector<Include>> includes_;  // by file, in order
  std::vector<MissingInclude> missing_;
};

}  // namespace stackengine::nginx
