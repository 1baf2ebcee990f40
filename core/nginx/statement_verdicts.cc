#include "nginx/statement_verdicts.h"

#include <algorithm>

#include "nginx/directive_table.h"

namespace stackengine::nginx {

const NginxVerdict& StatementVerdicts::of(Span statement) {
  if (statement == last_) return verdict_;
  last_ = statement;
  const std::vector<Directive>& directives = config_.tree().directives;
  const auto directive =
      std::lower_bound(directives.begin(), directives.end(), statement.start,
                       [](const Directive& one, uint32_t start) { return one.span.start < start; });
  std::string_view meant;
  if (directive != directives.end() && directive->span.start < statement.end) {
    const auto id = static_cast<DirectiveId>(directive - directives.begin());
    const bool data = directive->parent != kNoDirective && has_data_body(config_.name(directive->parent));
    if (!data) meant = config_.name(id);
  }
  verdict_ = as_nginx_reads(statement.in(config_.text()), meant);
  return verdict_;
}

}  // namespace stackengine::nginx
