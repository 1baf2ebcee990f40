// One document as the detectors see it: its bytes, the tree of its configuration, its log entries.
#ifndef STACKENGINE_REDACTION_READING_H_
#define STACKENGINE_REDACTION_READING_H_

#include <string_view>
#include <vector>

#include "error_log/error_log.h"
#include "intake/intake.h"
#include "nginx/syntax_tree.h"
#include "text/document.h"

namespace stackengine::redaction {

struct Reading {
  std::string_view text;  // of the document, which must outlive the reading
  nginx::SyntaxTree tree;
  std::vector<error_log::Entry> log;
};

Reading read(const Document& document, const intake::Pieces& pieces);

// A word's bytes between its quotes.
Span inside_quotes(const nginx::Word& word);

}  // namespace stackengine::redaction

#endif  // STACKENGINE_REDACTION_READING_H_
