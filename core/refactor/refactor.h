// Chooses fixes, applies them in one pass, and verifies the result before it shows it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analysis.h"
#include "refactor/additions.h"
#include "refactor/profile.h"
#include "text/diff.h"
#include "workspace/sources.h"

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
  // What is added to a fix of a pass directive.
  Profile profile = Profile::minimal;
  // Overrides for single diagnostics: apply exactly this alternative, even if unsafe …
  std::vector<FixChoice> chosen;
  // … or none.
  std::vector<size_t> declined;
};

enum class FixStatus {
  applied,
  not_chosen,   // unsafe without opt-in, declined, or manual
  conflicting,  // contradicts another fix that was applied
  settled,      // other fixes removed the diagnostic, or replaced what this one wrote
  refused,      // verification failed: it would make the configuration worse
};

std::string_view to_string(FixStatus status);

// The outcome for one diagnostic of the first round.
struct FixOutcome {
  size_t diagnostic = 0;
  size_t fix = 0;
  FixStatus status = FixStatus::not_chosen;
  std::string title;       // of the fix that was or would have been applied, for the text at that time
  std::string assumption;  // of the same fix
  std::string reason;      // why it is conflicting or refused; empty otherwise
};

struct FixedFile {
  size_t source = 0;  // index into Analysis::sources
  size_t document = 0;
  std::string name;       // the name of the document, of a file in an `nginx -T` dump, or see Source::file
  bool fragment = false;  // see Source::fragment
  std::string before;     // the source's text
  std::string after;
  std::vector<Change> changes;
};

struct Refactoring {
  Sources sources;               // by Analysis::sources: the fixed texts, and the others unchanged
  std::vector<FixedFile> files;  // one for each source of configuration
  std::string patch;             // unified diff over all files; empty when nothing changed
  std::vector<FixOutcome> outcomes;
  std::vector<FixedLocation> locations;  // whose pass directive was fixed; offsets are in FixedFile::after
  std::vector<Addition> additions;       // what the profile added
  std::vector<std::string> notes;        // what the profile did not add, and why
  std::vector<Diagnostic>
      remaining;        // the listed diagnostics of the fixed text; places are in FixedFile::after
  Totals left;          // of all diagnostics of the fixed text
  size_t applied = 0;   // the number of fixes in all rounds; `outcomes` are about the first
  size_t readings = 0;  // how often the texts were analysed again: the cost of fixing
};

// Applies fixes until none is left, because one fix may reveal what another fault hid. So
// refactoring the result again changes nothing. The profile comes last, on the fixed text. A fix
// that would make the configuration worse is refused.
Refactoring refactor(const Workspace& workspace, const Analysis& analysis, const Choices& choices);

}  // namespace stackengine
