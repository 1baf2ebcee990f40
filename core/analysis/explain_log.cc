#include "analysis/explain_log.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "backends/owners.h"
#include "error_log/messages.h"
#include "rules/upstream/keepalive_needs.h"

namespace stackengine {
namespace {

// Entries with the same key have the same causes. The key is the format, its variable parts up to a bound,
// the peer, and what nginx was doing.
std::string key_of(const LogReport& report, const error_log::Message& message) {
  constexpr size_t kMaxPart = 80;
  std::string key(message.format);
  for (const error_log::MessagePart& part : message.parts) (key += '\n') += part.value.substr(0, kMaxPart);
  (key += '\n') += report.entry.action;
  if (report.entry.upstream) {
    (key += '\n') += report.entry.upstream->scheme + "://" + report.entry.upstream->address;
    if (report.entry.upstream->has_path) key += '/';
  }
  return key;
}

// Whether nginx keeps connections to the backend: only then can it use one that was just closed.
class Keepalive {
 public:
  explicit Keepalive(const rules::Subject& subject) : subject_(subject) {
    for (const rules::ConfigFile& file : subject.files()) {
      for (const nginx::Pass& pass : file.config.passes()) {
        const Backend* backend = subject.backend_of(pass);
        if (backend != nullptr) uses_.emplace(backend->name, Use{&file, &pass});
      }
    }
  }

  bool works(const Backend& backend) const {
    const rules::UpstreamPlace upstream = subject_.upstream_named(backend.name);
    const auto use = uses_.find(backend.name);
    if (upstream.upstream == nullptr || upstream.upstream->keepalive == nginx::kNoDirective) return false;
    if (use == uses_.end() || use->second.pass->kind == nginx::PassKind::grpc) return true;
    return !rules::keepalive_needs(subject_, *use->second.file, *use->second.pass).any();
  }

 private:
  struct Use {
    const rules::ConfigFile* file;
    const nginx::Pass* pass;
  };
  const rules::Subject& subject_;
  std::unordered_map<std::string_view, Use> uses_;  // the first of each backend
};

}  // namespace

void explain_log(const rules::Subject& subject, Analysis* analysis) {
  if (analysis->log.empty()) return;
  const backends::Owners owners(subject.backends());
  const Keepalive keepalive(subject);
  std::unordered_map<std::string, size_t> first;
  for (size_t i = 0; i < analysis->log.size(); ++i) {
    LogReport& report = analysis->log[i];
    const std::string_view text = analysis->sources[report.source].text;
    const auto message = error_log::recognise(report.entry, text);
    if (!message) continue;
    report.what = error_log::what_happened(message->meaning);
    for (const error_log::MessagePart& part : message->parts)
      report.fields.push_back({part.name, std::string(part.value)});
    const auto [known, is_first] = first.emplace(key_of(report, *message), i);
    if (!is_first) {
      report.like = known->second;
      continue;
    }
    error_log::Surroundings around;
    around.backend = owners.of(report.entry.upstream ? std::string_view(report.entry.upstream->address) : "");
    around.keepalive = around.backend != nullptr && keepalive.works(*around.backend);
    report.causes = error_log::rank_causes(report.entry, text, *message, around);
  }
}

}  // namespace stackengine
