#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/directive/duplicate_blocks.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

// Whether both are the same, word for word.
bool same_words(const nginx::Config& config, nginx::DirectiveId a, nginx::DirectiveId b) {
  return header_of(config, a).in(config.text()) == header_of(config, b).in(config.text());
}

// The directive, or its whole line if nothing else is on it.
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
        diagnostic.why = "nginx accepts this directive once per block and refuses a second one";
        diagnostic.help = "keep the right one";
        diagnostic.nginx_message = in_quotes(name) + " directive is duplicate";
        diagnostic.related.push_back(
            {{first.source, header_of(first.config, fault.other)}, "it is first set here"});
        if (fault.other_file == fault.file && same_words(config, fault.directive, fault.other) &&
            !config.tree().is_block(fault.directive)) {
          diagnostic.fixes.push_back(
              {"remove the duplicate",
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
    diagnostic.message = "`" + std::string(block.kind) + "` " + quoted(block.name) + " appears twice";
    diagnostic.why = "nginx cannot tell which of the two is meant, and refuses the second";
    diagnostic.help = block.kind == "listen" ? "remove one, and move its parameters to the other"
                                             : "merge the two, or rename one";
    diagnostic.nginx_message = block.nginx_message;
    diagnostic.related.push_back({{file.source, header_of(file.config, block.first)}, "the first one"});
    diagnostics->add(std::move(diagnostic));
  });
}

}  // namespace

const Rule kDuplicateDirective = {"duplicate-directive", Severity::error,
                                  "a directive that appears twice where nginx accepts it once", check};

}  // namespace stackengine::rules
