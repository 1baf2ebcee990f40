#include "redaction/vault_builder.h"

#include <algorithm>
#include <utility>

#include "redaction/bytes.h"

namespace stackengine::redaction {

VaultBuilder::VaultBuilder(const std::vector<std::string_view>& texts,
                           const std::vector<std::vector<AddressPlace>>& addresses,
                           const std::vector<Candidates>& candidates, Labels* labels)
    : texts_(texts), candidates_(candidates), labels_(labels), names_(labels), shaped_(labels) {
  collect_upstreams();
  map_addresses(addresses);
  for (const std::string_view text : texts_) shaped_.reserve(text);
}

// A name that an `upstream` block defines is one everywhere: `proxy_pass http://app` alone does not tell an
// upstream from a host.
void VaultBuilder::collect_upstreams() {
  for (size_t i = 0; i < texts_.size(); ++i) {
    for (const Candidate& candidate : candidates_[i]) {
      if (candidate.secret_class == SecretClass::upstream_name)
        upstreams_.insert(lower_case(candidate.span.in(texts_[i])));
    }
  }
}

void VaultBuilder::map_addresses(const std::vector<std::vector<AddressPlace>>& places) {
  const auto has_address = [](const Candidates& candidates) {
    return std::any_of(candidates.begin(), candidates.end(),
                       [](const Candidate& c) { return c.secret_class == SecretClass::ip_address; });
  };
  if (std::none_of(candidates_.begin(), candidates_.end(), has_address)) return;
  for (const std::vector<AddressPlace>& of_text : places) {
    for (const AddressPlace& place : of_text) {
      if (stays_readable(place.address, place.prefix)) {
        addresses_.avoid(place.address, place.prefix);
      } else {
        addresses_.add(place.address, place.prefix);
        if (place.prefix != place.address.width()) prefixes_.emplace_back(place.address, place.prefix);
      }
    }
  }
  for (const std::string_view text : texts_) {
    for (const Address& address : scan_placeholder_ranges(text)) addresses_.avoid(address, address.width());
  }
  addresses_.assign();
  std::sort(prefixes_.begin(), prefixes_.end());
  prefixes_.erase(std::unique(prefixes_.begin(), prefixes_.end()), prefixes_.end());
}

std::vector<uint8_t> VaultBuilder::prefixes_of(std::string_view value) const {
  std::vector<uint8_t> prefixes;
  const std::optional<SpelledAddress> address = parse_address(value);
  if (!address) return prefixes;
  auto at = std::lower_bound(prefixes_.begin(), prefixes_.end(), std::make_pair(address->address, 0));
  for (; at != prefixes_.end() && at->first == address->address; ++at)
    prefixes.push_back(static_cast<uint8_t>(at->second));
  return prefixes;
}

std::string VaultBuilder::placeholder(std::string_view value, SecretClass* secret_class) {
  std::string made;
  switch (*secret_class) {
    case SecretClass::ip_address:
      if (const std::optional<SpelledAddress> address = parse_address(value))
        made = addresses_.make(*address);
      break;
    case SecretClass::host:
    case SecretClass::upstream_name:
    case SecretClass::resource_name: {
      const bool upstream = upstreams_.count(lower_case(value)) != 0;
      if (upstream) *secret_class = SecretClass::upstream_name;
      made = names_.make(value, upstream);
      break;
    }
    case SecretClass::mac_address:
      made = shaped_.mac(value);
      break;
    case SecretClass::password_hash:
      made = shaped_.hash(value);
      break;
    case SecretClass::account:
      made = shaped_.account(value);
      if (made.empty()) made = names_.make_word(value, LabelKind::account);
      break;
    case SecretClass::email:
    case SecretClass::user_name:
      made = names_.make_word(value, LabelKind::user);
      break;
    case SecretClass::word:
      made = names_.make_word(value, LabelKind::word);
      break;
    default:
      break;
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
    if (made.secret_class == SecretClass::ip_address) made.prefixes = prefixes_of(value);
    vault_.entries.push_back(std::move(made));
  }
  return found->second;
}

}  // namespace stackengine::redaction
