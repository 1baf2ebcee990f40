// Text → lossless syntax tree, for any bytes at all. What nginx would refuse becomes a SyntaxError, one for
// one mistake, and the rest is still read as the author meant it.
#ifndef STACKENGINE_NGINX_PARSER_H_
#define STACKENGINE_NGINX_PARSER_H_

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

#endif  // STACKENGINE_NGINX_PARSER_H_
