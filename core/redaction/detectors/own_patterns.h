// What the user's own regular expressions find, for names that follow a company's scheme: `ACME-\d{5}`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "redaction/candidate.h"
#include "redaction/reading.h"

namespace re2 {
class RE2;
}  // namespace re2

namespace stackengine::redaction {

class OwnPatterns {
 public:
  // In RE2's syntax; `^` and `$` stand for the edges of lines. Where one has a group, what the first group
  // holds is found, otherwise the whole match.
  explicit OwnPatterns(const std::vector<std::string>& patterns);
  ~OwnPatterns();
  OwnPatterns(const OwnPatterns&) = delete;
  OwnPatterns& operator=(const OwnPatterns&) = delete;

  // Not empty: one of them cannot be used, in words that name it.
  const std::string& error() const { return error_; }

  // Linear in the text for each pattern, whatever they are: RE2 has no backtracking.
  void find(const Reading& reading, Candidates* out) const;

 private:
  std::vector<std::unique_ptr<re2::RE2>> patterns_;
  std::string error_;
};

}  // namespace stackengine::redaction
