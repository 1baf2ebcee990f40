// A pasted part of a configuration file: what in it stands together, and how its file calls it.
#ifndef STACKENGINE_NGINX_FRAGMENT_H_
#define STACKENGINE_NGINX_FRAGMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "nginx/config.h"
#include "text/diff.h"

namespace stackengine::nginx {

// Whether the text, pasted without a file name, is no whole nginx.conf: it has neither `events` nor `http`.
bool is_fragment(const Config& config);

// The parts of a fragment and of the text that its fix gave: each block at its top, and the directives
// between two of them. What was left out between lines ends a part, too.
std::vector<DiffPart> fragment_parts(const Config& before, const Config& after);

// The parts of any other text: what stands between two left-out places.
std::vector<DiffPart> parts_between(const std::vector<uint32_t>& before_breaks,
                                    const std::vector<uint32_t>& after_breaks, uint32_t before_size,
                                    uint32_t after_size);

// The file that a comment at the top of the text names: `# /etc/nginx/conf.d/app.conf`. Empty without one.
std::string_view named_by_comment(std::string_view text);

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_FRAGMENT_H_
