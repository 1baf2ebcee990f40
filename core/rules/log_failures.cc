#include "rules/log_failures.h"

#include <algorithm>
#include <utility>

#include "backends/infer.h"

namespace stackengine::rules {

LogFailures::LogFailures(const Subject& subject, bool (*is_wanted)(const LogLine& line)) {
  for (const LogLine& line : subject.log()) {
    if (!is_wanted(line)) continue;
    if (!line.address.empty()) {
      by_name_.emplace(line.address, &line);
    } else if (nameless_ == nullptr) {
      nameless_ = &line;
    }
  }
  if (by_name_.empty() && nameless_ == nullptr) return;
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Upstream& upstream : file.config.upstreams()) {
      for (const nginx::Peer& peer : upstream.peers) {
        const auto found = by_name_.find(peer.address);
        if (found == by_name_.end()) continue;
        by_name_.emplace(upstream.name, found->second);
        break;
      }
    }
  }
  const auto used = std::count_if(subject.backends().begin(), subject.backends().end(),
                                  [](const Backend& backend) { return backend.used; });
  if (used > 1) nameless_ = nullptr;
}

const LogLine* LogFailures::of(const nginx::Pass& pass) const {
  if (pass.variable) return nullptr;
  for (const std::string& name : {pass.authority, backends::address_of(pass)}) {
    const auto found = by_name_.find(name);
    if (found != by_name_.end()) return found->second;
  }
  return nameless_;
}

Evidence evidence_of(const LogLine& line, Strength strength, std::string text) {
  Evidence evidence;
  evidence.kind = EvidenceKind::log_line;
  evidence.strength = strength;
  evidence.text = std::move(text);
  evidence.has_place = true;
  evidence.place = line.place;
  return evidence;
}

}  // namespace stackengine::rules
