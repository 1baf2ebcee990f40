// The second pass: every value that the detectors found is looked for everywhere else, in comments, paths, logs, other documents; in
// any case, percent-encoded (RFC 3986 section 2.1) and as base64 at its three alignments.
#ifndef STACKENGINE_REDACTION_SWEEP_H_
#define STACKENGINE_REDACTION_SWEEP_H_

#include <string>
#include <string_view>
#include <vector>

#include "redaction/candidate.h"
#include "redaction/trie.h"

namespace stackengine::redaction {

class Sweep {
 public:
  // May be called with the same value again; the value is copied.
  void learn(std::string_view value, SecretClass secret_class);

  // To be called once, between the last learn() and the first find().
  void prepare();

  // The places of learned values in `text`. What stays: names inside nginx variables (`$app1_host`), and common words
  // (common_words.h) except where a name is used as one: behind `//`, before a port, behind `upstream`, `server`, `host`.
  void find(std::string_view text, Candidates* out) const;

 private:
  struct Pattern {
    std::string text;  // lower case
    SecretClass secret_class;
    bool reference_only = false;  // a common word
    bool base64 = false;
  };
  // Patterns and the tree over their texts; the tree's indices are the patterns'.
  struct Set {
    std::vector<Pattern> patterns;
    Trie trie;
    void prepare();
  };

  void learn_spellings(std::string_view name, SecretClass secret_class);
  void find_words(std::string_view text, Candidates* out) const;
  void find_fragments(std::string_view text, Candidates* out) const;
  void find_encoded(std::string_view text, Candidates* out) const;

  Set words_;      // stand between word edges
  Set fragments_;  // stand anywhere: runs of long secrets, base64
};

}  // namespace stackengine::redaction

#endif  // STACKENGINE_REDACTION_SWEEP_H_
