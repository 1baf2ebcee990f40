#include "rules/rule.h"
#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(
      subject, Mismatch::http1_to_http2, kHttp1ToHttp2,
      "the backend answers with HTTP/2 frames, which nginx reads as an HTTP/0.9 response (status 009), or it rejects HTTP/1.x",
      "make nginx speak HTTP/2 to it: use `grpc_pass` for gRPC", diagnostics);
}

}  // namespace

const Rule kHttp1ToHttp2 = {"http1-to-http2", Severity::error,
                            "`proxy_pass` speaks HTTP/1.x to a backend that speaks only HTTP/2 or gRPC",
                            check};

}  // namespace stackengine::rules
