// The words that placeholders are made of: a kind, a number, two check letters: `h01kp`, `u02xa`,
// `secret0001mr`. Bare words that nginx, YAML and a shell take without quotes, and that YAML never reads as a
// number, a truth value or nothing.
//
// The number counts up, so a label says nothing about what it stands for; the check letters depend on the
// session key, the kind and the number, so one changed character is noticed instead of becoming another label
// (facts: llm-guard's fuzzy match turned `…_1` into the value of `…_2`), and a label of this session is told
// from a word that only looks like one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stackengine::redaction {

enum class LabelKind : uint8_t {
  domain,    // `d01kp`: a name directly below the top-level domain
  host,      // `h01kp`: a deeper name, or one without a dot
  upstream,  // `u01kp`: an upstream's name
  secret,    // `secret0001kp`: its length is a multiple of four, which makes it valid base64 wherever base64
             // stood
  user,      // `user01kp`: a person, or an e-mail's part before the `@`
  account,   // `acct01kp`: what names an account in a cloud
  word,      // `w01kp`: a word of the user's own list
};

inline constexpr size_t kLabelKinds = 7;

// What a label of any session says.
struct LabelShape {
  LabelKind kind;
  uint32_t number;
};

// `exact`: with as many zeros as labels have; otherwise also without some of them. Any case.
std::optional<LabelShape> read_label(std::string_view word, bool exact = true);

// By kind.
inline constexpr std::string_view kLabelPrefixes[kLabelKinds] = {"d",    "h",    "u", "secret",
                                                                 "user", "acct", "w"};

// Whether a label may begin with this byte, given in lower case.
constexpr bool begins_label(char c) {
  constexpr uint32_t kFirst = [] {
    uint32_t letters = 0;
    for (const std::string_view prefix : kLabelPrefixes) letters |= 1u << (prefix[0] - 'a');
    return letters;
  }();
  return c >= 'a' && c <= 'z' && (kFirst >> (c - 'a') & 1) != 0;
}

// A label that starts at `at`, with `-` or `_` between its parts, also behind a backslash, or without: its
// end, and in `word` what is left without them. 0: there is none.
size_t read_loose_label(std::string_view text, size_t at, std::string* word);

// A label as it is given out: in lower case, with all its zeros. Empty: `word` is none, even so.
std::string canonical_label(std::string_view word);

// The `number`-th way to write `text` in another case; empty when there are not so many.
std::string in_other_case(std::string text, uint32_t number);

// Whether `word` has the shape of a label, whoever made it. Any case.
bool has_label_shape(std::string_view word);

class Labels {
 public:
  explicit Labels(std::string_view key);

  // Whether `word` is a label under this key. Any case.
  bool is_ours(std::string_view word) const;

  // Keeps every label in `text` from being given out, however it is written there: it stands for something
  // else, or for itself.
  void reserve(std::string_view text);

  // The next label that no reserved text holds.
  std::string next(LabelKind kind);

  // What the check letters are made of, for placeholders that are no words.
  uint64_t check(uint32_t kind, uint32_t number) const;

 private:
  std::string make(LabelKind kind, uint32_t number) const;

  uint64_t key_;
  uint32_t last_[kLabelKinds] = {};
  std::vector<uint32_t> taken_[kLabelKinds];
};

}  // namespace stackengine::redaction
