#include "rules/syntax/too_long_argument.h"

#include <algorithm>
#include <string>
#include <utility>

namespace stackengine::rules {
namespace {

// The example is executed (golden_tests.cc), so it needs all its bytes.
const std::string kDocumentation = R"(## What it does
Reports a word, or a comment, that does not fit the buffer into which nginx reads it: 4095 bytes, and 4094 in quotes.

## Why is this bad
nginx reads a configuration in pieces of 4096 bytes and keeps a word in one of them. It refuses a longer one, and a comment too,
wherever it stands.

## Example
```nginx
location / {
    add_header Content-Security-Policy ")" +
                                   std::string(4096, 'a') + R"(";
    return 204;
}
```
Use instead parts that variables put together:
```nginx
location / {
    set $scripts "https://a.example https://b.example";
    add_header Content-Security-Policy "script-src 'self' $scripts";
    return 204;
}
```

## Fix safety
No fix is offered: where to part the value is for its author to say.

## References
- ngx_conf_file.c, ngx_conf_read_token(), `NGX_CONF_BUFFER`
)";

// NGX_CONF_BUFFER
constexpr uint32_t kBuffer = 4096;
constexpr uint32_t kShownByNginx = 10;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Where a word or comment that ends at `end` must have been read to: the byte behind it, and for a word the
// byte behind a blank as well, because only that one makes nginx forget the word. The last byte of the text
// has none behind it.
uint32_t last_read(std::string_view text, uint32_t end, bool word) {
  const uint32_t wanted = word && end < text.size() && is_blank(text[end]) ? end + 1 : end;
  return std::min(wanted, static_cast<uint32_t>(text.size()) - 1);
}

Diagnostic diagnose(const ConfigFile& file, Span span, uint32_t start, char open_quote) {
  const std::string_view text = file.config.text();
  Diagnostic diagnostic;
  diagnostic.rule = kTooLongArgument.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, span};
  const bool comment = text[span.start] == '#';
  diagnostic.message = std::string(comment ? "this comment" : "this argument") + " has " +
                       std::to_string(span.size()) + " bytes, more than nginx can read";
  diagnostic.why = "nginx keeps a word, or a comment, in a buffer of 4096 bytes";
  diagnostic.help =
      comment ? "break the comment into lines" : "part the value, and put it together with `set` or `map`";
  if (open_quote != 0) {
    diagnostic.nginx_message =
        std::string("too long parameter, probably missing terminating \"") + open_quote + "\" character";
  } else {
    diagnostic.nginx_message =
        "too long parameter \"" + std::string(text.substr(start, kShownByNginx)) + "...\" started";
  }
  return diagnostic;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::SyntaxTree& tree = file.config.tree();
    const std::string_view text = file.config.text();
    size_t next_word = 0;
    for (const nginx::Token& token : tree.tokens) {
      const bool is_word = token.kind == nginx::TokenKind::word;
      const nginx::Word* word = is_word ? &tree.words[next_word++] : nullptr;
      if (!is_word && token.kind != nginx::TokenKind::comment) continue;
      if (word != nullptr && !word->closed) continue;  // unterminated-quote speaks of it
      const char first = text[token.span.start];
      const bool in_quotes = word != nullptr && word->quote != 0 && first == word->quote;
      const uint32_t start = token.span.start + (in_quotes ? 1 : 0);
      if (last_read(text, token.span.end, is_word) - start < kBuffer) continue;
      if (!diagnostics->admit()) continue;
      const bool open = in_quotes && token.span.end - 1 - start >= kBuffer;
      diagnostics->add(diagnose(file, token.span, start, open ? first : '\0'));
    }
  }
}

}  // namespace

const Rule kTooLongArgument = {"too-long-argument",
                               "syntax",
                               Severity::error,
                               "a word or comment beyond nginx's buffer",
                               std::string_view(kDocumentation),
                               check};

}  // namespace stackengine::rules
