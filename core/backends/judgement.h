// Whether nginx and a backend speak the same protocol, judged by all the evidence.
#pragma once

#include "diagnosis/backend.h"
#include "diagnosis/wire.h"

namespace stackengine::backends {

// The layer that fails first: TLS before the HTTP version.
enum class Mismatch { none, http2_to_http1, http1_to_http2, tls_to_plaintext, plaintext_to_tls, not_http };

// How far the evidence goes.
//   sure: conclusive.
//   suspected: supporting evidence, or weak hints that agree.
//   failing: the log shows that requests fail, but not why (`prematurely closed`, `recv() failed`).
enum class Degree { sure, suspected, failing };

struct Judgement {
  Mismatch mismatch = Mismatch::none;
  Degree degree = Degree::sure;
  Protocols candidates;  // what the backend may speak instead, likeliest first; one when it is known
};

Judgement judge(Wire wire, const Backend& backend);

}  // namespace stackengine::backends
