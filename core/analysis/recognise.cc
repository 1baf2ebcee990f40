#include "analysis/recognise.h"

#include <algorithm>
#include <string_view>

#include "diagnosis/quoted.h"
#include "intake/line_text.h"
#include "intake/prose.h"
#include "nginx/directive_table.h"
#include "nginx/spelling.h"
#include "text/ascii.h"

namespace stackengine {
namespace {

using nginx::Directive;
using nginx::DirectiveId;
using nginx::SyntaxTree;
using nginx::Terminator;

// `example_set_header`: the way nginx's modules name directives.
bool is_named_like_a_directive(std::string_view name) {
  return name.find('_') != std::string_view::npos &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

// Whether the directive accepts that many arguments. Its `{` may be missing.
bool takes(std::string_view name, uint32_t arguments) {
  const nginx::DirectiveRows rows = nginx::find_directive(name);
  const auto count = static_cast<int>(arguments);
  return std::any_of(rows.begin(), rows.end(), [&](const nginx::DirectiveRow& row) {
    return row.min_arguments <= count && (row.max_arguments < 0 || count <= row.max_arguments);
  });
}

constexpr uint32_t kEnough = 16384;  // bytes; the beginning usually tells

class Weighing {
 public:
  explicit Weighing(const nginx::Config& config) : text_(config.text()), tree_(config.tree()) {}

  // Above 0: configuration.
  int run() {
    for (DirectiveId id = 0; id < tree_.directives.size(); ++id) {
      const Directive& directive = tree_.directives[id];
      if (directive.span.start > kEnough && weight_ > 0) break;
      const int weight =
          directive.terminator == Terminator::missing ? weight_of_lines(id) : weight_of_statement(id);
      // An unknown block may contain entries of the user, such as a misspelt `geo`.
      if (weight > 0 || id >= unknown_end_) weight_ += weight;
      if (nginx::find_directive(tree_.name(id, text_)).empty())
        unknown_end_ = std::max(unknown_end_, directive.subtree_end);
      // The user names the entries of `map` and the like.
      if (nginx::has_data_body(tree_.name(id, text_)) && directive.subtree_end > id)
        id = directive.subtree_end - 1;
    }
    return weight_ == 0 && like_modules_ > 0 ? 1 : weight_;
  }

 private:
  int weight_of_statement(DirectiveId id) {
    const std::string_view name = tree_.name(id, text_);
    if (!nginx::find_directive(name).empty()) return 2;
    const bool block = tree_.directives[id].terminator == Terminator::block;
    if (is_near(name, block, tree_.argument_count(id))) return 1;
    if (block && takes_variable(id)) return 1;
    if (!is_named_like_a_directive(name)) return -1;
    ++like_modules_;
    return 0;
  }

  // `gxo $address {`: no other program's language has blocks with such arguments.
  bool takes_variable(DirectiveId id) const {
    for (uint32_t i = 0; i < tree_.argument_count(id); ++i) {
      const std::string argument = tree_.argument(id, i, text_);
      if (argument.size() > 1 && argument[0] == '$' && is_alpha(argument[1])) return true;
    }
    return false;
  }

  // A statement without an end includes the lines below it.
  int weight_of_lines(DirectiveId id) {
    const std::string_view statement = trim(tree_.directives[id].span.in(text_));
    const std::string_view first = statement.substr(0, statement.find('\n'));
    int weight = is_like_a_directive(id, first, first.size() < statement.size()) ? 1 : -1;
    for_each_line(statement.substr(first.size()), [&](std::string_view line, uint32_t) {
      line = trim(line);
      if (!line.empty() && line[0] != '#') --weight;
    });
    return weight;
  }

  bool is_like_a_directive(DirectiveId id, std::string_view line, bool goes_on) {
    if (intake::is_prose(line)) return false;
    const std::string_view name = tree_.name(id, text_);
    const uint32_t arguments = tree_.argument_count(id);
    if (!nginx::find_directive(name).empty()) return goes_on || takes(name, arguments);
    return is_named_like_a_directive(name) && is_near(name, false, arguments);
  }

  bool is_near(std::string_view name, bool block, uint32_t arguments) {
    constexpr int kMostAsked = 32;  // each question takes time
    if (++asked_ > kMostAsked) return false;
    const nginx::Spelling near =
        nginx::nearest_directive(name, nginx::kFragmentContexts, block, arguments, std::nullopt);
    return !near.name.empty() && near.accepted;
  }

  std::string_view text_;
  const SyntaxTree& tree_;
  int weight_ = 0;
  DirectiveId unknown_end_ = 0;  // of the last block with an unknown name
  int asked_ = 0;
  int like_modules_ = 0;
};

}  // namespace

bool is_nginx_configuration(const nginx::Config& config) { return Weighing(config).run() > 0; }

void drop_unrecognised(const std::vector<Document>& documents, Sources* sources,
                       std::vector<intake::Pieces>* pieces) {
  Sources recognised;
  for (size_t i = 0; i < sources->size(); ++i) {
    const ParsedSource& source = (*sources)[i];
    if (!source.config) {
      recognised.share(*sources, i);
    } else if (source.of_dump || documents[source.document].kind == DocumentKind::nginx ||
               is_nginx_configuration(*source.config)) {
      return;
    }
  }
  *sources = std::move(recognised);
  for (intake::Pieces& of_document : *pieces) {
    intake::Pieces merged;
    for (intake::Piece piece : of_document) {
      if (piece.kind == intake::PieceKind::nginx) piece.kind = intake::PieceKind::other;
      if (!merged.empty() && merged.back().kind == piece.kind) {
        merged.back().span.end = piece.span.end;
      } else {
        merged.push_back(piece);
      }
    }
    of_document = std::move(merged);
  }
}

std::string words_for_unrecognised(const std::vector<Document>& documents) {
  constexpr size_t kMostNames = 3;
  std::vector<std::string> names;
  bool has_structure = false;
  for (const Document& document : documents) {
    for_each_line(std::string_view(document.text).substr(0, 4096), [&](std::string_view line, uint32_t) {
      const std::string_view trimmed = trim(line);
      if (trimmed.empty() || trimmed[0] == '#') return;
      has_structure = has_structure || trimmed.size() < line.size() || trimmed[0] == '<' ||
                      trimmed[0] == '[' || trimmed.back() == '{' || trimmed.back() == ':';
      const std::string_view word = first_word(trimmed);
      std::string name = quoted(word);
      if (nginx::find_directive(word).empty() && names.size() < kMostNames &&
          std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
    });
  }
  std::string words =
      has_structure ? "this looks like the configuration of another program" : "this looks like plain text";
  if (has_structure && !names.empty()) {
    words += ": nginx has no directive ";
    for (size_t i = 0; i < names.size(); ++i)
      words += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  }
  return words +
         "; paste the `server`, `location` or `upstream` block, a Kubernetes manifest, or a line of nginx's error log";
}

}  // namespace stackengine
