// Gives every value its placeholder, once, in the order in which the values are first used.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "redaction/address_scan.h"
#include "redaction/candidate.h"
#include "redaction/placeholders/addresses.h"
#include "redaction/placeholders/labels.h"
#include "redaction/placeholders/names.h"
#include "redaction/placeholders/shaped.h"

namespace stackengine::redaction {

class VaultBuilder {
 public:
  // `candidates[i]` are the settled candidates of `texts[i]`, `addresses[i]` is what scan_addresses() found
  // in it. Texts and candidates must outlive the builder.
  VaultBuilder(const std::vector<std::string_view>& texts,
               const std::vector<std::vector<AddressPlace>>& addresses,
               const std::vector<Candidates>& candidates, Labels* labels);

  // The entry of the value that stands in `span` of document `document`.
  size_t entry(size_t document, const Candidate& candidate);

  Vault take() { return std::move(vault_); }
  const Vault& vault() const { return vault_; }

 private:
  void collect_upstreams();
  void map_addresses(const std::vector<std::vector<AddressPlace>>& places);
  std::string placeholder(std::string_view value, SecretClass* secret_class);
  std::vector<uint8_t> prefixes_of(std::string_view value) const;

  const std::vector<std::string_view>& texts_;
  const std::vector<Candidates>& candidates_;
  Labels* labels_;
  NamePlaceholders names_;
  AddressPlaceholders addresses_;
  ShapedPlaceholders shaped_;
  std::vector<std::pair<Address, int>> prefixes_;  // as written behind addresses; sorted
  std::unordered_set<std::string> upstreams_;      // names that an `upstream` block defines, in lower case
  std::unordered_map<std::string_view, size_t> entries_;  // by value
  Vault vault_;
};

}  // namespace stackengine::redaction
