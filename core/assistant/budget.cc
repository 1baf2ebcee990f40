#include "assistant/budget.h"

#include <algorithm>
#include <numeric>

namespace stackengine::assistant {

std::vector<bool> choose_parts(const std::vector<Part>& parts, size_t budget) {
  std::vector<size_t> order(parts.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return parts[a].weight < parts[b].weight; });
  std::vector<bool> taken(parts.size());
  for (const size_t i : order) {
    if (parts[i].bytes > budget) continue;
    taken[i] = true;
    budget -= parts[i].bytes;
  }
  return taken;
}

std::vector<std::string> describe_dropped(const std::vector<Part>& parts, const std::vector<bool>& taken) {
  struct Row {
    Weight weight;
    const char* one;
    const char* many;
  };
  static constexpr Row kRows[] = {
      {Weight::error_finding, "1 error", " errors"},
      {Weight::warning_finding, "1 warning", " warnings"},
      {Weight::backend, "what is known of 1 backend", " backends: what is known of them"},
      {Weight::log_line, "1 log line", " log lines"},
      {Weight::fact, "1 measured fact", " measured facts"},
      {Weight::info_finding, "1 piece of advice", " pieces of advice"},
      {Weight::note, "1 note on files that were not given", " notes on files that were not given"},
  };
  std::vector<std::string> dropped;
  for (const Row& row : kRows) {
    size_t count = 0;
    for (size_t i = 0; i < parts.size(); ++i)
      count += !taken[i] && parts[i].weight == row.weight ? size_t{1} : size_t{0};
    if (count == 1) dropped.emplace_back(row.one);
    if (count > 1) dropped.push_back(std::to_string(count) + row.many);
  }
  return dropped;
}

}  // namespace stackengine::assistant
