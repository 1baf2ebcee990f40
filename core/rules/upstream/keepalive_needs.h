// What is missing from a `proxy_pass` location for the `keepalive` of its upstream to work.
// Source: up to nginx 1.29.6 proxy_pass speaks HTTP/1.0 and sends `Connection: close` by default; 1.29.7
// speaks HTTP/1.1 and sends none (CHANGES 1.29.7, ngx_http_proxy_module.c; captured on 1.22.1, 1.29.4
// and 1.29.7).
#pragma once

#include "rules/subject.h"

namespace stackengine::rules {

struct KeepaliveNeeds {
  bool version = false;     // `proxy_http_version 1.1` is missing or says otherwise
  bool connection = false;  // `proxy_set_header Connection ""` is missing or says `close`
  bool any() const { return version || connection; }
};

// Nothing is needed when the target is not an upstream with `keepalive`, or when nginx is known to be 1.29.7
// or newer. `pass` may be a `grpc_pass` that is about to become a `proxy_pass`.
KeepaliveNeeds keepalive_needs(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass);

}  // namespace stackengine::rules
