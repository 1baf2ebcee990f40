#include "rules/upstream/invalid_scheme_at_run_time.h"

#include <algorithm>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/variable_target.h"

namespace stackengine::rules {
namespace {

using nginx::PassKind;

// `h2` of `h2://app`, in lower case; empty when the value does not begin with a scheme.
std::string scheme_of(const std::string& value) {
  const size_t end = value.find("://");
  if (end == std::string::npos || value.find_first_of("$/ ") < end) return {};
  return lower_case(value.substr(0, end));
}

// The backend that a written value names; null when the name holds variables.
const Backend* backend_of(const Subject& subject, const WrittenValue& value, const std::string& scheme) {
  nginx::Pass named;
  named.scheme = scheme;
  const size_t start = scheme.size() + 3;
  named.authority = value.value.substr(start, value.value.find_first_of("/?#", start) - start);
  return named.authority.find('$') == std::string::npos ? subject.backend_of(named) : nullptr;
}

// Replaces only the scheme. Whether the backend needs more (`grpc_pass`) cannot be decided here, because the
// variable may be used elsewhere.
void add_scheme_fix(const ConfigFile& file, const nginx::Pass& pass, const WrittenValue& value,
                    const std::string& scheme, const Backend* backend, Diagnostic* diagnostic) {
  if (value.span.empty()) return;
  const bool proxy = pass.kind == PassKind::proxy;
  Protocol protocol = proxy ? Protocol::http1 : Protocol::grpc;
  if (backend != nullptr && backend->certainty == Certainty::known) {
    const Protocol tls = proxy ? Protocol::http1_tls : Protocol::grpc_tls;
    if (backend->known_to_speak(tls)) protocol = tls;
    if (!backend->known_to_speak(protocol)) return;
  }
  std::string wanted = proxy ? "http" : "grpc";
  if (is_tls(protocol)) wanted += "s";
  Fix fix;
  fix.title = "use " + quoted(wanted + value.value.substr(scheme.size()));
  const auto end = value.span.start + static_cast<uint32_t>(scheme.size());
  fix.edits.push_back(nginx::replace_span(file.source, {value.span.start, end}, wanted));
  const bool known = backend != nullptr && backend->known_to_speak(protocol);
  fix.applicability = known ? Applicability::safe : Applicability::unsafe;
  if (!known) {
    fix.assumption =
        quoted(value.value.substr(scheme.size() + 3)) + " speaks " + std::string(describe(protocol));
    if (backend != nullptr) fix.assumes = Assumption{backend->name, protocol};
  }
  diagnostic->fixes.push_back(std::move(fix));
}

// Reports a scheme that shows only at run time.
void report_written(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                    const WrittenValue& value, const std::string& scheme, const Rule& rule,
                    DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const bool proxy = pass.kind == PassKind::proxy;
  const std::string directive = proxy ? "`proxy_pass`" : "`grpc_pass`";
  Diagnostic diagnostic;
  diagnostic.rule = rule.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, config.tree().argument_word(pass.directive, 0).span};
  diagnostic.message =
      directive + " does not know the scheme " + quoted(scheme + "://") + ", which it gets at run time";
  diagnostic.why = "`nginx -t` does not evaluate variables: every request gets 500, and the log says `" +
                   std::string(proxy ? "invalid URL prefix" : "invalid host in upstream") + "`";
  diagnostic.help =
      "use the scheme of the protocol that the backend speaks; `http://` is HTTP/1.x, gRPC needs `grpc_pass`";
  if (value.directive != pass.directive) {
    diagnostic.related.push_back(
        {{file.source, config.directive(value.directive).span}, "the value is set here"});
  }
  const Backend* backend = backend_of(subject, value, scheme);
  if (backend != nullptr) {
    diagnostic.backend = backend->name;
    diagnostic.evidence = backend->evidence;
  }
  add_scheme_fix(file, pass, value, scheme, backend, &diagnostic);
  diagnostics->add(std::move(diagnostic));
}

}  // namespace

bool is_scheme_of(PassKind kind, std::string_view scheme) {
  if (kind == PassKind::proxy) return scheme == "http" || scheme == "https";
  return scheme.empty() || scheme == "grpc" || scheme == "grpcs";
}

void report_run_time_schemes(const Subject& subject, const ConfigFile& file, const Rule& rule,
                             DiagnosticList* diagnostics) {
  const auto& passes = file.config.passes();
  if (std::none_of(passes.begin(), passes.end(), [](const nginx::Pass& pass) { return pass.evaluated; }))
    return;
  const VariableValues values(file.config);
  for (const nginx::Pass& pass : passes) {
    if (!pass.evaluated || is_overridden(file.config, pass)) continue;
    for (const WrittenValue& value : values.of(pass)) {
      const std::string scheme = scheme_of(value.value);
      if (scheme.empty() || is_scheme_of(pass.kind, scheme)) continue;
      if (diagnostics->admit()) report_written(subject, file, pass, value, scheme, rule, diagnostics);
      break;  // one report for each directive
    }
  }
}

}  // namespace stackengine::rules
