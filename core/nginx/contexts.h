// The context in which each directive of a configuration stands: what the table of directives is asked with.
//
// A paste needs no `http {` around it. A text with `http` or `events` at its top is a whole nginx.conf, and
// one with `stream` or `mail` when nothing beside them says otherwise; any other stands in one context that
// fits all its top directives, or, where none does, each of them stands where it may. Files that `include`
// names get the context of that directive.
#ifndef STACKENGINE_NGINX_CONTEXTS_H_
#define STACKENGINE_NGINX_CONTEXTS_H_

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

// An `include` whose path is none of the files; one for each path.
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

  // The contexts (bits of Context) that the directive may be in; more than one when the text does not say.
  // 0: it is not judged, because it is data, or stands in a block that the table does not know.
  uint32_t of(size_t file, DirectiveId id) const { return of_[file][id]; }

  // Whether the context of the file's top is known, not inferred: a whole nginx.conf, or included from one.
  bool known(size_t file) const { return known_[file]; }

  // Which fragment a top directive belongs to: text that is no configuration separates them.
  uint32_t fragment(size_t file, DirectiveId id) const { return fragment_[file][id]; }

  const std::vector<MissingInclude>& missing_includes() const { return missing_; }

  // The files that an `include` pulls in.
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

#endif  // STACKENGINE_NGINX_CONTEXTS_H_
