// The limits of one call. Beyond them, the engine refuses with a message instead of taking long.
#pragma once

#include <cstddef>

namespace stackengine {

struct Limits {
  static constexpr size_t kMaxDocuments = 1000;
  static constexpr size_t kMaxTotalBytes = size_t{256} << 20;
  static constexpr size_t kMaxDiagnostics = 1000;  // more are counted and fixed, but not listed
  static constexpr size_t kMaxCollected = 200000;  // more are only counted; fixing collects them in rounds
  static constexpr size_t kMaxLogEntries = 10000;  // more still count as evidence, but are not listed
  // Redaction refuses beyond these limits, because partial redaction protects nothing.
  static constexpr size_t kMaxRedactedBytes = size_t{64} << 20;  // in all documents
  static constexpr size_t kMaxFindings = 1000000;
  static constexpr size_t kMaxOwnWords = 1000;  // and of selected places
  static constexpr size_t kMaxOwnWordBytes = 256;
  static constexpr int kMaxSweeps = 8;
  static constexpr size_t kMaxOwnPatterns = 64;
  // A fix may reveal what a syntax error hid, so fixing takes rounds; each reads the whole text again.
  static constexpr size_t kMinFixRounds = 16;
  static constexpr size_t kMaxFixWork = size_t{64} << 20;  // bytes read in further rounds
  static constexpr size_t kMinFixTrials = 32;              // to find incompatible fixes, at any size
};

}  // namespace stackengine
