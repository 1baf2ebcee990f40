// What the location of a `proxy_pass` has to say so that nginx speaks HTTP/2 to the backend (from 1.29.4).
#ifndef STACKENGINE_RULES_UPSTREAM_HTTP2_SETTINGS_H_
#define STACKENGINE_RULES_UPSTREAM_HTTP2_SETTINGS_H_

#include "diagnosis/diagnostic.h"
#include "rules/subject.h"

namespace stackengine::rules {

// Whether `proxy_http_version 2` is in force for `pass`.
bool asks_for_http2(const nginx::Config& config, const nginx::Pass& pass);

// Adds the edits to `fix`: the version, and an end to the headers that are illegal in HTTP/2, without letting
// headers come back that the location discards today.
void set_http2(const ConfigFile& file, const nginx::Pass& pass, Fix* fix);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_HTTP2_SETTINGS_H_
