// What a line looks like, by itself.
#ifndef STACKENGINE_INTAKE_LINE_LOOK_H_
#define STACKENGINE_INTAKE_LINE_LOOK_H_

#include <cstddef>
#include <string_view>

namespace stackengine::intake {

// Whether something of a directive is in the line: its name, its punctuation, or a comment.
bool looks_like_configuration(std::string_view line);

// Whether the line is a statement, or closes a block: enough to tell a configuration from code and prose.
bool is_structure(std::string_view line);

// A line of box drawing only (U+2500 to U+257F), the rule under a heading, and what vim, less and tail add.
bool is_rule(std::string_view line);

// An option of a command on a line of its own: `-v`, `--rm`; or what journalctl says of
// itself: `-- Journal begins at …`.
bool is_option(std::string_view line);

// `NAME=value` of a shell or an .env file.
bool is_assignment(std::string_view line);

bool begins_html(std::string_view line);

// Where a dated entry begins behind text that no known collector writes; 0 without one.
size_t find_dated_entry(std::string_view line);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_LINE_LOOK_H_
