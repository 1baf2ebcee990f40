// The passes: read each document, let the detectors find, look for what they found everywhere else, then give every value its placeholder.
#include "redaction/redaction.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "redaction/candidate.h"
#include "redaction/detectors/detectors.h"
#include "redaction/placeholders/labels.h"
#include "redaction/reading.h"
#include "redaction/sweep.h"
#include "redaction/vault_builder.h"

namespace stackengine::redaction {
namespace {

constexpr void (*kDetectors[])(const Reading&, Candidates*) = {
    find_private_keys,   find_authorization_in_directives, find_authorization_in_text, find_url_credentials,
    find_url_hosts,      find_hosts_in_directives,         find_hosts_in_log,          find_host_names,
    find_addresses,
};

Candidates detect(const Document& document, const intake::Pieces& pieces) {
  const Reading reading = read(document, pieces);
  Candidates found;
  for (const auto& detector : kDetectors) detector(reading, &found);
  return found;
}

// Settled, and without placeholders of an earlier redaction.
Candidates settle_new(std::string_view text, Candidates candidates, const Labels& labels) {
  Candidates settled = settle(text, std::move(candidates));
  settled.erase(std::remove_if(settled.begin(), settled.end(),
                               [&](const Candidate& c) { return labels.is_ours(c.span.in(text)); }),
                settled.end());
  return settled;
}

void replace(size_t document, std::string_view text, const Candidates& candidates, VaultBuilder* vault, Redaction* out) {
  std::string redacted;
  redacted.reserve(text.size() + text.size() / 8);
  size_t copied = 0;
  for (const Candidate& candidate : candidates) {
    redacted.append(text.substr(copied, candidate.span.start - copied));
    copied = candidate.span.end;
    const size_t entry = vault->entry(document, candidate);
    const size_t start = redacted.size();
    redacted += vault->vault().entries[entry].placeholder;
    out->findings.push_back({vault->vault().entries[entry].secret_class,
                             {document, candidate.span},
                             make_span(start, redacted.size()),
                             entry});
  }
  redacted.append(text.substr(copied));
  out->texts.push_back(std::move(redacted));
}

}  // namespace

std::string_view to_string(SecretClass secret_class) {
  switch (secret_class) {
    case SecretClass::private_key:
      return "private_key";
    case SecretClass::authorization:
      return "authorization";
    case SecretClass::url_password:
      return "url_password";
    case SecretClass::upstream_name:
      return "upstream_name";
    case SecretClass::host:
      return "host";
    case SecretClass::ip_address:
      return "ip_address";
  }
  return "";
}

Redaction redact(const std::vector<Document>& documents, const std::vector<intake::Pieces>& pieces, const Policy& policy) {
  Labels labels(policy.key);
  std::vector<std::string_view> texts;
  std::vector<Candidates> candidates;
  Sweep sweep;
  std::unordered_set<std::string_view> learned;
  for (size_t i = 0; i < documents.size(); ++i) {
    const std::string_view text = documents[i].text;
    texts.push_back(text);
    labels.reserve(text);
    candidates.push_back(settle_new(text, detect(documents[i], pieces[i]), labels));
    for (const Candidate& candidate : candidates.back()) {
      const std::string_view value = candidate.span.in(text);
      if (learned.insert(value).second) sweep.learn(value, candidate.secret_class);
    }
  }
  sweep.prepare();
  for (size_t i = 0; i < texts.size(); ++i) {
    sweep.find(texts[i], &candidates[i]);
    candidates[i] = settle_new(texts[i], std::move(candidates[i]), labels);
  }

  Redaction out;
  VaultBuilder vault(texts, candidates, &labels);
  for (size_t i = 0; i < texts.size(); ++i) replace(i, texts[i], candidates[i], &vault, &out);
  out.vault = vault.take();
  return out;
}

}  // namespace stackengine::redaction
