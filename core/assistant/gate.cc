#include "assistant/gate.h"

#include <algorithm>
#include <string>

#include "assistant/prompt.h"
#include "assistant/prompt_words.h"
#include "redaction/candidate.h"

namespace stackengine::assistant {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_word_byte(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

// Members and values of the providers' requests (facts/browser.md section 3.1), which web/assistant writes.
constexpr std::string_view kWireWords =
    " anthropic assistant completions content contents delta effort explanation format generationconfig "
    "input instructions json_schema num_ctx store max_completion_tokens max_output_tokens max_tokens "
    "maxoutputtokens "
    "message messages model name num_predict options output output_config parts reasoning response_format "
    "responsemimetype responseschema responsejsonschema role schema stream stream_options strict system "
    "system_instruction systeminstruction temperature text thinking tool tool_choice tools type usage user "
    "application json properties required items additionalproperties object array string integer answer ";

bool has_word(std::string_view text, std::string_view word) {
  for (size_t at = 0; at + word.size() <= text.size(); ++at) {
    if (at > 0 && is_word_byte(text[at - 1])) continue;
    const size_t end = at + word.size();
    if (end < text.size() && is_word_byte(text[end])) continue;
    if (std::equal(word.begin(), word.end(), text.begin() + static_cast<ptrdiff_t>(at),
                   [](char a, char b) { return a == lower(b); }))
      return true;
  }
  return false;
}

bool is_request_word(const redaction::VaultEntry& entry) {
  constexpr size_t kLongest = 24;
  if (!redaction::is_name(entry.secret_class) || entry.original.size() > kLongest) return false;
  std::string word;
  for (const char c : entry.original) {
    if (!is_letter(c) && c != '_') return false;
    word += lower(c);
  }
  return has_word(kWireWords, word) || has_word(system_text(), word) || has_word(kAnswerSchema, word) ||
         has_word(user_headings(), word);
}

bool stands_as_name(std::string_view text, size_t at) {
  for (const std::string_view before : {"//", "@", "upstream ", "server "}) {
    if (at >= before.size() && text.substr(at - before.size(), before.size()) == before) return true;
  }
  return false;
}

}  // namespace

std::vector<redaction::Leak> find_outgoing_leaks(std::string_view outgoing, const redaction::Vault& vault) {
  std::vector<redaction::Leak> leaks = redaction::find_leaks(outgoing, vault);
  std::vector<signed char> known(vault.entries.size(), -1);  // is_request_word() by entry; -1: not asked yet
  const auto excused = [&](const redaction::Leak& leak) {
    if (std::string_view(leak.encoding) == "base64" || stands_as_name(outgoing, leak.span.start))
      return false;
    signed char& request_word = known[leak.entry];
    if (request_word < 0) request_word = is_request_word(vault.entries[leak.entry]) ? 1 : 0;
    return request_word == 1;
  };
  leaks.erase(std::remove_if(leaks.begin(), leaks.end(), excused), leaks.end());
  return leaks;
}

}  // namespace stackengine::assistant
