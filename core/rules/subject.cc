#include "rules/subject.h"

#include <utility>

#include "backends/list.h"

namespace stackengine::rules {

Subject::Subject(std::vector<ConfigFile> files, std::vector<Backend> backends, const nginx::BuildFacts& nginx,
                 std::vector<LogLine> log)
    : files_(std::move(files)), backends_(std::move(backends)), nginx_(nginx), log_(std::move(log)) {
  for (const ConfigFile& file : files_) {
    for (const nginx::Upstream& upstream : file.config.upstreams()) {
      upstreams_.emplace(upstream.name, UpstreamPlace{&file, &upstream});
    }
  }
  std::vector<nginx::NamedConfig> named;
  named.reserve(files_.size());
  for (const ConfigFile& file : files_) named.push_back({file.name, &file.config});
  contexts_ = nginx::Contexts(named);
  statements_ = nginx::Statements(named, contexts_, nginx_.version);
  evaluation_ = nginx::Evaluation(named, contexts_);
  for (const ConfigFile& file : files_) {
    if (!file.config.find(nginx::kNoDirective, "http").empty()) may_lack_upstreams_ = false;
  }
  may_lack_upstreams_ = may_lack_upstreams_ || !contexts_.missing_includes().empty();
  for (const Backend& backend : backends_) backends_by_name_.emplace(backend.name, &backend);
}

UpstreamPlace Subject::upstream_named(std::string_view name) const {
  const auto found = upstreams_.find(name);
  return found == upstreams_.end() ? UpstreamPlace{} : found->second;
}

const Backend* Subject::backend_named(std::string_view name) const {
  const auto found = backends_by_name_.find(name);
  return found == backends_by_name_.end() ? nullptr : found->second;
}

const Backend* Subject::backend_of(const nginx::Pass& pass) const {
  if (pass.variable) return nullptr;
  auto found = backends_by_name_.find(pass.authority);
  if (found == backends_by_name_.end()) found = backends_by_name_.find(backends::address_of(pass));
  return found == backends_by_name_.end() ? nullptr : found->second;
}

}  // namespace stackengine::rules
