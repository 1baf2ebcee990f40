#include "redaction/own_words.h"

#include <algorithm>

#include "nginx/directive_table.h"
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/host_shape.h"
#include "redaction/public_names.h"
#include "redaction/word_edges.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

constexpr size_t kInsideWords = 4;  // a shorter word would hit by chance
constexpr size_t kMostSuggested = 20;

bool is_identifier_byte(char c) { return is_alnum(c) || c == '_'; }

// Whether the match stands in a word that nginx gave its meaning.
bool is_of_nginx(std::string_view text, size_t start, size_t end) {
  constexpr size_t kLongest = 64;
  const std::string_view match = text.substr(start, end - start);
  const size_t floor = start > kLongest ? start - kLongest : 0;
  const size_t ceiling = std::min(text.size(), end + kLongest);
  while (start > floor && is_identifier_byte(text[start - 1])) --start;
  while (end < ceiling && is_identifier_byte(text[end])) ++end;
  const bool variable = start > 0 && (text[start - 1] == '$' || text[start - 1] == '{');
  if (variable) return is_common_word(match);
  const std::string_view word = text.substr(start, end - start);
  return word.size() == match.size() ? !nginx::find_directive(lower_case(word)).empty()
                                     : is_common_word(word);
}

// Second-level names that registries sell below: `acme.co.uk`.
constexpr WordList kSecondLevel("\nac\nco\ncom\nedu\ngob\ngov\ngv\nne\nnet\nor\norg\n");
static_assert(kSecondLevel.is_sorted());

// Domains in which everybody has a name.
constexpr WordList kShared(
    "\namazonaws\nappspot\nazure\nazurewebsites\ncloudapp\ncloudflare\ncloudfront\ncloudfunctions\ncluster\n"
    "dyndns\nfastly\ngitlab\ngmail\ngoogle\ngoogleapis\ngserviceaccount\nherokuapp\nhotmail\nicloud\n"
    "microsoft\nnetlify\noffice\noffice365\noutlook\nproton\nprotonmail\nslack\ntelegram\nvercel\nwindows\n"
    "yahoo\n");
static_assert(kShared.is_sorted());

// The label that an organisation chose; empty when there is none.
std::string organisation(std::string_view host) {
  const std::string name = plain_name(host);
  HostShape shape;
  if (!split_host(name, &shape) || shape.labels.size() < 2) return {};
  size_t at = shape.labels.size() - 2;
  const bool country = shape.labels.back().size() == 2;
  if (country && at > 0 && kSecondLevel.contains(shape.labels[at])) --at;
  const std::string_view label = shape.labels[at];
  const bool name_like = label.size() >= kInsideWords && std::any_of(label.begin(), label.end(), is_alpha);
  if (!name_like || is_common_word(label) || kShared.contains(label) || starts_with(label, "ip-")) return {};
  return std::string(label);
}

}  // namespace

OwnWords::OwnWords(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (!word.empty()) words_.push_back(lower_case(word));
  }
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
  trie_ = Trie(std::vector<std::string_view>(words_.begin(), words_.end()));
}

void OwnWords::find(std::string_view text, Candidates* out) const {
  for (size_t at = 0; at < text.size();) {
    uint32_t node = trie_.begin(to_lower(text[at]));
    size_t longest = 0;
    for (size_t end = at + 1; node != Trie::kNone; ++end) {
      const bool whole = begins_word(text, at) && ends_word(text, end);
      if (trie_.word(node) != Trie::kNone && (whole || end - at >= kInsideWords)) longest = end;
      if (end == text.size()) break;
      node = trie_.next(node, to_lower(text[end]));
    }
    if (longest == 0) {
      ++at;
      continue;
    }
    if (!is_of_nginx(text, at, longest)) out->push_back({make_span(at, longest), SecretClass::word});
    at = longest;
  }
}

std::vector<std::string> suggest_words(const std::vector<std::string_view>& hosts,
                                       const std::vector<std::string>& known) {
  std::vector<std::string> suggested;
  const auto holds = [](const std::vector<std::string>& words, const std::string& word) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& one) { return equals_ignoring_case(one, word); });
  };
  for (const std::string_view host : hosts) {
    std::string word = organisation(host);
    if (word.empty() || holds(known, word) || holds(suggested, word)) continue;
    suggested.push_back(std::move(word));
    if (suggested.size() == kMostSuggested) break;
  }
  return suggested;
}

}  // namespace stackengine::redaction
