#include "assistant/answer.h"

#include <algorithm>

#include "assistant/redacted_texts.h"

namespace stackengine::assistant {

std::string_view to_string(Form form) {
  switch (form) {
    case Form::json:
      return "json";
    case Form::block:
      return "block";
    case Form::diff:
      return "diff";
    case Form::prose:
      break;
  }
  return "prose";
}

namespace {

// `12| `, as the prompt numbers lines and as models copy them; 0 when the line does not begin so.
size_t number_before(std::string_view line) {
  const size_t digits = line.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos || line[digits] != '|') return 0;
  return digits + (line.substr(digits + 1, 1) == " " ? 2 : 1);
}

bool is_numbered(const std::string& text) {
  bool any = false;
  for (const std::string_view line : split_lines(text)) {
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (number_before(line) == 0) return false;
    any = true;
  }
  return any;
}

std::string without_numbers(const std::string& text) {
  std::string out;
  for (const std::string_view line : split_lines(text)) out.append(line.substr(number_before(line))) += '\n';
  return out;
}

}  // namespace

Answer read_answer(std::string_view answer) {
  Answer out;
  if (answer.size() > kMaxAnswerBytes) {
    out.refused.push_back("the answer has more than " + std::to_string(kMaxAnswerBytes >> 20) +
                          " MB: nothing of it was read");
    return out;
  }
  // Models that think aloud try out what they do not mean in the end.
  constexpr std::string_view kThought = "</think>";
  const size_t first = answer.find_first_not_of(" \t\r\n");
  const size_t thought = answer.rfind(kThought);
  if (thought != std::string_view::npos && answer[first] != '{')
    answer.remove_prefix(thought + kThought.size());
  if (read_json_answer(answer, &out) || read_diff_answer(answer, &out) || read_block_answer(answer, &out)) {
    if (out.proposals.size() > kMaxProposals) {
      out.refused.push_back("the answer has " + std::to_string(out.proposals.size()) +
                            " edits: only the first " + std::to_string(kMaxProposals) + " were read");
      out.proposals.resize(kMaxProposals);
    }
    for (Proposal& one : out.proposals) {
      if (!is_numbered(one.whole_block ? one.new_text : one.old_text)) continue;
      one.old_text = without_numbers(one.old_text);
      one.new_text = without_numbers(one.new_text);
    }
    return out;
  }
  out.explanation = answer;
  return out;
}

}  // namespace stackengine::assistant
