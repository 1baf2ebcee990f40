// The user's own words: company, product, people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redaction/candidate.h"
#include "redaction/trie.h"

namespace stackengine::redaction {

class OwnWords {
 public:
  explicit OwnWords(const std::vector<std::string>& words);

  // In any case; from four bytes on also inside of longer words (`acmeproxy`, `$acme_token`). What nginx
  // itself calls so stays: a company called Proxy does not take `proxy_pass` away.
  void find(std::string_view text, Candidates* out) const;

  bool empty() const { return words_.empty(); }

 private:
  std::vector<std::string> words_;  // lower case, sorted
  Trie trie_;
};

// Labels of organisations in the domains among `hosts`, for the user to take as own words: `acme` of
// `app.acme.com`. In order, none twice, none public, none in `known`.
std::vector<std::string> suggest_words(const std::vector<std::string_view>& hosts,
                                       const std::vector<std::string>& known);

}  // namespace stackengine::redaction
