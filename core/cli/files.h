// Files and standard streams, as bytes. The only part of the project that touches the file system.
#ifndef STACKENGINE_CLI_FILES_H_
#define STACKENGINE_CLI_FILES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace stackengine::cli {

// Reads a file, or standard input for "-". nullopt, and `error` filled, when it cannot be read or is larger
// than `limit`.
std::optional<std::string> read_file(const std::string& path, size_t limit, std::string* error);

// Replaces a file's content in one step, its mode kept; a symbolic link stays one, and so do hard links,
// whose file is written into. False, and `error` filled, when that fails; then the file is as it was.
bool replace_file(const std::string& path, const std::string& content, std::string* error);

// Creates a file that only its owner may read. False, and `error` filled, when it exists or cannot be
// written.
bool create_private_file(const std::string& path, const std::string& content, std::string* error);

// The files that a pattern (glob(3)) names, sorted; a path without `*?[` names itself.
std::vector<std::string> matching_files(const std::string& pattern);

// The path without symbolic links; `path` itself when there is no such file.
std::string real_path(const std::string& path);

// `path` as a patch names it: relative to the working directory when it lies below it, without `./`.
std::string display_name(const std::string& path);

// Opens /dev/null for standard streams that are closed, so that no file that is opened later takes their
// numbers.
void open_standard_streams();

// All of `text` to standard output; false when that fails (a closed pipe, a full disk).
bool print(const std::string& text);

}  // namespace stackengine::cli

#endif  // STACKENGINE_CLI_FILES_H_
