// The facade of the engine, and the only header that the command line, wasm/ and the tests above unit level
// include.
//
// Everything is a pure function of its arguments: no I/O, no clock, no threads, no state between calls; the
// same input gives the same bytes. Errors are values; nothing throws. Positions are bytes; protocol/ converts
// them for the page.
#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"      // Workspace, Analysis, analyze()
#include "diagnosis/backend.h"      // Backend, Protocol
#include "diagnosis/diagnostic.h"   // Diagnostic, Evidence, Fix
#include "diagnosis/probes.h"       // probes()
#include "redaction/leak_gate.h"    // find_leaks()
#include "redaction/redaction.h"    // Redaction, Vault, restore()
#include "refactor/rebase.h"        // Rebasing, rebase()
#include "refactor/refactor.h"      // Choices, Refactoring, refactor()
#include "refactor/replay_plan.h"   // replay_plan()
#include "refactor/verification.h"  // verification()
#include "rules/rule.h"             // all_rules()
#include "text/limits.h"            // Limits

namespace stackengine {

// Splits the documents and redacts them; see redaction/redaction.h.
redaction::Redaction redact(const Workspace& workspace, const redaction::Policy& policy);

}  // namespace stackengine
