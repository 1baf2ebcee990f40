// Fenced configuration that replaces a block, or a file, as a whole.
#include "assistant/answer.h"
#include "assistant/redacted_texts.h"

namespace stackengine::assistant {
namespace {

constexpr size_t kMostFences = 64;

std::string_view trimmed(std::string_view line) {
  const size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t") + 1 - first);
}

// Whether a fence of that language may hold configuration.
bool may_be_configuration(std::string_view language) {
  language = language.substr(0, language.find_first_of(" \t{:"));
  for (const std::string_view known :
       {"", "nginx", "conf", "config", "nginxconf", "apacheconf", "text", "txt"}) {
    if (language == known) return true;
  }
  return false;
}

bool is_manifest(std::string_view language) {
  return language.substr(0, 4) == "yaml" || language.substr(0, 3) == "yml";
}

}  // namespace

bool read_block_answer(std::string_view text, Answer* answer) {
  Answer read;
  std::string block;
  bool inside = false;
  bool wanted = false;
  size_t fences = 0;
  for (const std::string_view line : split_lines(text)) {
    const std::string_view bare = trimmed(line);
    if (bare.substr(0, 3) == "```") {
      if (inside) {
        const bool configuration = block.find_first_of(";{") != std::string::npos;
        if (wanted && configuration && ++fences <= kMostFences) {
          Proposal proposal;
          proposal.new_text = std::move(block);
          proposal.whole_block = true;
          read.proposals.push_back(std::move(proposal));
        }
        inside = false;
      } else {
        inside = true;
        block.clear();
        std::string_view language =
            bare.substr(bare.find_first_not_of('`') == std::string_view::npos ? bare.size()
                                                                              : bare.find_first_not_of('`'));
        wanted = may_be_configuration(language);
        if (is_manifest(language)) {
          read.refused.emplace_back(
              "a whole manifest in a fence cannot be told from a part of one: it was not read");
        }
      }
      continue;
    }
    if (inside) {
      block.append(line).append("\n");
    } else {
      read.explanation.append(line).append("\n");
    }
  }
  if (inside && wanted && block.find_first_of(";{") != std::string::npos)
    read.refused.emplace_back(
        "the answer is cut off in the middle of a fenced block: that block was not read");
  if (fences > kMostFences) read.refused.emplace_back("the answer has too many fenced blocks");
  if (read.proposals.empty() && read.refused.empty()) return false;
  read.form = Form::block;
  *answer = std::move(read);
  return true;
}

}  // namespace stackengine::assistant
