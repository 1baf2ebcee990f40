// The input of a rule: the parsed workspace, what its backends speak, and the nginx that runs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diagnosis/backend.h"
#include "error_log/messages.h"
#include "kubernetes/cluster.h"
#include "nginx/build_facts.h"
#include "nginx/config.h"
#include "nginx/contexts.h"
#include "nginx/evaluation.h"
#include "nginx/statements.h"
#include "text/ascii.h"

namespace stackengine::rules {

// One configuration file; `source` is its index in Analysis::sources, `name` its path, for `include`.
struct ConfigFile {
  size_t source = 0;
  const nginx::Config& config;
  std::string name;
};

// An upstream block and its file; null if there is none.
struct UpstreamPlace {
  const ConfigFile* file = nullptr;
  const nginx::Upstream* upstream = nullptr;
};

// An entry of the error log, for rules about failures that are unrelated to the backend's protocol.
struct LogLine {
  Place place;
  std::optional<error_log::Meaning> meaning;  // nullopt: not a message about upstreams
  uint8_t tls_alert = 0;                      // 0: none
  std::string message;                        // as error_log::Entry has it
  std::string action;                         // "reading response header from upstream"
  std::string scheme;                         // of the upstream field; empty if there is none
  std::string address;
};

class Subject {
 public:
  Subject(std::vector<ConfigFile> files, std::vector<Backend> backends, const nginx::BuildFacts& nginx,
          std::vector<LogLine> log = {});
  Subject(const Subject&) = delete;  // the indexes point into the vectors
  Subject& operator=(const Subject&) = delete;

  const std::vector<ConfigFile>& files() const { return files_; }
  const std::vector<Backend>& backends() const { return backends_; }
  const nginx::BuildFacts& nginx() const { return nginx_; }
  const std::vector<LogLine>& log() const { return log_; }

  // The cluster that the Kubernetes manifests of the paste describe; null if there are none.
  const kubernetes::Cluster* cluster() const { return cluster_; }
  void set_cluster(const kubernetes::Cluster* cluster) { cluster_ = cluster; }
  // The contexts of the directives in files(), and what nginx says about them; by index in files().
  const nginx::Contexts& contexts() const { return contexts_; }
  const nginx::Statements& statements() const { return statements_; }
  // The same files in the order in which nginx reads them; by index in files().
  const nginx::Evaluation& evaluation() const { return evaluation_; }
  size_t index_of(const ConfigFile& file) const { return static_cast<size_t>(&file - files_.data()); }

  // The upstream that an authority names, in any file.
  UpstreamPlace upstream_named(std::string_view name) const;

  // Whether the files may lack upstream blocks that nginx reads: no `http` block is among them, or a file
  // that one includes was not given.
  bool may_lack_upstreams() const { return may_lack_upstreams_; }

  // By its own name; null when there is none.
  const Backend* backend_named(std::string_view name) const;

  // The target of a pass directive; null if it is a variable.
  const Backend* backend_of(const nginx::Pass& pass) const;

 private:
  std::vector<ConfigFile> files_;
  std::vector<Backend> backends_;
  nginx::BuildFacts nginx_;
  std::vector<LogLine> log_;
  const kubernetes::Cluster* cluster_ = nullptr;
  nginx::Contexts contexts_;
  nginx::Statements statements_;
  nginx::Evaluation evaluation_;
  bool may_lack_upstreams_ = true;
  std::unordered_map<std::string_view, UpstreamPlace, HashIgnoringCase, EqualIgnoringCase> upstreams_;
  std::unordered_map<std::string_view, const Backend*, HashIgnoringCase, EqualIgnoringCase> backends_by_name_;
};

}  // namespace stackengine::rules
