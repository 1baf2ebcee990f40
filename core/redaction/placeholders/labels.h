// The words that placeholders are made of: a kind, a number, two check letters: `h01kp`, `u02xa`,
// `secret0001mr`.
//
// The number counts up, so a label says nothing about what it stands for; the check letters depend on the
// session key, the kind and the number, so one changed character is noticed instead of becoming another label
// (facts: llm-guard's fuzzy match turned `…_1` into the value of `…_2`), and a label of this session is told
// from a word that only looks like one.
#ifndef STACKENGINE_REDACTION_PLACEHOLDERS_LABELS_H_
#define STACKENGINE_REDACTION_PLACEHOLDERS_LABELS_H_

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
};

inline constexpr size_t kLabelKinds = 4;

// Whether `word` has the shape of a label, whoever made it. Any case.
bool has_label_shape(std::string_view word);

class Labels {
 public:
  explicit Labels(std::string_view key);

  // Whether `word` is a label under this key. Any case.
  bool is_ours(std::string_view word) const;

  // Keeps every label in `text` from being given out: it stands for something else there, or for itself.
  void reserve(std::string_view text);

  // The next label that no reserved text holds.
  std::string next(LabelKind kind);

 private:
  std::string make(LabelKind kind, uint32_t number) const;

  uint64_t key_;
  uint32_t last_[kLabelKinds] = {};
  std::vector<uint32_t> taken_[kLabelKinds];
};

}  // namespace stackengine::redaction

#endif  // STACKENGINE_REDACTION_PLACEHOLDERS_LABELS_H_
