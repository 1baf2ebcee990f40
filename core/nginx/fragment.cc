#include "nginx/fragment.h"

#include <algorithm>
#include <utility>

#include "nginx/directive_table.h"
#include "text/line_index.h"

namespace stackengine::nginx {
namespace {

// The lines of one text, with a look-up, because a whole configuration may be on one line.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text), index_(text) {}

  uint32_t start(uint32_t offset) const { return index_.line(index_.at(offset).line, text_).start; }
  uint32_t next(uint32_t offset) const {
    const uint32_t line = index_.at(offset).line + 1;
    return line > index_.line_count() ? static_cast<uint32_t>(text_.size()) : index_.line(line, text_).start;
  }
  std::string_view indentation(uint32_t offset) const {
    const uint32_t from = start(offset);
    return text_.substr(from, std::min(text_.find_first_not_of(" \t", from), text_.size()) - from);
  }

 private:
  std::string_view text_;
  LineIndex index_;
};

// Where parts end, ascending: the lines before and after each block at the top, and the omissions.
std::vector<uint32_t> walls_of(const Config& config) {
  const Lines lines(config.text());
  std::vector<uint32_t> walls = config.breaks();
  for (const DirectiveId id : config.tree().children(kNoDirective)) {
    const Span span = config.directive(id).span;
    if (!config.tree().is_block(id)) continue;
    walls.push_back(lines.start(span.start));
    walls.push_back(lines.next(std::max(span.start, span.end - 1)));
  }
  std::sort(walls.begin(), walls.end());
  return walls;
}

// The additional indentation of the first nested line.
std::string step_of(const Config& config, const Lines& lines) {
  for (DirectiveId id = 0; id < config.tree().directives.size(); ++id) {
    const DirectiveId parent = config.directive(id).parent;
    if (parent == kNoDirective) continue;
    const std::string_view inner = lines.indentation(config.directive(id).span.start);
    const std::string_view outer = lines.indentation(config.directive(parent).span.start);
    if (inner.size() > outer.size() && inner.substr(0, outer.size()) == outer)
      return std::string(inner.substr(outer.size()));
  }
  return "    ";
}

// The minimum number of blocks around a directive in nginx.conf.
int level_of(const Config& config, DirectiveId id) {
  const std::string_view name = config.name(id);
  if (find_directive(name).empty() || may_stand_in(name, kMain)) return 0;
  return may_stand_in(name, static_cast<uint32_t>(kHttp) | kStream) ? 1 : 2;
}

bool stands_at_border(const Config& config, const Lines& lines, DirectiveId id) {
  return lines.indentation(config.directive(id).span.start).empty();
}

// Sets the indentation of the part's lines in the file.
void set_indentation(const Config& config, const Lines& lines, DirectiveId id, bool lost,
                     const std::string& step, DiffPart* part) {
  if (!stands_at_border(config, lines, id)) return;
  const Directive& directive = config.directive(id);
  const bool block = config.tree().is_block(id);
  // Copying from the first word of a block loses only the indentation of its first line.
  const std::string_view last = lines.indentation(directive.span.end - 1);
  if (block && !last.empty()) {
    part->indentation = last;
    return;
  }
  // A `server` is as often at the top of its own file as inside `http`.
  part->borders = !block || config.name(id) != "server";
  const int level = lost ? level_of(config, id) : 0;
  for (int i = 0; i < level; ++i) part->indentation += step;
  part->all_lines = true;
}

}  // namespace

bool is_fragment(const Config& config) {
  const std::vector<DirectiveId> top = config.tree().children(kNoDirective);
  return !top.empty() && std::none_of(top.begin(), top.end(), [&](DirectiveId id) {
    const std::string_view name = config.name(id);
    return config.tree().is_block(id) && may_stand_in(name, kMain) && !find_directive(name).empty();
  });
}

std::vector<DiffPart> fragment_parts(const Config& before, const Config& after) {
  std::vector<uint32_t> old_walls = walls_of(before);
  std::vector<uint32_t> new_walls = walls_of(after);
  // A repair of braces changes the blocks, so only omissions separate the parts.
  if (old_walls.size() != new_walls.size()) {
    old_walls = before.breaks();
    new_walls = after.breaks();
  }
  std::vector<DiffPart> parts =
      parts_between(old_walls, new_walls, static_cast<uint32_t>(before.text().size()),
                    static_cast<uint32_t>(after.text().size()));
  const Lines lines(before.text());
  const std::vector<DirectiveId> top = before.tree().children(kNoDirective);
  const bool lost = std::any_of(top.begin(), top.end(), [&](DirectiveId id) {
    return level_of(before, id) == 2 && stands_at_border(before, lines, id);
  });
  const std::string step = step_of(before, lines);
  auto next = top.begin();
  for (DiffPart& part : parts) {
    part.fragment = true;
    DirectiveId deepest = kNoDirective;
    for (; next != top.end() && before.directive(*next).span.start < part.before.end; ++next) {
      if (deepest == kNoDirective || level_of(before, *next) > level_of(before, deepest)) deepest = *next;
    }
    if (deepest != kNoDirective) set_indentation(before, lines, deepest, lost, step, &part);
  }
  return parts;
}

std::vector<DiffPart> parts_between(const std::vector<uint32_t>& before_breaks,
                                    const std::vector<uint32_t>& after_breaks, uint32_t before_size,
                                    uint32_t after_size) {
  std::vector<DiffPart> parts;
  Span before = {0, 0};
  Span after = {0, 0};
  for (size_t i = 0; i <= before_breaks.size(); ++i) {
    const bool last = i == before_breaks.size();
    before = {before.end, std::max(before.end, last ? before_size : before_breaks[i])};
    after = {after.end, std::max(after.end, last ? after_size : after_breaks[i])};
    if (before.empty() && after.empty()) continue;
    DiffPart part;
    part.before = before;
    part.after = after;
    parts.push_back(std::move(part));
  }
  return parts;
}

std::string_view named_by_comment(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || text[start] != '#') return {};
  std::string_view line =
      text.substr(start, std::min(text.find_first_of("\r\n", start), text.size()) - start);
  line.remove_prefix(std::min(line.find_first_not_of("# \t"), line.size()));
  for (const std::string_view word : {"file:", "File:", "file", "File"}) {
    if (line.substr(0, word.size()) != word) continue;
    line.remove_prefix(word.size());
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    break;
  }
  line = line.substr(0, line.find_last_not_of(" \t:") + 1);
  const bool path = line.find_first_of(" \t*?\"'\\;{}$") == std::string_view::npos &&
                    line.find("..") == std::string_view::npos && line.find("://") == std::string_view::npos &&
                    line.find_first_not_of('/') != std::string_view::npos;
  const bool conf = line.size() > 5 && line.substr(line.size() - 5) == ".conf";
  return path && (conf || line.substr(0, 11) == "/etc/nginx/") ? line : std::string_view();
}

}  // namespace stackengine::nginx
