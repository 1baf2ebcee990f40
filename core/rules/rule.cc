#include "rules/rule.h"

#include "rules/directive/block_mismatch.h"
#include "rules/directive/deprecated_directive.h"
#include "rules/directive/duplicate_directive.h"
#include "rules/directive/misplaced_directive.h"
#include "rules/directive/needs_newer_nginx.h"
#include "rules/directive/removed_directive.h"
#include "rules/directive/unknown_directive.h"
#include "rules/directive/wrong_argument_count.h"
#include "rules/kubernetes/invalid_backend_protocol.h"
#include "rules/syntax/missing_semicolon.h"
#include "rules/syntax/text_after_quote.h"
#include "rules/syntax/unclosed_block.h"
#include "rules/syntax/unexpected_brace.h"
#include "rules/syntax/unexpected_semicolon.h"
#include "rules/syntax/unterminated_quote.h"
#include "rules/upstream/grpc_pass_to_http1.h"
#include "rules/upstream/inherited_headers_dropped.h"
#include "rules/upstream/invalid_upstream_scheme.h"
#include "rules/upstream/keepalive_without_effect.h"
#include "rules/value/data_block_entry.h"
#include "rules/value/invalid_flag.h"
#include "rules/value/invalid_keyword.h"
#include "rules/value/invalid_number.h"
#include "rules/value/invalid_regex.h"
#include "rules/value/invalid_size.h"
#include "rules/value/invalid_status_code.h"
#include "rules/value/invalid_time.h"
#include "rules/value/listen_parameter.h"
#include "rules/value/location_modifier.h"
#include "rules/value/proxy_pass_uri.h"
#include "rules/value/upstream_server_parameter.h"
#include "rules/value/upstream_without_server.h"

namespace stackengine::rules {

const std::vector<const Rule*>& all_rules() {
  // clang-format off
  static const std::vector<const Rule*> rules = {
      &kBlockMismatch,
      &kDeprecatedDirective,
      &kDuplicateDirective,
      &kMisplacedDirective,
      &kNeedsNewerNginx,
      &kRemovedDirective,
      &kUnknownDirective,
      &kWrongArgumentCount,
      &kInvalidBackendProtocol,
      &kMissingSemicolon,
      &kTextAfterQuote,
      &kUnclosedBlock,
      &kUnexpectedBrace,
      &kUnexpectedSemicolon,
      &kUnterminatedQuote,
      &kGrpcPassToHttp1,
      &kInheritedHeadersDropped,
      &kInvalidUpstreamScheme,
      &kKeepaliveWithoutEffect,
      &kDataBlockEntry,
      &kInvalidFlag,
      &kInvalidKeyword,
      &kInvalidNumber,
      &kInvalidRegex,
      &kInvalidSize,
      &kInvalidStatusCode,
      &kInvalidTime,
      &kListenParameter,
      &kLocationModifier,
      &kProxyPassUri,
      &kUpstreamServerParameter,
      &kUpstreamWithoutServer,
  };
  // clang-format on
  return rules;
}

const Rule* find_rule(std::string_view id) {
  for (const Rule* rule : all_rules()) {
    if (rule->id == id) return rule;
  }
  return nullptr;
}

}  // namespace stackengine::rules
