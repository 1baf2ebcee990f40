// Placeholders back to their originals.
#include <algorithm>
#include <utility>

#include "redaction/address_scan.h"
#include "redaction/bytes.h"
#include "redaction/candidate.h"
#include "redaction/placeholders/labels.h"
#include "redaction/redaction.h"
#include "redaction/trie.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

class Restorer {
 public:
  Restorer(std::string_view text, const Vault& vault) : text_(text) {
    for (const VaultEntry& entry : vault.entries) {
      if (!entry.placeholder.empty()) entries_.push_back(&entry);
    }
    // Of two entries with one placeholder the first counts.
    std::stable_sort(entries_.begin(), entries_.end(), [](const VaultEntry* a, const VaultEntry* b) {
      return a->placeholder < b->placeholder;
    });
    entries_.erase(std::unique(entries_.begin(), entries_.end(),
                               [](const VaultEntry* a, const VaultEntry* b) {
                                 return a->placeholder == b->placeholder;
                               }),
                   entries_.end());
    std::vector<std::string_view> words;
    words.reserve(entries_.size());
    for (const VaultEntry* entry : entries_) {
      words.push_back(entry->placeholder);
      const std::optional<SpelledAddress> address = parse_address(entry->placeholder);
      is_address_.push_back(address.has_value());
      if (address) neighbourhoods_.push_back(neighbourhood(address->address));
    }
    trie_ = Trie(words);
    std::sort(neighbourhoods_.begin(), neighbourhoods_.end());
    if (!neighbourhoods_.empty()) addresses_ = scan_addresses(text);
  }

  Restoration run() {
    size_t copied = 0;
    for (size_t at = 0; at < text_.size();) {
      if (!begins_word(text_, at)) {
        ++at;
        continue;
      }
      if (const size_t end = longest(at)) {
        append(copied, at);
        out_.text += found_->original;
        ++out_.replaced;
        at = copied = end;
        continue;
      }
      if (const size_t end = unknown(at)) {
        append(copied, at);
        const size_t start = out_.text.size();
        append(at, end);
        out_.unknown.push_back({make_span(start, out_.text.size())});
        at = copied = end;
        continue;
      }
      ++at;
    }
    append(copied, text_.size());
    return std::move(out_);
  }

 private:
  static Address neighbourhood(Address address) { return network_of(address, address.ipv6 ? 64 : 24); }

  void append(size_t start, size_t end) { out_.text.append(text_.substr(start, end - start)); }

  // The end of the longest placeholder that starts at `at`, or 0.
  size_t longest(size_t at) {
    size_t longest = 0;
    uint32_t node = trie_.begin(text_[at]);
    for (size_t end = at + 1; node != Trie::kNone; ++end) {
      const uint32_t word = trie_.word(node);
      if (word != Trie::kNone &&
          (is_address_[word] ? is_whole_address(text_, at, end) : ends_word(text_, end))) {
        longest = end;
        found_ = entries_[word];
      }
      if (end == text_.size()) break;
      node = trie_.next(node, text_[end]);
    }
    return longest;
  }

  // The end of what looks like a placeholder but is none of the vault's: a label, or an address beside those
  // that were given out. 0: nothing of the kind.
  size_t unknown(size_t at) {
    while (address_ < addresses_.size() && addresses_[address_].span.start < at) ++address_;
    if (address_ < addresses_.size() && addresses_[address_].span.start == at) {
      const AddressPlace& place = addresses_[address_];
      const bool near =
          std::binary_search(neighbourhoods_.begin(), neighbourhoods_.end(), neighbourhood(place.address));
      return near ? place.span.end : 0;
    }
    const char first = lower(text_[at]);
    if (first != 'd' && first != 'h' && first != 'u' && first != 's') return 0;
    size_t end = at;
    while (end < text_.size() && is_alnum(text_[end])) ++end;
    return has_label_shape(text_.substr(at, end - at)) ? end : 0;
  }

  std::string_view text_;
  std::vector<const VaultEntry*> entries_;  // by placeholder, as the tree's words
  std::vector<bool> is_address_;
  Trie trie_;
  std::vector<Address> neighbourhoods_;
  std::vector<AddressPlace> addresses_;
  size_t address_ = 0;
  const VaultEntry* found_ = nullptr;
  Restoration out_;
};

}  // namespace

Restoration restore(std::string_view text, const Vault& vault) { return Restorer(text, vault).run(); }

}  // namespace stackengine::redaction
