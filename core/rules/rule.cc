#include "rules/rule.h"

#include "rules/syntax/missing_semicolon.h"
#include "rules/syntax/text_after_quote.h"
#include "rules/syntax/unclosed_block.h"
#include "rules/syntax/unexpected_brace.h"
#include "rules/syntax/unexpected_semicolon.h"
#include "rules/syntax/unterminated_quote.h"
#include "rules/upstream/grpc_pass_to_http1.h"
#include "rules/upstream/grpc_web_to_grpc_pass.h"
#include "rules/upstream/http1_to_http2.h"
#include "rules/upstream/inherited_headers_dropped.h"
#include "rules/upstream/invalid_upstream_scheme.h"
#include "rules/upstream/keepalive_without_effect.h"
#include "rules/upstream/not_http_backend.h"
#include "rules/upstream/plaintext_to_tls.h"
#include "rules/upstream/tls_to_plaintext.h"

namespace stackengine::rules {

const std::vector<const Rule*>& all_rules() {
  static const std::vector<const Rule*> rules = {
      &kMissingSemicolon,    &kTextAfterQuote,          &kUnclosedBlock,         &kUnexpectedBrace,
      &kUnexpectedSemicolon, &kUnterminatedQuote,       &kGrpcPassToHttp1,       &kGrpcWebToGrpcPass,
      &kHttp1ToHttp2,        &kInheritedHeadersDropped, &kInvalidUpstreamScheme, &kKeepaliveWithoutEffect,
      &kNotHttpBackend,      &kPlaintextToTls,          &kTlsToPlaintext,
  };
  return rules;
}

const Rule* find_rule(std::string_view id) {
  for (const Rule* rule : all_rules()) {
    if (rule->id == id) return rule;
  }
  return nullptr;
}

}  // namespace stackengine::rules
