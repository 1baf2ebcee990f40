// Lines that nginx's tools and curl print, known by their look.
#ifndef STACKENGINE_INTAKE_EVIDENCE_LINE_H_
#define STACKENGINE_INTAKE_EVIDENCE_LINE_H_

#include <string_view>

#include "intake/line_kind.h"

namespace stackengine::intake {

// `nginx_version` or `curl`; `unknown` for everything else. `before`: what the line above is, as a header
// means something only below a status line.
LineKind kind_of_output(std::string_view line, LineKind before);

// `# configuration file /etc/nginx/nginx.conf:`, which `nginx -T` prints above each file (nginx source:
// src/core/nginx.c, main). The path, or empty.
std::string_view dumped_file(std::string_view line);

// `nginx: … syntax is ok` and `nginx: … test is successful`: what `nginx -t` says of a good configuration.
bool is_good_verdict(std::string_view line);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_EVIDENCE_LINE_H_
