// Collects the diagnostics of one rule up to a limit, so that hostile input cannot fill the memory.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "diagnosis/diagnostic.h"

namespace stackengine {

class DiagnosticList {
 public:
  explicit DiagnosticList(size_t limit) : limit_(limit) {}

  // Call before building a diagnostic. False if the list is full; counts the diagnostic as omitted.
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
