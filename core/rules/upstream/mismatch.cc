// The diagnostics and fixes of protocol mismatches.
#include "rules/upstream/mismatch.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "backends/wire_of.h"
#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "nginx/layout.h"
#include "rules/upstream/retarget.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using backends::Degree;
using nginx::DirectiveId;

// What the fault implies about a backend whose protocol is otherwise unknown.
std::string_view lacking(Mismatch mismatch) {
  switch (mismatch) {
    case Mismatch::http2_to_http1:
      return "does not speak HTTP/2";
    case Mismatch::http1_to_http2:
      return "does not speak HTTP/1.x";
    case Mismatch::tls_to_plaintext:
      return "does not speak TLS";
    case Mismatch::plaintext_to_tls:
      return "expects TLS";
    case Mismatch::not_http:
    case Mismatch::none:
      break;
  }
  return "does not speak it";
}

std::string message_for(const JudgedPass& judged, const nginx::Pass& pass) {
  const Backend& backend = *judged.backend;
  const std::string name = quoted(pass.authority);
  const bool of_version = judged.judgement.mismatch == Mismatch::http2_to_http1 ||
                          judged.judgement.mismatch == Mismatch::http1_to_http2;
  const std::string spoken = of_version ? version_words(judged.wire) : spoken_words(judged.wire);
  if (judged.judgement.degree == Degree::failing) {
    return "requests through this " + directive_words(judged.wire) + " fail; " + name + " may not speak " +
           spoken;
  }
  const std::string what = directive_words(judged.wire) + " speaks " + spoken + " to " + name + ", which ";
  const bool sure = judged.judgement.degree == Degree::sure;
  if (judged.judgement.mismatch == Mismatch::not_http) {
    return what + (sure ? "speaks " : "may speak ") + backend.foreign + ", not HTTP";
  }
  if (!sure) {
    return backend.protocols.empty() || among(backend.protocols.front(), understood_on(judged.wire))
               ? what + std::string(lacking(judged.judgement.mismatch)) + ", according to the log"
               : what + "may speak " + std::string(describe(backend.protocols.front()));
  }
  if (backend.certainty == Certainty::known) {
    return what + "speaks " + std::string(describe(backend.protocols.front()));
  }
  return what + std::string(lacking(judged.judgement.mismatch));
}

bool says_version(const Edit& edit, Span argument) {
  return edit.place.span == argument || edit.text.find("proxy_http_version") != std::string::npos;
}

// Replaces `proxy_http_version 2` when the backend speaks HTTP/1.x; 1.1 is most likely what it was before.
void leave_http2(const ConfigFile& file, const nginx::Pass& pass, const JudgedPass& judged, Protocol protocol,
                 Fix* fix) {
  if (!judged.wire.http2() || judged.wire.grpc() || is_http2(protocol)) return;
  if (fix->applicability == Applicability::manual) return;
  if (is_tls(protocol) == judged.wire.tls()) fix->title = "use `proxy_http_version 1.1`";
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

std::string help_for(const JudgedPass& judged, const std::string& help) {
  if (judged.judgement.mismatch == Mismatch::not_http || judged.backend->certainty == Certainty::known)
    return help;
  return "run the commands below to find out what the backend speaks, then make nginx speak the same";
}

// gRPC and HTTP/2 can lead to the same edits; then the fix with fewer conditions is kept.
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
                                const JudgedPass& judged) {
  std::vector<Fix> fixes;
  if (pass.target_span.empty() || !can_be_fixed(file.config, pass)) return fixes;
  if (judged.backend->certainty == Certainty::known) {
    // Includes the alternatives that are offered once the backend is known, such as an alternative to a
    // workaround.
    fixes = retarget_alternatives(subject, file, pass);
    for (Fix& fix : fixes) leave_http2(file, pass, judged, judged.judgement.candidates.front(), &fix);
    if (!fixes.empty()) return fixes;
  }
  const DirectiveId parent = file.config.directive(pass.directive).parent;
  const std::string_view parent_name = parent == nginx::kNoDirective ? "" : file.config.name(parent);
  for (const Protocol protocol : judged.judgement.candidates) {
    Fix fix = retarget(subject, file, pass, protocol);
    leave_http2(file, pass, judged, protocol, &fix);
    // For example, `grpc_pass` is not allowed in `limit_except`.
    const bool to_grpc = fix.title.find("`grpc_pass ") != std::string::npos;
    if (to_grpc && !nginx::may_stand_in("grpc_pass", parent_name)) {
      if (fixes.empty() && judged.judgement.degree != Degree::failing)
        return {};  // the other candidates are less likely
      continue;
    }
    if (!judged.backend->known_to_speak(protocol)) fix.assumes = Assumption{judged.backend->name, protocol};
    if (!fix.edits.empty()) add_alternative(std::move(fix), &fixes);
  }
  return fixes;
}

JudgedPass judge(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass) {
  JudgedPass judged;
  if (pass.variable || is_overridden(file.config, pass)) return judged;
  judged.backend = subject.backend_of(pass);
  const std::optional<Wire> wire = backends::wire_of(file.config, pass);
  if (judged.backend == nullptr || !wire) return judged;
  judged.wire = *wire;
  // An older nginx rejects `proxy_http_version 2`, so it never speaks HTTP/2 here.
  const std::optional<nginx::Version>& version = subject.nginx().version;
  if (wire->application == Application::http2 && version && *version < nginx::kProxyHttp2) return judged;
  judged.judgement = backends::judge(*wire, *judged.backend);
  return judged;
}

void report_mismatches(const Subject& subject, Mismatch mismatch, const Rule& rule, const std::string& why,
                       const std::string& help, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      const JudgedPass judged = judge(subject, file, pass);
      if (judged.judgement.mismatch != mismatch || !diagnostics->admit()) continue;
      Diagnostic diagnostic;
      diagnostic.rule = rule.id;
      diagnostic.severity = judged.judgement.degree == Degree::sure ? Severity::error : Severity::warning;
      diagnostic.place = {file.source, file.config.directive(pass.directive).span};
      diagnostic.message = message_for(judged, pass);
      diagnostic.why =
          judged.judgement.degree == Degree::failing
              ? "the log shows that requests fail, but not what the backend speaks; there may be another cause"
              : why;
      if (judged.backend->certainty == Certainty::conflicting) {
        const auto& evidence = judged.backend->evidence;
        const bool answered = std::any_of(evidence.begin(), evidence.end(), [](const Evidence& one) {
          return one.kind == EvidenceKind::answer;
        });
        diagnostic.why += answered ? "; your answer and the log disagree: see the evidence"
                                   : "; the log lines disagree: see the evidence";
      }
      diagnostic.help = help_for(judged, help);
      diagnostic.backend = judged.backend->name;
      diagnostic.evidence = judged.backend->evidence;
      diagnostic.fixes = mismatch_fixes(subject, file, pass, judged);
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace stackengine::rules
