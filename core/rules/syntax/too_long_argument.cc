#include <algorithm>
#include <string>
#include <utility>

#include "rules/rule.h"
#include "text/ascii.h"

namespace stackengine::rules {
namespace {

// NGX_CONF_BUFFER
constexpr uint32_t kBuffer = 4096;
constexpr uint32_t kShownByNginx = 10;

// The last byte that nginx reads before it can drop the word or comment that ends at `end`: the byte after it
// and, for a word before white space, one more.
uint32_t last_read(std::string_view text, uint32_t end, bool word) {
  const uint32_t wanted = word && end < text.size() && is_space(text[end]) ? end + 1 : end;
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
  diagnostic.why = "nginx reads each word or comment into a buffer of 4096 bytes";
  diagnostic.help = comment ? "split the comment into several lines"
                            : "split the value, and join the parts with `set` or `map`";
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
      if (word != nullptr && !word->closed) continue;  // unterminated-quote reports it
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

const Rule kTooLongArgument = {"too-long-argument", Severity::error,
                               "a word or comment that exceeds nginx's buffer", check};

}  // namespace stackengine::rules
