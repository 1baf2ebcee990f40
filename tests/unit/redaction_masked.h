// Redaction for tests: one text in, and the same text with each finding as `<class>`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/intake.h"
#include "redaction/redaction.h"

namespace stackengine::redaction {

inline Redaction redact_texts(const std::vector<std::string>& texts, const Policy& policy) {
  std::vector<Document> documents;
  Sources sources;
  for (const std::string& text : texts) {
    documents.push_back({"nginx.conf", text, DocumentKind::automatic});
    for (Source& source : intake::read(documents.back(), documents.size() - 1).sources)
      sources.add(std::move(source));
  }
  return redact(documents, sources, policy);
}

inline Redaction redact_texts(const std::vector<std::string>& texts, const std::string& key = "") {
  Policy policy;
  policy.key = key;
  return redact_texts(texts, policy);
}

inline Redaction redact_text(const std::string& text, const std::string& key = "") {
  return redact_texts({text}, key);
}

inline Redaction redact_text(const std::string& text, const Policy& policy) {
  return redact_texts({text}, policy);
}

inline std::string masked(const std::string& text, const Policy& policy = Policy()) {
  const Redaction redaction = redact_text(text, policy);
  std::string out;
  size_t copied = 0;
  for (const Finding& finding : redaction.findings) {
    out += text.substr(copied, finding.span.start - copied);
    out += "<" + std::string(to_string(finding.secret_class)) + ">";
    copied = finding.span.end;
  }
  return out + text.substr(copied);
}

// The placeholder that stands for `original`; empty when there is none.
inline std::string placeholder_of(const Redaction& redaction, std::string_view original) {
  for (const VaultEntry& entry : redaction.vault.entries) {
    if (entry.original == original) return entry.placeholder;
  }
  return std::string();
}

struct MaskedCase {
  const char* name;
  const char* text;
  const char* want;  // nullptr: the text stays as it is
};

inline std::string want_of(const MaskedCase& one) { return one.want == nullptr ? one.text : one.want; }

}  // namespace stackengine::redaction
