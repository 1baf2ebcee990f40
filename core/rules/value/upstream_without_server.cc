#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

// Only a block that is fully understood counts as empty: without `include` or names that may come from a
// module.
bool is_empty(const Subject& subject, const Setting& setting) {
  const nginx::Config& config = setting.config();
  if (!config.directive(setting.id).closed) return false;
  for (const nginx::DirectiveId child : config.tree().children(setting.id)) {
    const nginx::DirectiveRow* row = subject.statements().row(setting.index, child);
    if (row == nullptr || row->name == "server" || row->name == "include") return false;
  }
  return true;
}

void check_empty(const Subject& subject, const Setting& setting, DiagnosticList* diagnostics) {
  if (!is_empty(subject, setting) || !diagnostics->admit()) return;
  Diagnostic diagnostic = refused(kUpstreamWithoutServer.id, setting, 0);
  diagnostic.place = {setting.file.source, header_of(setting.config(), setting.id)};
  diagnostic.message = "upstream " + quoted(setting.argument(0)) + " has no server";
  diagnostic.why = "nginx has nowhere to send requests, and refuses such an upstream";
  diagnostic.help = "add a `server`, or remove the upstream";
  diagnostic.nginx_message = "no servers are inside upstream";
  diagnostics->add(std::move(diagnostic));
}

void check_port(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                DiagnosticList* diagnostics) {
  const size_t colon = pass.authority.rfind(':');
  if (pass.evaluated || colon == std::string::npos || pass.authority.compare(0, 5, "unix:") == 0) return;
  const std::string name = pass.authority.substr(0, colon);
  const UpstreamPlace upstream = subject.upstream_named(name);
  const std::string port = pass.authority.substr(colon + 1);
  if (upstream.file != &file || !nginx::is_number(port)) return;
  // `proxy_pass` of the http module does not use an upstream of the stream module.
  const auto f = static_cast<size_t>(&file - subject.files().data());
  const bool http = (subject.contexts().of(f, upstream.upstream->directive) & nginx::kHttp) != 0;
  if (!http || !diagnostics->admit()) return;
  const nginx::Config& config = file.config;
  Diagnostic diagnostic;
  diagnostic.rule = kUpstreamWithoutServer.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, pass.target_span};
  diagnostic.message = "upstream " + quoted(name) + " is used with port " + quoted(port);
  diagnostic.why = "the servers of an upstream have their own ports, and nginx refuses another one";
  diagnostic.help = "remove the port";
  diagnostic.nginx_message = "upstream " + in_quotes(name) + " may not have port " + port;
  diagnostic.related.push_back(
      {{file.source, header_of(config, upstream.upstream->directive)}, "the upstream"});
  const std::string_view target = pass.target_span.in(config.text());
  const size_t at = target.find(pass.authority);
  if (at != std::string_view::npos) {
    const auto start = static_cast<uint32_t>(pass.target_span.start + at + colon);
    const auto end = static_cast<uint32_t>(pass.target_span.start + at + pass.authority.size());
    diagnostic.fixes.push_back(
        {"remove the port", Applicability::safe, "", {{{file.source, {start, end}}, ""}}});
  }
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    if (setting.row.name == "upstream") check_empty(subject, setting, diagnostics);
  });
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) check_port(subject, file, pass, diagnostics);
  }
}

}  // namespace

const Rule kUpstreamWithoutServer = {"upstream-without-server", Severity::error,
                                     "an upstream without servers, or one that is used with a port", check};

}  // namespace stackengine::rules
