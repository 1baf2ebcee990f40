// What a single line looks like.
#pragma once

#include <cstddef>
#include <string_view>

namespace stackengine::intake {

// Whether the line contains a part of a directive: its name, its punctuation, or a comment.
bool looks_like_configuration(std::string_view line);

// Whether the line is a statement or closes a block, which distinguishes a configuration from code and prose.
bool is_structure(std::string_view line);

// A line of only box drawing (U+2500 to U+257F), a rule under a heading, or a line that vim, less or tail
// adds.
bool is_rule(std::string_view line);

// A command option on its own line: `-v`, `--rm`; or a message of journalctl: `-- Journal begins at …`.
bool is_option(std::string_view line);

// `NAME=value` from a shell or an .env file.
bool is_assignment(std::string_view line);

bool begins_html(std::string_view line);

// The offset of a dated entry after text that no known collector writes; 0 without one.
size_t find_dated_entry(std::string_view line);

}  // namespace stackengine::intake
