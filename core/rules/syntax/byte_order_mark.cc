#include "rules/syntax/byte_order_mark.h"

#include <string>
#include <utility>

#include "nginx/copied_characters.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a byte order mark (U+FEFF) at the start of a file.

## Why is this bad
Some editors on Windows write this invisible character. nginx knows no byte order mark and takes it for a part of the first
word, so that it does not know the first directive.

## Example
The first three bytes of this file are the mark:
```nginx
﻿worker_processes auto;
```
Use instead:
```nginx
worker_processes auto;
```

## Fix safety
Safe: the mark means nothing to nginx.

## References
- ngx_conf_file.c, ngx_conf_read_token(): only blank, tab, CR and LF separate words
)";

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const std::vector<nginx::SyntaxError>& errors = file.config.errors();
    // It begins the text, so no error stands before it.
    if (errors.empty() || errors.front().kind != nginx::SyntaxErrorKind::byte_order_mark) continue;
    if (!diagnostics->admit()) continue;
    const nginx::SyntaxError& error = errors.front();
    Diagnostic diagnostic;
    diagnostic.rule = kByteOrderMark.id;
    diagnostic.severity = Severity::error;
    diagnostic.place = {file.source, error.span};
    diagnostic.message = "the file begins with a byte order mark (U+FEFF), which is not seen";
    diagnostic.why = "nginx takes it for a part of the first word";
    diagnostic.help = "remove it: save the file as UTF-8 without a byte order mark";
    const std::string_view name = nginx::first_word(error.statement.in(file.config.text()));
    diagnostic.nginx_message = "unknown directive \"" + std::string(name) + "\"";
    diagnostic.fixes.push_back(
        {"remove the byte order mark", Applicability::safe, "", {{{file.source, error.span}, ""}}});
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kByteOrderMark = {"byte-order-mark", "syntax",
                             Severity::error,   "a byte order mark at the start of a file",
                             kDocumentation,    check};

}  // namespace stackengine::rules
