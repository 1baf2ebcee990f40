#include "redaction/placeholders/shaped.h"

#include <algorithm>

#include "redaction/bytes.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kAccountDigits = 12;
constexpr std::string_view kAccountStart = "99";
constexpr size_t kAccountNumber = 6;  // digits of the number; the check has four
constexpr uint32_t kMostAccounts = 999999;
constexpr uint32_t kAccountCheck = 1000;  // a kind that no label has
constexpr std::string_view kMacStart = "00005e0053";
constexpr std::string_view kHex = "0123456789abcdef";

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
}

std::string padded(uint64_t number, size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits > text.size() ? digits - text.size() : 0, '0') + text;
}

std::string account_of(const Labels& labels, uint32_t number) {
  return std::string(kAccountStart) + padded(number, kAccountNumber) +
         padded(labels.check(kAccountCheck, number) % 10000, 4);
}

bool is_account(std::string_view value, const Labels& labels) {
  if (value.size() != kAccountDigits || !starts_with(value, kAccountStart) || !all_digits(value))
    return false;
  uint32_t number = 0;
  for (const char c : value.substr(kAccountStart.size(), kAccountNumber))
    number = number * 10 + static_cast<uint32_t>(c - '0');
  return value == account_of(labels, number);
}

// The hexadecimal digits of a MAC address, in lower case; empty when it is none. `separator` and `group`: how
// it is written.
std::string mac_digits(std::string_view value, char* separator, size_t* group) {
  if (value.size() != 17 && value.size() != 14) return std::string();
  *group = value.size() == 17 ? 2 : 4;
  *separator = value[*group];
  if (is_alnum(*separator)) return std::string();
  std::string digits;
  for (size_t i = 0; i < value.size(); ++i) {
    const bool edge = i % (*group + 1) == *group;
    if (edge ? value[i] != *separator : !is_hex(value[i])) return std::string();
    if (!edge) digits += to_lower(value[i]);
  }
  return digits;
}

std::string write_mac(std::string_view digits, char separator, size_t group) {
  std::string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % group == 0) out += separator;
    out += digits[i];
  }
  return out;
}

bool is_crypt(char c) { return is_alnum(c) || c == '.' || c == '/' || c == '$'; }

// Whether `value` is a label and nothing but filler around it.
bool is_filled_label(std::string_view value, const Labels& labels) {
  size_t start = 0;
  while (start < value.size() && (value[start] == '.' || value[start] == '$')) ++start;
  size_t end = start;
  while (end < value.size() && is_alnum(value[end])) ++end;
  if (!labels.is_ours(value.substr(start, end - start))) return false;
  const std::string_view rest = value.substr(end);
  return std::all_of(rest.begin(), rest.end(), [](char c) { return c == '/' || c == 'A' || c == '='; });
}

}  // namespace

void ShapedPlaceholders::reserve(std::string_view text) {
  for (size_t at = text.find(kAccountStart); at != std::string_view::npos;
       at = text.find(kAccountStart, at + 1)) {
    if (is_account(text.substr(at, kAccountDigits), *labels_))
      taken_accounts_.emplace_back(text.substr(at, kAccountDigits));
  }
  std::sort(taken_accounts_.begin(), taken_accounts_.end());
  for (size_t at = text.find("53"); at != std::string_view::npos; at = text.find("53", at + 1)) {
    char separator = 0;
    size_t group = 0;
    // `00:00:5e:00:53:` and `0000.5e00.53` stand before the last two digits.
    for (const size_t before : {size_t{12}, size_t{10}}) {
      if (at < before) continue;
      const std::string digits =
          mac_digits(text.substr(at - before, before == 12 ? 17 : 14), &separator, &group);
      if (starts_with(digits, kMacStart))
        taken_macs_[kHex.find(digits[10]) << 4 | kHex.find(digits[11])] = true;
    }
  }
}

std::string ShapedPlaceholders::hash(std::string_view value) {
  const bool base64 = value.size() % 4 == 0 && std::all_of(value.begin(), value.end(), [](char c) {
                        return is_alnum(c) || c == '+' || c == '/' || c == '=';
                      });
  const size_t last = value.rfind('$');
  const size_t field = last == std::string_view::npos ? value.size() : value.size() - last - 1;
  const bool crypt = std::all_of(value.begin(), value.end(), is_crypt);
  if (!base64 && !crypt) return std::string();
  constexpr size_t kLabel = 12;  // of a secret
  if (field < kLabel + 1) return std::string();
  std::string label = labels_->next(LabelKind::secret);
  if (base64) {
    const size_t padding = value.size() - std::min(value.find('='), value.size());
    if (padding > 2) return label;
    return label + std::string(value.size() - padding - label.size() - 1, '/') + 'A' +
           std::string(padding, '=');
  }
  std::string made;
  for (const char c : value.substr(0, value.size() - label.size())) made += c == '$' ? '$' : '.';
  return made + label;
}

std::string ShapedPlaceholders::account(std::string_view value) {
  if (value.size() != kAccountDigits || !all_digits(value)) return std::string();
  while (last_account_ < kMostAccounts) {
    std::string made = account_of(*labels_, ++last_account_);
    if (!std::binary_search(taken_accounts_.begin(), taken_accounts_.end(), made)) return made;
  }
  return std::string();
}

std::string ShapedPlaceholders::mac(std::string_view value) {
  char separator = 0;
  size_t group = 0;
  const std::string digits = mac_digits(value, &separator, &group);
  if (digits.empty()) return std::string();
  const auto [known, is_new] = macs_.emplace(digits, next_mac_);
  if (is_new) {
    while (next_mac_ < 256 && taken_macs_[next_mac_]) ++next_mac_;
    known->second = next_mac_++;
  }
  if (known->second > 255) return std::string();
  std::string made(kMacStart);
  made += kHex[known->second >> 4];
  made += kHex[known->second & 15];
  made = write_mac(made, separator, group);
  return in_other_case(made, spellings_[made]++);
}

bool is_shaped_placeholder(std::string_view value, const Labels& labels) {
  char separator = 0;
  size_t group = 0;
  if (starts_with(mac_digits(value, &separator, &group), kMacStart)) return true;
  return is_account(value, labels) || is_filled_label(value, labels);
}

}  // namespace stackengine::redaction
