// Recognises lines that nginx's tools and curl print.
#pragma once

#include <string_view>

#include "intake/line_kind.h"

namespace stackengine::intake {

// `nginx_version` or `curl`; `unknown` for everything else. `before`: the kind of the line above, because a
// header counts only below a status line.
LineKind kind_of_output(std::string_view line, LineKind before);

// `# configuration file /etc/nginx/nginx.conf:`, which `nginx -T` prints above each file (nginx source:
// src/core/nginx.c, main). The path, or empty.
std::string_view dumped_file(std::string_view line);

// `nginx: … syntax is ok` and `nginx: … test is successful`: what `nginx -t` says about a valid
// configuration.
bool is_good_verdict(std::string_view line);

}  // namespace stackengine::intake
