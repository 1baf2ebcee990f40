// nginx's verdict on each statement before it checks the values, in nginx's own order (ngx_conf_file.c,
// ngx_conf_handler): unknown name, wrong context, wrong terminator, wrong number of arguments, duplicate. One
// fault per mistake.
#pragma once

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
  unknown,         // neither nginx nor a known module has it
  removed,         // later versions no longer have it
  too_new,         // only versions later than the known one have it
  misplaced,       // allowed only in other contexts
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
  // `files`: the same as for Contexts.
  Statements(const std::vector<NamedConfig>& files, const Contexts& contexts,
             const std::optional<Version>& version);

  // By file and directive.
  const std::vector<Fault>& faults() const { return faults_; }

  // The row that the directive matches in its context; null if it is faulty, unknown or not judged.
  const DirectiveRow* row(size_t file, DirectiveId id) const { return rows_[file][id]; }

 private:
  std::vector<std::vector<const DirectiveRow*>> rows_;
  std::vector<Fault> faults_;
};

// Whether nginx would accept a directive `name` with that number of arguments in one of `contexts`, in
// `version` if it is known.
bool would_fit(std::string_view name, uint32_t contexts, bool block, uint32_t arguments,
               const std::optional<Version>& version);

}  // namespace stackengine::nginx
