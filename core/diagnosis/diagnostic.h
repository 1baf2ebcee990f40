// The results of the engine: diagnostics with their evidence and fixes.
#pragma once

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

// How much a piece of evidence proves.
//   conclusive: decides on its own (the user's answer, a decoded frame size).
//   supporting: points to one explanation, but leaves others possible (`prematurely closed`).
//   weak: a convention that anyone may ignore (a port number, a name, a comment).
enum class Strength { conclusive, supporting, weak };

// `client`: what a client got, or the access log recorded.
enum class EvidenceKind { answer, log_line, client, config, nginx_version };

struct Evidence {
  EvidenceKind kind = EvidenceKind::config;
  Strength strength = Strength::supporting;
  std::string text;  // one sentence that the user can check
  // Where the evidence is; answers and versions from the user have no place.
  bool has_place = false;
  Place place;
};

// What must hold before a fix is applied.
//   safe: changes nothing but the fault, and the evidence is certain.
//   unsafe: correct under the stated assumption; the user opts in.
//   manual: shown, but never applied by the tool.
enum class Applicability { safe, unsafe, manual };

// What a backend must speak for a fix to be correct: pairs the fix with an answer to the question about it.
struct Assumption {
  std::string backend;
  Protocol protocol = Protocol::http1;
};

// One thing that a fix sets. Two fixes are compatible if they have the same value for every common key.
struct FixKey {
  std::string what;   // a setting in a block, see rules/fix_keys.h
  std::string value;  // the value after the fix
};

struct Fix {
  std::string title;  // imperative, without final period
  Applicability applicability = Applicability::unsafe;
  std::string assumption;  // completes "if …"; empty for a safe fix
  std::vector<Edit> edits;
  std::vector<std::string> reasons = {};  // explain the edits that the title does not mention
  std::optional<Assumption> assumes = std::nullopt;
  Protocols same_for = {};  // other protocols for which the same edits are correct
  std::vector<FixKey> keys = {};
};

// A second place that explains the diagnostic ("the upstream").
struct RelatedPlace {
  Place place;
  std::string message;
};

// Messages start in lower case, end without a period, put code in backticks and state what was observed.
struct Diagnostic {
  // Out of line, because every rule builds one: inlined, they are a third of the module that the page loads.
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
  std::string nginx_message;  // what `nginx -t` prints; empty if it prints nothing
  std::vector<RelatedPlace> related;
  std::vector<Evidence> evidence;
  std::vector<Fix> fixes;  // alternatives: safe ones first, then the best supported
  std::string backend;     // its protocol decides between the fixes; may be empty
};

// The alternative to apply unless the user picks another: the first, unless it is manual. The user must still
// opt in to an unsafe one.
std::optional<size_t> default_fix(const std::vector<Fix>& fixes);

// Moves safe fixes before those with an assumption, and keeps the order otherwise.
void put_safe_first(std::vector<Fix>* fixes);

std::string_view to_string(Severity severity);
std::string_view to_string(Strength strength);
std::string_view to_string(EvidenceKind kind);
std::string_view to_string(Applicability applicability);

}  // namespace stackengine
