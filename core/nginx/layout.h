// Edits in the author's style: the indentation of the line, the line ends of the file, and one-line blocks
// where the file has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/config.h"
#include "text/edit.h"

namespace stackengine::nginx {

// Inserts directives ("proxy_http_version 1.1;", complete with `;`) directly after directive `id`: on their
// own lines, after a comment on the same line; or on the same line if other directives follow there.
Edit insert_after(const Config& config, size_t source, DirectiveId id,
                  const std::vector<std::string>& directives);

// Inserts a directive as the first of a block that has others: on its own line, or after the `{` of a
// one-line block.
Edit insert_first(const Config& config, size_t source, DirectiveId block, const std::string& directive);

// Removes the directive. If nothing else is on its lines, removes the whole lines with the comment after it.
Edit remove_directive(const Config& config, size_t source, DirectiveId id);

// Removes a token (`;`, `}`) and the spaces before it, or its whole line if nothing else is on it.
Edit remove_span(const Config& config, size_t source, Span span);

// `offset`, or the end of its line's content if only spaces and a comment follow.
uint32_t behind_comment(std::string_view text, uint32_t offset);

// A line end and the indentation of the line at `offset`: the start of a new line beside it.
std::string new_line_like(std::string_view text, uint32_t offset);

// Whether a `;` or `}` there would be part of the word before it, because it follows a backslash.
bool is_escaped(std::string_view text, uint32_t at);

Edit replace_span(size_t source, Span span, std::string text);

// `text` as one nginx argument, quoted if necessary (ngx_conf_file.c, ngx_conf_read_token).
std::string quoted_if_needed(const std::string& text);

}  // namespace stackengine::nginx
