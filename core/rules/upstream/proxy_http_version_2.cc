#include "rules/upstream/proxy_http_version_2.h"

#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/surroundings.h"
#include "rules/version_evidence.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

// Whether all backends that the directive applies to are known to speak HTTP/1.1; false without any.
bool backends_speak_http1(const Subject& subject, const nginx::Config& config, DirectiveId version) {
  bool any = false;
  for (const nginx::Pass& pass : config.passes()) {
    if (last_in_force(config, settings_of(config, pass), "proxy_http_version") != version) continue;
    const Backend* backend = subject.backend_of(pass);
    const bool speaks = backend != nullptr && (backend->known_to_speak(Protocol::http1) ||
                                               backend->known_to_speak(Protocol::http1_tls));
    if (!speaks) return false;
    any = true;
  }
  return any;
}

Fix fix_to(const ConfigFile& file, DirectiveId id, const std::string& value, std::string assumption) {
  Fix fix;
  fix.title = "use `proxy_http_version " + value + "`";
  fix.applicability = assumption.empty() ? Applicability::safe : Applicability::unsafe;
  fix.assumption = std::move(assumption);
  fix.edits = {nginx::replace_span(file.source, file.config.tree().argument_word(id, 0).span, value)};
  return fix;
}

void report(const Subject& subject, const ConfigFile& file, DirectiveId id, DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  const std::string value = config.argument(id, 0);
  const bool exact = value == "2";
  const bool known = subject.nginx().version.has_value();
  const bool new_enough = known && *subject.nginx().version >= nginx::kProxyHttp2;
  if ((exact && new_enough) || !diagnostics->admit()) return;

  Diagnostic diagnostic;
  diagnostic.rule = kProxyHttpVersion2.id;
  diagnostic.severity = exact && !known ? Severity::info : Severity::error;
  diagnostic.place = {file.source, config.directive(id).span};
  diagnostic.evidence.push_back(
      version_evidence(subject.nginx(), "HTTP/2 to backends needs 1.29.4 or newer"));
  if (exact && !known) {
    diagnostic.message =
        "`proxy_http_version 2` needs nginx 1.29.4 or newer, built with `--with-http_v2_module`";
    diagnostic.why = "older versions refuse to start with `invalid value \"2\"`";
    diagnostic.help = "check with `nginx -V`, or enter the version of nginx";
    diagnostics->add(std::move(diagnostic));
    return;
  }
  diagnostic.message = "nginx does not accept " + quoted(value) + " as `proxy_http_version`";
  diagnostic.why = exact ? "HTTP/2 to backends needs nginx 1.29.4 or newer"
                         : "the value for HTTP/2 is `2`, since nginx 1.29.4";
  diagnostic.nginx_message = "invalid value \"" + shortened(value) + "\"";
  diagnostic.help =
      new_enough ? "use `2`" : "use `1.1`, or `grpc_pass` for a backend that speaks only HTTP/2";
  const std::string assumption =
      backends_speak_http1(subject, config, id) ? "" : "the backend speaks HTTP/1.1";
  if (new_enough) diagnostic.fixes.push_back(fix_to(file, id, "2", ""));
  diagnostic.fixes.push_back(fix_to(file, id, "1.1", assumption));
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    const auto count = static_cast<DirectiveId>(config.tree().directives.size());
    for (DirectiveId id = 0; id < count; ++id) {
      if (config.name(id) != "proxy_http_version" || config.tree().argument_count(id) != 1) continue;
      if (means_http2(config.argument(id, 0))) report(subject, file, id, diagnostics);
    }
  }
}

}  // namespace

bool means_http2(const std::string& value) {
  static const std::set<std::string> spellings = {"2",     "2.0",    "h2",       "h2c",
                                                  "http2", "http/2", "http/2.0", "grpc"};
  return spellings.count(lower_case(value)) != 0;
}

const Rule kProxyHttpVersion2 = {"proxy-http-version-2", Severity::error,
                                 "a `proxy_http_version` for HTTP/2 that nginx does not accept", check};

}  // namespace stackengine::rules
