#include "nginx/include_paths.h"

#include <algorithm>
#include <utility>

namespace stackengine::nginx {
namespace {

// Every pattern is matched against every file; no real configuration has more patterns than this.
constexpr size_t kMaxGlobs = 2000;

std::string_view without_dot(std::string_view name) {
  while (name.substr(0, 2) == "./") name.remove_prefix(2);
  return name;
}

std::string_view last_component(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// `[` … `]` at `*at` in the pattern against `c`; moves `*at` past it. An unclosed one is a literal `[`.
bool matches_class(std::string_view pattern, size_t* at, char c) {
  size_t i = *at + 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  const size_t first = i;
  const size_t close = first < pattern.size() ? pattern.find(']', first + 1) : std::string_view::npos;
  if (close == std::string_view::npos) {
    ++*at;
    return c == '[';
  }
  bool inside = false;
  while (i < close) {
    if (i + 2 < close && pattern[i + 1] == '-') {
      inside = inside || (pattern[i] <= c && c <= pattern[i + 2]);
      i += 3;
    } else {
      inside = inside || pattern[i++] == c;
    }
  }
  *at = close + 1;
  return inside != negated && c != '/';
}

// The last `n` components of `path`, or all of it.
std::string_view last_components(std::string_view path, size_t n) {
  size_t at = path.size();
  for (; n > 0 && at != 0; --n) {
    const size_t slash = path.rfind('/', at - 1);
    if (slash == std::string_view::npos) return path;
    at = slash;
  }
  return at == path.size() ? std::string_view() : path.substr(at + 1);
}

}  // namespace

bool is_glob(std::string_view path) { return path.find_first_of("*?[") != std::string_view::npos; }

std::string_view folder_of(std::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : name.substr(0, slash + 1);
}

bool matches_glob(std::string_view pattern, std::string_view path) {
  size_t p = 0;
  size_t s = 0;
  size_t star = std::string_view::npos;  // where to resume after the last `*`
  size_t star_s = 0;
  const auto hidden = [&](size_t i) {
    return i < path.size() && path[i] == '.' && (i == 0 || path[i - 1] == '/');
  };
  while (s < path.size()) {
    bool matched = false;
    if (p < pattern.size() && pattern[p] == '*' && !hidden(s)) {
      star = ++p;
      star_s = s;
      continue;
    }
    if (p < pattern.size() && pattern[p] == '?') {
      matched = path[s] != '/' && !hidden(s);
      if (matched) ++p;
    } else if (p < pattern.size() && pattern[p] == '[') {
      size_t next = p;
      matched = matches_class(pattern, &next, path[s]) && !hidden(s);
      if (matched) p = next;
    } else if (p < pattern.size() && pattern[p] != '*' && pattern[p] == path[s]) {
      matched = true;
      ++p;
    }
    if (matched) {
      ++s;
      continue;
    }
    if (star == std::string_view::npos || path[star_s] == '/') return false;
    p = star;
    s = ++star_s;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

IncludePaths::IncludePaths(std::vector<std::string_view> names) : names_(std::move(names)) {
  for (size_t i = 0; i < names_.size(); ++i) {
    names_[i] = without_dot(names_[i]);
    by_last_component_[std::string(last_component(names_[i]))].push_back(i);
  }
}

bool IncludePaths::named_by(size_t file, std::string_view joined, size_t includer) const {
  const std::string_view name = names_[file];
  if (matches_glob(joined, name)) return true;
  if (file == includer || joined.empty() || joined[0] != '/') return false;
  const bool absolute = !name.empty() && name[0] == '/';
  if (absolute) return false;
  const auto components = static_cast<size_t>(std::count(name.begin(), name.end(), '/')) + 1;
  if (components == 1 && is_glob(last_component(joined))) return false;  // `*.conf` would match any file
  return matches_glob(last_components(joined, components), name);
}

const std::vector<size_t>& IncludePaths::find(std::string_view path, std::string_view prefix,
                                              size_t includer) {
  static const std::vector<size_t> none;
  const std::string joined = path.substr(0, 1) == "/"
                                 ? std::string(path)
                                 : std::string(without_dot(prefix)) + std::string(without_dot(path));
  const auto [entry, fresh] = found_.try_emplace(joined + '\n' + std::to_string(includer));
  if (!fresh) return entry->second;
  std::vector<size_t>& files = entry->second;
  if (!is_glob(joined)) {
    const auto candidates = by_last_component_.find(std::string(last_component(joined)));
    if (candidates == by_last_component_.end()) return files;
    for (const size_t file : candidates->second) {
      if (named_by(file, joined, includer)) files.push_back(file);
    }
  } else if (++globs_ <= kMaxGlobs) {
    for (size_t file = 0; file < names_.size(); ++file) {
      if (named_by(file, joined, includer)) files.push_back(file);
    }
  }
  return files;
}

}  // namespace stackengine::nginx
