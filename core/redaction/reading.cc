#include "redaction/reading.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "nginx/directive_table.h"
#include "nginx/parser.h"
#include "redaction/bytes.h"
#include "redaction/candidate.h"

namespace stackengine::redaction {
namespace {

// Appends the tree of one source, its spans moved to where they stand in the document.
void append(const nginx::SyntaxTree& tree, const Source& source, nginx::SyntaxTree* all) {
  const bool at_its_place = source.runs.size() == 1 && source.runs[0].start == 0;
  if (at_its_place && all->tokens.empty()) {
    *all = tree;
    return;
  }
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

void append(access_log::Entry entry, const Source& source, std::vector<access_log::Entry>* all) {
  for (Span* span : {&entry.span, &entry.client, &entry.request, &entry.bytes, &entry.referrer,
                     &entry.user_agent, &entry.upstream_address}) {
    *span = to_document(source, *span);
  }
  all->push_back(std::move(entry));
}

// Whether nginx code is what a key of a manifest holds: snippets of annotations and ConfigMaps, files of a
// ConfigMap (facts/kubernetes.md section 1).
bool is_code(std::string_view key) {
  return ends_with(key, "-snippet") || ends_with(key, "-snippets") || ends_with(key, ".conf") ||
         ends_with(key, "-template") || ends_with(key, ".tmpl");
}

// Nginx code inside of a manifest, its lines without their indentation.
void append_code(std::string_view text, const ManifestEntry& entry, const Source& manifest,
                 Reading* reading) {
  Source code;
  code.document = manifest.document;
  const std::string_view inner = text.substr(0, entry.value.end);
  for (size_t at = entry.value.start; at < inner.size();) {
    const size_t end = std::min(inner.find('\n', at), inner.size() - 1) + 1;
    while (at < end && is_blank(inner[at])) ++at;
    append_run(reading->text, to_document(manifest, make_span(at, end)), &code);
    at = end;
  }
  if (!code.text.empty()) append(nginx::parse(code.text).tree, code, &reading->tree);
}

// Directives between the lines of a manifest, or of what was taken for one: each line is read as what it is.
void append_stray_directives(const Source& manifest, Reading* reading) {
  const std::string_view text = manifest.text;
  Source code;
  code.document = manifest.document;
  for (size_t at = 0; at < text.size();) {
    const size_t next = std::min(text.find('\n', at), text.size() - 1) + 1;
    const size_t last = text.substr(0, next).find_last_not_of(" \t\r\n");
    while (at < next && is_blank(text[at])) ++at;
    if (last != std::string_view::npos && last > at && text[last] == ';') {
      const size_t word = text.find_first_of(" \t;", at);
      if (!nginx::find_directive(text.substr(at, word - at)).empty())
        append_run(reading->text, to_document(manifest, make_span(at, next)), &code);
    }
    at = next;
  }
  if (!code.text.empty()) append(nginx::parse(code.text).tree, code, &reading->tree);
}

// `manifest`: a source, of which nothing but JSON is read when it is of another kind and does not look like
// one, or a piece of the document that no source holds.
void append_manifest(const Source& manifest, Reading* reading) {
  const std::string_view text = manifest.text;
  const auto first = static_cast<uint32_t>(reading->manifest.size());
  const bool log = manifest.kind == SourceKind::error_log || manifest.kind == SourceKind::access_log;
  const bool other = manifest.kind != SourceKind::kubernetes && (log || !has_keys(text));
  for (ManifestEntry entry : other ? read_json_objects(text) : read_manifest(text)) {
    const bool one_line = entry.value.in(text).find_first_of("\n\\") == std::string_view::npos;
    if (is_code(entry.key.in(text)) && (entry.block || one_line)) append_code(text, entry, manifest, reading);
    entry.key = to_document(manifest, entry.key);
    entry.value = to_document(manifest, entry.value);
    if (entry.parent != kNoEntry) entry.parent += first;
    reading->manifest.push_back(entry);
  }
}

// What no source holds becomes holes, so that the tokens tile the document.
void fill_holes(uint32_t size, std::vector<nginx::Token>* tokens) {
  const auto before = [](const nginx::Token& a, const nginx::Token& b) { return a.span < b.span; };
  if (!std::is_sorted(tokens->begin(), tokens->end(), before))
    std::sort(tokens->begin(), tokens->end(), before);
  const auto has_gap = [](const nginx::Token& a, const nginx::Token& b) { return a.span.end < b.span.start; };
  const bool tiled = !tokens->empty() && tokens->front().span.start == 0 && tokens->back().span.end == size;
  if (tiled && std::adjacent_find(tokens->begin(), tokens->end(), has_gap) == tokens->end()) return;
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

namespace {

struct Held {
  Span span;  // of the document
  bool log;
};

// What no source holds: whole lines are read as a manifest would be, the beginnings of log lines are what a
// collector put there.
void read_rest(const Document& document, size_t index, std::vector<Held> held, Reading* reading) {
  std::sort(held.begin(), held.end(), [](const Held& a, const Held& b) { return a.span < b.span; });
  const std::string_view text = document.text;
  held.push_back({make_span(text.size(), text.size()), false});
  size_t end = 0;
  for (const Held& one : held) {
    size_t gap_end = one.span.start;
    if (gap_end > end) {
      const size_t newline = text.substr(end, gap_end - end).rfind('\n');
      const size_t start = newline == std::string_view::npos ? end : end + newline + 1;
      const bool line_begins = start == 0 || text[start - 1] == '\n';
      if (one.log && line_begins && start < gap_end) {
        reading->log_prefixes.push_back(make_span(start, gap_end));
        gap_end = start;
      }
      Source rest;
      rest.document = index;
      rest.kind = SourceKind::kubernetes;
      append_run(text, make_span(end, gap_end), &rest);
      // A blank between two runs says nothing.
      if (rest.text.size() > 4) append_manifest(rest, reading);
    }
    end = std::max<size_t>(end, one.span.end);
  }
}

}  // namespace

Reading read(const Document& document, size_t index, const Sources& sources) {
  Reading reading;
  reading.text = document.text;
  reading.pairs = BytePairs(document.text);
  reading.addresses = scan_addresses(document.text);
  std::vector<Held> held;
  for (const ParsedSource& source : sources) {
    if (source.document != index) continue;
    const bool log = source.kind == SourceKind::error_log || source.kind == SourceKind::access_log;
    for (size_t i = 0; i < source.runs.size(); ++i) {
      const size_t end = i + 1 < source.runs.size() ? source.runs[i + 1].at : source.text.size();
      held.push_back({make_span(source.runs[i].start, source.runs[i].start + end - source.runs[i].at), log});
    }
    if (source.config) append(source.config->tree(), source, &reading.tree);
    for (const EmbeddedConfig& code : source.embedded)
      append(code.config.tree(), in_document(code.embedded.code, source), &reading.tree);
    if (source.manifest) append_stray_directives(source, &reading);
    for (const error_log::Entry& entry : source.entries) append(entry, source, &reading.log);
    for (const access_log::Entry& entry : source.requests) append(entry, source, &reading.access);
    append_manifest(source, &reading);
  }
  read_rest(document, index, std::move(held), &reading);
  fill_holes(static_cast<uint32_t>(document.text.size()), &reading.tree.tokens);
  return reading;
}

CodeSpans::CodeSpans(const Reading& reading) {
  for (const nginx::Token& token : reading.tree.tokens) {
    if (token.kind == nginx::TokenKind::raw_block) spans_.push_back(token.span);
  }
}

bool CodeSpans::holds(size_t at) {
  while (next_ < spans_.size() && spans_[next_].end <= at) ++next_;
  return next_ < spans_.size() && spans_[next_].start <= at;
}

Span inside_quotes(const nginx::Word& word) {
  Span span = word.span;
  if (word.quote == 0) return span;
  span.start += word.opening;
  if (word.closed && span.end > span.start) span.end -= word.closing;
  return span;
}

}  // namespace stackengine::redaction
