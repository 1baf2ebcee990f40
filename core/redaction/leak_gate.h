// The independent check over outgoing bytes: refuses when a protected value is left in them.
//
// It takes the exact bytes that would leave and the vault. It shares no detector, no search and no
// placeholder with redaction, so that an error there does not blind it. What it shares is policy, and an
// error in that blinds both: which words are common (common_words.h, which asks the table of nginx's
// directives), which runs of a secret are distinctive (distinctive_run.h), and which domains of a host are
// its owner's and no public suffix (public_names.h). It knows only what the vault holds: a secret that no
// detector found is not in it.
//
// Refused: the original of a vault entry as it is or in another case, percent-encoded, escaped as in JSON, in
// hexadecimal, as base64 at any of its three alignments, names and addresses also with their parts in reverse
// order, hosts and upstreams also joined otherwise (`app_acme_com`); of hosts every domain that they lie in,
// alone (`acme.com` of `app1.acme.com`); of secrets any run of six bytes that mixes cases and digits, and
// longer ones that mix less (leak_runs.h), also inside other words. Allowed: names and secrets shorter than
// eight bytes inside a longer word of letters and digits
// (`app1` in `app10`), names inside nginx variables (`$app1_port`), single labels of hosts (words for the
// user's own list), and common words (`backend`, `admin`, values shorter than four bytes) wherever they are
// no host of a URL, no password of one, no `upstream NAME {` and no `server NAME:PORT`.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "redaction/redaction.h"

namespace stackengine::redaction {

struct Leak {
  size_t entry = 0;      // index into Vault::entries
  Span span;             // in the outgoing text
  const char* encoding;  // "raw", "lower-case", "part", "reversed", "base64", "hexadecimal", "URL-encoded",
                         // "JSON-escaped"
};

// Empty: the text may leave. By place. Linear in the text and in the vault.
std::vector<Leak> find_leaks(std::string_view outgoing, const Vault& vault);

}  // namespace stackengine::redaction
