// What names a cloud account: the account and the resource of an Amazon ARN, the account of a registry's
// host, Azure's subscriptions, Google's projects, Twilio's accounts.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/detectors/detectors.h"
#include "redaction/word_edges.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kAccountDigits = 12;

// Kinds of resources, which stand before a resource's name.
constexpr WordList kResources(
    "\nalias\napp\nassumed-role\ncertificate\ncluster\ndb\ndistribution\nfunction\ngroup\nhostedzone\n"
    "instance\ninstance-profile\nkey\nlistener\nloadbalancer\nlog-group\nlog-stream\nmfa\nnet\nparameter\n"
    "policy\nqueue\nrepository\nrestapis\nrole\nrule\nsecret\nserver-certificate\nservice\nservice-role\n"
    "stack\ntable\ntargetgroup\ntask\ntask-definition\ntopic\nuser\nvpc\nwebacl\n");
static_assert(kResources.is_sorted());

bool is_resource_byte(char c) {
  return is_alnum(c) || std::string_view("-_./:+=@*").find(c) != std::string_view::npos;
}

bool is_account(std::string_view text, size_t at) {
  const std::string_view digits = text.substr(at, kAccountDigits);
  return digits.size() == kAccountDigits && std::all_of(digits.begin(), digits.end(), is_digit) &&
         begins_word(text, at) && ends_word(text, at + kAccountDigits);
}

// Behind as many colons; npos when there are fewer.
size_t behind_fields(std::string_view text, size_t at, int fields) {
  while (at < text.size() && fields > 0 && (is_alnum(text[at]) || text[at] == '-' || text[at] == ':')) {
    if (text[at] == ':') --fields;
    ++at;
  }
  return fields == 0 ? at : std::string_view::npos;
}

// `arn:aws:iam::123456789012:role/acme-deploy`; `at`: behind `arn:`. Returns where to go on.
size_t arn(std::string_view text, size_t at, Candidates* out) {
  const size_t account = behind_fields(text, at, 3);
  if (account == std::string_view::npos) return at;
  if (text.substr(account, 4) == "aws:")
    return account;  // of Amazon itself: `arn:aws:iam::aws:policy/ReadOnlyAccess`
  if (is_account(text, account))
    out->push_back({make_span(account, account + kAccountDigits), SecretClass::account});
  size_t start = behind_fields(text, account, 1);
  if (start == std::string_view::npos) return account;
  size_t end = start;
  while (end < text.size() && is_resource_byte(text[end])) ++end;
  while (end > start && (text[end - 1] == '.' || text[end - 1] == ':')) --end;
  for (size_t part = start; part <= end; ++part) {
    if (part < end && text[part] != '/' && text[part] != ':') continue;
    const std::string_view word = text.substr(start, part - start);
    if (std::any_of(word.begin(), word.end(), is_alnum) && !kResources.contains(lower_case(word)))
      out->push_back({make_span(start, part), SecretClass::account});
    start = part + 1;
  }
  return end;
}

// A UUID or a name behind `prefix`, up to the next `/`.
void behind(std::string_view text, std::string_view prefix, Candidates* out) {
  for (size_t at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at + 1)) {
    const size_t start = at + prefix.size();
    size_t end = start;
    while (end < text.size() && (is_alnum(text[end]) || text[end] == '-' || text[end] == '_')) ++end;
    if (end - start >= 4 && !is_common_word(text.substr(start, end - start)))
      out->push_back({make_span(start, end), SecretClass::account});
  }
}

// `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, and what is called an account beside it.
constexpr std::string_view kRegistry = ".dkr.ecr.";

void registry(std::string_view text, Candidates* out) {
  for (size_t at = text.find(kRegistry); at != std::string_view::npos; at = text.find(kRegistry, at + 1)) {
    if (at >= kAccountDigits && is_account(text, at - kAccountDigits))
      out->push_back({make_span(at - kAccountDigits, at), SecretClass::account});
  }
}

// `aws_account_id: 123456789012`, `"AccountId": "…"`.
void named(std::string_view text, std::string_view word, Candidates* out) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    size_t end = at + word.size();
    constexpr size_t kMostBetween = 12;  // `_id`, `Number`, quotes, `: `
    const size_t stop = std::min(text.size(), end + kMostBetween);
    while (end < stop && !is_digit(text[end]) && text[end] != '\n') ++end;
    if (end < stop && is_account(text, end))
      out->push_back({make_span(end, end + kAccountDigits), SecretClass::account});
  }
}

// Twilio: `AC` and 32 hexadecimal digits.
void twilio(std::string_view text, Candidates* out) {
  for (size_t at = text.find("AC"); at != std::string_view::npos; at = text.find("AC", at + 1)) {
    size_t end = at + 2;
    while (end < text.size() && end - at < 35 && is_hex(text[end])) ++end;
    if (end - at == 34 && begins_word(text, at) && ends_word(text, end))
      out->push_back({make_span(at, end), SecretClass::account});
  }
}

}  // namespace

void find_accounts(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  const auto may_hold = [&](std::string_view words) { return reading.pairs.may_hold(words); };
  for (size_t at = may_hold("arn:aws") ? text.find("arn:aws") : std::string_view::npos;
       at != std::string_view::npos; at = text.find("arn:aws", at)) {
    at = arn(text, at + 4, out);
  }
  if (may_hold(kRegistry)) registry(text, out);
  for (const std::string_view word : {"ccount", "CCOUNT"}) {
    if (may_hold(word)) named(text, word, out);
  }
  if (may_hold("AC")) twilio(text, out);
  for (const std::string_view prefix : {"/subscriptions/", "/resourceGroups/", "AccountName="}) {
    if (may_hold(prefix)) behind(text, prefix, out);
  }
}

}  // namespace stackengine::redaction
