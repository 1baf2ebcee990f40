// Replaces secrets, host names and addresses by placeholders, and puts them back byte for byte.
// Source of formats and places: facts/redaction.md sections 2 and 5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/document.h"
#include "workspace/sources.h"

namespace stackengine::redaction {

// In the order of strength: where two finds overlap, the earlier class counts. Names are stable: they stand
// in reports and in vault files.
enum class SecretClass : uint8_t {
  secret_data,    // `data:` of a Kubernetes Secret: base64, and has to stay base64, whatever is in it
  private_key,    // PEM bodies
  token,          // what a provider gave out: API keys, JWTs
  authorization,  // values of headers that carry credentials
  password,       // values of keys, variables and parameters whose name says secret
  url_password,   // userinfo and parameters of URLs
  password_hash,  // htpasswd
  session,        // cookies and session ids
  random,         // what looks random, whatever it is, and the bodies of certificates
  account,        // ids of cloud accounts, and what an ARN names
  email,          // the part before the `@`; the domain is a host
  user_name,      // people in paths, log lines and URLs
  upstream_name,
  host,
  ip_address,
  mac_address,
  resource_name,  // names of Kubernetes objects
  word,           // of the user's own list, and what the user selected
};

inline constexpr size_t kSecretClasses = 18;

std::string_view to_string(SecretClass secret_class);
std::optional<SecretClass> parse_secret_class(std::string_view name);

// A place that the user chose, in bytes of the original.
struct ChosenPlace {
  size_t document = 0;
  Span span;
};

// What is redacted. The default is safe: every class, nothing allowed.
struct Policy {
  // Session key: placeholders depend on it and on the input only. Empty is a valid key.
  std::string key;

  bool disabled[kSecretClasses] = {};  // by class
  std::vector<std::string>
      words;  // own words: company, product, people; found in any case, inside words, too
  std::vector<std::string> patterns;  // own regular expressions, see detectors/own_patterns.h
  std::vector<std::string>
      allowed;                    // values that stay wherever they stand, in any case; `.acme.com`: and below
  std::vector<ChosenPlace> keep;  // the values that were found there stay, wherever they stand
  std::vector<ChosenPlace> add;   // what stands there is redacted, wherever it stands
};

// One replacement. Both spans are bytes: `span` in the original, `redacted` in Redaction::texts of the same
// document.
struct Finding {
  SecretClass secret_class = SecretClass::host;
  size_t document = 0;
  Span span;
  Span redacted;
  size_t entry = 0;  // index into Vault::entries
};

// Placeholder → original, injective both ways. Entries in order of first use.
struct VaultEntry {
  std::string placeholder;
  SecretClass secret_class = SecretClass::host;
  std::string original;  // any bytes
  // Of an address: the prefix lengths that the input writes behind it, ascending, so that restoring notices
  // a network that was widened.
  std::vector<uint8_t> prefixes = {};
};

struct Vault {
  std::vector<VaultEntry> entries;
};

struct Redaction {
  std::string refusal;  // not empty: a limit was passed, nothing was redacted, and nothing may leave
  std::vector<std::string> texts;  // one a document, same order; the same number of lines as the original
  std::vector<Finding> findings;   // by document and span
  Vault vault;
  std::vector<std::string> suggested_words;  // labels of organisations, from the domains that were found
};

// `sources`: what intake found in the documents.
// Deterministic; redacting a redacted text leaves its placeholders alone.
Redaction redact(const std::vector<Document>& documents, const Sources& sources, const Policy& policy);

enum class Doubt : uint8_t {
  unknown,       // looks like a placeholder and is none of the vault's, or an altered one; left as it stands
  derived_host,  // a name below a known one that the vault does not hold: `www.` put before it; the known
                 // part is restored
  derived_address,  // beside known ones, and not known; left as it stands
  derived_network,  // a known address with a prefix length that the input does not write behind it; restored
};

std::string_view to_string(Doubt doubt);

// What is to be looked at before a restored text is used.
struct UnknownPlaceholder {
  Span span;  // in Restoration::text
  Doubt doubt = Doubt::unknown;
};

struct Restoration {
  std::string text;
  size_t replaced = 0;
  size_t mended = 0;                        // of those: written otherwise than given out
  std::vector<UnknownPlaceholder> unknown;  // by span
};

// Exact, single pass, longest placeholder first, at word boundaries; never scans restored text again. What
// models do to placeholders is mended where it is on this list and the vault holds the result, whose check
// letters make that certain: another case, zeros dropped (`h1kp`), `-` or `_` between the parts
// (`secret-0001-ab`, also `\\_`), dots escaped or no longer, `.invalid` dropped, another spelling of an
// address. Quotes, back-ticks, ports and paths beside a placeholder are boundaries like any other. Nothing is
// ever matched by likeness.
Restoration restore(std::string_view text, const Vault& vault);

}  // namespace stackengine::redaction
