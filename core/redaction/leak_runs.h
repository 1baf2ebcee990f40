// Distinctive runs of secrets (distinctive_run.h) in outgoing bytes. A part of the gate (leak_gate.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stackengine::redaction {

class LeakRuns {
 public:
  // A secret of vault entry `entry`.
  void protect(std::string_view secret, uint32_t entry);
  void prepare();

  struct Run {
    size_t end;  // in the text
    uint32_t entry;
  };
  // The run of some secret that begins at `at`, as far as it goes. False: none.
  bool find(std::string_view text, size_t at, Run* found) const;

 private:
  static constexpr size_t kHead = 6;
  struct Start {
    uint64_t head;  // the first bytes
    uint32_t at;    // in bytes_
    uint32_t entry;
  };

  std::string bytes_;  // of all secrets, each behind a NUL, which no run holds
  std::vector<Start> starts_;
  std::vector<uint64_t> heads_;  // a bit for each hash of a head
};

}  // namespace stackengine::redaction
