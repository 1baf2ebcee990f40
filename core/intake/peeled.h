// A document, with the additions of copying removed step by step. Maps each remaining byte to its place in
// the document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"
#include "text/span.h"

namespace stackengine::intake {

// Holds a view of the document, and copies it only when something is removed.
class Peeled {
 public:
  explicit Peeled(std::string_view document) : document_(document) {}

  // The remaining text. The next remove() invalidates the view.
  std::string_view text() const { return whole_ ? document_ : std::string_view(kept_.text); }

  // `spans` of text(): ascending, disjoint, without LF, so that line numbers do not change.
  void remove(const std::vector<Span>& spans);

  // Appends `span` of text() to the source, with the runs that map it back to the document.
  void append(Span span, Source* source) const;

 private:
  std::string_view document_;
  bool whole_ = true;
  Source kept_;  // its text and runs
};

}  // namespace stackengine::intake
