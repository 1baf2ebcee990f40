// A part of the second pass (sweep.h): runs of learned secrets that are long enough to say something
// (distinctive_run.h), as logs print them that cut a token off.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "redaction/candidate.h"

namespace stackengine::redaction {

class RunSweep {
 public:
  void learn(std::string_view secret, SecretClass secret_class);
  // To be called once, between the last learn() and the first find().
  void prepare();
  void find(std::string_view text, Candidates* out) const;

 private:
  // The shortest distinctive run that begins at one place of a secret.
  struct Window {
    uint32_t hash;  // of its first bytes
    uint32_t start;
    uint8_t length;
    SecretClass secret_class;
  };

  std::string bytes_;
  std::vector<Window> windows_;   // by hash
  std::vector<uint64_t> hashes_;  // a bit for each, at what `mask_` leaves of it
  uint32_t mask_ = 0;
};

}  // namespace stackengine::redaction
