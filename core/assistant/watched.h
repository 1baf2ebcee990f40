// Directives whose every change a person has to see: what they are about.
#ifndef STACKENGINE_ASSISTANT_WATCHED_H_
#define STACKENGINE_ASSISTANT_WATCHED_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/mark.h"

namespace stackengine::assistant {

// nullopt: the directive is not watched.
std::optional<MarkKind> watched_kind(std::string_view name, const std::vector<std::string>& arguments);

// Whether the entries of such a block are data that decides: `map`, `geo`, `split_clients`.
bool is_table(std::string_view block);

}  // namespace stackengine::assistant

#endif  // STACKENGINE_ASSISTANT_WATCHED_H_
