// Fenced configuration that replaces a block, or a file, as a whole.
#include <algorithm>

#include "assistant/answer.h"
#include "assistant/redacted_texts.h"
#include "kubernetes/manifest.h"
#include "nginx/value_syntax.h"

namespace stackengine::assistant {
namespace {

constexpr size_t kMostFences = 64;
constexpr size_t kMostManifests = 8;  // for each the input's are read

std::string_view trimmed(std::string_view line) {
  const size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t") + 1 - first);
}

// Whether a fence of that language may hold configuration.
bool may_be_configuration(std::string_view language) {
  language = language.substr(0, language.find_first_of(" \t{:"));
  return language.empty() || nginx::is_one_of(language, "nginx|conf|config|nginxconf|apacheconf|text|txt");
}

bool is_yaml(std::string_view language) {
  return nginx::is_one_of(language.substr(0, language.find_first_of(" \t{:")), "yaml|yml|kubernetes|k8s");
}

}  // namespace

bool read_block_answer(std::string_view text, Answer* answer) {
  Answer read;
  std::string block;
  bool inside = false;
  std::string_view fence;  // by which the open one began
  bool wanted = false;
  bool manifest = false;
  size_t fences = 0;
  size_t manifests = 0;
  for (const std::string_view line : split_lines(text)) {
    const std::string_view bare = trimmed(line);
    const std::string_view mark = bare.substr(0, 3);
    if (inside ? mark == fence : mark == "```" || mark == "~~~") {
      if (inside) {
        manifest = manifest || kubernetes::looks_like_manifest(block);
        const bool configuration = manifest || block.find_first_of(";{") != std::string::npos;
        if (manifest && wanted && ++manifests > kMostManifests) fences = kMostFences;
        if (wanted && configuration && ++fences <= kMostFences) {
          Proposal proposal;
          proposal.new_text.swap(block);
          proposal.whole_block = true;
          proposal.manifest = manifest;
          read.proposals.push_back(std::move(proposal));
        }
        inside = false;
      } else {
        inside = true;
        fence = mark;
        block.clear();
        const std::string_view language = bare.substr(std::min(bare.find_first_not_of(mark[0]), bare.size()));
        manifest = is_yaml(language);
        wanted = manifest || may_be_configuration(language);
      }
      continue;
    }
    if (inside) {
      block.append(line).append("\n");
    } else {
      read.explanation.append(line).append("\n");
    }
  }
  if (inside && wanted && (manifest || block.find_first_of(";{") != std::string::npos))
    read.refused.emplace_back(
        "the answer is cut off in the middle of a fenced block: that block was not read");
  if (fences > kMostFences) read.refused.emplace_back("the answer has too many fenced blocks");
  if (read.proposals.empty() && read.refused.empty()) return false;
  read.form = Form::block;
  *answer = std::move(read);
  return true;
}

}  // namespace stackengine::assistant
