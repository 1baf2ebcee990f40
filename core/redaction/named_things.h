// What a name says that its value is, beside credentials (credential_names.h): a person's account, a machine,
// an object of a cluster; and how such a value is taken apart.
#pragma once

#include <string_view>

#include "redaction/candidate.h"

namespace stackengine::redaction {

// `user`, `DB_USER`, `dbUser`, `spring.datasource.username`, `X-Remote-User`, `remote_user`.
bool is_user_key(std::string_view name);

// `host`, `PGHOST`, `db-host`, `hostname`; of headers also `X-Backend`, `X-Served-By`.
bool is_machine_key(std::string_view name);

// Whether an account says nothing about anybody: `root`, `www-data`, `app`, a single letter.
bool is_usual_account(std::string_view name);

// An account that is nobody's usual one (`root`, `www-data`); of `jane@acme.com` the part before the `@`.
void add_user(std::string_view text, Span span, Candidates* out);

// A host, with or without port, unless it is a word of every configuration.
void add_machine(std::string_view text, Span span, Candidates* out);

// The name of an object of a cluster, or `namespace/name`.
void add_resource(std::string_view text, Span span, Candidates* out);

// `registry:5000/team/app:tag@sha256:…`: the registry is a host, what stands between it and the tag names.
void add_image(std::string_view text, Span span, Candidates* out);

}  // namespace stackengine::redaction
