// Directives whose every change a person has to see: what they are about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/mark.h"

namespace stackengine::assistant {

struct Watch {
  MarkKind kind = MarkKind::not_read;
  bool only_when_gone = false;  // nobody minds when it comes
};

// nullopt: the directive is not watched.
std::optional<Watch> watch_of(std::string_view name, const std::vector<std::string>& arguments);

// The module that brings a directive which nginx's own source does not; empty for one of its own.
std::string_view foreign_module(std::string_view name);

// `proxy_pass`, `grpc_pass`, `fastcgi_pass`, …
bool is_pass(std::string_view name);

// Whether the entries of such a block are data that decides: `map`, `geo`, `split_clients`.
bool is_table(std::string_view block);

}  // namespace stackengine::assistant
