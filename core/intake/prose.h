// Text that people write around a configuration: sentences, headings, `...` for omissions.
#pragma once

#include <string_view>

namespace stackengine::intake {

// Whether a line between two statements, outside all blocks, is a sentence and not even a misspelt directive:
// nginx's names are lower case, and directives contain no function words.
bool is_prose(std::string_view line);

// Whether a line below prose continues it.
bool continues_prose(std::string_view line);

// `...`, `[...]`, `<snip>`: an omission.
bool is_elision(std::string_view line);

// `key:` or `key: value`, from YAML or from an HTTP or mail header.
bool is_label(std::string_view line);

// The file name in `nginx.conf:`, `**/etc/nginx/nginx.conf**` or `nginx.conf: |` on its own line; otherwise
// empty.
std::string_view file_heading(std::string_view line);

}  // namespace stackengine::intake
