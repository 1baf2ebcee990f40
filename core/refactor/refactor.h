// Chooses fixes, applies them in one pass, and verifies the result before it shows it.
#ifndef STACKENGINE_REFACTOR_REFACTOR_H_
#define STACKENGINE_REFACTOR_REFACTOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analysis.h"
#include "refactor/additions.h"
#include "refactor/profile.h"
#include "text/diff.h"

namespace stackengine {

// Which fixes to apply.
struct FixChoice {
  size_t diagnostic = 0;  // index into Analysis::diagnostics
  size_t fix = 0;         // index into Diagnostic::fixes
};

struct Choices {
  // The default_fix() of every diagnostic whose applicability allows it; `manual` fixes are never applied.
  // `unsafe`: also under its assumption.
  bool unsafe = false;
  // What comes beside a fix of a pass directive.
  Profile profile = Profile::minimal;
  // Overrides for single diagnostics: apply exactly this alternative (unsafe too) …
  std::vector<FixChoice> chosen;
  // … or none.
  std::vector<size_t> declined;
};

enum class FixStatus {
  applied,
  not_chosen,   // unsafe and not opted in, declined, or manual
  conflicting,  // sets or changes what another fix that was applied sets or changes differently
  settled,      // its diagnostic is gone with the fixes of others, or they replaced what it wrote
  refused,      // verification failed: applying it would have made the config worse
};

std::string_view to_string(FixStatus status);

// The outcome for one diagnostic of the first round.
struct FixOutcome {
  size_t diagnostic = 0;
  size_t fix = 0;
  FixStatus status = FixStatus::not_chosen;
  std::string title;       // of the fix that was applied, or would have been, on the text as it was then
  std::string assumption;  // of the same
  std::string reason;      // why it is conflicting or refused; empty otherwise
};

struct FixedFile {
  size_t source = 0;  // index into Analysis::sources
  size_t document = 0;
  std::string name;       // of the file: the document's, a file's of an `nginx -T` dump, or see Source::file
  bool fragment = false;  // see Source::fragment
  std::string before;     // the source's text
  std::string after;
  std::vector<Change> changes;
  std::vector<uint32_t> breaks;  // of `after`, see Source::breaks
};

struct Refactoring {
  std::vector<FixedFile> files;  // one for each source of configuration
  std::string patch;             // unified diff over all files; empty when nothing changed
  std::vector<FixOutcome> outcomes;
  std::vector<FixedLocation> locations;  // whose pass directive was fixed; offsets are in FixedFile::after
  std::vector<Addition> additions;       // what the profile added
  std::vector<std::string> notes;        // what the profile left out, and why
  std::vector<Diagnostic> remaining;     // listed ones of the fixed text; places are in FixedFile::after
  Totals left;                           // of all diagnostics of the fixed text
  size_t applied = 0;                    // fixes in all rounds; `outcomes` are about the first
  size_t readings = 0;                   // how often the texts were read again: what fixing costs
};

// Applies fixes until none is left to apply, because one fix may reveal what another mistake hid: so
// refactoring the result again changes nothing. What the profile adds comes last, on the fixed text. A fix
// that would make the configuration worse is refused.
Refactoring refactor(const Workspace& workspace, const Analysis& analysis, const Choices& choices);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_REFACTOR_H_
