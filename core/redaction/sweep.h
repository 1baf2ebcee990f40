// The second pass: every value that the detectors found is looked for everywhere else, in comments, paths,
// logs, other documents; in any case, percent-encoded (RFC 3986 section 2.1), as base64 at its three
// alignments, in hexadecimal digits, escaped as JSON has it; an address also as `10-0-1-23`, a host as
// `app_acme_com`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "redaction/candidate.h"
#include "redaction/run_sweep.h"
#include "redaction/trie.h"

namespace stackengine::redaction {

class Sweep {
 public:
  // May be called with the same value again; the value is copied.
  void learn(std::string_view value, SecretClass secret_class);

  // To be called once, between the last learn() and the first find().
  void prepare();

  // The places of learned values in `text`. What stays: names inside nginx variables (`$app1_host`), and
  // common words (common_words.h) except where a name is used as one: behind `//`, before a port, behind
  // `upstream`, `server`, `host`.
  void find(std::string_view text, Candidates* out) const;

 private:
  struct Pattern {
    uint32_t start;  // in `bytes`
    uint32_t length;
    SecretClass secret_class;
    bool reference_only;  // a common word
    bool whole_only;      // a domain: not behind further labels, which make it another name
    bool base64;
  };
  // Patterns in lower case, and the tree over them; the tree's indices are the patterns'. Their first kHead
  // bytes sort out nearly all places of a text.
  template <size_t kHead>
  struct Set {
    std::string bytes;
    std::vector<Pattern> patterns;
    Trie trie;
    std::vector<uint64_t> heads;  // a bit for each hash of a pattern's first bytes
    bool is_short[256] = {};      // first bytes of patterns shorter than kHead

    void add(std::string_view text, SecretClass secret_class, bool reference_only = false,
             bool base64 = false);
    std::string_view text(const Pattern& pattern) const {
      return std::string_view(bytes).substr(pattern.start, pattern.length);
    }
    void prepare();
    // False: no pattern of kHead bytes or more begins with these. True is nearly always right.
    bool may_begin(uint64_t head) const;
  };

  void learn_decoded(std::string_view value);
  void learn_escaped(std::string_view value, SecretClass secret_class);
  void learn_spellings(std::string_view name, SecretClass secret_class);
  void learn_joined(std::string_view name);
  void learn_around(std::string_view name, SecretClass secret_class);
  void find_words(std::string_view text, Candidates* out) const;
  void find_fragments(std::string_view text, Candidates* out) const;
  void find_encoded(std::string_view text, Candidates* out) const;

  Set<4> words_;      // stand between word edges
  Set<7> fragments_;  // stand anywhere: runs of long secrets, base64
  RunSweep runs_;
};

}  // namespace stackengine::redaction
