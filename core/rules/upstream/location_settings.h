// What the location of a pass directive must also set: for keepalive, and when the directive changes from
// `grpc_pass` to `proxy_pass` or back.
#pragma once

#include <string>
#include <vector>

#include "diagnosis/wire.h"
#include "rules/subject.h"
#include "rules/upstream/keepalive_needs.h"
#include "text/edit.h"

namespace stackengine::rules {

struct LocationSettings {
  std::vector<Edit> edits;
  std::string assumption;            // what the edits assume; empty when they are certain
  bool manual = false;               // nginx would reject the result if the assumption were wrong
  std::vector<std::string> reasons;  // one for each kind of edit
};

// The edits that make the location of `pass` fit a directive that sends `wire`, except those of the directive
// itself. They
//   - rename settings such as `grpc_read_timeout` to their counterparts, and remove those without one, which
//     nginx would silently ignore; only when no other pass directive uses them;
//   - carry over the headers and settings of the old family that the location inherits;
//   - set buffers with a `proxy_buffer_size` that is carried over, where nginx would reject it alone;
//   - set what `needs` asks for, and repeat the inherited headers that a first `proxy_set_header` would
//     discard.
LocationSettings location_settings(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                                   Wire wire, const KeepaliveNeeds& needs);

// Whether HTTP/2 forbids the header because it belongs to one HTTP/1.x connection (RFC 9113 section 8.2.2). A
// strict peer answers such a request with RST_STREAM (measured with nghttp2 behind nginx 1.29.4).
// `name` is in lower case.
bool is_connection_header(const std::string& name);

}  // namespace stackengine::rules
