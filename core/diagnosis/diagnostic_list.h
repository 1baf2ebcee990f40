// Collects the diagnostics of one rule, up to a limit: hostile input must not fill the memory with them.
#ifndef STACKENGINE_DIAGNOSIS_DIAGNOSTIC_LIST_H_
#define STACKENGINE_DIAGNOSIS_DIAGNOSTIC_LIST_H_

#include <cstddef>
#include <utility>
#include <vector>

#include "diagnosis/diagnostic.h"

namespace stackengine {

class DiagnosticList {
 public:
  explicit DiagnosticList(size_t limit) : limit_(limit) {}

  // Ask before a diagnostic is put together. False: there is no room, and one more was counted as left out.
  bool admit() {
    if (diagnostics_.size() < limit_) return true;
    ++omitted_;
    return false;
  }

  void add(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }

  std::vector<Diagnostic> take() { return std::move(diagnostics_); }
  size_t omitted() const { return omitted_; }

 private:
  size_t limit_;
  size_t omitted_ = 0;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace stackengine

#endif  // STACKENGINE_DIAGNOSIS_DIAGNOSTIC_LIST_H_
