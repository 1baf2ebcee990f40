// Redacting any paste: what leaves holds nothing that the vault protects, and restoring gives back every
// byte.
#include "engine.h"
#include "fuzz/fuzz.h"

namespace stackengine {
namespace {

void check(std::string_view bytes) {
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", std::string(bytes), DocumentKind::automatic});
  redaction::Policy policy;
  policy.key = "key";
  const redaction::Redaction redacted = redact(workspace, policy);
  if (!redacted.refusal.empty()) return;
  FUZZ_CHECK(redacted.texts.size() == 1);
  FUZZ_CHECK(redaction::find_leaks(redacted.texts[0], redacted.vault).empty());
  FUZZ_CHECK(redaction::restore(redacted.texts[0], redacted.vault).text == bytes);
  for (const redaction::Finding& finding : redacted.findings) {
    FUZZ_CHECK(finding.entry < redacted.vault.entries.size());
    FUZZ_CHECK(finding.span.start < finding.span.end && finding.span.end <= bytes.size());
    const redaction::VaultEntry& entry = redacted.vault.entries[finding.entry];
    FUZZ_CHECK(finding.redacted.in(redacted.texts[0]) == entry.placeholder);
  }
}

}  // namespace
}  // namespace stackengine

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const stackengine::fuzz::ExactCopy copy(data, size);
  stackengine::check(copy.text());
  return 0;
}
