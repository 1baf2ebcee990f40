// Edits that look as if the author had made them: the line's indentation, the file's line ends, the one-line
// style where a block has it.
#ifndef STACKENGINE_NGINX_LAYOUT_H_
#define STACKENGINE_NGINX_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/config.h"
#include "text/edit.h"

namespace stackengine::nginx {

// New directives ("proxy_http_version 1.1;", complete with `;`) directly after directive `id`: on lines of
// their own, behind a comment on the same line; or on the same line, when other directives follow there.
Edit insert_after(const Config& config, size_t source, DirectiveId id,
                  const std::vector<std::string>& directives);

// A new directive as the first one of a block that has others: on a line of its own, or behind the `{` where
// the block is written on one line.
Edit insert_first(const Config& config, size_t source, DirectiveId block, const std::string& directive);

// Removes the directive. When nothing else stands on its lines, they go as a whole, with the comment behind
// it.
Edit remove_directive(const Config& config, size_t source, DirectiveId id);

// Removes a token (`;`, `}`) and the blanks before it; its line too, when nothing else stands there.
Edit remove_span(const Config& config, size_t source, Span span);

// `offset`, or the end of its line's content when only blanks and a comment follow it there.
uint32_t behind_comment(std::string_view text, uint32_t offset);

// A line end and the indentation of the line in which `offset` lies: how a new line begins that goes with
// that one.
std::string new_line_like(std::string_view text, uint32_t offset);

// Whether a `;` or `}` there would be part of the word before it: nginx takes what follows a backslash as it
// is.
bool is_escaped(std::string_view text, uint32_t at);

Edit replace_span(size_t source, Span span, std::string text);

// `text` as one nginx argument: quoted when it has to be (ngx_conf_file.c, ngx_conf_read_token).
std::string quoted_if_needed(const std::string& text);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_LAYOUT_H_
