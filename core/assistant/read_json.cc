// The form that the prompt asks for: one JSON object, alone or with text around it.
#include <nlohmann/json.hpp>

#include "assistant/answer.h"

namespace stackengine::assistant {
namespace {

using Json = nlohmann::json;

constexpr int kMostStarts = 16;  // places that may be the object's beginning
constexpr int kDeepest = 16;

// Offset behind the object that begins at `start`; npos when it does not end, 0 when it is nested too deep.
size_t end_of_object(std::string_view text, size_t start) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = start; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{' || c == '[') {
      if (++depth > kDeepest) return 0;
    }
    if ((c == '}' || c == ']') && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

// Whether only blanks, quoting and a fence's mark stand before `at` on its line.
bool begins_line(std::string_view text, size_t at) {
  while (at > 0 && text[at - 1] != '\n') {
    const char c = text[--at];
    if (c != ' ' && c != '\t' && c != '\r') return false;
  }
  return true;
}

class EditReader {
 public:
  explicit EditReader(Answer* answer) : answer_(answer) {}

  void read(const Json& edits) {
    size_t number = 0;
    for (const Json& edit : edits) {
      ++number;
      const char* wrong = why_not(edit);
      if (wrong != nullptr) {
        if (answer_->refused.size() < kMaxProposals)
          answer_->refused.push_back("edit " + std::to_string(number) + wrong);
        continue;
      }
      Proposal proposal;
      proposal.file = edit["file"].get<std::string>();
      proposal.old_text = edit["old"].get<std::string>();
      proposal.new_text = edit["new"].get<std::string>();
      const auto line = edit.find("start_line");
      if (line != edit.end()) proposal.line = line->get<uint32_t>();
      answer_->proposals.push_back(std::move(proposal));
    }
  }

 private:
  static const char* why_not(const Json& edit) {
    if (!edit.is_object()) return " is no object";
    for (const char* name : {"file", "old", "new"}) {
      const auto member = edit.find(name);
      if (member == edit.end()) return " lacks `file`, `old` or `new`";
      if (!member->is_string()) return " has a `file`, `old` or `new` that is no text";
    }
    for (const auto& item : edit.items()) {
      const std::string& key = item.key();
      if (key != "file" && key != "old" && key != "new" && key != "start_line" && key != "reason")
        return " has a member that the form does not have";
    }
    const auto line = edit.find("start_line");
    if (line != edit.end() && (!line->is_number_unsigned() || line->get<uint64_t>() > UINT32_MAX))
      return " has a `start_line` that is no line number";
    return nullptr;
  }

  Answer* answer_;
};

}  // namespace

bool read_json_answer(std::string_view text, Answer* answer) {
  int starts = 0;
  bool cut_off = false;
  for (size_t at = text.find('{'); at != std::string_view::npos && starts < kMostStarts;
       at = text.find('{', at + 1)) {
    if (!begins_line(text, at)) continue;
    ++starts;
    const size_t end = end_of_object(text, at);
    if (end == std::string_view::npos) {
      const std::string_view head = text.substr(at, 200);
      cut_off = cut_off || head.find("\"explanation\"") != std::string_view::npos ||
                head.find("\"edits\"") != std::string_view::npos;
      continue;
    }
    if (end == 0) continue;
    const Json json = Json::parse(text.begin() + static_cast<ptrdiff_t>(at),
                                  text.begin() + static_cast<ptrdiff_t>(end), nullptr, false);
    if (!json.is_object()) continue;
    const auto explanation = json.find("explanation");
    const auto edits = json.find("edits");
    const bool words = explanation != json.end() && explanation->is_string();
    if (!words && edits == json.end()) continue;
    answer->form = Form::json;
    if (words) answer->explanation = explanation->get<std::string>();
    if (edits != json.end() && edits->is_array()) {
      EditReader(answer).read(*edits);
    } else if (edits != json.end()) {
      answer->refused.emplace_back("`edits` is no list");
    }
    for (const auto& item : json.items()) {
      if (item.key() == "explanation" || item.key() == "edits") continue;
      answer->refused.emplace_back("the answer has members that the form does not have; they were not read");
      break;
    }
    return true;
  }
  if (!cut_off) return false;
  answer->form = Form::json;
  answer->explanation = text;
  answer->refused.emplace_back("the answer is cut off in the middle of its JSON: none of its edits was read");
  return true;
}

}  // namespace stackengine::assistant
