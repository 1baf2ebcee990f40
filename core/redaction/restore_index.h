// A vault as restoring looks things up in it. Prepared once for as many texts as there are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "redaction/address.h"
#include "redaction/redaction.h"
#include "redaction/trie.h"

namespace stackengine::redaction {

class RestoreIndex {
 public:
  // `vault` must outlive the index.
  explicit RestoreIndex(const Vault& vault);

  // The longest placeholder that stands at `at`, as it was given out; `end`: its end. nullptr: none.
  const VaultEntry* exact(std::string_view text, size_t at, size_t* end) const;

  // The name `h01kp.d01xa.invalid`, given in lower case and with plain dots. nullptr: none, or not certain
  // which.
  const VaultEntry* name(std::string_view plain) const;

  // Any spelling of an address.
  const VaultEntry* address(Address address) const;

  // Whether a placeholder was given out in the /24 or /64 around the address.
  bool is_near(Address address) const;

  bool has_addresses() const { return !neighbourhoods_.empty(); }

 private:
  std::vector<const VaultEntry*> entries_;  // by placeholder, as the tree's words
  std::vector<bool> is_address_;
  Trie trie_;
  std::unordered_map<std::string, const VaultEntry*> names_;
  std::vector<std::pair<Address, const VaultEntry*>> addresses_;  // sorted
  std::vector<Address> neighbourhoods_;                           // sorted
};

}  // namespace stackengine::redaction
