#include "rules/upstream/grpc_web_to_grpc_pass.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/upstream/headers.h"
#include "rules/upstream/settings_anchor.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

constexpr std::string_view kDocumentation = R"(## What it does
Reports a location that passes to a gRPC backend with `grpc_pass` while its own settings are made for gRPC-Web: they name the content type
`application/grpc-web` or the header `X-Grpc-Web`, which browsers send.

## Symptom
Native gRPC clients work, browsers do not: the backend answers 415 or `UNIMPLEMENTED`, or the browser's library misses the status of the
call, which gRPC sends in trailers that browsers cannot read.

## Why is this bad
gRPC-Web is another protocol: it carries the trailers in the body, as base64 for `application/grpc-web-text`. nginx does not translate
between the two; `grpc_pass` sends the request on as it came.

## Example
```nginx
location /package.Service/ {
    add_header Access-Control-Allow-Headers "content-type,x-grpc-web,x-user-agent";
    grpc_pass grpc://127.0.0.1:50051;
}
```
Use instead, with a translator such as Envoy's gRPC-Web filter in front of the backend:
```nginx
location /package.Service/ {
    add_header Access-Control-Allow-Headers "content-type,x-grpc-web,x-user-agent";
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
No fix is offered: where the translator listens is not in the configuration. It is a suspicion only, because some servers (ASP.NET Core and
tonic, when told to) understand gRPC-Web by themselves, and then all is well.

## Versions
All that have `grpc_pass`: 1.13.10 and later.

## References
- gRPC-Web protocol (grpc/grpc, doc/PROTOCOL-WEB.md): differences from gRPC over HTTP/2
- ngx_http_grpc_module.c: headers and body are passed on unchanged
)";

// Blocks with a directive that names gRPC-Web, and the first of those.
std::unordered_map<DirectiveId, DirectiveId> blocks_for_grpc_web(const nginx::Config& config) {
  std::unordered_map<DirectiveId, DirectiveId> blocks;
  const auto count = static_cast<DirectiveId>(config.tree().directives.size());
  for (DirectiveId id = 0; id < count; ++id) {
    const nginx::Directive& directive = config.directive(id);
    for (uint32_t i = 1; i < directive.word_count; ++i) {
      const Span word = config.tree().words[directive.first_word + i].span;
      if (lower_case(word.in(config.text())).find("grpc-web") == std::string::npos) continue;
      // `if ($content_type ~ grpc-web) { … }` speaks for the location around it.
      blocks.emplace(config.settings_block(directive.parent), id);
      break;
    }
  }
  return blocks;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    if (config.passes().empty()) continue;
    const auto blocks = blocks_for_grpc_web(config);
    if (blocks.empty()) continue;
    for (const nginx::Pass& pass : config.passes()) {
      const DirectiveId block = config.settings_block(config.directive(pass.directive).parent);
      const auto found = blocks.find(block);
      const bool of_location = block != nginx::kNoDirective && config.name(block) == "location";
      if (pass.kind != nginx::PassKind::grpc || !of_location || found == blocks.end() ||
          found->second == pass.directive || is_overridden(config, pass) || !diagnostics->admit()) {
        continue;
      }
      Diagnostic diagnostic;
      diagnostic.rule = kGrpcWebToGrpcPass.id;
      diagnostic.severity = Severity::warning;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message = "suspect: gRPC-Web requests go to " + quoted(pass.authority) +
                           " through `grpc_pass`, which does not translate them";
      diagnostic.why =
          "browsers send gRPC-Web, and a gRPC server that was not told to understand it answers with an "
          "error";
      diagnostic.help =
          "pass them to a translator (Envoy's gRPC-Web filter) with `proxy_pass`, or enable gRPC-Web in the "
          "backend; then this is no fault";
      const Span of_word = config.directive(found->second).span;
      diagnostic.related.push_back({{file.source, of_word}, "gRPC-Web is named here"});
      diagnostic.evidence.push_back({EvidenceKind::config,
                                     Strength::supporting,
                                     "the location's own settings name gRPC-Web",
                                     true,
                                     {file.source, of_word}});
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kGrpcWebToGrpcPass = {"grpc-web-to-grpc-pass", "upstream",
                                 Severity::warning,       "gRPC-Web requests to `grpc_pass`",
                                 kDocumentation,          check};

}  // namespace stackengine::rules
