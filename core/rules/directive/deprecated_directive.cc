#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/directive_table.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

struct Deprecated {
  std::string_view name;
  nginx::Version since;
  std::string_view instead;
  std::string_view warning;  // nginx's, after the name
};

constexpr Deprecated kDeprecated[] = {
    {"ssl",
     {1, 15, 0},
     "`listen … ssl`",
     "\" directive is deprecated, use the \"listen ... ssl\" directive instead"},
    {"http2_idle_timeout",
     {1, 19, 7},
     "`keepalive_timeout`",
     "\" directive is obsolete, use the \"keepalive_timeout\" directive instead"},
    {"http2_max_field_size",
     {1, 19, 7},
     "`large_client_header_buffers`",
     "\" directive is obsolete, use the \"large_client_header_buffers\" directive instead"},
    {"http2_max_header_size",
     {1, 19, 7},
     "`large_client_header_buffers`",
     "\" directive is obsolete, use the \"large_client_header_buffers\" directive instead"},
    {"http2_max_requests",
     {1, 19, 7},
     "`keepalive_requests`",
     "\" directive is obsolete, use the \"keepalive_requests\" directive instead"},
    {"http2_recv_timeout",
     {1, 19, 7},
     "`client_header_timeout`",
     "\" directive is obsolete, use the \"client_header_timeout\" directive instead"},
    {"http2_push", {1, 25, 1}, "", "\" directive is obsolete, ignored"},
    {"http2_push_preload", {1, 25, 1}, "", "\" directive is obsolete, ignored"},
    {"http2_max_concurrent_pushes", {1, 25, 1}, "", "\" directive is obsolete, ignored"},
};

const Deprecated* find(std::string_view name) {
  for (const Deprecated& one : kDeprecated) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

constexpr nginx::Version kListenHttp2 = {1, 25, 1};
constexpr nginx::Version kSslRemoved = {1, 25, 1};

// Whether nginx warns since `since`. An unknown version counts as 1.20.0.
bool applies(const Subject& subject, const nginx::Version& since) {
  constexpr nginx::Version kAnywhere = {1, 20, 0};
  return subject.nginx().version ? *subject.nginx().version >= since : kAnywhere >= since;
}

Diagnostic warning(const ConfigFile& file, Span span) {
  Diagnostic diagnostic;
  diagnostic.rule = kDeprecatedDirective.id;
  diagnostic.severity = Severity::warning;
  diagnostic.place = {file.source, span};
  return diagnostic;
}

void check_listen(const ConfigFile& file, nginx::DirectiveId id, DiagnosticList* diagnostics) {
  const nginx::Config& config = file.config;
  for (uint32_t i = 1; i < config.tree().argument_count(id); ++i) {
    const Span span = config.tree().argument_word(id, i).span;
    if (span.in(config.text()) != "http2" || !diagnostics->admit()) continue;
    Diagnostic diagnostic = warning(file, span);
    diagnostic.message = "the `http2` parameter of `listen` is deprecated";
    diagnostic.why = "since 1.25.1, nginx has an `http2` directive, and warns about the parameter";
    diagnostic.help = "write `http2 on;` in the `server` block instead";
    diagnostic.nginx_message =
        "the \"listen ... http2\" directive is deprecated, use the \"http2\" directive instead";
    diagnostics->add(std::move(diagnostic));
    return;
  }
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const bool warns_of_listen = subject.nginx().version && *subject.nginx().version >= kListenHttp2;
  const bool has_ssl = !subject.nginx().version || !(*subject.nginx().version >= kSslRemoved);
  for (size_t f = 0; f < subject.files().size(); ++f) {
    const ConfigFile& file = subject.files()[f];
    const auto count = static_cast<nginx::DirectiveId>(file.config.tree().directives.size());
    for (nginx::DirectiveId id = 0; id < count; ++id) {
      if ((subject.contexts().of(f, id) &
           (nginx::kHttp | nginx::kHttpServer | nginx::kMailServer | nginx::kMail)) == 0)
        continue;
      const std::string_view name = file.config.name(id);
      if (name == "listen" && warns_of_listen) check_listen(file, id, diagnostics);
      if (name != "ssl" && name.compare(0, 6, "http2_") != 0) continue;
      const Deprecated* deprecated = find(name);
      if (deprecated == nullptr || !applies(subject, deprecated->since)) continue;
      if ((name == "ssl" && !has_ssl) || !diagnostics->admit()) continue;
      Diagnostic diagnostic = warning(file, name_of(file.config, id));
      diagnostic.message =
          quoted(name) + " has been deprecated since nginx " + nginx::to_string(deprecated->since);
      diagnostic.why = name == "ssl" ? "nginx 1.25.1 removed it; since then it is an unknown directive"
                                     : "nginx warns about it and ignores it";
      diagnostic.help =
          deprecated->instead.empty() ? "remove it" : "use " + std::string(deprecated->instead) + " instead";
      diagnostic.nginx_message = "the \"" + std::string(name) + std::string(deprecated->warning);
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kDeprecatedDirective = {"deprecated-directive", Severity::warning,
                                   "a directive that nginx reports as deprecated", check};

}  // namespace stackengine::rules
