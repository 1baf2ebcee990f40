// Tokens whose look tells who gave them out (facts/redaction.md section 2): a prefix, an alphabet, a least
// length. There is no greatest length: what follows in the same alphabet belongs to the token, for providers
// make them longer over the years.
#include <algorithm>
#include <cstdint>
#include <iterator>

#include "redaction/bytes.h"
#include "redaction/detectors/detectors.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

enum class Alphabet : uint8_t {
  upper,   // A-Z 0-9
  hex,     // 0-9 a-f A-F
  letter,  // letters and digits
  word,    // and `-`, `_`
  dotted,  // and `.`
  base64,  // RFC 4648, both alphabets, with padding
  jwt,     // and `.` (RFC 7519)
  path,    // and `:`: what follows a webhook's address
};

bool is_in(Alphabet alphabet, char c) {
  switch (alphabet) {
    case Alphabet::upper:
      return is_digit(c) || (c >= 'A' && c <= 'Z');
    case Alphabet::hex:
      return is_hex(c);
    case Alphabet::letter:
      return is_alnum(c);
    case Alphabet::word:
      return is_alnum(c) || c == '-' || c == '_';
    case Alphabet::dotted:
      return is_alnum(c) || c == '-' || c == '_' || c == '.';
    case Alphabet::base64:
      return is_base64(c);
    case Alphabet::jwt:
      return is_base64(c) || c == '.';
    case Alphabet::path:
      return is_base64(c) || c == '.' || c == ':';
  }
  return false;
}

struct Row {
  const char* prefix;
  Alphabet alphabet;
  uint8_t least;               // bytes behind the prefix
  bool public_prefix = false;  // an address, of which only what follows is secret
};

constexpr auto kUpper = Alphabet::upper;
constexpr auto kHex = Alphabet::hex;
constexpr auto kLetter = Alphabet::letter;
constexpr auto kWord = Alphabet::word;
constexpr auto kDotted = Alphabet::dotted;
constexpr auto kBase64 = Alphabet::base64;
constexpr auto kPath = Alphabet::path;

// `-----BEGIN` in base64: a key in a ConfigMap or a variable.
constexpr std::string_view kPem = "LS0tLS1CRUdJTi";

// Sorted by the first two bytes.
constexpr Row kRows[] = {
    {"A3T", kUpper, 17},
    {"ABIA", kUpper, 16},
    {"ABSK", kBase64, 60},
    {"ACCA", kUpper, 16},
    {"AGE-SECRET-KEY-1", kUpper, 40},
    {"AIza", kWord, 30},
    {"AKCp", kLetter, 40},
    {"AKIA", kUpper, 16},
    {"APP_USR-", kWord, 40},
    {"ASIA", kUpper, 16},
    {"ATATT3", kBase64, 40},
    {"ATBB", kLetter, 24},
    {"ATCTT3", kBase64, 40},
    {"CCIPAT_", kWord, 30},
    {"CFPAT-", kWord, 30},
    {"EAACEdEose0cBA", kLetter, 10},
    {"FLWSECK", kWord, 12},
    {"FlyV1 fm", kBase64, 40},
    {"GOCSPX-", kWord, 20},
    {"HRKU-", kWord, 30},
    {"LS0tLS1CRUdJTi", kBase64, 20},
    {"LTAI", kLetter, 16},
    {"NRAK-", kWord, 20},
    {"NRII-", kWord, 20},
    {"NRIQ-", kWord, 20},
    {"NRJS-", kHex, 15},
    {"NRRA-", kWord, 20},
    {"PMAK-", kWord, 40},
    {"SG.", kDotted, 40},
    {"SK", kHex, 32},
    {"aio_", kLetter, 24},
    {"api.telegram.org/bot", kPath, 30, true},
    {"bkua_", kLetter, 30},
    {"dapi", kHex, 32},
    {"dckr_oat_", kWord, 20},
    {"dckr_pat_", kWord, 20},
    {"discord.com/api/webhooks/", kPath, 30, true},
    {"discordapp.com/api/webhooks/", kPath, 30, true},
    {"doo_v1_", kHex, 40},
    {"dop_v1_", kHex, 40},
    {"dor_v1_", kHex, 40},
    {"dp.ct.", kLetter, 30},
    {"dp.pt.", kLetter, 30},
    {"dp.sa.", kLetter, 30},
    {"dp.st.", kDotted, 30},
    {"dt0c01.", kDotted, 40},
    {"eyJ", Alphabet::jwt, 20},
    {"figd_", kWord, 30},
    {"fm1_", kBase64, 40},
    {"fm2_", kBase64, 40},
    {"fo1_", kWord, 30},
    {"ghe_", kWord, 30},
    {"gho_", kWord, 30},
    {"ghp_", kWord, 30},
    {"ghr_", kWord, 30},
    {"ghs_", kWord, 30},
    {"ghu_", kWord, 30},
    {"github_pat_", kWord, 30},
    {"glagent-", kDotted, 20},
    {"glc_", kBase64, 30},
    {"glcbt-", kDotted, 16},
    {"gldt-", kDotted, 16},
    {"glffct-", kDotted, 16},
    {"glft-", kDotted, 16},
    {"glimt-", kDotted, 16},
    {"gloas-", kDotted, 40},
    {"glpat-", kDotted, 16},
    {"glptt-", kDotted, 30},
    {"glrt-", kDotted, 16},
    {"glsa_", kWord, 32},
    {"glsoat-", kDotted, 16},
    {"gsk_", kLetter, 40},
    {"hf_", kLetter, 30},
    {"hooks.slack.com/services/", kPath, 30, true},
    {"hooks.slack.com/triggers/", kPath, 30, true},
    {"hooks.slack.com/workflows/", kPath, 30, true},
    {"hvb.", kWord, 60},
    {"hvr.", kWord, 60},
    {"hvs.", kWord, 24},
    {"key-", kHex, 32},
    {"lin_api_", kLetter, 30},
    {"lin_oauth_", kLetter, 30},
    {"nfp_", kLetter, 30},
    {"npm_", kLetter, 30},
    {"ntn_", kLetter, 40},
    {"nvapi-", kWord, 40},
    {"pnu_", kLetter, 30},
    {"pplx-", kLetter, 30},
    {"pscale_", kDotted, 32},
    {"pul-", kHex, 40},
    {"pypi-AgE", kWord, 50},
    {"r8_", kLetter, 30},
    {"rdme_", kLetter, 40},
    {"rk_live_", kLetter, 10},
    {"rk_prod_", kLetter, 10},
    {"rk_test_", kLetter, 10},
    {"rubygems_", kHex, 40},
    {"s.", kLetter, 24},
    {"sb_secret_", kWord, 20},
    {"sbp_", kHex, 40},
    {"sgp_", kWord, 40},
    {"shippo_live_", kHex, 30},
    {"shpat_", kHex, 30},
    {"shpca_", kHex, 30},
    {"shppa_", kHex, 30},
    {"shpss_", kHex, 30},
    {"sk-", kWord, 32},
    {"sk_live_", kLetter, 10},
    {"sk_prod_", kLetter, 10},
    {"sk_test_", kLetter, 10},
    {"sl.", kWord, 100},
    {"sntrys_", kBase64, 40},
    {"sntryu_", kHex, 40},
    {"sq0", kWord, 24},
    {"sqa_", kHex, 40},
    {"sqp_", kHex, 40},
    {"squ_", kHex, 40},
    {"tfp_", kWord, 40},
    {"tskey-", kWord, 16},
    {"v1.0-", kWord, 100},
    {"webhook.office.com/webhookb2/", kPath, 30, true},
    {"whsec_", kBase64, 16},
    {"xai-", kLetter, 40},
    {"xapp-", kWord, 20},
    {"xkeysib-", kWord, 50},
    {"xoxa-", kWord, 16},
    {"xoxb-", kWord, 16},
    {"xoxe-", kWord, 16},
    {"xoxe.xox", kWord, 16},
    {"xoxo-", kWord, 16},
    {"xoxp-", kWord, 16},
    {"xoxr-", kWord, 16},
    {"xoxs-", kWord, 16},
    {"ya29.", kDotted, 20},
};

// What is looked at before a word counts as a token; the whole of it is taken then. Keeps the cost of words
// that only begin like one low.
constexpr size_t kJudged = 128;
constexpr size_t kMostBefore = 256;  // of an infix

// What stands in the middle of a token.
struct Infix {
  const char* text;
  Alphabet before;
  uint8_t least_before;
  Alphabet after;
  uint8_t least_after;
};

constexpr Infix kInfixes[] = {
    {"T3BlbkFJ", kWord, 16, kWord, 16},       // OpenAI: `sk-…`
    {".atlasv1.", kLetter, 10, kBase64, 40},  // HCP Terraform
    {"Q~", kDotted, 4, kDotted, 28},          // Microsoft Entra; `~` may stand in it, too
    {":A", kHex, 8, kWord, 30},               // Telegram: the bot's number is decimal
    {":APA91b", kWord, 10, kWord, 60},        // Firebase
    {"NRAL", kHex, 30, kHex, 0},              // New Relic
};

constexpr uint16_t head_of(const char* text) {
  return static_cast<uint16_t>(static_cast<unsigned char>(text[0]) << 8 |
                               static_cast<unsigned char>(text[1]));
}

constexpr bool is_sorted() {
  for (size_t i = 1; i < std::size(kRows); ++i) {
    if (head_of(kRows[i - 1].prefix) > head_of(kRows[i].prefix)) return false;
  }
  return true;
}
static_assert(is_sorted());

// Without what ends a sentence or pads nothing.
size_t without_tail(std::string_view text, size_t start, size_t end) {
  while (end > start && (text[end - 1] == '.' || text[end - 1] == ':' || text[end - 1] == '-')) --end;
  return end;
}

// A token mixes letters and digits; a name such as `sk-production-database-cluster-number` does not.
bool is_mixed(std::string_view text) {
  size_t digits = 0;
  size_t upper = 0;
  for (const char c : text) {
    digits += is_digit(c) ? 1 : 0;
    upper += c >= 'A' && c <= 'Z' ? 1 : 0;
  }
  return digits >= 2 || upper >= 4;
}

// What Amazon's documentation has for a key, and a certificate or a public key as base64 of PEM: no secrets.
bool is_documented(std::string_view rest) {
  return ends_with(rest, "EXAMPLE") || starts_with(rest, "BDRVJU") || starts_with(rest, "BQVUJM");
}

class Detector {
 public:
  Detector(std::string_view text, Candidates* out) : text_(text), out_(out) {
    for (size_t i = std::size(kRows); i-- > 0;)
      first_[hash(head_of(kRows[i].prefix))] = static_cast<uint8_t>(i + 1);
  }

  void run(const BytePairs& pairs) {
    static_assert(std::size(kRows) < 255);
    for (size_t at = 0; at + 8 < text_.size();) {
      if (first_[hash(head_of(text_.data() + at))] == 0 || !begins_word(text_, at)) {
        ++at;
      } else {
        at = token(at);
      }
    }
    for (const Infix& infix : kInfixes) {
      if (pairs.may_hold(infix.text)) find(infix);
    }
  }

 private:
  // Of the first two bytes; to each, the first row (from 1) of all heads that share it.
  static size_t hash(uint16_t head) { return (head * 0x9E37u >> 4) & 1023; }

  // Returns where to go on.
  size_t token(size_t at) {
    const uint16_t head = head_of(text_.data() + at);
    for (size_t i = first_[hash(head)] - 1u; i < std::size(kRows); ++i) {
      const Row& row = kRows[i];
      if (head_of(row.prefix) > head) break;
      if (head_of(row.prefix) < head) continue;
      const std::string_view prefix = row.prefix;
      if (text_.substr(at, prefix.size()) != prefix) continue;
      const size_t start = at + prefix.size();
      size_t end = start;
      while (end < text_.size() && end - start < kJudged && is_in(row.alphabet, text_[end])) ++end;
      if (without_tail(text_, start, end) - start < row.least || !is_mixed(text_.substr(start, end - start)))
        continue;
      while (end < text_.size() && is_in(row.alphabet, text_[end])) ++end;
      end = without_tail(text_, start, end);
      // A number of fixed alphabet ends where a word ends: `AKIA` inside base64 is none.
      if ((row.alphabet == kUpper || row.alphabet == kHex) && !ends_word(text_, end)) continue;
      if (is_documented(text_.substr(start, end - start))) continue;
      const SecretClass found = prefix == kPem ? SecretClass::private_key : SecretClass::token;
      out_->push_back({make_span(row.public_prefix ? start : at, end), found});
      return end;
    }
    return at + 1;
  }

  void find(const Infix& infix) {
    const std::string_view needle = infix.text;
    size_t floor = 0;  // what an earlier token took
    for (size_t at = text_.find(needle); at != std::string_view::npos; at = text_.find(needle, at + 1)) {
      size_t start = at;
      while (start > floor && at - start < kMostBefore && is_in(infix.before, text_[start - 1])) --start;
      if (at - start < infix.least_before) continue;
      size_t end = at + needle.size();
      while (end < text_.size() && (is_in(infix.after, text_[end]) || text_[end] == '~')) ++end;
      end = without_tail(text_, at, end);
      if (end < at + needle.size() + infix.least_after) continue;
      out_->push_back({make_span(start, end), SecretClass::token});
      floor = end;
    }
  }

  std::string_view text_;
  Candidates* out_;
  uint8_t first_[1024] = {};
};

}  // namespace

void find_tokens(const Reading& reading, Candidates* out) { Detector(reading.text, out).run(reading.pairs); }

}  // namespace stackengine::redaction
