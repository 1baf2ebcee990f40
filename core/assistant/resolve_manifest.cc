#include <algorithm>
#include <utility>

#include "assistant/redacted_texts.h"
#include "assistant/resolve.h"
#include "diagnosis/quoted.h"
#include "kubernetes/manifest.h"

namespace stackengine::assistant {
namespace {

using kubernetes::Manifest;
using kubernetes::NodeId;
using kubernetes::Object;

constexpr size_t kMostObjects = 100;  // of a fence: each is looked for in all of the input

// The lines of an object that is a whole document.
Span lines_of(const Manifest& manifest, const Object& object) {
  const Span span = manifest.yaml().nodes[object.root].span;
  const std::string_view text = manifest.text();
  const size_t before = span.start == 0 ? std::string_view::npos : text.rfind('\n', span.start - 1);
  const size_t lf =
      span.end > span.start && text[span.end - 1] == '\n' ? span.end - 1 : text.find('\n', span.end);
  return {before == std::string_view::npos ? 0 : static_cast<uint32_t>(before + 1),
          static_cast<uint32_t>(lf == std::string_view::npos ? text.size() : lf + 1)};
}

bool is_document(const Manifest& manifest, const Object& object) {
  const auto& documents = manifest.yaml().documents;
  return std::any_of(documents.begin(), documents.end(),
                     [&](const kubernetes::YamlDocument& one) { return one.root == object.root; });
}

class ManifestResolver {
 public:
  ManifestResolver(const Sources& sources, const std::string& text, Resolved* out)
      : sources_(sources), fence_(text), out_(out) {}

  void run() {
    if (!fence_.yaml().errors.empty() || !fence_.templates().empty()) return refuse("", "does not parse");
    if (fence_.objects().size() > kMostObjects) return refuse("", "has more objects than anybody reads");
    if (fence_.objects().empty()) return refuse("", "has no `kind`: nothing says what it is a part of");
    for (const std::string_view line : split_lines(fence_.text())) {
      const size_t comment = line.find('#');
      const std::string_view dots = line.substr(std::min(line.find_first_not_of(" -"), line.size()));
      const bool left_out = (comment != std::string_view::npos && is_elision(line.substr(comment))) ||
                            dots == "..." || dots == "\xE2\x80\xA6";
      if (left_out && !stands_in_input(line))
        return refuse("", "leaves lines out (" + quoted(line) + "), and taking it would delete them");
    }
    for (size_t i = 0; i < sources_.size(); ++i) {
      if (sources_[i].manifest) own_.emplace_back(i, &*sources_[i].manifest);
    }
    for (const Object& object : fence_.objects()) place(object);
  }

 private:
  void refuse(const std::string& name, const std::string& why) {
    out_->refused.push_back("the fenced manifest " + (name.empty() ? "" : quoted(name) + " ") + why);
  }

  bool stands_in_input(std::string_view line) const {
    for (const Source& one : sources_) {
      if (one.text.find(line) != std::string::npos) return true;
    }
    return false;
  }

  void place(const Object& object) {
    const std::string name = object.kind + " " + object.name;
    const Manifest* manifest = nullptr;
    const Object* target = nullptr;
    size_t source = 0;
    size_t count = 0;
    for (const auto& [index, own] : own_) {
      for (const Object& one : own->objects()) {
        if (one.kind != object.kind || one.name != object.name || one.name_space != object.name_space)
          continue;
        ++count;
        manifest = own;
        target = &one;
        source = index;
      }
    }
    if (count == 0) return refuse(name, "is none of the input's, and nothing says where it would go");
    if (count > 1) return refuse(name, "may be any of " + std::to_string(count) + " objects of the input");
    if (!is_document(*manifest, *target) || !is_document(fence_, object))
      return refuse(name, "is an item of a list, and only whole documents can be replaced");
    const kubernetes::Yaml& yaml = manifest->yaml();
    const std::vector<NodeId> keys = yaml.children(target->root);
    for (size_t i = 0; i < keys.size(); i += 2) {
      const std::string& key = yaml.nodes[keys[i]].value;
      if (key != "status" && fence_.yaml().find_key(object.root, key) == kubernetes::kNoNode)
        return refuse(name, "is a part: it lacks " + quoted(key) + ", and taking it would delete that");
    }
    replace(source, *manifest, *target, object);
  }

  // The object's lines, indented as those that they replace.
  void replace(size_t source, const Manifest& manifest, const Object& target, const Object& object) {
    const std::string& text = sources_[source].text;
    const uint32_t own = manifest.yaml().nodes[target.root].column;
    const uint32_t given = fence_.yaml().nodes[object.root].column;
    Replacement out;
    out.source = source;
    out.span = lines_of(manifest, target);
    std::string lines;
    for (const std::string_view line : split_lines(lines_of(fence_, object).in(fence_.text()))) {
      const size_t indent = std::min(line.find_first_not_of(' '), line.size());
      if (indent < line.size()) lines.append(own, ' ').append(line.substr(std::min<size_t>(indent, given)));
      lines += '\n';
    }
    out.text = with_line_ends_of(text, lines);
    if (out.span.end == text.size() && text.back() != '\n')
      out.text.erase(out.text.find_last_not_of("\r\n") + 1);
    out_->replacements.push_back(std::move(out));
  }

  const Sources& sources_;
  const Manifest fence_;
  Resolved* out_;
  std::vector<std::pair<size_t, const Manifest*>> own_;
};

}  // namespace

void resolve_manifest(const Sources& sources, const Proposal& proposal, Resolved* out) {
  ManifestResolver(sources, proposal.new_text, out).run();
}

}  // namespace stackengine::assistant
