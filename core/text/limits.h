// The limits of one call, in one place. Beyond them the engine refuses with a message instead of taking long.
#ifndef STACKENGINE_TEXT_LIMITS_H_
#define STACKENGINE_TEXT_LIMITS_H_

#include <cstddef>

namespace stackengine {

struct Limits {
  static constexpr size_t kMaxDocuments = 1000;
  static constexpr size_t kMaxTotalBytes = size_t{256} << 20;
  static constexpr size_t kMaxDiagnostics = 1000;  // further ones are counted and fixed, but not listed
  static constexpr size_t kMaxCollected = 200000;  // further ones are counted; fixing collects them in rounds
  static constexpr size_t kMaxLogEntries = 10000;  // further ones still count as evidence, but are not listed
  // Redaction refuses beyond these: half of it would be none.
  static constexpr size_t kMaxRedactedBytes = size_t{64} << 20;  // in all documents
  static constexpr size_t kMaxFindings = 1000000;
  static constexpr size_t kMaxOwnWords = 1000;  // and chosen places
  static constexpr size_t kMaxOwnWordBytes = 256;
  static constexpr int kMaxSweeps = 8;
  static constexpr size_t kMaxOwnPatterns = 64;
  // Fixing may reveal what a syntax error hid, so it goes in rounds; each reads the whole text again.
  static constexpr size_t kMinFixRounds = 16;
  static constexpr size_t kMaxFixWork = size_t{64} << 20;  // bytes read in further rounds
  static constexpr size_t kMinFixTrials = 32;  // to find out which fixes do not go together, at any size
};

}  // namespace stackengine

#endif  // STACKENGINE_TEXT_LIMITS_H_
