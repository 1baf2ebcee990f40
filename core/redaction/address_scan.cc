#include "redaction/address_scan.h"

#include "redaction/bytes.h"
#include "redaction/candidate.h"
#include "redaction/word_edges.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

// Browsers write versions of four numbers into their User-Agent.
constexpr WordList kBrowsers(
    "\nchrome\nchromium\ncrios\nedg\nedga\nedge\nedgios\nfirefox\nheadlesschrome\nopera\nopr\nsafari\n"
    "samsungbrowser\nversion\nvivaldi\nyabrowser\n");
static_assert(kBrowsers.is_sorted());

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<AddressPlace> run() {
    for (size_t at = 0; at < text_.size();) {
      const char c = text_[at];
      if ((!is_hex(c) && c != ':') || !begins_word(text_, at)) {
        ++at;
        continue;
      }
      if (is_digit(c)) {
        const size_t length = ipv4_length(text_.substr(at, 24));
        if (length > 0) {
          if (is_whole_address(text_, at, at + length) && !is_version(at)) add(at, at + length);
          at += length;
          continue;
        }
      }
      at = ipv6(at);
    }
    return std::move(places_);
  }

 private:
  // Looks at the run of hexadecimal digits and colons that starts at `start`; returns where to go on.
  size_t ipv6(size_t start) {
    size_t end = start;
    size_t colons = 0;
    size_t last_colon = start;
    while (end < text_.size() && (is_hex(text_[end]) || text_[end] == ':')) {
      if (text_[end] == ':') {
        ++colons;
        last_colon = end;
      }
      ++end;
    }
    const size_t after = end > start ? end : start + 1;
    if (colons < 2) return after;
    if (end < text_.size() && text_[end] == '.') {
      const size_t tail = ipv4_length(text_.substr(last_colon + 1, 24));
      if (tail > 0) {
        if (only_carries(text_.substr(start, last_colon + 1 - start))) return last_colon + 1;
        end = last_colon + 1 + tail;
      }
    }
    // `client:2001:db8::1`, `2001:db8::1: connection refused`
    if (text_[start] == ':' && text_[start + 1] != ':') ++start;
    if (text_[end - 1] == ':' && text_[end - 2] != ':') --end;
    if (is_whole_address(text_, start, end)) add(start, end);
    return end > after ? end : after;
  }

  static bool only_carries(std::string_view prefix) {
    return equals_ignoring_case(prefix, "::ffff:") || equals_ignoring_case(prefix, "64:ff9b::");
  }

  void add(size_t start, size_t end) {
    const std::optional<SpelledAddress> spelled = parse_address(text_.substr(start, end - start));
    if (!spelled) return;
    const bool in_url = start >= 2 && text_[start - 1] == '/' && text_[start - 2] == '/';
    const int width = spelled->address.width();
    const int prefix = in_url ? -1 : prefix_after(end);
    places_.push_back(
        {make_span(start, end), spelled->address, prefix < 0 || prefix > width ? width : prefix});
  }

  // The number behind `/`; -1 when there is none.
  int prefix_after(size_t at) const {
    if (at >= text_.size() || text_[at] != '/') return -1;
    int prefix = 0;
    size_t end = at + 1;
    while (end < text_.size() && end - at <= 3 && is_digit(text_[end]))
      prefix = prefix * 10 + (text_[end++] - '0');
    return end == at + 1 || !ends_word(text_, end) ? -1 : prefix;
  }

  bool is_version(size_t at) const {
    if (at == 0 || text_[at - 1] != '/') return false;
    size_t start = at - 1;
    while (start > 0 && at - start < 20 && is_alpha(text_[start - 1])) --start;
    return kBrowsers.contains(lower_case(text_.substr(start, at - 1 - start)));
  }

  std::string_view text_;
  std::vector<AddressPlace> places_;
};

}  // namespace

std::vector<AddressPlace> scan_addresses(std::string_view text) { return Scanner(text).run(); }

std::vector<Address> scan_placeholder_ranges(std::string_view text) {
  constexpr size_t kLongest = 40;  // of an IPv6 address
  std::vector<Address> found;
  const auto add = [&](std::string_view spelled) {
    const std::optional<SpelledAddress> address = parse_address(spelled);
    if (address && is_placeholder_range(address->address)) found.push_back(address->address);
  };
  for (size_t at = 0; at < text.size(); ++at) {
    const char first = text[at];  // 192, 198, 203, 240 to 254, 2001, 3fff
    if ((first != '1' && first != '2' && first != '3') || !begins_word(text, at)) continue;
    const size_t ipv4 = ipv4_length(text.substr(at, 24));
    if (ipv4 > 0) {
      add(text.substr(at, ipv4));
      continue;
    }
    const std::string_view rest = text.substr(at, kLongest);
    for (size_t end = 0, colons = 0; end < rest.size() && (is_hex(rest[end]) || rest[end] == ':');) {
      colons += rest[end] == ':' ? 1 : 0;
      ++end;
      if (colons >= 2 && ends_word(text, at + end)) add(rest.substr(0, end));
    }
  }
  return found;
}

}  // namespace stackengine::redaction
