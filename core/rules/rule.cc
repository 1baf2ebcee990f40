#include "rules/rule.h"

#include "rules/directive/block_mismatch.h"
#include "rules/directive/deprecated_directive.h"
#include "rules/directive/duplicate_directive.h"
#include "rules/directive/misplaced_directive.h"
#include "rules/directive/needs_newer_nginx.h"
#include "rules/directive/removed_directive.h"
#include "rules/directive/unknown_directive.h"
#include "rules/directive/wrong_argument_count.h"
#include "rules/kubernetes/annotation_not_in_effect.h"
#include "rules/kubernetes/annotation_of_other_controller.h"
#include "rules/kubernetes/app_protocol_not_read.h"
#include "rules/kubernetes/app_protocol_not_taken.h"
#include "rules/kubernetes/backend_protocol_mismatch.h"
#include "rules/kubernetes/default_backend_over_grpc.h"
#include "rules/kubernetes/grpc_probe_on_tls.h"
#include "rules/kubernetes/h2c_client_on_plain_listener.h"
#include "rules/kubernetes/http_probe_on_grpc.h"
#include "rules/kubernetes/ingress_mixes_protocols.h"
#include "rules/kubernetes/ingress_nginx_retired.h"
#include "rules/kubernetes/invalid_backend_protocol.h"
#include "rules/kubernetes/invalid_probe.h"
#include "rules/kubernetes/invalid_proxy_http_version.h"
#include "rules/kubernetes/manifest_template.h"
#include "rules/kubernetes/port_shared_by_http_and_grpc.h"
#include "rules/kubernetes/probe_contradicts_ingress.h"
#include "rules/kubernetes/probe_scheme_implicit.h"
#include "rules/kubernetes/probe_scheme_mismatch.h"
#include "rules/kubernetes/removed_annotation.h"
#include "rules/kubernetes/snippet_annotation.h"
#include "rules/kubernetes/virtualserver_upstream_type.h"
#include "rules/kubernetes/yaml_syntax.h"
#include "rules/reliability/all_servers_down.h"
#include "rules/reliability/backup_with_hashing.h"
#include "rules/reliability/idle_connection_race.h"
#include "rules/reliability/name_resolved_once.h"
#include "rules/reliability/retry_of_unsafe_requests.h"
#include "rules/reliability/single_server_failure_limits.h"
#include "rules/reliability/stream_cut_by_timeout.h"
#include "rules/security/sni_not_sent.h"
#include "rules/security/upstream_name_as_tls_name.h"
#include "rules/syntax/byte_order_mark.h"
#include "rules/syntax/missing_open_brace.h"
#include "rules/syntax/missing_semicolon.h"
#include "rules/syntax/no_break_space.h"
#include "rules/syntax/smart_quote.h"
#include "rules/syntax/text_after_quote.h"
#include "rules/syntax/too_long_argument.h"
#include "rules/syntax/unclosed_block.h"
#include "rules/syntax/unexpected_brace.h"
#include "rules/syntax/unexpected_semicolon.h"
#include "rules/syntax/unterminated_quote.h"
#include "rules/upstream/connection_header_in_http2.h"
#include "rules/upstream/connection_upgrade_always.h"
#include "rules/upstream/grpc_pass_to_http1.h"
#include "rules/upstream/grpc_trailers_dropped.h"
#include "rules/upstream/grpc_web_to_grpc_pass.h"
#include "rules/upstream/grpc_without_http2_listener.h"
#include "rules/upstream/header_too_big_for_buffer.h"
#include "rules/upstream/host_header_of_upstream.h"
#include "rules/upstream/http1_to_http2.h"
#include "rules/upstream/inherited_headers_dropped.h"
#include "rules/upstream/invalid_upstream_scheme.h"
#include "rules/upstream/keepalive_without_effect.h"
#include "rules/upstream/not_http_backend.h"
#include "rules/upstream/plaintext_to_tls.h"
#include "rules/upstream/proxy_http_version_2.h"
#include "rules/upstream/second_pass_wins.h"
#include "rules/upstream/settings_of_other_family.h"
#include "rules/upstream/shared_keepalive_pool.h"
#include "rules/upstream/tls_to_plaintext.h"
#include "rules/upstream/trailing_slash_join.h"
#include "rules/upstream/variable_without_resolver.h"
#include "rules/upstream/websocket_handshake_incomplete.h"
#include "rules/upstream/websocket_upgrade_value.h"
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
      &kAnnotationNotInEffect,
      &kAnnotationOfOtherController,
      &kAppProtocolNotRead,
      &kAppProtocolNotTaken,
      &kBackendProtocolMismatch,
      &kDefaultBackendOverGrpc,
      &kGrpcProbeOnTls,
      &kH2cClientOnPlainListener,
      &kHttpProbeOnGrpc,
      &kIngressMixesProtocols,
      &kIngressNginxRetired,
      &kInvalidBackendProtocol,
      &kInvalidProbe,
      &kInvalidProxyHttpVersion,
      &kManifestTemplate,
      &kPortSharedByHttpAndGrpc,
      &kProbeContradictsIngress,
      &kProbeSchemeImplicit,
      &kProbeSchemeMismatch,
      &kRemovedAnnotation,
      &kSnippetAnnotation,
      &kVirtualserverUpstreamType,
      &kYamlSyntax,
      &kAllServersDown,
      &kBackupWithHashing,
      &kIdleConnectionRace,
      &kNameResolvedOnce,
      &kRetryOfUnsafeRequests,
      &kSingleServerFailureLimits,
      &kStreamCutByTimeout,
      &kSniNotSent,
      &kUpstreamNameAsTlsName,
      &kByteOrderMark,
      &kMissingOpenBrace,
      &kMissingSemicolon,
      &kNoBreakSpace,
      &kSmartQuote,
      &kTextAfterQuote,
      &kTooLongArgument,
      &kUnclosedBlock,
      &kUnexpectedBrace,
      &kUnexpectedSemicolon,
      &kUnterminatedQuote,
      &kConnectionHeaderInHttp2,
      &kConnectionUpgradeAlways,
      &kGrpcPassToHttp1,
      &kGrpcTrailersDropped,
      &kGrpcWebToGrpcPass,
      &kGrpcWithoutHttp2Listener,
      &kHeaderTooBigForBuffer,
      &kHostHeaderOfUpstream,
      &kHttp1ToHttp2,
      &kInheritedHeadersDropped,
      &kInvalidUpstreamScheme,
      &kKeepaliveWithoutEffect,
      &kNotHttpBackend,
      &kPlaintextToTls,
      &kProxyHttpVersion2,
      &kSecondPassWins,
      &kSettingsOfOtherFamily,
      &kSharedKeepalivePool,
      &kTlsToPlaintext,
      &kTrailingSlashJoin,
      &kVariableWithoutResolver,
      &kWebsocketHandshakeIncomplete,
      &kWebsocketUpgradeValue,
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
