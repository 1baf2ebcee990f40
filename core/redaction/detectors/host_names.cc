// Host names by their look: dotted words whose last label is a top-level domain, in any text, and names that
// carry an address (`ip-10-0-1-23`). File names, versions, types and package names have dots as well: what is
// doubtful is left to context.
#include <algorithm>

#include "redaction/address.h"
#include "redaction/bytes.h"
#include "redaction/detectors/detectors.h"
#include "redaction/host_shape.h"
#include "redaction/public_names.h"

namespace stackengine::redaction {
namespace {

// The length of a letter beyond ASCII at `at`, as names hold them (RFC 5890); 0 when there is none. UTF-8's
// blocks of punctuation, blanks and signs are left out: C2, E2, EF.
size_t letter_length(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  const auto follows = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned lead = byte(at);
  if (lead >= 0xC3 && lead <= 0xDF) return follows(at + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xED && lead != 0xE2) return follows(at + 1) && follows(at + 2) ? 3 : 0;
  return 0;
}

struct Label {
  size_t start;
  size_t end;
};

// The last labels of a file's name: an extension, or a date or number of a rotated log.
bool is_file_tail(std::string_view label) {
  return is_file_extension(label) ||
         std::all_of(label.begin(), label.end(), [](char c) { return is_digit(c) || c == '-' || c == '_'; });
}

// `com-le-ssl`, `com_access`: where the domain ends in a file's name. 0: nowhere.
size_t domain_head(std::string_view label) {
  const size_t end = label.find_first_of("-_");
  if (end == std::string_view::npos || end < 3) return 0;
  return top_level(label.substr(0, end)) == TopLevel::strong ? end : 0;
}

class Detector {
 public:
  Detector(const Reading& reading, Candidates* out) : text_(reading.text), out_(out), code_(reading) {}

  void run() {
    for (size_t at = 0; at < text_.size();) {
      const char c = text_[at];
      if (is_alnum(c) || c == '_' ||
          (static_cast<unsigned char>(c) >= 0xC3 && letter_length(text_, at) > 0)) {
        at = name(at);
      } else if (c == '$') {
        at = variable_end(text_, at);
      } else if (c == '\\') {
        // `\bacme`, `\.acme`, and `\\.` of a quoted string
        at += at + 1 < text_.size() && is_alpha(text_[at + 1]) ? 2 : 1;
      } else if (c == '%' && at + 2 < text_.size() && is_hex(text_[at + 1]) && is_hex(text_[at + 2])) {
        at += 3;
      } else {
        ++at;
      }
    }
  }

 private:
  // Reads the dotted word that starts at `start`; returns its end.
  size_t name(size_t start) {
    labels_.clear();
    size_t at = start;
    while (true) {
      const size_t label = at;
      while (at < text_.size()) {
        const char c = text_[at];
        if (is_alnum(c) || c == '-' || c == '_') {
          ++at;
        } else {
          const size_t letter = static_cast<unsigned char>(c) < 0xC3 ? 0 : letter_length(text_, at);
          if (letter == 0) break;
          at += letter;
        }
      }
      if (at == label) break;
      labels_.push_back({label, at});
      const size_t separator = separator_length(text_.substr(at, 3));
      if (separator == 0) break;
      at += separator;
    }
    if (labels_.size() > 1) {
      dotted(start);
    } else if (starts_with(text_.substr(start), "ip-")) {
      address_name(labels_.front());
    }
    return labels_.back().end > start ? labels_.back().end : start + 1;
  }

  std::string_view label(size_t i) const {
    return text_.substr(labels_[i].start, labels_[i].end - labels_[i].start);
  }

  void dotted(size_t start) {
    if (label(0) == "vnd") return;  // a media type (RFC 6838 section 3.2)
    size_t count = labels_.size();
    while (count > 2 && top_level(label(count - 1)) == TopLevel::none && is_file_tail(label(count - 1)))
      --count;
    size_t end = labels_[count - 1].end;
    TopLevel level = top_level(label(count - 1));
    if (level == TopLevel::none) {
      const size_t head = domain_head(label(count - 1));
      if (head == 0) return;
      end = labels_[count - 1].start + head;
      level = TopLevel::strong;
    }
    if (level == TopLevel::weak && count < 3 && !behind_authority_sign(start)) return;
    if (code_.holds(start) && !behind_quote(start)) return;  // `ngx.req.socket` is no host
    while (start < end && text_[start] == '-') ++start;
    if (is_public_name(text_.substr(start, end - start))) return;
    out_->push_back({make_span(start, end), SecretClass::host});
  }

  // EC2's private names: ip-10-0-1-23.
  void address_name(Label name) {
    size_t at = name.start + 3;
    for (int group = 0; group < 4; ++group) {
      const size_t digits = at;
      while (at < name.end && is_digit(text_[at])) ++at;
      if (at == digits || at - digits > 3) return;
      if (group < 3 && (at == name.end || text_[at++] != '-')) return;
    }
    std::string address(text_.substr(name.start + 3, name.end - name.start - 3));
    std::replace(address.begin(), address.end(), '-', '.');
    const std::optional<SpelledAddress> spelled = parse_address(address);
    if (!spelled || stays_readable(spelled->address, spelled->address.width())) return;
    if (at == name.end) out_->push_back({make_span(name.start, name.end), SecretClass::host});
  }

  bool behind_authority_sign(size_t start) const {
    return start > 0 &&
           (text_[start - 1] == '@' || (start > 1 && text_[start - 1] == '/' && text_[start - 2] == '/'));
  }

  bool behind_quote(size_t start) const {
    return behind_authority_sign(start) ||
           (start > 0 && (text_[start - 1] == '"' || text_[start - 1] == '\''));
  }

  std::string_view text_;
  Candidates* out_;
  CodeSpans code_;
  std::vector<Label> labels_;
};

}  // namespace

void find_host_names(const Reading& reading, Candidates* out) { Detector(reading, out).run(); }

}  // namespace stackengine::redaction
