// Decides which fixes are compatible, and which effects remain after further fixes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diagnosis/diagnostic.h"
#include "text/edit.h"

namespace stackengine {

// The fixes of one round. A query or an addition costs the logarithm of their number.
class FixSet {
 public:
  // The owner of an added fix that conflicts with `fix`: both change the same bytes in different ways, or
  // set the same thing differently. nullopt when there is no conflict.
  std::optional<size_t> rival(const Fix& fix) const;
  void add(const Fix& fix, size_t owner);

 private:
  struct Added {
    Edit edit;
    size_t owner;
  };
  std::optional<size_t> rival(const Edit& edit) const;

  using Start = std::pair<size_t, uint32_t>;  // source, offset
  std::map<Start, Added> replaced_;           // by the start of what is replaced
  std::map<Start, Added> inserted_;
  std::unordered_map<std::string, std::pair<std::string, size_t>> keys_;  // by FixKey::what
};

// Tracks the text that applied fixes wrote.
class Effects {
 public:
  // Adds the edits of `owner`, with offsets in the text before the next `follow(all)`.
  void add(size_t owner, const std::vector<Edit>& edits);

  // Moves earlier text to where `all` put it; text that they replace completely is gone. Text that was
  // added since the last call is written by `all` itself.
  void follow(std::vector<Edit> all);

  // Whether others replaced everything that `owner` wrote; false when it only removed text.
  bool gone(size_t owner) const;

 private:
  // One statement, or the text on one line.
  struct Written {
    size_t owner;
    size_t source;
    Span span;
    uint32_t edit = 0;  // where the edit begins; of added_ only
  };
  std::vector<Written> written_;
  std::vector<Written> added_;               // spans in the text of the edit, moved to where the edit begins
  std::unordered_map<size_t, size_t> left_;  // by owner: how many of its texts
};

}  // namespace stackengine
