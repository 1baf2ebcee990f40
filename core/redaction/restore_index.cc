#include "redaction/restore_index.h"

#include <algorithm>

#include "redaction/public_names.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

Address neighbourhood(Address address) { return network_of(address, address.ipv6 ? 64 : 24); }

}  // namespace

RestoreIndex::RestoreIndex(const Vault& vault) {
  for (const VaultEntry& entry : vault.entries) {
    if (!entry.placeholder.empty()) entries_.push_back(&entry);
  }
  // Of two entries with one placeholder the first counts.
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const VaultEntry* a, const VaultEntry* b) { return a->placeholder < b->placeholder; });
  entries_.erase(
      std::unique(entries_.begin(), entries_.end(),
                  [](const VaultEntry* a, const VaultEntry* b) { return a->placeholder == b->placeholder; }),
      entries_.end());
  std::vector<std::string_view> words;
  words.reserve(entries_.size());
  for (const VaultEntry* entry : entries_) {
    words.push_back(entry->placeholder);
    const std::optional<SpelledAddress> address = parse_address(entry->placeholder);
    is_address_.push_back(address.has_value());
    if (address) {
      addresses_.emplace_back(address->address, entry);
      neighbourhoods_.push_back(neighbourhood(address->address));
      continue;
    }
    const std::string plain = plain_name(entry->placeholder);
    const auto [known, is_new] = names_.emplace(plain, entry);
    // Of several spellings the one in lower case stands for all; without one nothing is certain.
    if (is_new) continue;
    if (entry->placeholder == plain) {
      known->second = entry;
    } else if (known->second != nullptr && known->second->placeholder != plain) {
      const bool same = plain_name(known->second->original) == plain_name(entry->original);
      if (!same) known->second = nullptr;
    }
  }
  trie_ = Trie(words);
  std::stable_sort(addresses_.begin(), addresses_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::sort(neighbourhoods_.begin(), neighbourhoods_.end());
}

const VaultEntry* RestoreIndex::exact(std::string_view text, size_t at, size_t* end_of_it) const {
  const VaultEntry* found = nullptr;
  uint32_t node = trie_.begin(text[at]);
  for (size_t end = at + 1; node != Trie::kNone; ++end) {
    const uint32_t word = trie_.word(node);
    if (word != Trie::kNone && (is_address_[word] ? is_whole_address(text, at, end) : ends_word(text, end))) {
      *end_of_it = end;
      found = entries_[word];
    }
    if (end == text.size()) break;
    node = trie_.next(node, text[end]);
  }
  return found;
}

const VaultEntry* RestoreIndex::name(std::string_view plain) const {
  const auto found = names_.find(std::string(plain));
  return found == names_.end() ? nullptr : found->second;
}

const VaultEntry* RestoreIndex::address(Address address) const {
  const auto found = std::lower_bound(addresses_.begin(), addresses_.end(), address,
                                      [](const auto& a, const Address& b) { return a.first < b; });
  return found == addresses_.end() || !(found->first == address) ? nullptr : found->second;
}

bool RestoreIndex::is_near(Address address) const {
  return std::binary_search(neighbourhoods_.begin(), neighbourhoods_.end(), neighbourhood(address));
}

}  // namespace stackengine::redaction
