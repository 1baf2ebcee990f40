#include "rules/rule.h"
#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(subject, Mismatch::tls_to_plaintext, kTlsToPlaintext,
                    "nginx starts a TLS handshake, the backend answers in cleartext, and nginx returns 502",
                    "use the scheme without TLS, or enable TLS on the backend", diagnostics);
}

}  // namespace

const Rule kTlsToPlaintext = {"tls-to-plaintext", Severity::error,
                              "`https://` or `grpcs://` to a backend that does not speak TLS", check};

}  // namespace stackengine::rules
