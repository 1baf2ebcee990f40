// The settings that make nginx speak HTTP/2 to the backend of a `proxy_pass` (from 1.29.4).
#pragma once

#include "diagnosis/diagnostic.h"
#include "rules/subject.h"

namespace stackengine::rules {

// Whether `proxy_http_version 2` is in force for `pass`.
bool asks_for_http2(const nginx::Config& config, const nginx::Pass& pass);

// Adds the edits to `fix`: they set the version and remove the headers that HTTP/2 forbids. Headers that the
// location discards today stay discarded.
void set_http2(const ConfigFile& file, const nginx::Pass& pass, Fix* fix);

}  // namespace stackengine::rules
