#include "rules/rule.h"
#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(subject, Mismatch::http2_to_http1, kGrpcPassToHttp1,
                    "nginx reads the HTTP/1.1 response as an HTTP/2 frame, gives up, and returns 502",
                    "use `proxy_pass` with HTTP/1.1", diagnostics);
}

}  // namespace

const Rule kGrpcPassToHttp1 = {
    "grpc-pass-to-http1", Severity::error,
    "HTTP/2 (`grpc_pass`, `proxy_http_version 2`) to a backend that speaks HTTP/1.1", check};

}  // namespace stackengine::rules
