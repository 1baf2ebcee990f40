#include "assistant/resolve.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "assistant/redacted_texts.h"
#include "diagnosis/quoted.h"

namespace stackengine::assistant {
namespace {

// Comparisons of lines in one review: hostile answers quote what stands in a million places.
constexpr size_t kMostWork = 20'000'000;
constexpr size_t kMostRefused = 50;

std::string_view trimmed(std::string_view line) {
  const size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
}

std::string_view indent_of(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
}

// The lines of a source as numbers: equal lines have equal numbers.
struct NumberedSource {
  size_t source = 0;
  std::vector<uint32_t> starts;  // of lines; the text's size at the end
  std::vector<std::string_view> lines;
  std::vector<uint32_t> exact;
  std::vector<uint32_t> loose;  // blanks at the ends do not count
};

class Numbering {
 public:
  uint32_t number(std::string_view line) {
    const auto [found, is_new] = numbers_.emplace(line, static_cast<uint32_t>(numbers_.size()));
    return found->second;
  }
  // UINT32_MAX: no source has the line.
  uint32_t find(std::string_view line) const {
    const auto found = numbers_.find(line);
    return found == numbers_.end() ? UINT32_MAX : found->second;
  }

 private:
  std::unordered_map<std::string_view, uint32_t> numbers_;
};

// `name` as people and models shorten it: the last component.
std::string_view last_component(std::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

class Resolver {
 public:
  explicit Resolver(const Sources& sources) : sources_(sources) {
    for (size_t i = 0; i < sources.size(); ++i) {
      if (is_editable(sources[i])) read(i);
    }
  }

  void place(const Proposal& proposal, size_t number, Resolved* out) {
    std::string why;
    if (auto replacement = find(proposal, &why)) {
      out->replacements.push_back(std::move(*replacement));
    } else if (!why.empty() && out->refused.size() < kMostRefused) {
      out->refused.push_back("edit " + std::to_string(number) + " " + why);
    }
  }

 private:
  struct Match {
    const NumberedSource* source = nullptr;
    size_t line = 0;  // 0-based
  };

  void read(size_t index) {
    NumberedSource one;
    one.source = index;
    const std::string_view text = sources_[index].text;
    one.lines = split_lines(text);
    for (const std::string_view line : one.lines) {
      one.starts.push_back(static_cast<uint32_t>(line.data() - text.data()));
      one.exact.push_back(exact_.number(line));
      one.loose.push_back(loose_.number(trimmed(line)));
    }
    one.starts.push_back(static_cast<uint32_t>(text.size()));
    texts_.push_back(std::move(one));
  }

  bool is_named(const NumberedSource& one, const std::string& file) const {
    const std::string& name = sources_[one.source].name;
    if (file.empty() || file == name) return true;
    if (name == "-") return file == sources_[one.source].file || file == "nginx.conf";
    if (name.size() > 1 && name[0] == '/' && name.substr(1) == file) return true;
    return false;
  }

  std::vector<const NumberedSource*> candidates(const std::string& file) const {
    std::vector<const NumberedSource*> found;
    for (const NumberedSource& one : texts_) {
      if (is_named(one, file)) found.push_back(&one);
    }
    if (!found.empty()) return found;
    for (const NumberedSource& one : texts_) {
      if (last_component(sources_[one.source].name) == last_component(file)) found.push_back(&one);
    }
    return found.size() == 1 ? found : std::vector<const NumberedSource*>();
  }

  // Where `pattern` stands in `lines`, all places.
  void search(const NumberedSource& one, const std::vector<uint32_t>& lines,
              const std::vector<uint32_t>& pattern, std::vector<Match>* found) {
    if (pattern.empty() || pattern.size() > lines.size()) return;
    for (size_t at = 0; at + pattern.size() <= lines.size() && work_ < kMostWork; ++at) {
      size_t same = 0;
      while (same < pattern.size() && lines[at + same] == pattern[same]) ++same;
      work_ += same + 1;
      if (same == pattern.size()) found->push_back({&one, at});
    }
  }

  std::optional<Replacement> find(const Proposal& proposal, std::string* why) {
    const std::vector<const NumberedSource*> files = candidates(proposal.file);
    if (files.empty()) {
      *why = "names the file " + quoted(proposal.file) + ", which was not given";
      return std::nullopt;
    }
    std::vector<std::string_view> old_lines = split_lines(proposal.old_text);
    const auto blank = [](std::string_view line) { return trimmed(line).empty(); };
    if (std::all_of(old_lines.begin(), old_lines.end(), blank)) {
      *why = "quotes no line of the input: nothing says where it belongs";
      return std::nullopt;
    }
    std::vector<Match> found;
    bool exact = true;
    for (const bool mode : {true, false}) {
      exact = mode;
      std::vector<uint32_t> pattern;
      pattern.reserve(old_lines.size());
      for (const std::string_view line : old_lines)
        pattern.push_back(exact ? exact_.find(line) : loose_.find(trimmed(line)));
      if (std::find(pattern.begin(), pattern.end(), UINT32_MAX) != pattern.end()) continue;
      for (const NumberedSource* one : files) search(*one, exact ? one->exact : one->loose, pattern, &found);
      if (!found.empty()) break;
    }
    if (work_ >= kMostWork) {
      *why = "was not looked for: the answer quotes too much that stands in too many places";
      return std::nullopt;
    }
    if (found.empty()) {
      *why = "quotes lines that the input does not have: " + quoted(trimmed(old_lines[0]));
      return std::nullopt;
    }
    if (found.size() > 1) {
      const auto hinted = [&](const Match& match) { return match.line + 1 == proposal.line; };
      const auto first = std::find_if(found.begin(), found.end(), hinted);
      if (first == found.end() || std::find_if(first + 1, found.end(), hinted) != found.end()) {
        *why = "quotes lines that stand in " + std::to_string(found.size()) +
               " places: " + quoted(trimmed(old_lines[0]));
        return std::nullopt;
      }
      found = {*first};
    }
    return replacement(found[0], old_lines, proposal.new_text, exact);
  }

  // The new lines; where they repeat old ones, those as they stand in the file.
  Replacement replacement(const Match& match, const std::vector<std::string_view>& old_lines,
                          std::string_view new_text, bool exact) const {
    const NumberedSource& one = *match.source;
    const std::string& text = sources_[one.source].text;
    Replacement out;
    out.source = one.source;
    out.span = {one.starts[match.line], one.starts[match.line + old_lines.size()]};
    std::string lines;
    size_t old = 0;
    const std::string_view meant = indent_of(old_lines[0]);
    const std::string_view own = indent_of(one.lines[match.line]);
    for (const std::string_view line : split_lines(new_text)) {
      size_t same = old;
      while (!exact && same < old_lines.size() && trimmed(old_lines[same]) != trimmed(line)) ++same;
      if (!exact && same < old_lines.size() && !trimmed(line).empty()) {
        lines.append(one.lines[match.line + same]);
        old = same + 1;
      } else if (!exact && line.substr(0, meant.size()) == meant && !trimmed(line).empty()) {
        lines.append(own).append(line.substr(meant.size()));
      } else {
        lines.append(line);
      }
      lines += '\n';
    }
    out.text = with_line_ends_of(text, lines);
    // The last line of the file without its end stays so.
    const bool open_end = out.span.end == text.size() && !text.empty() && text.back() != '\n';
    if (open_end && !out.text.empty()) out.text.erase(out.text.find_last_not_of("\r\n") + 1);
    return out;
  }

  const Sources& sources_;
  std::vector<NumberedSource> texts_;
  Numbering exact_;
  Numbering loose_;
  size_t work_ = 0;
};

}  // namespace

bool is_editable(const Source& source) {
  return source.kind == SourceKind::nginx || source.kind == SourceKind::kubernetes;
}

std::string with_line_ends_of(std::string_view model, std::string_view text) {
  const size_t lf = model.find('\n');
  const bool crlf = lf != std::string_view::npos && lf > 0 && model[lf - 1] == '\r';
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (pair) continue;
    if (text[i] == '\n' && crlf) out += '\r';
    out += text[i];
  }
  return out;
}

Resolved resolve(const Sources& sources, const std::vector<Proposal>& proposals) {
  Resolved out;
  Resolver resolver(sources);
  size_t number = 0;
  for (const Proposal& proposal : proposals) {
    ++number;
    if (proposal.manifest) {
      resolve_manifest(sources, proposal, &out);
    } else if (proposal.whole_block) {
      resolve_block(sources, proposal, &out);
    } else {
      resolver.place(proposal, number, &out);
    }
  }
  const auto without_effect = [&](const Replacement& one) {
    return one.span.in(sources[one.source].text) == one.text;
  };
  auto& all = out.replacements;
  all.erase(std::remove_if(all.begin(), all.end(), without_effect), all.end());
  std::stable_sort(all.begin(), all.end(), [](const Replacement& a, const Replacement& b) {
    return a.source != b.source ? a.source < b.source : a.span < b.span;
  });
  std::vector<Replacement> kept;
  for (Replacement& one : all) {
    const Replacement* before = kept.empty() ? nullptr : &kept.back();
    if (before != nullptr && before->source == one.source &&
        (one.span.overlaps(before->span) || one.span == before->span)) {
      if (before->span == one.span && before->text == one.text) continue;
      if (out.refused.size() < kMostRefused)
        out.refused.push_back("an edit changes lines that another one has changed: " +
                              quoted(trimmed(one.span.in(sources[one.source].text))));
      continue;
    }
    kept.push_back(std::move(one));
  }
  all = std::move(kept);
  return out;
}

}  // namespace stackengine::assistant
