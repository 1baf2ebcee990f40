// The parser on any bytes, with and without holes: nothing is lost, tokens tile, the tree nests, every place
// lies in the text, and the same text gives the same tree.
#include <vector>

#include "fuzz/fuzz.h"
#include "nginx/config.h"
#include "nginx/parser.h"

namespace stackengine::nginx {
namespace {

void check_tokens(const SyntaxTree& tree, std::string_view text) {
  FUZZ_CHECK(print(tree, text) == text);
  uint32_t end = 0;
  size_t word = 0;
  for (const Token& token : tree.tokens) {
    FUZZ_CHECK(token.span.start == end);
    FUZZ_CHECK(token.span.end > end);
    end = token.span.end;
    if (token.kind != TokenKind::word) continue;
    FUZZ_CHECK(word < tree.words.size());
    FUZZ_CHECK(tree.words[word++].span == token.span);
  }
  FUZZ_CHECK(end == text.size());
  FUZZ_CHECK(word == tree.words.size());
  for (const Word& each : tree.words) FUZZ_CHECK(tree.value(each, text).size() <= each.span.size());
}

void check_nesting(const SyntaxTree& tree, std::string_view text) {
  const auto count = static_cast<DirectiveId>(tree.directives.size());
  uint32_t word = 0;
  for (DirectiveId id = 0; id < count; ++id) {
    const Directive& directive = tree.directives[id];
    FUZZ_CHECK(directive.first_word == word);
    FUZZ_CHECK(directive.word_count >= 1);
    word += directive.word_count;
    FUZZ_CHECK(directive.span.start <= directive.span.end && directive.span.end <= text.size());
    FUZZ_CHECK(directive.subtree_end > id && directive.subtree_end <= count);
    if (tree.is_block(id)) {
      FUZZ_CHECK(directive.body.start >= directive.span.start && directive.body.start <= directive.body.end);
      FUZZ_CHECK(directive.body.end <= directive.span.end);
    }
    if (directive.parent == kNoDirective) continue;
    const Directive& parent = tree.directives[directive.parent];
    FUZZ_CHECK(directive.parent < id);
    FUZZ_CHECK(directive.subtree_end <= parent.subtree_end);
    FUZZ_CHECK(directive.span.start >= parent.body.start && directive.span.end <= parent.body.end);
  }
  FUZZ_CHECK(word == tree.words.size());
}

void check_errors(const std::vector<SyntaxError>& errors, std::string_view text) {
  for (const SyntaxError& error : errors) {
    FUZZ_CHECK(error.span.start <= error.span.end && error.span.end <= text.size());
    FUZZ_CHECK(error.at <= text.size());
  }
}

void check_equal(const Parsed& a, const Parsed& b) {
  FUZZ_CHECK(a.tree.tokens.size() == b.tree.tokens.size());
  FUZZ_CHECK(a.tree.directives.size() == b.tree.directives.size());
  FUZZ_CHECK(a.errors.size() == b.errors.size());
  for (size_t i = 0; i < a.tree.tokens.size(); ++i) {
    FUZZ_CHECK(a.tree.tokens[i].kind == b.tree.tokens[i].kind);
    FUZZ_CHECK(a.tree.tokens[i].span == b.tree.tokens[i].span);
  }
  for (size_t i = 0; i < a.tree.directives.size(); ++i) {
    FUZZ_CHECK(a.tree.directives[i].parent == b.tree.directives[i].parent);
    FUZZ_CHECK(a.tree.directives[i].span == b.tree.directives[i].span);
  }
  for (size_t i = 0; i < a.errors.size(); ++i) {
    FUZZ_CHECK(a.errors[i].kind == b.errors[i].kind);
    FUZZ_CHECK(a.errors[i].span == b.errors[i].span);
  }
}

void check(std::string_view text) {
  const Parsed parsed = parse(text);
  check_tokens(parsed.tree, text);
  check_nesting(parsed.tree, text);
  check_errors(parsed.errors, text);
  check_equal(parsed, parse(text));
  const Config config(text);
  for (const Pass& pass : config.passes()) FUZZ_CHECK(pass.target_span.end <= text.size());
}

}  // namespace
}  // namespace stackengine::nginx

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const stackengine::fuzz::ExactCopy copy(data, size);
  stackengine::nginx::check(copy.text());
  return 0;
}
