// What nginx makes of the statements of a configuration that hold copied characters, each read once.
#ifndef STACKENGINE_NGINX_STATEMENT_VERDICTS_H_
#define STACKENGINE_NGINX_STATEMENT_VERDICTS_H_

#include "nginx/config.h"
#include "nginx/copied_characters.h"

namespace stackengine::nginx {

class StatementVerdicts {
 public:
  // `config` must outlive it.
  explicit StatementVerdicts(const Config& config) : config_(config) {}

  // `statement` is that of a SyntaxError; ask in order, so that no statement is read twice.
  const NginxVerdict& of(Span statement);

 private:
  const Config& config_;
  Span last_ = {UINT32_MAX, UINT32_MAX};
  NginxVerdict verdict_;
};

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_STATEMENT_VERDICTS_H_
