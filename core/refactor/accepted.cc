#include "refactor/accepted.h"

#include <algorithm>
#include <string_view>

#include "nginx/config.h"

namespace stackengine {
namespace {

std::pair<size_t, uint32_t> start_of(const Edit& edit) { return {edit.place.source, edit.place.span.start}; }

// The header fields that inserted directives set, in lower case.
std::vector<std::string> headers_set_by(const std::string& text) {
  constexpr std::string_view kSetHeader = "_set_header ";
  std::vector<std::string> names;
  for (size_t at = text.find(kSetHeader); at != std::string::npos; at = text.find(kSetHeader, at)) {
    at += kSetHeader.size();
    std::string name = text.substr(at, text.find_first_of(" \t;", at) - at);
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    names.push_back(std::move(name));
  }
  return names;
}

// The head of a `map` that the text defines; empty when it defines none.
std::string map_defined_by(const std::string& text) {
  const size_t at = text.find("map $");
  return at == std::string::npos ? "" : text.substr(at, text.find('{', at) - at);
}

// One that moves a header to the other family by renaming its directive does not say which header it is.
bool renames(const Edit& edit) {
  return edit.text == "proxy_set_header" || edit.text == "grpc_set_header" || edit.text == "proxy" ||
         edit.text == "grpc";
}

// Offsets at which the innermost block that holds settings changes, with the offset where that block begins.
std::vector<std::pair<uint32_t, uint32_t>> blocks_in(const Source& source) {
  std::vector<std::pair<uint32_t, uint32_t>> changes = {{0, 0}};
  if (source.kind != SourceKind::nginx) return changes;
  const nginx::Config config(source.text, source.breaks);
  std::vector<Span> open;
  const auto close_until = [&](uint32_t at) {
    for (; !open.empty() && open.back().end <= at; open.pop_back())
      changes.emplace_back(open.back().end, open.size() > 1 ? open[open.size() - 2].start : 0);
  };
  for (nginx::DirectiveId id = 0; id < config.tree().directives.size(); ++id) {
    const Span span = config.directive(id).span;
    close_until(span.start);
    if (!config.tree().is_block(id) || config.settings_block(id) != id) continue;
    open.push_back(span);
    changes.emplace_back(span.start, span.start);
  }
  close_until(UINT32_MAX);
  return changes;
}

}  // namespace

bool Accepted::keeps_apart(const Edit& edit) const {
  const Span& span = edit.place.span;
  const auto own = start_of(edit);
  // Two insertions at one point by different fixes may say the same thing twice; the later fix waits for the
  // next round, which sees the result.
  if (span.empty()) {
    const auto same = inserted_.find(own);
    if (same != inserted_.end() && same->second.text != edit.text) return false;
  } else {
    // An insertion strictly inside of what is replaced.
    const auto inside = inserted_.upper_bound(own);
    if (inside != inserted_.end() && inside->first < std::make_pair(own.first, span.end)) return false;
  }
  auto other = replaced_.upper_bound(own);
  if (other != replaced_.end() && !compatible(edit, other->second)) return false;
  return other == replaced_.begin() || compatible(edit, (--other)->second);
}

Accepted::Point Accepted::block_of(const Edit& edit) {
  const auto [source, start] = start_of(edit);
  std::vector<std::pair<uint32_t, uint32_t>>& blocks = blocks_[source];
  if (blocks.empty()) blocks = blocks_in(sources_[source]);
  const auto behind = std::upper_bound(blocks.begin(), blocks.end(), start,
                                       [](uint32_t at, const auto& change) { return at < change.first; });
  return {source, (behind - 1)->second};
}

// Two fixes that set the same header in one block would say it twice; the later one waits.
bool Accepted::repeats_header(const Edit& edit) {
  const auto known = [&](const std::map<Point, Edit>& edits) {
    const auto same = edits.find(start_of(edit));
    return same != edits.end() && same->second == edit;
  };
  if (known(edit.place.span.empty() ? inserted_ : replaced_)) return false;
  // One `map` serves all: the fix that would define it again waits for the round that sees it.
  if (maps_.count(map_defined_by(edit.text)) != 0) return true;
  const bool rename = renames(edit);
  const std::vector<std::string> names = headers_set_by(edit.text);
  if (!rename && names.empty()) return false;
  const Point block = block_of(edit);
  if (rename) return setters_.count(block) != 0;
  if (renames_.count(block) != 0) return true;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const auto found = headers_.find(name);
    return found != headers_.end() && found->second.count(block) != 0;
  });
}

bool Accepted::fits(const std::vector<Edit>& edits) {
  return std::all_of(edits.begin(), edits.end(),
                     [&](const Edit& edit) { return keeps_apart(edit) && !repeats_header(edit); });
}

void Accepted::add(const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    (edit.place.span.empty() ? inserted_ : replaced_).emplace(start_of(edit), edit);
    const std::string map = map_defined_by(edit.text);
    if (!map.empty()) maps_.insert(map);
    const std::vector<std::string> names = headers_set_by(edit.text);
    if (renames(edit)) renames_.insert(block_of(edit));
    if (!names.empty()) setters_.insert(block_of(edit));
    for (const std::string& name : names) headers_[name].insert(block_of(edit));
  }
}

}  // namespace stackengine
