#include "redaction/vault_builder.h"

#include <algorithm>
#include <utility>

#include "redaction/address_scan.h"
#include "redaction/bytes.h"
#include "redaction/trie.h"
#include "redaction/word_edges.h"

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
  // What scan_addresses() takes for no address may still read like a placeholder: then that one is not used.
  constexpr int kAttempts = 4;
  for (int i = 0; i < kAttempts; ++i) {
    addresses_.assign();
    if (!avoid_collisions(format_addresses())) return;
  }
  address_placeholders_.clear();  // addresses become opaque words
}

// Fills address_placeholders_; returns its keys.
std::vector<std::string_view> VaultBuilder::format_addresses() {
  std::vector<std::string_view> spelled;
  std::unordered_map<std::string, unsigned> spellings;
  address_placeholders_.clear();
  for (size_t i = 0; i < texts_.size(); ++i) {
    for (const Candidate& candidate : candidates_[i]) {
      if (candidate.secret_class != SecretClass::ip_address) continue;
      const std::string_view value = candidate.span.in(texts_[i]);
      if (address_placeholders_.count(value) != 0) continue;
      const std::optional<SpelledAddress> address = parse_address(value);
      if (!address) continue;
      std::string key(reinterpret_cast<const char*>(&address->address.bits), sizeof(Bits));
      key += address->address.ipv6 ? ':' : '.';
      key += address->separator;
      std::string placeholder = addresses_.format(*address, spellings[key]++);
      if (placeholder.empty()) continue;
      address_placeholders_.emplace(value, std::move(placeholder));
      spelled.push_back(value);
    }
  }
  return spelled;
}

// Whether a placeholder already stands in some text, where restore might take it for its value: what is part
// of a longer number there may not be when something beside it has been replaced.
bool VaultBuilder::avoid_collisions(const std::vector<std::string_view>& spelled) {
  std::vector<std::string_view> words;
  words.reserve(spelled.size());
  for (const std::string_view value : spelled) words.push_back(address_placeholders_[value]);
  std::sort(words.begin(), words.end());
  const Trie trie(words);
  bool found = false;
  for (const std::string_view text : texts_) {
    for (size_t at = 0; at < text.size(); ++at) {
      uint32_t node = trie.begin(text[at]);
      if (node == Trie::kNone || !begins_word(text, at)) continue;
      for (size_t end = at + 1; node != Trie::kNone; ++end) {
        if (trie.word(node) != Trie::kNone && ends_word(text, end)) {
          const Address address = parse_address(words[trie.word(node)])->address;
          addresses_.avoid(address, address.width());
          found = true;
        }
        if (end == text.size()) break;
        node = trie.next(node, text[end]);
      }
    }
  }
  return found;
}

std::string VaultBuilder::placeholder(std::string_view value, SecretClass* secret_class) {
  std::string made;
  if (*secret_class == SecretClass::ip_address) {
    const auto found = address_placeholders_.find(value);
    if (found != address_placeholders_.end()) made = found->second;
  } else if (*secret_class == SecretClass::host || *secret_class == SecretClass::upstream_name) {
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
