// Placeholders back to their originals.
#include <algorithm>
#include <utility>

#include "redaction/address_scan.h"
#include "redaction/bytes.h"
#include "redaction/candidate.h"
#include "redaction/mended.h"
#include "redaction/placeholders/labels.h"
#include "redaction/redaction.h"
#include "redaction/restore_index.h"
#include "redaction/stream_restorer.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

bool is_label_byte(char c) {
  return is_alnum(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

class Restorer {
 public:
  Restorer(std::string_view text, const RestoreIndex& index) : text_(text), index_(index) {
    if (index.has_addresses()) addresses_ = scan_addresses(text);
  }

  Restoration run() {
    for (size_t at = 0; at < text_.size();) {
      size_t end = 0;
      if (begins_word(text_, at)) end = restored(at);
      if (end == 0) {
        ++at;
      } else {
        at = copied_ = end;
      }
    }
    append(copied_, text_.size());
    return std::move(out_);
  }

 private:
  void append(size_t start, size_t end) { out_.text.append(text_.substr(start, end - start)); }

  // The end of what begins at `at` and was written to the output, with everything before it; 0: nothing does.
  size_t restored(size_t at) {
    size_t end = 0;
    if (const VaultEntry* entry = index_.exact(text_, at, &end)) {
      put(at, end, *entry, entry->original);
      return end;
    }
    if (const AddressPlace* place = address_at(at)) return address(*place);
    if (!begins_label(to_lower(text_[at]))) return 0;
    return name(at);
  }

  void put(size_t at, size_t end, const VaultEntry& entry, std::string_view original) {
    append(copied_, at);
    const size_t start = out_.text.size();
    out_.text += original;
    ++out_.replaced;
    if (parse_address(entry.placeholder)) {
      network(start, end, entry);
    } else if (entry.placeholder.find('.') != std::string::npos) {
      host(start, at);
    }
  }

  void doubt(size_t start, size_t end, Doubt why) { out_.unknown.push_back({make_span(start, end), why}); }

  const AddressPlace* address_at(size_t at) {
    while (address_ < addresses_.size() && addresses_[address_].span.start < at) ++address_;
    const bool here = address_ < addresses_.size() && addresses_[address_].span.start == at;
    return here ? &addresses_[address_] : nullptr;
  }

  size_t address(const AddressPlace& place) {
    const size_t end = place.span.end;
    if (const VaultEntry* entry = index_.address(place.address)) {
      const std::optional<SpelledAddress> spelled = parse_address(place.span.in(text_));
      const std::string_view separator = spelled && !place.address.ipv6 ? spelled->separator : ".";
      put(place.span.start, end, *entry,
          place.address.ipv6 ? entry->original : with_separator(entry->original, separator));
      ++out_.mended;
      return end;
    }
    if (!index_.is_near(place.address)) return 0;
    left(place.span.start, end, Doubt::derived_address);
    return end;
  }

  // A known address; `end`: in the text. A prefix length behind it that the input has not is a new network.
  void network(size_t start, size_t end, const VaultEntry& entry) {
    if (end >= text_.size() || text_[end] != '/') return;
    size_t i = end + 1;
    uint32_t prefix = 0;
    while (i < text_.size() && is_digit(text_[i]) && i - end < 4)
      prefix = prefix * 10 + static_cast<uint32_t>(text_[i++] - '0');
    if (i == end + 1 || prefix > 128 || !ends_word(text_, i)) return;
    const auto& known = entry.prefixes;
    if (prefix == (entry.placeholder.find(':') == std::string::npos ? 32 : 128)) return;
    if (std::find(known.begin(), known.end(), prefix) == known.end())
      doubt(start, out_.text.size(), Doubt::derived_network);
  }

  // Whether labels stand before the name at `at`, which make it another one; `first`: where they begin, not
  // before what was written last.
  bool has_labels_before(size_t at, size_t* first) const {
    constexpr size_t kLongest = 256;
    if (at == 0 || text_[at - 1] != '.') return false;
    size_t end = at - 1;
    while (end > copied_ && text_[end - 1] == '\\') --end;
    size_t start = end;
    const size_t floor = std::max(copied_, end - std::min(end, kLongest));
    while (start > floor && (is_label_byte(text_[start - 1]) || text_[start - 1] == '.')) --start;
    *first = start;
    if (start == copied_)
      return start > 0 || start < end;  // directly behind a placeholder, or all that there is
    const char before = text_[start - 1];
    return start < end && before != '$' && before != '{' && before != '\\';
  }

  // A known name, restored to `start` and up to the output's end; `at`: where its placeholder begins.
  void host(size_t start, size_t at) {
    size_t first = 0;
    if (!has_labels_before(at, &first)) return;
    const size_t begin = start - (at - first);  // those bytes were copied as they stood
    if (!out_.unknown.empty() && out_.unknown.back().span.end >= begin) {
      out_.unknown.back().span.end = static_cast<uint32_t>(out_.text.size());
    } else {
      doubt(begin, out_.text.size(), Doubt::derived_host);
    }
  }

  void left(size_t start, size_t end, Doubt why) {
    append(copied_, start);
    const size_t begin = out_.text.size();
    append(start, end);
    doubt(begin, out_.text.size(), why);
  }

  // A name of labels that was not given out in this spelling.
  size_t name(size_t at) {
    const WrittenName written = read_written_name(text_, at);
    if (written.labels.empty()) return 0;
    std::string plain;
    for (const WrittenName::Part& part : written.labels) {
      if (!plain.empty()) plain += '.';
      plain += part.label;
    }
    const size_t last = written.labels.back().end;
    const bool whole = written.invalid_end != 0;
    // `.invalid` may be missing at the end of a name only: `d01xa.com` is another name.
    if (whole || !written.goes_on) {
      if (const VaultEntry* entry = index_.name(plain + ".invalid"))
        return mended(at, whole ? written.invalid_end : last, *entry, written);
    }
    if (written.labels.size() == 1 && !whole && !written.goes_on) {
      if (const VaultEntry* entry = index_.name(plain)) return mended(at, last, *entry, written);
    }
    const size_t first = written.labels.front().end;
    if (!has_label_shape(text_.substr(at, first - at)) &&
        index_.name(written.labels.front().label) == nullptr)
      return 0;  // a word that only resembles one
    left(at, first, Doubt::unknown);
    return first;
  }

  size_t mended(size_t at, size_t end, const VaultEntry& entry, const WrittenName& written) {
    const bool dots = entry.placeholder.find('.') != std::string::npos;
    size_t first = 0;
    if (dots && has_labels_before(at, &first)) {  // two things are altered: nothing is certain
      left(at, end, Doubt::unknown);
      return end;
    }
    put(at, end, entry, dots ? with_separator(entry.original, written.separator) : entry.original);
    ++out_.mended;
    return end;
  }

  std::string_view text_;
  const RestoreIndex& index_;
  std::vector<AddressPlace> addresses_;
  size_t address_ = 0;
  size_t copied_ = 0;
  Restoration out_;
};

}  // namespace

std::string_view to_string(Doubt doubt) {
  constexpr std::string_view kNames[] = {"unknown", "derived_host", "derived_address", "derived_network"};
  return kNames[static_cast<size_t>(doubt)];
}

Restoration restore(std::string_view text, const RestoreIndex& index) { return Restorer(text, index).run(); }

Restoration restore(std::string_view text, const Vault& vault) { return restore(text, RestoreIndex(vault)); }

}  // namespace stackengine::redaction
