#include "rules/rule.h"
#include "rules/upstream/mismatch.h"

namespace stackengine::rules {
namespace {

void check(const Subject& subject, DiagnosticList* diagnostics) {
  report_mismatches(subject, Mismatch::not_http, kNotHttpBackend,
                    "the first bytes of its response belong to another protocol",
                    "use the right port; FastCGI needs `fastcgi_pass`, and uWSGI needs `uwsgi_pass`",
                    diagnostics);
}

}  // namespace

const Rule kNotHttpBackend = {"not-http-backend", Severity::error,
                              "`proxy_pass` or `grpc_pass` to a port that does not speak HTTP", check};

}  // namespace stackengine::rules
