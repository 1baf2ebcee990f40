#include <string>
#include <utility>

#include "nginx/copied_characters.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const std::vector<nginx::SyntaxError>& errors = file.config.errors();
    // It begins the text, so its error is the first.
    if (errors.empty() || errors.front().kind != nginx::SyntaxErrorKind::byte_order_mark) continue;
    if (!diagnostics->admit()) continue;
    const nginx::SyntaxError& error = errors.front();
    Diagnostic diagnostic;
    diagnostic.rule = kByteOrderMark.id;
    diagnostic.severity = Severity::error;
    diagnostic.place = {file.source, error.span};
    diagnostic.message = "the file begins with an invisible byte order mark (U+FEFF)";
    diagnostic.why = "nginx reads it as part of the first word";
    diagnostic.help = "save the file as UTF-8 without a byte order mark";
    const std::string_view name = nginx::first_word(error.statement.in(file.config.text()));
    diagnostic.nginx_message = "unknown directive \"" + std::string(name) + "\"";
    diagnostic.fixes.push_back(
        {"remove the byte order mark", Applicability::safe, "", {{{file.source, error.span}, ""}}});
    diagnostics->add(std::move(diagnostic));
  }
}

}  // namespace

const Rule kByteOrderMark = {"byte-order-mark", Severity::error, "a byte order mark at the start of a file",
                             check};

}  // namespace stackengine::rules
