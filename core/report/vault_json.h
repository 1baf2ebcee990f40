// A vault as a file.
//
//   {"stackengine_vault":1,"entries":[{"placeholder","class","original"}, …]}
//
// `prefixes` lists the prefix lengths of an address in the input. An original that is not valid UTF-8 is an
// array of numbers, `original_bytes`.
#pragma once

#include <optional>
#include <string>

#include "redaction/redaction.h"

namespace stackengine::report {

std::string vault_to_json(const redaction::Vault& vault);

// nullopt, with `error` set, if the text is not a vault file.
std::optional<redaction::Vault> vault_from_json(const std::string& text, std::string* error);

}  // namespace stackengine::report
