#include "rules/rule.h"
#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(
      subject, Mismatch::plaintext_to_tls, kPlaintextToTls,
      "the backend expects a TLS handshake: it answers cleartext with 400 or closes the connection",
      "use `https://`, or `grpcs://` for gRPC", diagnostics);
}

}  // namespace

const Rule kPlaintextToTls = {"plaintext-to-tls", Severity::error, "cleartext to a backend that expects TLS",
                              check};

}  // namespace stackengine::rules
