// A document freed, in steps, of what copying put into its lines; it knows where each byte that is left
// stood.
#ifndef STACKENGINE_INTAKE_PEELED_H_
#define STACKENGINE_INTAKE_PEELED_H_

#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"
#include "text/span.h"

namespace stackengine::intake {

// Holds a view of the document. No copy is made until something is removed.
class Peeled {
 public:
  explicit Peeled(std::string_view document) : document_(document) {}

  // What is left. A view that the next remove() ends.
  std::string_view text() const { return whole_ ? document_ : std::string_view(kept_.text); }

  // `spans` of text(): ascending, disjoint, without LF, so that line numbers stay what they are.
  void remove(const std::vector<Span>& spans);

  // Appends `span` of text() to the source, with the runs that lead back into the document.
  void append(Span span, Source* source) const;

 private:
  std::string_view document_;
  bool whole_ = true;
  Source kept_;  // its text and runs
};

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_PEELED_H_
