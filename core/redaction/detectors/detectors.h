// The detectors, one idea a file. Context first: what the tree and the log entries say an argument is. Format
// second: what a text looks like wherever it stands. Each is linear in the text and finds places only; which
// placeholder stands there is decided later, once for each value.
//
// A new class of secrets is one more file here, its line below and in kDetectors (redaction.cc).
#pragma once

#include "redaction/candidate.h"
#include "redaction/reading.h"

namespace stackengine::redaction {

// By format.
void find_tokens(const Reading& reading, Candidates* out);        // what providers give out: `ghp_…`, JWTs
void find_private_keys(const Reading& reading, Candidates* out);  // PEM blocks, a candidate a line
void find_url_credentials(const Reading& reading, Candidates* out);  // `scheme://user:password@`, `?token=`
void find_authorization_in_text(const Reading& reading,
                                Candidates* out);  // `Authorization: Bearer …` in comments, Lua, logs
void find_host_names(const Reading& reading, Candidates* out);  // dotted names
void find_url_hosts(const Reading& reading, Candidates* out);   // `scheme://host`
void find_addresses(const Reading& reading, Candidates* out);   // IPv4 and IPv6
void find_emails(const Reading& reading, Candidates* out);
void find_mac_addresses(const Reading& reading, Candidates* out);
void find_accounts(const Reading& reading, Candidates* out);         // Amazon's ARNs, Azure's subscriptions
void find_password_hashes(const Reading& reading, Candidates* out);  // htpasswd, crypt(3)
void find_command_lines(const Reading& reading, Candidates* out);    // `curl -u user:password`

void find_named_machines(const Reading& reading, Candidates* out);  // `Host: app1`, `CN=app1`, pods

// By context.
void find_authorization_in_directives(const Reading& reading, Candidates* out);
void find_hosts_in_directives(const Reading& reading, Candidates* out);
void find_hosts_in_log(const Reading& reading, Candidates* out);
void find_log_prefixes(const Reading& reading, Candidates* out);     // syslog's host, a pod's name
void find_user_names(const Reading& reading, Candidates* out);       // home directories, `user`, logs
void find_manifest_values(const Reading& reading, Candidates* out);  // Kubernetes, and values by their keys

}  // namespace stackengine::redaction
