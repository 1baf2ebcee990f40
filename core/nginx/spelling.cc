#include "nginx/spelling.h"

#include <algorithm>
#include <array>
#include <string>

#include "nginx/directive_table.h"
#include "nginx/statements.h"
#include "text/ascii.h"

namespace stackengine::nginx {
namespace {

constexpr size_t kMaxName = 64;  // longer than any directive
constexpr size_t kSafeLength = 6;

// Short names are similar to everything.
int most_edits(size_t length) { return length < 4 ? 0 : length < 6 ? 1 : 2; }

bool is_candidate(const DirectiveRow& row, uint32_t contexts, const std::optional<Version>& version) {
  if (row.status == Status::removed || (row.contexts & contexts) == 0) return false;
  return !version || row.since == Version{} || *version >= row.since;
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int limit) {
  const int none = limit + 1;
  if (a.size() > kMaxName || b.size() > kMaxName) return none;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > static_cast<size_t>(limit)) return none;
  std::array<int, kMaxName + 1> before_last{};
  std::array<int, kMaxName + 1> last{};
  std::array<int, kMaxName + 1> row{};
  for (size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int best = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      const int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
      best = std::min(best, row[j]);
    }
    if (best > limit) return none;
    before_last = last;
    last = row;
  }
  return std::min(last[b.size()], none);
}

bool looks_foreign(std::string_view name) {
  const size_t end = name.find('_');
  if (end == 0 || end == std::string_view::npos || name.size() > kMaxName ||
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string_view::npos) {
    return false;
  }
  const std::string_view family = name.substr(0, end);
  const int limit = family.size() < 5 ? 1 : 2;
  const int most = most_edits(name.size());
  std::string_view last;
  for (const DirectiveRow& row : all_directives()) {
    if (edit_distance(name, row.name, most) <= most) return false;  // `workeraio_requests`
    const std::string_view known = row.name.substr(0, row.name.find('_'));
    if (known == last) continue;
    last = known;
    if (edit_distance(family, known, limit) <= limit) return false;
  }
  return true;
}

Spelling nearest_directive(std::string_view name, uint32_t contexts, bool block, uint32_t arguments,
                           const std::optional<Version>& version) {
  Spelling spelling;
  if (name.size() > kMaxName) return spelling;
  const std::string folded = lower_case(name);
  int nearest = most_edits(folded.size()) + 1;
  bool unique = true;
  bool fits = false;
  for (const DirectiveRow& row : all_directives()) {
    if (!is_candidate(row, contexts, version)) continue;
    const int distance = edit_distance(folded, row.name, nearest);
    if (distance > nearest || distance > most_edits(folded.size())) continue;
    if (row.name == spelling.name) continue;  // another row of it
    const bool row_fits = would_fit(row.name, contexts, block, arguments, version);
    if (distance < nearest || (row_fits && !fits)) {
      unique = true;
      nearest = distance;
      fits = row_fits;
      spelling.name = row.name;
    } else if (row_fits == fits) {
      unique = false;
    }
  }
  spelling.case_only = nearest == 0;
  spelling.accepted = !spelling.name.empty() && fits;
  spelling.certain =
      spelling.accepted && unique && (nearest == 0 || (nearest == 1 && name.size() >= kSafeLength));
  return spelling;
}

}  // namespace stackengine::nginx
