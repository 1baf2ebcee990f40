// Parses any text into a lossless syntax tree. Every mistake that nginx would refuse becomes one SyntaxError,
// and the parser still reads the rest as the author meant it.
#pragma once

#include <string_view>
#include <vector>

#include "nginx/lexer.h"
#include "nginx/syntax_tree.h"

namespace stackengine::nginx {

struct Parsed {
  SyntaxTree tree;
  std::vector<SyntaxError> errors;  // in order of place
};

// Linear in the text.
Parsed parse(std::string_view text);

}  // namespace stackengine::nginx
