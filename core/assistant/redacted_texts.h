// One redaction over everything of the user's that goes into a prompt.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analysis.h"
#include "redaction/redaction.h"

namespace stackengine::assistant {

// Single lines about the user's texts: messages, names of files. Each is redacted with the documents and then
// found by its number.
class Notes {
 public:
  // Line ends and other control bytes of `line` become blanks.
  size_t add(std::string_view line);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  size_t count_ = 0;
};

struct RedactedTexts {
  std::string refusal;
  redaction::Redaction redaction;     // `texts` and `findings` of the workspace's documents
  std::vector<std::string> sources;   // by Analysis::sources: their texts, redacted
  std::vector<std::string> notes;     // by number
  std::vector<std::string> question;  // its lines
};

RedactedTexts redact_together(const Workspace& workspace, const Analysis& analysis, const Notes& notes,
                              const std::string& question, const redaction::Policy& policy);

// Lines without their ends (LF, or CR LF). A text that ends with a line end has no empty line behind it.
std::vector<std::string_view> split_lines(std::string_view text);

}  // namespace stackengine::assistant
