// The sources of a workspace and their parsed forms. Every source is parsed once. All readers share the
// result, and an edited workspace shares the unchanged sources.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access_log/access_log.h"
#include "curl/curl.h"
#include "error_log/error_log.h"
#include "kubernetes/embedded.h"
#include "kubernetes/manifest.h"
#include "nginx/config.h"
#include "text/edit.h"
#include "text/source.h"

namespace stackengine {

// nginx code inside a manifest.
struct EmbeddedConfig {
  explicit EmbeddedConfig(kubernetes::Embedded code);
  EmbeddedConfig(const EmbeddedConfig&) = delete;  // `config` views the code
  EmbeddedConfig& operator=(const EmbeddedConfig&) = delete;

  const kubernetes::Embedded embedded;
  const nginx::Config config;
};

// One source and its parsed form; `kind` decides which members are set.
struct ParsedSource : Source {
  explicit ParsedSource(Source source);
  ParsedSource(const ParsedSource&) = delete;  // the members view `text`
  ParsedSource& operator=(const ParsedSource&) = delete;

  std::optional<nginx::Config> config;           // nginx
  std::optional<kubernetes::Manifest> manifest;  // kubernetes
  std::deque<EmbeddedConfig> embedded;           // kubernetes
  std::vector<error_log::Entry> entries;         // error_log
  std::vector<access_log::Entry> requests;       // access_log
  std::vector<curl::Exchange> exchanges;         // curl
};

class Sources {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = ParsedSource;
    using difference_type = ptrdiff_t;
    using pointer = const ParsedSource*;
    using reference = const ParsedSource&;

    Iterator() = default;
    explicit Iterator(const std::shared_ptr<ParsedSource>* at) : at_(at) {}
    reference operator*() const { return **at_; }
    pointer operator->() const { return at_->get(); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(at_++); }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const std::shared_ptr<ParsedSource>* at_ = nullptr;
  };

  Sources() = default;
  explicit Sources(std::vector<Source> sources);

  const ParsedSource& operator[](size_t index) const { return *list_[index]; }
  size_t size() const { return list_.size(); }
  bool empty() const { return list_.empty(); }
  Iterator begin() const { return Iterator(list_.data()); }
  Iterator end() const { return Iterator(list_.data() + list_.size()); }

  void add(Source source);
  // Adds a source of another workspace without parsing it again.
  void share(const Sources& others, size_t index) { list_.push_back(others.list_[index]); }
  // Replaces the text of a source.
  void replace(size_t index, std::string text, std::vector<uint32_t> breaks);
  // Sets the file name in patches and whether the source is a fragment, in all workspaces that share the
  // source.
  void name(size_t index, std::string file, bool fragment);

 private:
  std::vector<std::shared_ptr<ParsedSource>> list_;
};

// The size of all texts in bytes.
size_t total_size(const Sources& sources);

// The sources after `edits`. Parses only the sources that an edit changes.
Sources with_edits(const Sources& sources, const std::vector<Edit>& edits);

}  // namespace stackengine
