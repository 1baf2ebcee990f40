#include "rules/directive/duplicate_directive.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/directive/duplicate_blocks.h"
#include "rules/directive/fault.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a directive that stands twice in one block where nginx takes it once, and two locations, upstreams, log formats
or sockets of one name.

## Why is this bad
nginx refuses the configuration as a whole: `directive is duplicate`, `duplicate location`, `duplicate upstream`. Which directives that
are was asked of nginx itself, one by one. What an `include` brings into the block counts too.

## Example
```nginx
location / {
    proxy_read_timeout 10s;
    proxy_read_timeout 60s;
}
```
Use instead:
```nginx
location / {
    proxy_read_timeout 60s;
}
```

## Fix safety
A directive that repeats another word for word is removed: safe. Where the values differ there is no fix: only you know which one is right.

## References
- directives_measured.json: each directive given twice to nginx 1.22.1
- ngx_http.c, ngx_http_join_exact_locations(); ngx_http_upstream.c, ngx_http_upstream_add()
)";

// Whether both say the same, word for word.
bool same_words(const nginx::Config& config, nginx::DirectiveId a, nginx::DirectiveId b) {
  return header_of(config, a).in(config.text()) == header_of(config, b).in(config.text());
}

// The directive with the line that it has to itself.
Span whole_line(std::string_view text, Span span) {
  uint32_t start = span.start;
  while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '\t')) --start;
  uint32_t end = span.end;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
  const bool alone = (start == 0 || text[start - 1] == '\n') && end < text.size() && text[end] == '\n';
  return alone ? Span{start, end + 1} : span;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_fault(
      subject, nginx::Problem::duplicate, diagnostics,
      [&](const ConfigFile& file, const nginx::Fault& fault) {
        const nginx::Config& config = file.config;
        const ConfigFile& first = subject.files()[fault.other_file];
        const std::string_view name = config.name(fault.directive);
        Diagnostic diagnostic;
        diagnostic.rule = kDuplicateDirective.id;
        diagnostic.severity = Severity::error;
        diagnostic.place = {file.source, header_of(config, fault.directive)};
        diagnostic.message = quoted(name) + " is set twice in the same block";
        diagnostic.why = "nginx takes this directive once in a block and refuses a second one";
        diagnostic.help = "keep the one that is right";
        diagnostic.nginx_message = in_quotes(name) + " directive is duplicate";
        diagnostic.related.push_back(
            {{first.source, header_of(first.config, fault.other)}, "it is set here first"});
        if (fault.other_file == fault.file && same_words(config, fault.directive, fault.other) &&
            !config.tree().is_block(fault.directive)) {
          diagnostic.fixes.push_back(
              {"remove the repeated one",
               Applicability::safe,
               "",
               {{{file.source, whole_line(config.text(), config.directive(fault.directive).span)}, ""}}});
        }
        diagnostics->add(std::move(diagnostic));
      });
  for_each_duplicate_block(subject, [&](const ConfigFile& file, const DuplicateBlock& block) {
    if (!diagnostics->admit()) return;
    Diagnostic diagnostic;
    diagnostic.rule = kDuplicateDirective.id;
    diagnostic.severity = Severity::error;
    diagnostic.place = {file.source, header_of(file.config, block.second)};
    diagnostic.message = "`" + std::string(block.kind) + "` " + quoted(block.name) + " is there twice";
    diagnostic.why = "nginx could not tell which of the two is meant, and refuses the second";
    diagnostic.help = block.kind == "listen" ? "remove one, and put the parameters of both behind the other"
                                             : "put both into one block, or rename one";
    diagnostic.nginx_message = block.nginx_message;
    diagnostic.related.push_back({{file.source, header_of(file.config, block.first)}, "the first one"});
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kDuplicateDirective = {"duplicate-directive", "directive",
                                  Severity::error,       "a directive that nginx takes once, given twice",
                                  kDocumentation,        check};

}  // namespace stackengine::rules
