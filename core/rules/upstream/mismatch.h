// Whether a pass directive and its backend speak the same protocol, by all the evidence: what the rules about
// protocol mismatches have in common.
#ifndef STACKENGINE_RULES_UPSTREAM_MISMATCH_H_
#define STACKENGINE_RULES_UPSTREAM_MISMATCH_H_

#include <string>

#include "backends/mode.h"
#include "rules/rule.h"

namespace stackengine::rules {

// The layer that fails first: TLS before the HTTP version.
enum class Fault { none, http2_to_http1, http1_to_http2, tls_to_plaintext, plaintext_to_tls, not_http };

// How far the evidence goes.
//   sure: conclusive.
//   suspected: supporting evidence, or weak hints that agree.
//   failing: the log shows that requests fail, and not why (`prematurely closed`, `recv() failed`).
enum class Degree { sure, suspected, failing };

struct Verdict {
  Fault fault = Fault::none;
  Degree degree = Degree::sure;
  backends::Mode mode;
  const Backend* backend = nullptr;
  Protocols candidates;  // what the backend may speak instead, likeliest first; one when it is known
};

// none, too, for what other rules report: targets with variables, invalid schemes, overridden directives.
Verdict judge(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass);

// What the fixes of `verdict` are: one for each candidate, those with the same edits once. Each names what it
// assumes.
std::vector<Fix> mismatch_fixes(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                                const Verdict& verdict);

// Reports every pass directive of `subject` with that fault. `why`: what nginx and the backend do to each
// other; `help`: the way out when the backend is known.
void report_mismatches(const Subject& subject, Fault fault, const Rule& rule, const std::string& why,
                       const std::string& help, DiagnosticList* diagnostics);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_MISMATCH_H_
