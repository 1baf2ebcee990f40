#include "report/crossplane.h"

#include <unordered_set>
#include <vector>

#include "nginx/config.h"
#include "nginx/contexts.h"
#include "report/json.h"
#include "text/line_index.h"

namespace stackengine::report {
namespace {

constexpr std::string_view kLuaBlock = "_by_lua_block";

std::string string_json(std::string_view text) { return dump(Json(std::string(text))); }

// Line numbers as the user sees them: in the file of a dump, or in the document.
class Lines {
 public:
  Lines(const Workspace& workspace, const Source& source)
      : source_(source),
        index_(source.of_dump ? std::string_view(source.text)
                              : std::string_view(workspace.documents[source.document].text)) {}

  uint32_t of(uint32_t offset) const {
    return index_.at(source_.of_dump ? offset : to_document(source_, {offset, offset + 1}).start).line;
  }

 private:
  const Source& source_;
  LineIndex index_;
};

// Writes the directives of one file, by hand and with an explicit stack, because a JSON value would nest as
// deep as the text.
class Writer {
 public:
  Writer(const nginx::Config& config, const nginx::Contexts& contexts, size_t file, const Lines& lines,
         std::string* out)
      : config_(config), tree_(config.tree()), contexts_(contexts), file_(file), lines_(lines), out_(*out) {}

  void write(bool comments) {
    if (comments) {
      for (const nginx::Token& token : tree_.tokens) {
        if (token.kind == nginx::TokenKind::comment) comments_.push_back(token.span);
      }
    }
    const auto count = static_cast<nginx::DirectiveId>(tree_.directives.size());
    size_t comment = 0;
    for (nginx::DirectiveId id = 0; id <= count; ++id) {
      const uint32_t start = id == count ? UINT32_MAX : tree_.directives[id].span.start;
      for (; comment < comments_.size() && comments_[comment].start < start; ++comment) {
        close_blocks(id, comments_[comment].start);
        write_comment(comments_[comment]);
      }
      close_blocks(id, UINT32_MAX);
      if (id < count) write_directive(id);
    }
  }

 private:
  // Closes the blocks whose directives all precede `next` and that end before `offset`.
  void close_blocks(nginx::DirectiveId next, uint32_t offset) {
    while (!open_.empty() && tree_.directives[open_.back()].subtree_end <= next &&
           tree_.directives[open_.back()].span.end <= offset) {
      out_ += "]}";
      open_.pop_back();
    }
  }

  void separate() {
    if (out_.back() != '[') out_ += ',';
  }

  void write_comment(Span span) {
    separate();
    out_ += "{\"directive\":\"#\",\"line\":" + std::to_string(lines_.of(span.start)) +
            ",\"args\":[],\"comment\":" + string_json(Span{span.start + 1, span.end}.in(config_.text())) +
            "}";
  }

  std::vector<std::string> arguments_of(nginx::DirectiveId id, std::string_view name) const {
    std::vector<std::string> arguments;
    for (uint32_t i = 0; i < tree_.argument_count(id); ++i) arguments.push_back(config_.argument(id, i));
    if (name == "if" && !arguments.empty()) {
      // crossplane lists the arguments of the condition as `args` of `if`.
      if (arguments.front().substr(0, 1) == "(") arguments.front().erase(0, 1);
      if (!arguments.back().empty() && arguments.back().back() == ')') arguments.back().pop_back();
      if (arguments.front().empty()) arguments.erase(arguments.begin());
      if (!arguments.empty() && arguments.back().empty()) arguments.pop_back();
    }
    return arguments;
  }

  void write_directive(nginx::DirectiveId id) {
    const std::string name = tree_.value(tree_.name_word(id), config_.text());
    std::vector<std::string> arguments = arguments_of(id, name);
    bool block = tree_.is_block(id);
    if (block && name.size() > kLuaBlock.size() &&
        name.compare(name.size() - kLuaBlock.size(), kLuaBlock.size(), kLuaBlock) == 0) {
      arguments.emplace_back(tree_.directives[id].body.in(config_.text()));
      block = false;
    }
    separate();
    out_ += "{\"directive\":" + string_json(name) +
            ",\"line\":" + std::to_string(lines_.of(tree_.directives[id].span.start)) + ",\"args\":[";
    for (const std::string& argument : arguments) {
      separate();
      out_ += string_json(argument);
    }
    out_ += ']';
    if (name == "include" && !block) {
      out_ += ",\"includes\":[";
      for (const size_t included : contexts_.included(file_, id)) {
        separate();
        out_ += std::to_string(included);
      }
      out_ += ']';
    }
    if (block) {
      out_ += ",\"block\":[";
      open_.push_back(id);
    } else {
      out_ += '}';
    }
  }

  const nginx::Config& config_;
  const nginx::SyntaxTree& tree_;
  const nginx::Contexts& contexts_;
  size_t file_;
  const Lines& lines_;
  std::string& out_;
  std::vector<Span> comments_;
  std::vector<nginx::DirectiveId> open_;
};

}  // namespace

Crossplane to_crossplane(const Workspace& workspace, const Analysis& analysis, bool comments) {
  std::vector<nginx::NamedConfig> named;
  std::vector<const ParsedSource*> sources;
  std::vector<size_t> file_of(analysis.sources.size(), SIZE_MAX);
  for (size_t i = 0; i < analysis.sources.size(); ++i) {
    const ParsedSource& source = analysis.sources[i];
    if (!source.config) continue;
    file_of[i] = sources.size();
    sources.push_back(&source);
    named.push_back({source.name, &*source.config});
  }
  const nginx::Contexts contexts(named);

  // What nginx would refuse, by file.
  std::unordered_set<std::string_view> judged;
  for (const rules::Rule* rule : rules::all_rules()) {
    const std::string_view group = rules::group_of(*rule);
    if (group == "syntax" || group == "directive") judged.insert(rule->id);
  }
  std::vector<std::vector<const Diagnostic*>> errors(sources.size());
  for (const Diagnostic& diagnostic : analysis.diagnostics) {
    if (diagnostic.severity != Severity::error || judged.count(diagnostic.rule) == 0) continue;
    if (const size_t file = file_of[diagnostic.place.source]; file != SIZE_MAX) {
      errors[file].push_back(&diagnostic);
    }
  }

  std::string all_errors = "[";
  std::string config = "[";
  for (size_t file = 0; file < sources.size(); ++file) {
    const Lines lines(workspace, *sources[file]);
    const std::string name = string_json(sources[file]->name);
    std::string own = "[";
    for (const Diagnostic* diagnostic : errors[file]) {
      const std::string& said =
          diagnostic->nginx_message.empty() ? diagnostic->message : diagnostic->nginx_message;
      std::string tail = "\"error\":" + string_json(said);
      tail += ",\"line\":" + std::to_string(lines.of(diagnostic->place.span.start)) + "}";
      if (own.back() != '[') own += ',';
      if (all_errors.back() != '[') all_errors += ',';
      own += "{" + tail;
      all_errors += "{\"file\":" + name;
      all_errors += "," + tail;
    }
    if (file > 0) config += ',';
    config += "{\"file\":" + name;
    config += std::string(",\"status\":\"") + (errors[file].empty() ? "ok" : "failed");
    config += "\",\"errors\":" + own;
    config += "],\"parsed\":[";
    Writer(*sources[file]->config, contexts, file, lines, &config).write(comments);
    config += "]}";
  }
  Crossplane out;
  out.failed = all_errors.size() > 1;
  out.empty = sources.empty();
  out.json = std::string("{\"status\":\"") + (out.failed ? "failed" : "ok") + "\",\"errors\":" + all_errors +
             "],\"config\":" + config + "]}";
  return out;
}

}  // namespace stackengine::report
