#include "assistant/redacted_texts.h"

#include <algorithm>
#include <utility>

#include "intake/intake.h"

namespace stackengine::assistant {
namespace {

// A source's text with the document's replacements in it. A find that lies in several runs of the source
// (columns were peeled off in the middle of it) is written where its first byte stands.
std::string redacted_source(const Source& source, const redaction::Redaction& redaction) {
  const auto& findings = redaction.findings;
  auto finding = std::partition_point(findings.begin(), findings.end(), [&](const redaction::Finding& one) {
    return one.document < source.document;
  });
  std::string out;
  out.reserve(source.text.size());
  for (const Run& run : source.runs) {
    const uint32_t at = run.at;
    const bool last = &run == &source.runs.back();
    const uint32_t next = last ? static_cast<uint32_t>(source.text.size()) : (&run + 1)->at;
    const uint32_t start = run.start;
    const uint32_t end = start + (next - at);
    uint32_t copied = start;
    // Runs of a source may step back in the document only by mistake; then nothing may slip through.
    while (finding != findings.begin() && (finding - 1)->document == source.document &&
           (finding - 1)->span.end > start)
      --finding;
    for (; finding != findings.end() && finding->document == source.document && finding->span.start < end;
         ++finding) {
      if (finding->span.end <= copied) continue;
      if (finding->span.start >= copied) {
        out.append(source.text, at + (copied - start), finding->span.start - copied);
        out += redaction.vault.entries[finding->entry].placeholder;
      }
      copied = std::min(finding->span.end, end);
    }
    out.append(source.text, at + (copied - start), end - copied);
  }
  return out;
}

}  // namespace

size_t Notes::add(std::string_view line) {
  for (const char c : line) text_ += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  text_ += '\n';
  return count_++;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t lf = text.find('\n');
    std::string_view line = text.substr(0, lf);
    text = lf == std::string_view::npos ? std::string_view() : text.substr(lf + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.push_back(line);
  }
  return lines;
}

RedactedTexts redact_together(const Workspace& workspace, const Analysis& analysis, const Notes& notes,
                              const std::string& question, const redaction::Policy& policy) {
  RedactedTexts out;
  const size_t own = workspace.documents.size();
  std::vector<Document> documents = workspace.documents;
  Sources sources = analysis.sources;
  documents.push_back({"notes", notes.text(), DocumentKind::automatic});
  documents.push_back({"question", question, DocumentKind::automatic});
  // Configuration in a question is read as such; of it alone nothing else would know the hosts.
  for (Source& source : intake::read(documents.back(), documents.size() - 1).sources)
    sources.add(std::move(source));

  out.redaction = redaction::redact(documents, sources, policy);
  out.refusal = out.redaction.refusal;
  if (!out.refusal.empty()) return out;
  for (const Source& source : analysis.sources) out.sources.push_back(redacted_source(source, out.redaction));
  for (const std::string_view line : split_lines(out.redaction.texts[own])) out.notes.emplace_back(line);
  for (const std::string_view line : split_lines(out.redaction.texts[own + 1]))
    out.question.emplace_back(line);

  out.redaction.texts.resize(own);
  const auto others = [&](const auto& found) { return found.document >= own; };
  auto& findings = out.redaction.findings;
  findings.erase(std::remove_if(findings.begin(), findings.end(), others), findings.end());
  return out;
}

}  // namespace stackengine::assistant
