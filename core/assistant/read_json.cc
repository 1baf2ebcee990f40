// The form that the prompt asks for: one JSON object, alone or with text around it.
#include <nlohmann/json.hpp>

#include "assistant/answer.h"

namespace stackengine::assistant {
namespace {

using Json = nlohmann::json;

constexpr int kMostStarts = 16;  // places that may be the object's beginning
constexpr int kDeepest = 16;

// Offset behind the object that begins at `start`; npos when it does not end, 0 when it is nested too deep.
// `members` counts those of the object and of all in it, as they are written.
size_t end_of_object(std::string_view text, size_t start, size_t* members) {
  int depth = 0;
  bool in_string = false;
  *members = 0;
  for (size_t i = start; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == ':') ++*members;
    if (c == '{' || c == '[') {
      if (++depth > kDeepest) return 0;
    }
    if ((c == '}' || c == ']') && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

size_t count_members(const Json& json) {
  size_t count = json.is_object() ? json.size() : 0;
  if (json.is_structured()) {
    for (const Json& one : json) count += count_members(one);  // no deeper than kDeepest
  }
  return count;
}

// Whether the object that begins at `at` may be the answer: at a line's beginning, or its first member is one
// of the form.
bool may_begin(std::string_view text, size_t at) {
  const size_t next = text.find_first_not_of(" \t\r\n", at + 1);
  if (next == std::string_view::npos) return false;
  for (const std::string_view member : {"\"explanation\"", "\"edits\""}) {
    if (text.substr(next, member.size()) == member) return true;
  }
  while (at > 0 && text[at - 1] != '\n') {
    const char c = text[--at];
    if (c != ' ' && c != '\t' && c != '\r') return false;
  }
  return true;
}

bool looks_like_answer(std::string_view object) {
  const std::string_view head = object.substr(0, 200);
  return head.find("\"explanation\"") != std::string_view::npos ||
         head.find("\"edits\"") != std::string_view::npos;
}

// What models get wrong when nothing forces them to write JSON: line ends inside of strings, backslashes of
// expressions that are not doubled (`\.php$`), a comma behind the last member.
std::string mended(std::string_view object) {
  std::string out;
  bool in_string = false;
  for (size_t i = 0; i < object.size(); ++i) {
    const char c = object[i];
    if (!in_string) {
      const size_t next = c == ',' ? object.find_first_not_of(" \t\r\n", i + 1) : std::string_view::npos;
      if (next != std::string_view::npos && (object[next] == '}' || object[next] == ']')) continue;
    } else if (c == '\\' && i + 1 < object.size()) {
      if (std::string_view("\"\\/bfnrtu").find(object[i + 1]) == std::string_view::npos) {
        out += "\\\\";
      } else {
        out += c;
        out += object[++i];
      }
      continue;
    } else if (c == '\n' || c == '\t' || c == '\r') {
      out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
      continue;
    }
    if (c == '"') in_string = !in_string;
    out += c;
  }
  return out;
}

Json parse(std::string_view object) {
  return Json::parse(object.data(), object.data() + object.size(), nullptr, false);
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
      // As the prompt has it behind FILE.
      if (proposal.file.rfind("> ", 0) == 0) proposal.file.erase(0, 2);
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
  const char* wrong = nullptr;
  bool found = false;
  for (size_t at = text.find('{'); at != std::string_view::npos && starts < kMostStarts;
       at = text.find('{', at + 1)) {
    if (!may_begin(text, at)) continue;
    ++starts;
    size_t members = 0;
    const size_t end = end_of_object(text, at, &members);
    if (end == 0) continue;
    if (end == std::string_view::npos) {
      if (looks_like_answer(text.substr(at))) wrong = "is cut off in the middle of its JSON";
      continue;
    }
    const std::string_view object = text.substr(at, end - at);
    Json json = parse(object);
    if (json.is_discarded() && looks_like_answer(object)) {
      json = parse(mended(object));
      if (json.is_discarded()) wrong = "holds JSON with mistakes in it";
    }
    if (!json.is_object()) continue;
    const auto explanation = json.find("explanation");
    const auto edits = json.find("edits");
    const bool words = explanation != json.end() && explanation->is_string();
    if (!words && edits == json.end()) continue;
    if (found) {
      answer->refused.emplace_back("the answer holds more than one object of the form: the first was read");
      return true;
    }
    found = true;
    answer->form = Form::json;
    if (words) answer->explanation = explanation->get<std::string>();
    if (count_members(json) != members) {
      answer->refused.emplace_back(
          "the answer has a member twice, and nothing says which counts: none of its edits was read");
    } else if (edits != json.end() && edits->is_array()) {
      EditReader(answer).read(*edits);
    } else if (edits != json.end()) {
      answer->refused.emplace_back("`edits` is no list");
    }
    for (const auto& item : json.items()) {
      if (item.key() == "explanation" || item.key() == "edits") continue;
      answer->refused.emplace_back("the answer has members that the form does not have; they were not read");
      break;
    }
    at = end - 1;
  }
  if (found || wrong == nullptr) return found;
  answer->form = Form::json;
  answer->explanation = text;
  answer->refused.push_back("the answer " + std::string(wrong) + ": none of its edits was read");
  return true;
}

}  // namespace stackengine::assistant
