// Placeholders of names as models rewrite them: the closed list of redaction.h, restore(). What is read here
// is only a proposal; the vault decides.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stackengine::redaction {

// A name of labels that starts at one place of a text.
struct WrittenName {
  struct Part {
    std::string label;  // canonical: lower case, with all its zeros, nothing between its parts
    size_t end;         // in the text
  };
  std::vector<Part> labels;
  std::string_view separator = ".";  // between the first two; a view of the text
  size_t invalid_end = 0;            // behind `.invalid`, when that follows the last label
  bool goes_on = false;              // another label follows, which is none of ours
};

// No labels: none starts at `at`.
WrittenName read_written_name(std::string_view text, size_t at);

// `original` with its dots written as `separator`.
std::string with_separator(std::string_view original, std::string_view separator);

}  // namespace stackengine::redaction
