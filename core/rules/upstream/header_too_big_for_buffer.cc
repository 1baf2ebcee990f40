#include "rules/upstream/header_too_big_for_buffer.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "nginx/buffer_limits.h"
#include "nginx/layout.h"
#include "rules/log_failures.h"
#include "rules/upstream/buffer_completion.h"
#include "rules/upstream/settings_anchor.h"
#include "rules/upstream/surroundings.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kDocumentation = R"(## What it does
Reports a pass directive of which the error log says `upstream sent too big header` (or `too large http2 header`).

## Why is this bad
The response header has to fit into one buffer: `proxy_buffer_size`, by default one memory page (4 or 8 KB). Many or long cookies do not fit, and the client gets 502 for
just those responses. It has nothing to do with HTTP versions.

## Example
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
}
2024/05/02 10:00:00 [error] 64#64: *5 upstream sent too big header while reading response header from upstream, client: 192.0.2.10, server: app, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:8080/", host: "app"
```
Use instead:
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_buffer_size 16k;
    proxy_buffers 8 16k;
}
```

## Fix safety
Unsafe: how big the header is the log does not say, so 16 KB (or twice what is set) is an assumption; it costs that much memory for each request in progress. `proxy_buffers`,
and where they are set `proxy_busy_buffers_size`, `proxy_temp_file_write_size` and `proxy_max_temp_file_size`, are raised with it, because
nginx refuses a `proxy_buffer_size` that does not go with them (`"proxy_busy_buffers_size" must be less
than the size of all "proxy_buffers" minus one buffer`, measured with 1.22.1). `grpc_buffer_size` has no such companion. All versions.

## References
- ngx_http_upstream.c: `upstream sent too big header`; ngx_http_grpc_module.c and ngx_http_proxy_v2_module.c: `too large http2 header`
- measured with nginx 1.22.1 to 1.31.4
)";

constexpr uint64_t kEnough = 16 * 1024;
constexpr uint64_t kMax = 1024 * 1024;  // more than any header needs

bool is_too_big(const LogLine& line) { return line.meaning == error_log::Meaning::big_header; }

uint64_t size_in_force(const nginx::Config& config, DirectiveId block, std::string_view name) {
  const DirectiveId id = last_in_force(config, block, name);
  return id == kNoDirective ? nginx::kPageSize
                            : nginx::parse_size(argument_or_empty(config, id, 0)).value_or(0);
}

// Changes the location's own directive or adds one.
void set(const ConfigFile& file, DirectiveId block, const std::string& name, const std::string& value,
         std::vector<Edit>* edits, std::vector<std::string>* added) {
  const std::vector<DirectiveId> own = file.config.find(block, name);
  if (own.empty()) {
    added->push_back(name + " " + value + ";");
    return;
  }
  const nginx::Directive& directive = file.config.directive(own.back());
  edits->push_back({{file.source, directive.span}, name + " " + value + ";"});
}

std::optional<Fix> fix_for(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass) {
  const nginx::Config& config = file.config;
  const DirectiveId block = settings_of(config, pass);
  const bool proxy = pass.kind == nginx::PassKind::proxy;
  const std::string name = proxy ? "proxy_buffer_size" : "grpc_buffer_size";
  const uint64_t size = size_in_force(config, block, name);
  // What else sets the limits was chosen with care, or not understood.
  if (size == 0 || size * 2 > kMax) return std::nullopt;
  for (const DirectiveId id : config.tree().children(block)) {
    const bool buffers = config.name(id) == "grpc_buffer_size" || nginx::is_buffer_setting(config.name(id));
    if (buffers && !is_terminated(config, id)) return std::nullopt;
  }
  const uint64_t bytes = std::max(kEnough, size * 2);
  const std::string wanted = std::to_string(bytes / 1024) + "k";
  Fix fix;
  fix.title = "raise `" + name + "` to " + wanted;
  fix.assumption = "the backend's response header fits into " + wanted;
  std::vector<std::string> added;
  set(file, block, name, wanted, &fix.edits, &added);
  if (proxy) {
    BufferCompletion completion = complete_buffers(subject, file, block, {{name, wanted}});
    for (Edit& edit : completion.edits) fix.edits.push_back(std::move(edit));
    for (std::string& line : completion.lines) added.push_back(std::move(line));
  }
  if (!added.empty()) {
    fix.edits.push_back(nginx::insert_after(config, file.source, settings_anchor(config, pass), added));
  }
  if (includes_file(config, block)) {
    fix.applicability = Applicability::manual;
    fix.assumption += "; the included files set no buffers";
  }
  return fix;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const LogFailures failures(subject, is_too_big);
  if (failures.empty()) return;
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Pass& pass : config.passes()) {
      const LogLine* line = failures.of(pass);
      if (line == nullptr || is_overridden(config, pass)) continue;
      const DirectiveId block = settings_of(config, pass);
      const bool proxy = pass.kind == nginx::PassKind::proxy;
      const std::string name = proxy ? "proxy_buffer_size" : "grpc_buffer_size";
      // Raised since the line was written, or set beyond what a guess can improve on.
      if (size_in_force(config, block, name) >= kEnough || !diagnostics->admit()) continue;

      Diagnostic diagnostic;
      diagnostic.rule = kHeaderTooBigForBuffer.id;
      diagnostic.severity = Severity::error;
      diagnostic.place = {file.source, config.directive(pass.directive).span};
      diagnostic.message =
          "a response header of " + quoted(pass.authority) + " did not fit into `" + name + "`";
      diagnostic.why = "the header has to fit into one buffer, and the client gets 502 where it does not";
      diagnostic.help = "raise `" + name + "`, or let the backend send fewer or shorter cookies";
      diagnostic.evidence.push_back(
          evidence_of(*line, Strength::conclusive, "the error log says so: " + quoted(line->message)));
      if (is_terminated(config, pass.directive) && can_be_fixed(config, pass)) {
        if (auto fix = fix_for(subject, file, pass)) diagnostic.fixes.push_back(std::move(*fix));
      }
      diagnostics->add(std::move(diagnostic));
    }
  }
}

}  // namespace

const Rule kHeaderTooBigForBuffer = {"header-too-big-for-buffer",
                                     "upstream",
                                     Severity::error,
                                     "a response header that did not fit into `proxy_buffer_size`",
                                     kDocumentation,
                                     check};

}  // namespace stackengine::rules
