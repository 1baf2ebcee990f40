#include "rules/syntax/no_break_space.h"

#include <algorithm>
#include <string>
#include <utility>

#include "nginx/statement_verdicts.h"

namespace stackengine::rules {
namespace {

using nginx::SyntaxErrorKind;

constexpr std::string_view kDocumentation = R"(## What it does
Reports no-break spaces, other blanks that are not ASCII, and characters that are not seen at all, where they stand outside
comments and quotes.

## Why is this bad
Web pages, chats and word processors put them into text that is copied. nginx separates words only at blank, tab and line end:
to it a no-break space is a letter, and the words around it are one.

## Example
Between the name and the value stands U+00A0:
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
}
```
Use instead:
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
Safe: a blank takes the place of what looks like one, and what is not seen is removed. Where nginx takes the directive only
with the character as a part of a value, no fix is offered.

## References
- ngx_conf_file.c, ngx_conf_read_token(): only blank, tab, CR and LF separate words
)";

// Replaces each copied character in `span`.
std::vector<Edit> edits_of(const ConfigFile& file, Span span) {
  std::vector<Edit> edits;
  const std::string_view text = file.config.text();
  for (uint32_t i = span.start; i < span.end;) {
    const uint32_t blank = nginx::unicode_blank(text, i);
    const uint32_t length = blank != 0 ? blank : nginx::invisible(text, i);
    if (length != 0) edits.push_back({{file.source, {i, i + length}}, blank != 0 ? " " : ""});
    i += std::max(length, 1u);
  }
  return edits;
}

Diagnostic diagnose(const ConfigFile& file, const nginx::SyntaxError& error,
                    const nginx::NginxVerdict& verdict) {
  const std::string_view text = file.config.text();
  std::vector<Edit> edits = edits_of(file, error.span);
  Diagnostic diagnostic;
  diagnostic.rule = kNoBreakSpace.id;
  diagnostic.severity = verdict.refused ? Severity::error : Severity::warning;
  diagnostic.place = {file.source, error.span};
  diagnostic.nginx_message = verdict.message;
  const std::string name = nginx::character_name(edits.front().place.span.in(text));
  const std::string more = edits.size() > 1 ? " and " + std::to_string(edits.size() - 1) + " more" : "";
  const bool within = error.kind != SyntaxErrorKind::copied_blank;
  diagnostic.message = name + more + (edits.size() > 1 ? " stand " : " stands ") +
                       (within ? "within a word" : "where a blank is meant");
  diagnostic.why = "nginx separates words only at blank, tab and line end, and takes it for a letter";
  if (error.kind == SyntaxErrorKind::blank_in_word) {
    diagnostic.help = "put the value into quotes when it is meant, and type it again when it is not";
    return diagnostic;
  }
  diagnostic.help = "type it again, or let the fix do it: copied text brings such characters";
  diagnostic.fixes.push_back({within ? "remove what is not seen" : "replace it by what was meant",
                              Applicability::safe, "", std::move(edits)});
  return diagnostic;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    nginx::StatementVerdicts verdicts(file.config);
    for (const nginx::SyntaxError& error : file.config.errors()) {
      if (error.kind != SyntaxErrorKind::copied_blank && error.kind != SyntaxErrorKind::blank_in_word &&
          error.kind != SyntaxErrorKind::invisible_in_word) {
        continue;
      }
      if (!diagnostics->admit()) continue;
      diagnostics->add(diagnose(file, error, verdicts.of(error.statement)));
    }
  }
}

}  // namespace

const Rule kNoBreakSpace = {"no-break-space", "syntax",
                            Severity::error,  "a blank that is none, or a character that is not seen",
                            kDocumentation,   check};

}  // namespace stackengine::rules
