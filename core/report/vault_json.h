// A vault as a file.
//
//   {"stackengine_vault":1,"entries":[{"placeholder","class","original"}, …]}
//
// An address that the input wrote with prefix lengths has them as `prefixes`. An original that is not valid
// UTF-8 stands as `original_bytes`, an array of numbers.
#ifndef STACKENGINE_REPORT_VAULT_JSON_H_
#define STACKENGINE_REPORT_VAULT_JSON_H_

#include <optional>
#include <string>

#include "redaction/redaction.h"

namespace stackengine::report {

std::string vault_to_json(const redaction::Vault& vault);

// nullopt, and `error` filled, when the text is no such file.
std::optional<redaction::Vault> vault_from_json(const std::string& text, std::string* error);

}  // namespace stackengine::report

#endif  // STACKENGINE_REPORT_VAULT_JSON_H_
