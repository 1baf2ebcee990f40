#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

// So many open blocks are not due to a forgotten brace: no fix is offered.
constexpr size_t kMaxBraces = 20;

// `errors`: the blocks that lack their brace at the same place, the outermost first.
Diagnostic report(const ConfigFile& file, const nginx::SyntaxError* errors, size_t count) {
  const nginx::Config& config = file.config;
  const nginx::SyntaxError& innermost = errors[count - 1];
  Diagnostic diagnostic;
  diagnostic.rule = kUnclosedBlock.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {file.source, innermost.span};
  diagnostic.message = "block " + quoted(innermost.span.in(config.text())) + " is not closed";
  if (count == 2) diagnostic.message += ", nor is the block around it";
  if (count > 2) diagnostic.message += ", nor are the " + std::to_string(count - 1) + " blocks around it";
  diagnostic.why = "nginx finds no `}` up to the end of the file, and refuses the configuration";
  diagnostic.help = "add `}` where the block ends";
  diagnostic.nginx_message = "unexpected end of file, expecting \"}\"";
  if (count > kMaxBraces || nginx::is_escaped(config.text(), innermost.at)) return diagnostic;
  std::string braces;
  for (size_t i = count; i > 0; --i) {
    const Span header = errors[i - 1].span;
    if (i < count) diagnostic.related.push_back({{file.source, header}, "not closed either"});
    braces += nginx::new_line_like(config.text(), header.start) + "}";
  }
  const uint32_t at = nginx::behind_comment(config.text(), innermost.at);
  diagnostic.fixes.push_back({count == 1 ? "add the missing `}`" : "add the missing braces",
                              Applicability::unsafe,
                              "the block ends where its indentation ends",
                              {{{file.source, {at, at}}, braces}}});
  return diagnostic;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    // Blocks that lack their brace at the same place are one mistake: the paste ends too early.
    std::vector<nginx::SyntaxError> errors;
    for (const nginx::SyntaxError& error : file.config.errors()) {
      if (error.kind == nginx::SyntaxErrorKind::unclosed_block) errors.push_back(error);
    }
    for (size_t i = 0; i < errors.size();) {
      size_t last = i;
      while (last + 1 < errors.size() && errors[last + 1].at == errors[i].at) ++last;
      if (diagnostics->admit()) diagnostics->add(report(file, &errors[i], last - i + 1));
      i = last + 1;
    }
  }
}

}  // namespace

const Rule kUnclosedBlock = {"unclosed-block", Severity::error, "a block without a closing `}`", check};

}  // namespace stackengine::rules
