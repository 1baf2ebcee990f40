#include "workspace/sources.h"

#include <utility>

#include "text/shifts.h"

namespace stackengine {

EmbeddedConfig::EmbeddedConfig(kubernetes::Embedded code)
    : embedded(std::move(code)), config(embedded.code.text, embedded.code.breaks) {}

ParsedSource::ParsedSource(Source source) : Source(std::move(source)) {
  switch (kind) {
    case SourceKind::nginx:
      config.emplace(text, breaks);
      break;
    case SourceKind::kubernetes:
      manifest.emplace(text, breaks);
      for (kubernetes::Embedded& code : kubernetes::embedded_nginx(*manifest))
        embedded.emplace_back(std::move(code));
      break;
    case SourceKind::error_log:
      entries = error_log::parse(text, {0, static_cast<uint32_t>(text.size())});
      break;
    case SourceKind::access_log:
      requests = access_log::parse(text);
      break;
    case SourceKind::curl:
      exchanges = curl::parse(text);
      break;
    case SourceKind::nginx_version:
    case SourceKind::kubelet:
      break;
  }
}

Sources::Sources(std::vector<Source> sources) {
  list_.reserve(sources.size());
  for (Source& source : sources) add(std::move(source));
}

void Sources::add(Source source) { list_.push_back(std::make_shared<ParsedSource>(std::move(source))); }

void Sources::replace(size_t index, std::string text, std::vector<uint32_t> breaks) {
  Source edited = *list_[index];
  edited.text = std::move(text);
  edited.breaks = std::move(breaks);
  list_[index] = std::make_shared<ParsedSource>(std::move(edited));
}

void Sources::name(size_t index, std::string file, bool fragment) {
  list_[index]->file = std::move(file);
  list_[index]->fragment = fragment;
}

size_t total_size(const Sources& sources) {
  size_t size = 0;
  for (const Source& source : sources) size += source.text.size();
  return size;
}

Sources with_edits(const Sources& sources, const std::vector<Edit>& edits) {
  Sources fixed = sources;
  const Shifts shifts(edits);
  std::vector<std::vector<Edit>> own = by_source(edits, sources.size());
  for (size_t i = 0; i < own.size(); ++i) {
    if (own[i].empty()) continue;
    std::vector<uint32_t> breaks = sources[i].breaks;
    for (uint32_t& place : breaks) place = shifts.moved(i, place);
    fixed.replace(i, apply_edits(sources[i].text, std::move(own[i])), std::move(breaks));
  }
  return fixed;
}

}  // namespace stackengine
