// A pasted part of a configuration file: which of its lines belong together, and the name of its file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "nginx/config.h"
#include "text/diff.h"

namespace stackengine::nginx {

// Whether the text, pasted without a file name, is not a whole nginx.conf: it has neither `events` nor
// `http`.
bool is_fragment(const Config& config);

// The parts of a fragment and of its fixed text: each block at the top, and the directives between two
// blocks. Omitted lines end a part, too.
std::vector<DiffPart> fragment_parts(const Config& before, const Config& after);

// The parts of any other text: the lines between two omissions.
std::vector<DiffPart> parts_between(const std::vector<uint32_t>& before_breaks,
                                    const std::vector<uint32_t>& after_breaks, uint32_t before_size,
                                    uint32_t after_size);

// The file name in a comment at the top of the text: `# /etc/nginx/conf.d/app.conf`. Empty without one.
std::string_view named_by_comment(std::string_view text);

}  // namespace stackengine::nginx
