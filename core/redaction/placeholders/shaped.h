// Placeholders of values whose shape says what they are, and which keep it: password hashes, numbers of
// accounts, MAC addresses.
//
//   password hash   the salt and all but the end become filler, the end a label:
//   `........$..........secret0001kp`;
//                   base64 stays base64: `secret0001kp//////////////A=`
//   account         twelve digits again, `99000001` and four check digits; YAML and ARNs take it as before
//   MAC address     00:00:5E:00:53:00 to FF, for documentation (RFC 7042 section 2.1.1)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "redaction/placeholders/labels.h"

namespace stackengine::redaction {

class ShapedPlaceholders {
 public:
  explicit ShapedPlaceholders(Labels* labels) : labels_(labels) {}

  // Keeps what `text` holds of the two ranges from being given out.
  void reserve(std::string_view text);

  // Each empty when the value has not that shape, or there is no placeholder left. To be asked once for each
  // spelling.
  std::string hash(std::string_view value);
  std::string account(std::string_view value);
  std::string mac(std::string_view value);

 private:
  Labels* labels_;
  uint32_t last_account_ = 0;
  std::vector<std::string> taken_accounts_;  // sorted by reserve()
  uint32_t next_mac_ = 0;
  bool taken_macs_[256] = {};
  std::unordered_map<std::string, uint32_t> macs_;       // by digits, in lower case
  std::unordered_map<std::string, uint32_t> spellings_;  // given out, by digits and separator
};

// Whether `value` was made by such, under the key of `labels`.
bool is_shaped_placeholder(std::string_view value, const Labels& labels);

}  // namespace stackengine::redaction
