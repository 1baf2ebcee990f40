// The edits of one round that go together. Whether more fit is asked of the neighbours alone, so a round
// costs what its edits cost and not their square.
#ifndef STACKENGINE_REFACTOR_ACCEPTED_H_
#define STACKENGINE_REFACTOR_ACCEPTED_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "text/edit.h"
#include "text/source.h"

namespace stackengine {

class Accepted {
 public:
  // `sources`: of the edits; they must outlive it.
  explicit Accepted(const std::vector<Source>& sources) : sources_(sources), blocks_(sources.size()) {}

  // Whether `edits` can be applied together with those accepted before.
  bool fits(const std::vector<Edit>& edits);
  void add(const std::vector<Edit>& edits);

 private:
  using Point = std::pair<size_t, uint32_t>;  // source, offset

  bool keeps_apart(const Edit& edit) const;
  bool repeats_header(const Edit& edit);
  Point block_of(const Edit& edit);

  // By where they start. Spans that replace something do not overlap; of insertions at one point one text is
  // accepted.
  std::map<Point, Edit> replaced_;
  std::map<Point, Edit> inserted_;
  // The blocks in which a header is set, by its name; in which the directive of some header gets the other
  // family's name; and in which any header is set.
  std::map<std::string, std::set<Point>> headers_;
  std::set<Point> renames_;
  std::set<Point> setters_;
  std::set<std::string> maps_;  // that are defined, by their heads

  const std::vector<Source>& sources_;
  // By source, where one location or block around it ends and another goes on, and which; made on first use.
  std::vector<std::vector<std::pair<uint32_t, uint32_t>>> blocks_;
};

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_ACCEPTED_H_
