// Pass directives whose backend does not understand what they send. Shared by the rules about protocol
// mismatches.
#pragma once

#include <string>

#include "backends/judgement.h"
#include "rules/rule.h"

namespace stackengine::rules {

using backends::Mismatch;

// What a pass directive sends, to which backend, and whether they fit.
struct JudgedPass {
  Wire wire;
  const Backend* backend = nullptr;
  backends::Judgement judgement;
};

// The mismatch is also `none` for what other rules report: targets with variables, invalid schemes,
// overridden directives.
JudgedPass judge(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass);

// One fix for each candidate, with equal edits merged. Each names what it assumes.
std::vector<Fix> mismatch_fixes(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                                const JudgedPass& judged);

// Reports every pass directive of `subject` with that mismatch. `why`: how nginx and the backend
// misunderstand each other; `help`: what to do when it is known what the backend speaks.
void report_mismatches(const Subject& subject, Mismatch mismatch, const Rule& rule, const std::string& why,
                       const std::string& help, DiagnosticList* diagnostics);

}  // namespace stackengine::rules
