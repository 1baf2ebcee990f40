// The passes: read each document, let the detectors find, look for what they found everywhere else, then give
// every value its placeholder.
#include "redaction/redaction.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "redaction/address.h"
#include "redaction/bytes.h"
#include "redaction/candidate.h"
#include "redaction/detectors/detectors.h"
#include "redaction/detectors/own_patterns.h"
#include "redaction/host_shape.h"
#include "redaction/own_words.h"
#include "redaction/placeholders/labels.h"
#include "redaction/placeholders/shaped.h"
#include "redaction/public_names.h"
#include "redaction/random_runs.h"
#include "redaction/reading.h"
#include "redaction/sweep.h"
#include "redaction/vault_builder.h"
#include "redaction/word_edges.h"
#include "text/limits.h"

namespace stackengine::redaction {
namespace {

constexpr std::string_view kClassNames[] = {
    "secret_data",   "private_key", "token",      "authorization", "password",      "url_password",
    "password_hash", "session",     "random",     "account",       "email",         "user_name",
    "upstream_name", "host",        "ip_address", "mac_address",   "resource_name", "word"};
static_assert(std::size(kClassNames) == kSecretClasses);

constexpr void (*kDetectors[])(const Reading&, Candidates*) = {
    find_private_keys,
    find_tokens,
    find_authorization_in_directives,
    find_authorization_in_text,
    find_command_lines,
    find_url_credentials,
    find_password_hashes,
    find_manifest_values,
    find_accounts,
    find_emails,
    find_user_names,
    find_url_hosts,
    find_hosts_in_directives,
    find_hosts_in_log,
    find_log_prefixes,
    find_host_names,
    find_addresses,
    find_mac_addresses,
    find_named_machines,
};

// What the user said, beside the detectors: own words and chosen places come in, disabled classes and allowed
// values stay out.
class Choice {
 public:
  explicit Choice(const Policy& policy) : policy_(policy), words_(policy.words) {
    for (const std::string& value : policy.allowed) allow(value);
  }

  Candidates detect(const Reading& reading, size_t document) {
    Candidates found;
    for (const auto& detector : kDetectors) detector(reading, &found);
    if (policy_.disabled[static_cast<size_t>(SecretClass::upstream_name)]) {
      // The same name is a host to whoever does not see the block.
      for (const Candidate& candidate : found) {
        if (candidate.secret_class == SecretClass::upstream_name) allow(candidate.span.in(reading.text));
      }
    }
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const Candidate& c) {
                                 return policy_.disabled[static_cast<size_t>(c.secret_class)];
                               }),
                found.end());
    if (!words_.empty()) words_.find(reading.text, &found);
    for (const ChosenPlace& place : policy_.add) {
      const auto size = static_cast<uint32_t>(reading.text.size());
      const Span span = {std::min(place.span.start, size), std::min(place.span.end, size)};
      if (place.document == document && !span.empty()) found.push_back({span, SecretClass::word});
    }
    return found;
  }

  // Allows what was found at the places to keep. `candidates`: settled.
  void keep(const Reading& reading, size_t document, const Candidates& candidates) {
    for (const ChosenPlace& place : policy_.keep) {
      if (place.document != document) continue;
      auto at = std::lower_bound(candidates.begin(), candidates.end(), place.span.start,
                                 [](const Candidate& c, uint32_t start) { return c.span.end <= start; });
      for (; at != candidates.end() && at->span.start < place.span.end; ++at)
        allow(at->span.in(reading.text));
    }
  }

  bool allows(std::string_view value) const {
    if (values_.empty() && suffixes_.empty()) return false;
    const std::string plain = plain_name(value);
    if (values_.count(plain) != 0) return true;
    return std::any_of(suffixes_.begin(), suffixes_.end(),
                       [&](const std::string& suffix) { return ends_with(plain, suffix); });
  }

 private:
  // `.acme.com`: with everything below it.
  void allow(std::string_view value) {
    std::string plain = plain_name(value);
    if (plain.size() > 1 && plain[0] == '.') {
      values_.insert(plain.substr(1));
      suffixes_.push_back(std::move(plain));
    } else if (!plain.empty()) {
      values_.insert(std::move(plain));
    }
  }

  const Policy& policy_;
  OwnWords words_;
  std::unordered_set<std::string> values_;  // lower case, without backslashes
  std::vector<std::string> suffixes_;
};

// Empty: the input can be redacted.
std::string refusal(const std::vector<Document>& documents, const Policy& policy) {
  const auto number = [](size_t n) { return std::to_string(n); };
  if (documents.size() > Limits::kMaxDocuments)
    return number(documents.size()) + " documents are more than the " + number(Limits::kMaxDocuments) +
           " that can be redacted together";
  size_t bytes = 0;
  for (const Document& document : documents) bytes += document.text.size();
  if (bytes > Limits::kMaxRedactedBytes)
    return number(bytes) + " bytes are more than the " + number(Limits::kMaxRedactedBytes) +
           " that can be redacted together: take the part that matters";
  const size_t chosen = policy.words.size() + policy.allowed.size() + policy.keep.size() + policy.add.size();
  if (chosen > Limits::kMaxOwnWords)
    return number(chosen) + " own words, allowed values and chosen places are more than " +
           number(Limits::kMaxOwnWords);
  for (const std::string& word : policy.words) {
    if (word.size() > Limits::kMaxOwnWordBytes)
      return "an own word of " + number(word.size()) + " bytes is longer than " +
             number(Limits::kMaxOwnWordBytes);
  }
  return {};
}

Redaction refused(std::string why) {
  Redaction redaction;
  redaction.refusal = std::move(why);
  return redaction;
}

// Whether a value is a placeholder of an earlier redaction: it stays, whatever it stands for here.
bool is_placeholder(std::string_view value, const Labels& labels) {
  if (labels.is_ours(value) || is_shaped_placeholder(value, labels)) return true;
  if (const std::optional<SpelledAddress> address = parse_address(value))
    return is_placeholder_range(address->address);
  HostShape shape;
  if (!split_host(value, &shape) || shape.labels.size() < 2) return false;
  if (!equals_ignoring_case(shape.labels.back(), "invalid")) return false;
  shape.labels.pop_back();
  return std::all_of(shape.labels.begin(), shape.labels.end(),
                     [&](std::string_view label) { return labels.is_ours(label); });
}

// A value that reads like an address in the middle of a longer number takes all of it: restore accepts no
// address there.
bool widen_parts_of_numbers(std::string_view text, Candidates* candidates) {
  const auto joins = [](char c) { return is_alnum(c) || c == ':' || c == '.' || c == '\\'; };
  bool widened = false;
  uint32_t reached = 0;
  for (Candidate& candidate : *candidates) {
    Span& span = candidate.span;
    const char first = text[span.start];
    if (!is_hex(first) && first != ':') continue;
    if (is_whole_address(text, span.start, span.end) || !parse_address(span.in(text))) continue;
    while (span.start > reached && joins(text[span.start - 1])) --span.start;
    while (span.end < text.size() && joins(text[span.end])) ++span.end;
    reached = span.end;
    widened = true;
  }
  return widened;
}

// Replaceable, and without placeholders.
Candidates settle_new(const Reading& reading, Candidates candidates, const Labels& labels,
                      const Choice& choice) {
  const std::string_view text = reading.text;
  Candidates settled = settle(text, cut_at_tokens(std::move(candidates), reading.tree.tokens));
  if (widen_parts_of_numbers(text, &settled)) settled = settle(text, settled);
  settled.erase(std::remove_if(settled.begin(), settled.end(),
                               [&](const Candidate& c) {
                                 return is_placeholder(c.span.in(text), labels) ||
                                        choice.allows(c.span.in(text));
                               }),
                settled.end());
  return settled;
}

// Looks for every value in every document, until no value is new: another spelling has another base64, and a
// secret found inside a word takes the word with it. False: there was always another.
bool sweep_all(const std::vector<Reading>& readings, const Labels& labels, const Choice& choice,
               std::vector<Candidates>* candidates) {
  std::unordered_set<std::string_view> known;
  for (int round = 0; round <= Limits::kMaxSweeps; ++round) {
    Sweep sweep;
    bool learned = false;
    for (size_t i = 0; i < readings.size(); ++i) {
      for (const Candidate& candidate : (*candidates)[i]) {
        const std::string_view value = candidate.span.in(readings[i].text);
        if (!known.insert(value).second) continue;
        sweep.learn(value, candidate.secret_class);
        learned = true;
      }
    }
    if (!learned) return true;
    sweep.prepare();
    for (size_t i = 0; i < readings.size(); ++i) {
      sweep.find(readings[i].text, &(*candidates)[i]);
      (*candidates)[i] = settle_new(readings[i], std::move((*candidates)[i]), labels, choice);
    }
  }
  return false;
}

void replace(size_t document, std::string_view text, const Candidates& candidates, VaultBuilder* vault,
             Redaction* out) {
  std::string redacted;
  redacted.reserve(text.size() + text.size() / 8);
  size_t copied = 0;
  for (const Candidate& candidate : candidates) {
    redacted.append(text.substr(copied, candidate.span.start - copied));
    copied = candidate.span.end;
    const size_t entry = vault->entry(document, candidate);
    const size_t start = redacted.size();
    redacted += vault->vault().entries[entry].placeholder;
    out->findings.push_back({vault->vault().entries[entry].secret_class, document, candidate.span,
                             make_span(start, redacted.size()), entry});
  }
  redacted.append(text.substr(copied));
  out->texts.push_back(std::move(redacted));
}

std::vector<std::string> words_to_suggest(const std::vector<std::string_view>& texts,
                                          const std::vector<Candidates>& candidates, const Policy& policy) {
  std::vector<std::string_view> hosts;
  for (size_t i = 0; i < texts.size(); ++i) {
    for (const Candidate& candidate : candidates[i]) {
      if (candidate.secret_class == SecretClass::host) hosts.push_back(candidate.span.in(texts[i]));
    }
  }
  return suggest_words(hosts, policy.words);
}

}  // namespace

std::string_view to_string(SecretClass secret_class) {
  return kClassNames[static_cast<size_t>(secret_class)];
}

std::optional<SecretClass> parse_secret_class(std::string_view name) {
  for (size_t i = 0; i < kSecretClasses; ++i) {
    if (kClassNames[i] == name) return static_cast<SecretClass>(i);
  }
  return std::nullopt;
}

Redaction redact(const std::vector<Document>& documents, const Sources& sources, const Policy& policy) {
  std::string why = refusal(documents, policy);
  if (!why.empty()) return refused(std::move(why));
  const OwnPatterns patterns(policy.patterns);
  if (!patterns.error().empty()) return refused(patterns.error());
  Labels labels(policy.key);
  Choice choice(policy);
  std::vector<Reading> readings;
  std::vector<std::string_view> texts;
  std::vector<Candidates> candidates;
  for (size_t i = 0; i < documents.size(); ++i) {
    texts.push_back(documents[i].text);
    labels.reserve(texts[i]);
    readings.push_back(read(documents[i], i, sources));
    Candidates found = choice.detect(readings[i], i);
    patterns.find(readings[i], &found);
    found = settle_new(readings[i], std::move(found), labels, choice);
    // What nobody knows; allowed values that look random come again, and go again.
    if (!policy.disabled[static_cast<size_t>(SecretClass::random)]) {
      const size_t known = found.size();
      Candidates random;
      find_random_runs(texts[i], found, &random);
      found.insert(found.end(), random.begin(), random.end());
      if (found.size() > known) found = settle_new(readings[i], std::move(found), labels, choice);
    }
    candidates.push_back(std::move(found));
  }
  for (size_t i = 0; i < documents.size(); ++i) choice.keep(readings[i], i, candidates[i]);
  // What a later document allowed.
  const bool allowed_late =
      !policy.keep.empty() || policy.disabled[static_cast<size_t>(SecretClass::upstream_name)];
  size_t count = 0;
  for (size_t i = 0; i < documents.size(); ++i) {
    if (allowed_late) candidates[i] = settle_new(readings[i], std::move(candidates[i]), labels, choice);
    count += candidates[i].size();
  }
  if (count <= Limits::kMaxFindings && !sweep_all(readings, labels, choice, &candidates))
    return refused("values inside of values did not end after " + std::to_string(Limits::kMaxSweeps) +
                   " rounds");
  count = 0;
  for (const Candidates& found : candidates) count += found.size();
  if (count > Limits::kMaxFindings)
    return refused(std::to_string(count) + " places are more than the " +
                   std::to_string(Limits::kMaxFindings) +
                   " that can be redacted: take the part that matters");

  Redaction out;
  std::vector<std::vector<AddressPlace>> addresses;
  addresses.reserve(readings.size());
  for (Reading& reading : readings) addresses.push_back(std::move(reading.addresses));
  VaultBuilder vault(texts, addresses, candidates, &labels);
  for (size_t i = 0; i < texts.size(); ++i) replace(i, texts[i], candidates[i], &vault, &out);
  out.vault = vault.take();
  out.suggested_words = words_to_suggest(texts, candidates, policy);
  return out;
}

}  // namespace stackengine::redaction
