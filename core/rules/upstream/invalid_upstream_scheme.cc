#include <string>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/invalid_scheme_at_run_time.h"
#include "rules/upstream/retarget.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using nginx::PassKind;

// Pairs each fix with the answer that it assumes: the one that leads to the same edits.
void name_assumptions(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                      const Backend& backend, std::vector<Fix>* fixes) {
  if (fixes->empty() || backend.certainty == Certainty::known) return;
  for (const Protocol protocol : {Protocol::http1, Protocol::grpc, Protocol::h2c, Protocol::http1_tls,
                                  Protocol::grpc_tls, Protocol::h2_tls}) {
    const Fix like = retarget(subject, file, pass, protocol);
    for (Fix& fix : *fixes) {
      if (!fix.assumes && fix.edits == like.edits && fix.assumption == like.assumption) {
        fix.assumes = Assumption{backend.name, protocol};
        break;
      }
    }
  }
}

void report(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
            DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const std::string directive = pass.kind == PassKind::proxy ? "proxy_pass" : "grpc_pass";
  Diagnostic diagnostic;
  diagnostic.rule = kInvalidUpstreamScheme.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, config.tree().argument_word(pass.directive, 0).span};
  if (pass.scheme.empty()) {
    diagnostic.message = quoted(directive + " " + pass.target) + " has no scheme";
  } else {
    diagnostic.message = "`" + directive + "` does not know the scheme " + quoted(pass.scheme + "://");
  }
  if (pass.kind == PassKind::proxy) {
    diagnostic.why =
        "`proxy_pass` accepts only `http://` and `https://`; nginx rejects the whole configuration";
    diagnostic.nginx_message = "invalid URL prefix";
  } else {
    diagnostic.why =
        "`grpc_pass` accepts only `grpc://`, `grpcs://` or no scheme; nginx rejects the whole configuration";
    diagnostic.nginx_message = "invalid host in upstream \"" + shortened(pass.target) + "\"";
  }

  if (is_overridden(config, pass)) {
    diagnostic.help = "remove it: a later pass directive in this block overrides it";
    if (config.directive(pass.directive).terminator == nginx::Terminator::semicolon) {
      diagnostic.fixes.push_back({"remove the overridden `" + directive + "`",
                                  Applicability::safe,
                                  "",
                                  {nginx::remove_directive(config, file.source, pass.directive)}});
    }
  } else {
    const Backend* backend = subject.backend_of(pass);
    diagnostic.help = "use the scheme of the protocol that the backend speaks";
    if (backend != nullptr) {
      diagnostic.backend = backend->name;
      diagnostic.evidence = backend->evidence;
    }
    diagnostic.fixes = retarget_alternatives(subject, file, pass);
    if (backend != nullptr) name_assumptions(subject, file, pass, *backend, &diagnostic.fixes);
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      if (!pass.evaluated && !is_scheme_of(pass.kind, pass.scheme) && diagnostics->admit())
        report(subject, file, pass, diagnostics);
    }
    report_run_time_schemes(subject, file, kInvalidUpstreamScheme, diagnostics);
  }
}

}  // namespace

const Rule kInvalidUpstreamScheme = {"invalid-upstream-scheme", Severity::error,
                                     "a scheme that nginx does not know in `proxy_pass` or `grpc_pass`",
                                     check};

}  // namespace stackengine::rules
