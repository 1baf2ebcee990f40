#include "rules/upstream/buffer_completion.h"

#include <map>

namespace stackengine::rules {
namespace {

using nginx::DirectiveId;

std::vector<std::string> words_of(const std::string& value) {
  const size_t blank = value.find(' ');
  if (blank == std::string::npos) return {value};
  return {value.substr(0, blank), value.substr(blank + 1)};
}

}  // namespace

BufferCompletion complete_buffers(const Subject& subject, const ConfigFile& file, DirectiveId block,
                                  const std::vector<nginx::BufferSetting>& changed) {
  const nginx::Config& config = file.config;
  std::map<std::string, std::string> missing;
  // A file that is included in several places inherits from each.
  for (nginx::Buffers buffers : subject.evaluation().inherited_buffers(subject.index_of(file), block)) {
    for (const DirectiveId id : config.tree().children(block)) buffers.set(config, id);
    for (const nginx::BufferSetting& one : changed) buffers.set(one.name, words_of(one.value));
    for (const auto& [name, value] : missing) buffers.set(name, words_of(value));
    for (const nginx::BufferSetting& one : nginx::completion(buffers)) missing[one.name] = one.value;
  }
  BufferCompletion completion;
  for (const auto& [name, value] : missing) {
    const DirectiveId own = config.last_complete(block, name);
    std::string line = name;
    line.append(" ").append(value).append(";");
    if (own == nginx::kNoDirective) {
      completion.lines.push_back(line);
    } else {
      completion.edits.push_back({{file.source, config.directive(own).span}, line});
    }
  }
  return completion;
}

}  // namespace stackengine::rules
