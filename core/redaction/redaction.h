// Replaces secrets, host names and addresses by placeholders, and puts them back byte for byte.
// Source of formats and places: facts/redaction.md sections 2 and 5.
#ifndef STACKENGINE_REDACTION_REDACTION_H_
#define STACKENGINE_REDACTION_REDACTION_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/document.h"
#include "text/source.h"

namespace stackengine::redaction {

// Names are stable: they stand in reports and in vault files.
enum class SecretClass { private_key, authorization, url_password, upstream_name, host, ip_address };

std::string_view to_string(SecretClass secret_class);

struct Policy {
  // Session key: placeholders depend on it and on the input only. Empty is a valid key.
  std::string key;
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
};

struct Vault {
  std::vector<VaultEntry> entries;
};

struct Redaction {
  std::vector<std::string> texts;  // one a document, same order; the same number of lines as the original
  std::vector<Finding> findings;   // by document and span
  Vault vault;
};

// `sources`: what intake found in the documents.
// Deterministic; redacting a redacted text leaves its placeholders alone.
Redaction redact(const std::vector<Document>& documents, const std::vector<Source>& sources,
                 const Policy& policy);

// A placeholder-shaped text that the vault does not know, left as it stands.
struct UnknownPlaceholder {
  Span span;  // in Restoration::text
};

struct Restoration {
  std::string text;
  size_t replaced = 0;
  std::vector<UnknownPlaceholder> unknown;
};

// Exact, single pass, longest placeholder first, at word boundaries; never scans restored text again.
Restoration restore(std::string_view text, const Vault& vault);

}  // namespace stackengine::redaction

#endif  // STACKENGINE_REDACTION_REDACTION_H_
