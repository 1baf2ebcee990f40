// What nginx says of each statement before it looks at the values, asked in nginx's own order
// (ngx_conf_file.c, ngx_conf_handler): is the name known, may it stand here, does it end in the right way, is
// the number of arguments right, is it there twice. One mistake, one answer.
#ifndef STACKENGINE_NGINX_STATEMENTS_H_
#define STACKENGINE_NGINX_STATEMENTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "nginx/build_facts.h"
#include "nginx/config.h"
#include "nginx/contexts.h"
#include "nginx/directive_table.h"

namespace stackengine::nginx {

enum class Problem : uint8_t {
  unknown,         // no nginx has it, nor a module that is known
  removed,         // later versions have it no more
  too_new,         // later than the version that is known
  misplaced,       // stands in other contexts only
  block_expected,  // `;` where `{` must follow
  block_unexpected,
  arguments,  // wrong number
  duplicate,  // `other` is the first
};

struct Fault {
  size_t file = 0;
  DirectiveId directive = kNoDirective;
  Problem problem = Problem::unknown;
  size_t other_file = 0;
  DirectiveId other = kNoDirective;
};

class Statements {
 public:
  Statements() = default;
  // `files` as for Contexts, which was made of them.
  Statements(const std::vector<NamedConfig>& files, const Contexts& contexts,
             const std::optional<Version>& version);

  // By file and directive.
  const std::vector<Fault>& faults() const { return faults_; }

  // The row that the directive matches in its context; null when it is at fault, unknown or not judged.
  const DirectiveRow* row(size_t file, DirectiveId id) const { return rows_[file][id]; }

 private:
  std::vector<std::vector<const DirectiveRow*>> rows_;
  std::vector<Fault> faults_;
};

// The rows of `name` that may stand in one of `contexts`, in the `version` (when it is known), with that
// number of arguments: whether a directive of that name would be accepted there.
bool would_fit(std::string_view name, uint32_t contexts, bool block, uint32_t arguments,
               const std::optional<Version>& version);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_STATEMENTS_H_
