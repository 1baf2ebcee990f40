#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/layout.h"
#include "rules/rule.h"
#include "rules/upstream/surroundings.h"

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;
using nginx::kNoDirective;

DirectiveId first_method(const nginx::Config& config, DirectiveId upstream) {
  DirectiveId first = kNoDirective;
  for (const char* name : {"ip_hash", "hash", "random"}) {
    const auto ids = config.find(upstream, name);
    if (!ids.empty() && (first == kNoDirective || ids.front() < first)) first = ids.front();
  }
  return first;
}

// The index of `backup` among the arguments of a server; the argument count if it has none.
uint32_t backup_of(const nginx::Config& config, DirectiveId server) {
  uint32_t i = 1;
  while (i < config.tree().argument_count(server) && config.argument(server, i) != "backup") ++i;
  return i;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for (const ConfigFile& file : subject.files()) {
    const nginx::Config& config = file.config;
    for (const nginx::Upstream& upstream : config.upstreams()) {
      const DirectiveId method = first_method(config, upstream.directive);
      if (method == kNoDirective) continue;
      for (const nginx::Peer& peer : upstream.peers) {
        const uint32_t at = backup_of(config, peer.directive);
        if (peer.directive < method || at >= config.tree().argument_count(peer.directive)) continue;
        if (!diagnostics->admit()) continue;
        const Span word = config.tree().argument_word(peer.directive, at).span;
        const std::string name = quoted(config.name(method));
        Diagnostic diagnostic;
        diagnostic.rule = kBackupWithHashing.id;
        diagnostic.severity = Severity::error;
        diagnostic.place = {file.source, word};
        diagnostic.message = "`backup` cannot be used with " + name;
        diagnostic.why = name + " does not support backup servers, so nginx refuses to start";
        diagnostic.nginx_message = "balancing method does not support parameter \"backup\"";
        diagnostic.help = "remove `backup`, or use `least_conn`";
        diagnostic.related.push_back(
            {{file.source, config.directive(method).span}, "the balancing method is set here"});
        if (is_terminated(config, peer.directive)) {
          diagnostic.fixes.push_back({"remove `backup`",
                                      Applicability::unsafe,
                                      quoted(peer.address) + " may take requests all the time",
                                      {nginx::remove_span(config, file.source, word)}});
        }
        diagnostics->add(std::move(diagnostic));
      }
    }
  }
}

}  // namespace

const Rule kBackupWithHashing = {"backup-with-hashing", Severity::error,
                                 "a `backup` server in an upstream with `ip_hash`, `hash` or `random`",
                                 check};

}  // namespace stackengine::rules
