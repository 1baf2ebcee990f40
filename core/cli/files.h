// Files and standard streams, as bytes. The only part of the project that touches the file system.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace stackengine::cli {

// Reads a file, or standard input for "-". nullopt, with `error` set, if it cannot be read or is larger than
// `limit`.
std::optional<std::string> read_file(const std::string& path, size_t limit, std::string* error);

// Replaces a file's content in one step, and keeps its mode, symbolic links and hard links. On failure,
// returns false, sets `error` and leaves the file unchanged.
bool replace_file(const std::string& path, const std::string& content, std::string* error);

// Creates a file that only its owner can read. False, with `error` set, if it exists or cannot be written.
bool create_private_file(const std::string& path, const std::string& content, std::string* error);

// The files that match a pattern (glob(3)), sorted. A path without `*?[` matches itself.
std::vector<std::string> matching_files(const std::string& pattern);

// The path without symbolic links; `path` itself if there is no such file.
std::string real_path(const std::string& path);

// `path` as patches name it: relative to the working directory if it is below, without `./`.
std::string display_name(const std::string& path);

// Opens /dev/null for closed standard streams, so that no file opened later gets their numbers.
void open_standard_streams();

// Writes all of `text` to standard output. False if that fails (a closed pipe, a full disk).
bool print(const std::string& text);

}  // namespace stackengine::cli
