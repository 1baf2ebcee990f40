#include "redaction/vault_builder.h"

#include <algorithm>
#include <utility>

#include "redaction/address_scan.h"
#include "redaction/bytes.h"

namespace stackengine::redaction {

VaultBuilder::VaultBuilder(const std::vector<std::string_view>& texts,
                           const std::vector<Candidates>& candidates, Labels* labels)
    : texts_(texts), candidates_(candidates), labels_(labels), names_(labels) {
  collect_upstreams();
  map_addresses();
}

// A name that an `upstream` block defines is one everywhere: `proxy_pass http://app` alone does not tell an
// upstream from a host.
void VaultBuilder::collect_upstreams() {
  for (size_t i = 0; i < texts_.size(); ++i) {
    for (const Candidate& candidate : candidates_[i]) {
      if (candidate.secret_class == SecretClass::upstream_name)
        upstreams_.insert(lowered(candidate.span.in(texts_[i])));
    }
  }
}

void VaultBuilder::map_addresses() {
  const auto has_address = [](const Candidates& candidates) {
    return std::any_of(candidates.begin(), candidates.end(),
                       [](const Candidate& c) { return c.secret_class == SecretClass::ip_address; });
  };
  if (std::none_of(candidates_.begin(), candidates_.end(), has_address)) return;
  for (const std::string_view text : texts_) {
    for (const AddressPlace& place : scan_addresses(text)) {
      if (stays_readable(place.address, place.prefix)) {
        addresses_.avoid(place.address, place.prefix);
      } else {
        addresses_.add(place.address, place.prefix);
      }
    }
  }
  for (const std::string_view text : texts_) {
    for (const Address& address : scan_placeholder_ranges(text)) addresses_.avoid(address, address.width());
  }
  addresses_.assign();
}

std::string VaultBuilder::placeholder(std::string_view value, SecretClass* secret_class) {
  std::string made;
  if (*secret_class == SecretClass::ip_address) {
    if (const std::optional<SpelledAddress> address = parse_address(value)) made = addresses_.make(*address);
  } else if (*secret_class == SecretClass::host || *secret_class == SecretClass::upstream_name ||
             *secret_class == SecretClass::resource_name) {
    const bool upstream = upstreams_.count(lowered(value)) != 0;
    if (upstream) *secret_class = SecretClass::upstream_name;
    made = names_.make(value, upstream);
  }
  return made.empty() ? labels_->next(LabelKind::secret) : made;
}

size_t VaultBuilder::entry(size_t document, const Candidate& candidate) {
  const std::string_view value = candidate.span.in(texts_[document]);
  const auto [found, is_new] = entries_.emplace(value, vault_.entries.size());
  if (is_new) {
    VaultEntry made;
    made.secret_class = candidate.secret_class;
    made.placeholder = placeholder(value, &made.secret_class);
    made.original = std::string(value);
    vault_.entries.push_back(std::move(made));
  }
  return found->second;
}

}  // namespace stackengine::redaction
