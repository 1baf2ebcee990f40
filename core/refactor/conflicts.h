// Which fixes go together, and which effects are left when further fixes followed.
#ifndef STACKENGINE_REFACTOR_CONFLICTS_H_
#define STACKENGINE_REFACTOR_CONFLICTS_H_

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

// The fixes that are applied in one round. Asking and adding cost the logarithm of what was added.
class FixSet {
 public:
  // The owner of an added fix that `fix` does not go with: both change the same bytes in different ways, or
  // set the same thing differently. nullopt: it fits.
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

// Where the text stands that applied fixes wrote.
class Effects {
 public:
  // `owner`'s edits, in the offsets of the text before `follow(all)`, which comes next.
  void add(size_t owner, const std::vector<Edit>& edits);

  // Moves all that was written before to where `all` put it; what they replace as a whole is gone. What was
  // added since the last call is written by `all` itself.
  void follow(std::vector<Edit> all);

  // Whether all that `owner` wrote was replaced by others; false when it only removed text.
  bool gone(size_t owner) const;

 private:
  // One statement, or what stands on one line.
  struct Written {
    size_t owner;
    size_t source;
    Span span;
    uint32_t edit = 0;  // where the edit begins; of added_ only
  };
  std::vector<Written> written_;
  std::vector<Written> added_;               // spans in the edit's text, moved to where the edit begins
  std::unordered_map<size_t, size_t> left_;  // by owner: how many of its texts
};

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_CONFLICTS_H_
