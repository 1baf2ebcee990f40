#include "nginx/syntax_tree.h"

namespace stackengine::nginx {

std::string SyntaxTree::value(const Word& word, std::string_view text) const {
  std::string_view raw = word.span.in(text);
  if (word.quote != 0) {
    raw.remove_prefix(word.opening);
    if (word.closed) raw.remove_suffix(word.closing);
  }
  if (raw.find('\\') == std::string_view::npos) return std::string(raw);

  std::string value;
  value.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      value += raw[i];
      continue;
    }
    switch (raw[i + 1]) {
      case '"':
      case '\'':
      case '\\':
        value += raw[++i];
        break;
      case 't':
        value += '\t', ++i;
        break;
      case 'r':
        value += '\r', ++i;
        break;
      case 'n':
        value += '\n', ++i;
        break;
      default:
        value += raw[i];
    }
  }
  return value;
}

std::vector<DirectiveId> SyntaxTree::children(DirectiveId parent) const {
  std::vector<DirectiveId> ids;
  const auto count = static_cast<DirectiveId>(directives.size());
  DirectiveId id = parent == kNoDirective ? 0 : parent + 1;
  const DirectiveId end = parent == kNoDirective ? count : directives[parent].subtree_end;
  for (; id < end; id = directives[id].subtree_end) ids.push_back(id);
  return ids;
}

std::string print(const SyntaxTree& tree, std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const Token& token : tree.tokens) out.append(token.span.in(text));
  return out;
}

}  // namespace stackengine::nginx
