// The diagnostics and fixes of protocol mismatches.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "nginx/layout.h"
#include "rules/upstream/mismatch.h"
#include "rules/upstream/retarget.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

// What the fault says about a backend of which only that is sure.
std::string_view lacking(Fault fault) {
  switch (fault) {
    case Fault::http2_to_http1:
      return "does not speak HTTP/2";
    case Fault::http1_to_http2:
      return "does not speak HTTP/1.x";
    case Fault::tls_to_plaintext:
      return "does not speak TLS there";
    case Fault::plaintext_to_tls:
      return "expects TLS";
    case Fault::not_http:
    case Fault::none:
      break;
  }
  return "does not speak it";
}

std::string message_for(const Verdict& verdict, const nginx::Pass& pass) {
  const Backend& backend = *verdict.backend;
  const std::string name = quoted(pass.authority);
  const bool of_version = verdict.fault == Fault::http2_to_http1 || verdict.fault == Fault::http1_to_http2;
  const std::string spoken = of_version ? version_words(verdict.mode) : spoken_words(verdict.mode);
  if (verdict.degree == Degree::failing) {
    return "suspect: requests through this " + directive_words(verdict.mode) + " fail, and " + name +
           " may not speak " + spoken;
  }
  const std::string what = directive_words(verdict.mode) + " speaks " + spoken + " to " + name + ", which ";
  const bool sure = verdict.degree == Degree::sure;
  if (verdict.fault == Fault::not_http) {
    return (sure ? "" : "suspect: ") + what + (sure ? "speaks " : "may speak ") + backend.foreign +
           ", no HTTP at all";
  }
  if (!sure) {
    return backend.protocols.empty() || among(backend.protocols.front(), reaches(verdict.mode))
               ? "suspect: " + what + "by the log " + std::string(lacking(verdict.fault))
               : "suspect: " + what + "may speak " + std::string(describe(backend.protocols.front()));
  }
  if (backend.certainty == Certainty::known) {
    return what + "speaks " + std::string(describe(backend.protocols.front()));
  }
  return what + std::string(lacking(verdict.fault));
}

bool says_version(const Edit& edit, Span argument) {
  return edit.place.span == argument || edit.text.find("proxy_http_version") != std::string::npos;
}

// `proxy_http_version 2` must go when the backend speaks HTTP/1.x; 1.1 is what it most likely had been.
void leave_http2(const ConfigFile& file, const nginx::Pass& pass, const Verdict& verdict, Protocol protocol,
                 Fix* fix) {
  if (!verdict.mode.http2 || verdict.mode.grpc || is_http2(protocol)) return;
  if (fix->applicability == Applicability::manual) return;
  if (is_tls(protocol) == verdict.mode.tls) fix->title = "use `proxy_http_version 1.1`";
  const nginx::Config& config = file.config;
  const DirectiveId block = config.settings_block(config.directive(pass.directive).parent);
  const std::vector<DirectiveId> own = config.find(block, "proxy_http_version");
  const Span argument = own.empty() || config.tree().argument_count(own.back()) == 0
                            ? Span{}
                            : config.tree().argument_word(own.back(), 0).span;
  for (const Edit& edit : fix->edits) {
    if (says_version(edit, argument)) return;
  }
  fix->edits.push_back(own.empty() ? nginx::insert_after(config, file.source, settings_anchor(config, pass),
                                                         {"proxy_http_version 1.1;"})
                                   : nginx::replace_span(file.source, argument, "1.1"));
}

std::string help_for(const Verdict& verdict, const std::string& help) {
  if (verdict.fault == Fault::not_http || verdict.backend->certainty == Certainty::known) return help;
  return "find out what it speaks with the commands below, then let nginx speak the same";
}

// gRPC and HTTP/2 can come out as the same edits; then the one with the fewer conditions speaks for both.
void add_alternative(Fix fix, std::vector<Fix>* fixes) {
  const auto same =
      std::find_if(fixes->begin(), fixes->end(), [&](const Fix& other) { return other.edits == fix.edits; });
  if (same == fixes->end()) {
    fixes->push_back(std::move(fix));
    return;
  }
  if (fix.assumption.size() < same->assumption.size()) std::swap(*same, fix);
  add_missing(fix.same_for, &same->same_for);
  if (fix.assumes) add_missing({fix.assumes->protocol}, &same->same_for);
}

}  // namespace

std::vector<Fix> mismatch_fixes(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                                const Verdict& verdict) {
  std::vector<Fix> fixes;
  if (pass.target_span.empty() || !can_be_fixed(file.config, pass)) return fixes;
  if (verdict.backend->certainty == Certainty::known) {
    // With what may go beside the fix when nothing is open any more, such as another way than a work-around.
    fixes = retarget_alternatives(subject, file, pass);
    for (Fix& fix : fixes) leave_http2(file, pass, verdict, verdict.candidates.front(), &fix);
    if (!fixes.empty()) return fixes;
  }
  const DirectiveId parent = file.config.directive(pass.directive).parent;
  const std::string_view parent_name = parent == nginx::kNoDirective ? "" : file.config.name(parent);
  for (const Protocol protocol : verdict.candidates) {
    Fix fix = retarget(subject, file, pass, protocol);
    leave_http2(file, pass, verdict, protocol, &fix);
    // `grpc_pass` may not stand in `limit_except`, for one.
    const bool to_grpc = fix.title.find("`grpc_pass ") != std::string::npos;
    if (to_grpc && !nginx::may_stand_in("grpc_pass", parent_name)) {
      if (fixes.empty() && verdict.degree != Degree::failing) return {};  // what follows is less likely
      continue;
    }
    if (!verdict.backend->known_to_speak(protocol)) fix.assumes = Assumption{verdict.backend->name, protocol};
    if (!fix.edits.empty()) add_alternative(std::move(fix), &fixes);
  }
  return fixes;
}

void report_mismatches(const Subject& subject, Fault fault, const Rule& rule, const std::string& why,
                       const std::string& help, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      const Verdict verdict = judge(subject, file, pass);
      if (verdict.fault != fault || !diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = rule.id;
      diagnostic.severity = verdict.degree == Degree::sure ? Severity::error : Severity::warning;
      diagnostic.place = {file.source, file.config.directive(pass.directive).span};
      diagnostic.message = message_for(verdict, pass);
      diagnostic.why = verdict.degree == Degree::failing
                           ? "the log shows failing requests, but not what the backend speaks; other causes "
                             "are possible too"
                           : why;
      if (verdict.backend->certainty == Certainty::conflicting) {
        diagnostic.why += "; your answer and the log disagree, see the evidence";
      }
      diagnostic.help = help_for(verdict, help);
      diagnostic.backend = verdict.backend->name;
      diagnostic.evidence = verdict.backend->evidence;
      diagnostic.fixes = mismatch_fixes(subject, file, pass, verdict);
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace stackengine::rules
