// What nginx does with the statements that contain copied characters. Reads each statement once.
#pragma once

#include "nginx/config.h"
#include "nginx/copied_characters.h"

namespace stackengine::nginx {

class StatementVerdicts {
 public:
  // `config` must outlive it.
  explicit StatementVerdicts(const Config& config) : config_(config) {}

  // `statement` is that of a SyntaxError. Call in order, so that no statement is read twice.
  const NginxVerdict& of(Span statement);

 private:
  const Config& config_;
  Span last_ = {UINT32_MAX, UINT32_MAX};
  NginxVerdict verdict_;
};

}  // namespace stackengine::nginx
