// Template actions of Helm and similar tools in what should be YAML.
#include <algorithm>

#include "kubernetes/yaml.h"

namespace stackengine::kubernetes {
namespace {

// The text between the braces of a template action; a flow mapping in a flow mapping (`{{a: b}}`) is not one.
bool is_action(std::string_view action) {
  const size_t first = action.find_first_not_of("- \t");
  if (first == std::string_view::npos) return false;
  const std::string_view word = action.substr(first);
  return word[0] == '.' || word[0] == '$' || word.substr(0, 2) == "/*" || word.substr(0, 3) == "end" ||
         word.substr(0, 4) == "else" ||
         (word.find(' ') != std::string_view::npos && word.find(": ") == word.npos);
}

// Objects and functions that only Helm templates have.
bool is_helms(std::string_view action) {
  for (const std::string_view word :
       {".Values", ".Release", ".Chart", ".Capabilities", ".Files", "include "}) {
    if (action.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// Whether a value or a line begins here; elsewhere the text is part of a scalar.
bool begins_value(std::string_view before) {
  const size_t last = before.find_last_not_of(" \t");
  return last == std::string_view::npos ||
         std::string_view(":-,[{").find(before[last]) != std::string_view::npos;
}

size_t comment_start(std::string_view line) {
  for (size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return at;
  }
  return line.size();
}

bool has_action(std::string_view line, bool reads) {
  for (size_t at = line.find("{{"); at != std::string_view::npos;) {
    const size_t stop = line.find('}', at + 2);
    if (stop == std::string_view::npos) return false;
    const std::string_view action = line.substr(at + 2, stop - at - 2);
    if (line.substr(stop, 2) == "}}" && is_action(action) &&
        (!reads || is_helms(action) || begins_value(line.substr(0, at))))
      return true;
    at = line.find("{{", stop);
  }
  return false;
}

}  // namespace

bool is_template(std::string_view document, bool reads) {
  for (size_t start = 0; start < document.size();) {
    const size_t newline = std::min(document.find('\n', start), document.size());
    const std::string_view line = document.substr(start, newline - start);
    if (has_action(reads ? line.substr(0, comment_start(line)) : line, reads)) return true;
    start = newline + 1;
  }
  return false;
}

}  // namespace stackengine::kubernetes
