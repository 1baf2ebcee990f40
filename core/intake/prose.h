// What people write around a configuration: sentences, headings, `...` for what they left out.
#ifndef STACKENGINE_INTAKE_PROSE_H_
#define STACKENGINE_INTAKE_PROSE_H_

#include <string_view>

namespace stackengine::intake {

// Whether a line between two statements, outside of every block, is a sentence and cannot be a directive,
// however misspelt: nginx's names are lower case, and a name alone or with arguments has no little words.
bool is_prose(std::string_view line);

// Whether a line below prose goes on with it.
bool continues_prose(std::string_view line);

// `...`, `[...]`, `<snip>`: something was left out here.
bool is_elision(std::string_view line);

// `key:` or `key: value`, of YAML or of an HTTP or mail header.
bool is_label(std::string_view line);

// `nginx.conf:`, `**/etc/nginx/nginx.conf**` or `nginx.conf: |` on a line of its own: the file's name; else
// empty.
std::string_view file_heading(std::string_view line);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_PROSE_H_
