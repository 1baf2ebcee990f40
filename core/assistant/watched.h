// Directives whose every change a person has to see: what they are about.
#ifndef STACKENGINE_ASSISTANT_WATCHED_H_
#define STACKENGINE_ASSISTANT_WATCHED_H_

#include <optional>
#include <string_view>

#include "assistant/mark.h"

namespace stackengine::assistant {

// `argument`: the first one, which decides for `add_header`. nullopt: the directive is not watched.
std::optional<MarkKind> watched_kind(std::string_view name, std::string_view argument);

// Whether the entries of such a block are data that decides: `map`, `geo`, `split_clients`.
bool is_table(std::string_view block);

}  // namespace stackengine::assistant

#endif  // STACKENGINE_ASSISTANT_WATCHED_H_
