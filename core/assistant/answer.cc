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

Answer read_answer(std::string_view answer) {
  Answer out;
  if (answer.size() > kMaxAnswerBytes) {
    out.refused.push_back("the answer has more than " + std::to_string(kMaxAnswerBytes >> 20) +
                          " MB: nothing of it was read");
    return out;
  }
  if (read_json_answer(answer, &out) || read_diff_answer(answer, &out) || read_block_answer(answer, &out)) {
    if (out.proposals.size() > kMaxProposals) {
      out.refused.push_back("the answer has " + std::to_string(out.proposals.size()) +
                            " edits: only the first " + std::to_string(kMaxProposals) + " were read");
      out.proposals.resize(kMaxProposals);
    }
    return out;
  }
  out.explanation = answer;
  return out;
}

}  // namespace stackengine::assistant
