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
#include "redaction/host_shape.h"
#include "redaction/placeholders/labels.h"
#include "redaction/reading.h"
#include "redaction/sweep.h"
#include "redaction/vault_builder.h"
#include "redaction/word_edges.h"

namespace stackengine::redaction {
namespace {

constexpr std::string_view kClassNames[] = {
    "private_key", "token",      "authorization", "password",      "url_password", "password_hash",
    "secret_data", "session",    "account",       "email",         "user_name",    "upstream_name",
    "host",        "ip_address", "mac_address",   "resource_name", "word"};
static_assert(std::size(kClassNames) == kSecretClasses);

constexpr void (*kDetectors[])(const Reading&, Candidates*) = {
    find_private_keys, find_authorization_in_directives, find_authorization_in_text, find_url_credentials,
    find_url_hosts,    find_hosts_in_directives,         find_hosts_in_log,          find_host_names,
    find_addresses,
};

Candidates detect(const Reading& reading) {
  Candidates found;
  for (const auto& detector : kDetectors) detector(reading, &found);
  return found;
}

// Whether a value is a placeholder of an earlier redaction: it stays, whatever it stands for here.
bool is_placeholder(std::string_view value, const Labels& labels) {
  if (labels.is_ours(value)) return true;
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
Candidates settle_new(const Reading& reading, Candidates candidates, const Labels& labels) {
  const std::string_view text = reading.text;
  Candidates settled = settle(text, cut_at_tokens(std::move(candidates), reading.tree.tokens));
  if (widen_parts_of_numbers(text, &settled)) settled = settle(text, settled);
  settled.erase(std::remove_if(settled.begin(), settled.end(),
                               [&](const Candidate& c) { return is_placeholder(c.span.in(text), labels); }),
                settled.end());
  return settled;
}

// Looks for every value in every document, until no value is new: another spelling has another base64, and a
// secret found inside a word takes the word with it.
void sweep_all(const std::vector<Reading>& readings, const Labels& labels,
               std::vector<Candidates>* candidates) {
  constexpr int kMostRounds = 8;
  std::unordered_set<std::string_view> known;
  for (int round = 0; round < kMostRounds; ++round) {
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
    if (!learned) return;
    sweep.prepare();
    for (size_t i = 0; i < readings.size(); ++i) {
      sweep.find(readings[i].text, &(*candidates)[i]);
      (*candidates)[i] = settle_new(readings[i], std::move((*candidates)[i]), labels);
    }
  }
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

Redaction redact(const std::vector<Document>& documents, const std::vector<Source>& sources,
                 const Policy& policy) {
  Labels labels(policy.key);
  std::vector<Reading> readings;
  std::vector<std::string_view> texts;
  std::vector<Candidates> candidates;
  for (size_t i = 0; i < documents.size(); ++i) {
    texts.push_back(documents[i].text);
    labels.reserve(texts[i]);
    readings.push_back(read(documents[i], i, sources));
    candidates.push_back(settle_new(readings[i], detect(readings[i]), labels));
  }
  sweep_all(readings, labels, &candidates);

  Redaction out;
  VaultBuilder vault(texts, candidates, &labels);
  for (size_t i = 0; i < texts.size(); ++i) replace(i, texts[i], candidates[i], &vault, &out);
  out.vault = vault.take();
  return out;
}

}  // namespace stackengine::redaction
