// What the location of a pass directive has to say besides it: for keepalive, and when it moves from
// `grpc_pass` to `proxy_pass` or back.
#ifndef STACKENGINE_RULES_UPSTREAM_LOCATION_SETTINGS_H_
#define STACKENGINE_RULES_UPSTREAM_LOCATION_SETTINGS_H_

#include <optional>
#include <string>
#include <vector>

#include "rules/subject.h"
#include "rules/upstream/keepalive_needs.h"
#include "text/edit.h"

namespace stackengine::rules {

struct LocationSettings {
  std::vector<Edit> edits;
  std::string assumption;            // what they rest on; empty when they are certain
  bool manual = false;               // nginx would refuse the result if the assumption were wrong
  std::vector<std::string> reasons;  // one for each thing that the edits do
};

// What the pass directive will speak.
struct Spoken {
  bool tls = false;    // inherited `*_ssl_*` settings matter
  bool http2 = false;  // headers of an HTTP/1.x connection are illegal
  std::optional<nginx::Version> version;
};

// The edits for `pass` as a directive of kind `to`, its own text left out. They
//   - move `grpc_read_timeout` and its like to their counterparts, when no other pass directive uses them,
//   and
//     remove what has none: beside the other pass directive nginx would ignore it without a word;
//   - carry along what the location inherits of the old family, headers and settings;
//   - set buffers beside a `proxy_buffer_size` that comes along, where nginx would refuse it alone;
//   - supply what `needs` says, and repeat the inherited headers that a first `proxy_set_header` would
//     discard.
LocationSettings location_settings(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass,
                                   nginx::PassKind to, const KeepaliveNeeds& needs,
                                   const Spoken& spoken = {});

// Header fields that belong to one HTTP/1.x connection and are illegal in HTTP/2 (RFC 9113 section 8.2.2): a
// strict peer answers RST_STREAM to a request that has them (measured with nghttp2 behind nginx 1.29.4).
// `name` in lower case.
bool is_connection_header(const std::string& name);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_LOCATION_SETTINGS_H_
