// Reading a model's answer: which edits it proposes, in the three forms that models send.
//
//   json   the form that the prompt asks for, alone, in a fence, or with text around it
//   diff   a unified diff; its line numbers and counts are only hints, because models get them wrong
//   block  fenced configuration that replaces a whole block or a whole file, or whole objects of a manifest
//   prose  none of them: words
//
// The first of these that the answer holds counts, and the rest of it is explanation. Nothing is restored
// here: the texts hold placeholders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stackengine::assistant {

enum class Form : uint8_t { json, block, diff, prose };

std::string_view to_string(Form form);

inline constexpr size_t kMaxAnswerBytes = size_t{10} << 20;
inline constexpr size_t kMaxProposals = 1000;

// One edit as the model means it. `old_text` and `new_text` are whole lines.
struct Proposal {
  std::string file;      // as the model names it; empty: it names none
  uint32_t line = 0;     // of the first old line, as the model says; 0: it does not
  std::string old_text;  // empty for `block`
  std::string new_text;
  bool whole_block = false;  // `new_text` replaces the block, or the file, of the same name
  bool manifest = false;     // and is YAML: its objects replace those of the same name
};

struct Answer {
  Form form = Form::prose;
  std::string explanation;
  std::vector<Proposal> proposals;
  std::vector<std::string> refused;  // parts that cannot be read, in words
};

// Linear in the answer; one beyond kMaxAnswerBytes is refused as a whole.
Answer read_answer(std::string_view answer);

// The readers of the forms. False: the text is none of this form.
bool read_json_answer(std::string_view text, Answer* answer);
bool read_diff_answer(std::string_view text, Answer* answer);
bool read_block_answer(std::string_view text, Answer* answer);

}  // namespace stackengine::assistant
