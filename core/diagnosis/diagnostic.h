// What the engine has to say: a diagnostic, the evidence that it rests on, and the fixes that it offers.
#ifndef STACKENGINE_DIAGNOSIS_DIAGNOSTIC_H_
#define STACKENGINE_DIAGNOSIS_DIAGNOSTIC_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/protocol.h"
#include "text/edit.h"
#include "text/place.h"

namespace stackengine {

// `error`: nginx refuses the config, or requests fail. `warning`: it works, but not as written.
// `info`: advice that improves a healthy config. A *finding* is an error or a warning.
enum class Severity { error, warning, info };

// How much a piece of evidence settles.
//   conclusive: it decides by itself (the user's answer, a decoded frame size).
//   supporting: it speaks for one reading and leaves others possible (`prematurely closed`).
//   weak: a custom that anyone may break (a port's number, a name, a comment).
enum class Strength { conclusive, supporting, weak };

// `client`: what a client got, or the access log recorded.
enum class EvidenceKind { answer, log_line, client, config, nginx_version };

struct Evidence {
  EvidenceKind kind = EvidenceKind::config;
  Strength strength = Strength::supporting;
  std::string text;  // one sentence that a person can check
  // Where it was read; answers and versions that the user gave stand in no text.
  bool has_place = false;
  Place place;
};

// What must hold before a fix is applied.
//   safe: behaviour is only repaired, and what it rests on is certain.
//   unsafe: right under the stated assumption; the user opts in.
//   manual: shown, never applied by the tool.
enum class Applicability { safe, unsafe, manual };

// What a backend must speak for a fix to be right: pairs the fix with an answer to the question about it.
struct Assumption {
  std::string backend;
  Protocol protocol = Protocol::http1;
};

// One thing that a fix sets. Two fixes go together when they say the same value for every key that both have.
struct FixKey {
  std::string what;   // a setting in a block, see rules/fix_keys.h
  std::string value;  // how it is left
};

struct Fix {
  std::string title;  // imperative, without final period
  Applicability applicability = Applicability::unsafe;
  std::string assumption;  // what an unsafe fix rests on; empty for a safe one
  std::vector<Edit> edits;
  std::vector<std::string> reasons = {};  // why it makes edits that the title does not speak of
  std::optional<Assumption> assumes = std::nullopt;
  Protocols same_for = {};  // further protocols for which the same edits are right
  std::vector<FixKey> keys = {};
};

// A second place that belongs to the story ("inherited headers stand here").
struct RelatedPlace {
  Place place;
  std::string message;
};

// Messages start in lower case, end without a period, put code in back-ticks and state what was observed.
struct Diagnostic {
  // Out of line: every rule builds one, and inlined they are a third of the module that the page loads.
  Diagnostic();
  Diagnostic(const Diagnostic& other);
  Diagnostic(Diagnostic&& other) noexcept;
  Diagnostic& operator=(const Diagnostic& other);
  Diagnostic& operator=(Diagnostic&& other) noexcept;
  ~Diagnostic();

  std::string rule;  // id of the rule, "invalid-upstream-scheme"
  Severity severity = Severity::error;
  Place place;
  std::string message;        // what
  std::string why;            // why it fails, with nginx's own behaviour
  std::string help;           // what to do
  std::string nginx_message;  // what `nginx -t` prints for it, where it prints anything; empty otherwise
  std::vector<RelatedPlace> related;
  std::vector<Evidence> evidence;
  std::vector<Fix> fixes;  // alternatives: the safe ones first, then the best supported first
  std::string backend;     // the backend whose protocol decides between the fixes; empty where none does
};

// Index of the alternative that is taken unless the user picks another: the first, if it may be applied at
// all. An unsafe one still has to be opted in to.
std::optional<size_t> default_fix(const std::vector<Fix>& fixes);

// Puts what is certain before what rests on an assumption, and keeps the order otherwise.
void put_safe_first(std::vector<Fix>* fixes);

std::string_view to_string(Severity severity);
std::string_view to_string(Strength strength);
std::string_view to_string(EvidenceKind kind);
std::string_view to_string(Applicability applicability);

}  // namespace stackengine

#endif  // STACKENGINE_DIAGNOSIS_DIAGNOSTIC_H_
