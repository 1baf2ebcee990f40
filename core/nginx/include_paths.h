// Which of the given files an `include` matches (ngx_conf_file.c, ngx_conf_include).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stackengine::nginx {

// glob(3) for one path: `*`, `?` and `[` match within a component, and no leading dot. Iterative.
bool matches_glob(std::string_view pattern, std::string_view path);

// nginx treats a path with one of `*?[` as a pattern.
bool is_glob(std::string_view path);

class IncludePaths {
 public:
  // `names` must outlive it.
  explicit IncludePaths(std::vector<std::string_view> names);

  // The files that `path` matches if the main file is in `prefix` ("/etc/nginx/", "" for none).
  // An absolute path also matches a file with a shorter name that it ends with, because uploads lose their
  // folders.
  const std::vector<size_t>& find(std::string_view path, std::string_view prefix, size_t includer);

 private:
  bool named_by(size_t file, std::string_view joined, size_t includer) const;

  std::vector<std::string_view> names_;
  std::unordered_map<std::string, std::vector<size_t>> by_last_component_;
  std::unordered_map<std::string, std::vector<size_t>> found_;
  size_t globs_ = 0;
};

// "conf/nginx.conf" → "conf/"; "" if there is no folder.
std::string_view folder_of(std::string_view name);

}  // namespace stackengine::nginx
