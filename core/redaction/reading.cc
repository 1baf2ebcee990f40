#include "redaction/reading.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "kubernetes/embedded.h"
#include "kubernetes/manifest.h"
#include "nginx/parser.h"

namespace stackengine::redaction {
namespace {

// Appends the tree of one source, its spans moved to where they stand in the document.
void append(const nginx::SyntaxTree& tree, const Source& source, nginx::SyntaxTree* all) {
  const auto first_word = static_cast<uint32_t>(all->words.size());
  const auto first_id = static_cast<nginx::DirectiveId>(all->directives.size());
  for (nginx::Token token : tree.tokens) {
    token.span = to_document(source, token.span);
    all->tokens.push_back(token);
  }
  for (nginx::Word word : tree.words) {
    word.span = to_document(source, word.span);
    all->words.push_back(word);
  }
  for (nginx::Directive directive : tree.directives) {
    directive.first_word += first_word;
    if (directive.parent != nginx::kNoDirective) directive.parent += first_id;
    directive.subtree_end += first_id;
    directive.span = to_document(source, directive.span);
    directive.body = to_document(source, directive.body);
    all->directives.push_back(directive);
  }
}

// Code whose runs lead into `around`, with runs that lead into the document.
Source in_document(const Source& code, const Source& around) {
  Source out;
  out.text = code.text;
  for (size_t i = 0; i < code.runs.size(); ++i) {
    const uint32_t end =
        i + 1 < code.runs.size() ? code.runs[i + 1].at : static_cast<uint32_t>(code.text.size());
    const uint32_t start = code.runs[i].start;
    const uint32_t length = end - code.runs[i].at;
    if (length == 0) continue;
    out.runs.push_back({code.runs[i].at, to_document(around, {start, start + 1}).start});
    // What was peeled off the document in the middle of it.
    auto run = std::upper_bound(around.runs.begin(), around.runs.end(), start,
                                [](uint32_t wanted, const Run& one) { return wanted < one.at; });
    for (; run != around.runs.end() && run->at < start + length; ++run)
      out.runs.push_back({code.runs[i].at + (run->at - start), run->start});
  }
  return out;
}

void append(error_log::Entry entry, const Source& source, std::vector<error_log::Entry>* all) {
  for (Span* span : {&entry.span, &entry.message, &entry.client, &entry.server, &entry.request, &entry.host,
                     &entry.referrer}) {
    *span = to_document(source, *span);
  }
  if (entry.upstream) entry.upstream->span = to_document(source, entry.upstream->span);
  all->push_back(std::move(entry));
}

// What no source holds becomes holes, so that the tokens tile the document.
void fill_holes(uint32_t size, std::vector<nginx::Token>* tokens) {
  std::sort(tokens->begin(), tokens->end(),
            [](const nginx::Token& a, const nginx::Token& b) { return a.span < b.span; });
  std::vector<nginx::Token> tiles;
  uint32_t end = 0;
  for (const nginx::Token& token : *tokens) {
    if (token.span.start > end) tiles.push_back({nginx::TokenKind::hole, {end, token.span.start}});
    tiles.push_back(token);
    end = token.span.end;
  }
  if (end < size) tiles.push_back({nginx::TokenKind::hole, {end, size}});
  *tokens = std::move(tiles);
}

}  // namespace

Reading read(const Document& document, size_t index, const std::vector<Source>& sources) {
  Reading reading;
  reading.text = document.text;
  for (const Source& source : sources) {
    if (source.document != index) continue;
    if (source.kind == SourceKind::nginx) {
      append(nginx::parse(source.text).tree, source, &reading.tree);
    } else if (source.kind == SourceKind::kubernetes) {
      const kubernetes::Manifest manifest(source.text);
      for (const kubernetes::Embedded& embedded : kubernetes::embedded_nginx(manifest, 0)) {
        const Source code = in_document(embedded.code, source);
        append(nginx::parse(code.text).tree, code, &reading.tree);
      }
    } else if (source.kind == SourceKind::error_log) {
      const Span whole = {0, static_cast<uint32_t>(source.text.size())};
      for (error_log::Entry& entry : error_log::parse(source.text, whole)) {
        append(std::move(entry), source, &reading.log);
      }
    }
  }
  fill_holes(static_cast<uint32_t>(document.text.size()), &reading.tree.tokens);
  return reading;
}

Span inside_quotes(const nginx::Word& word) {
  Span span = word.span;
  if (word.quote == 0) return span;
  span.start += word.opening;
  if (word.closed && span.end > span.start) span.end -= word.closing;
  return span;
}

}  // namespace stackengine::redaction
