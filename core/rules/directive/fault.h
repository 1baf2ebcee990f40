// What the rules about directives share: walking the statements that nginx refuses, and naming their parts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rules/rule.h"

namespace stackengine::rules {

// The directive with its arguments, without the terminator or body.
Span header_of(const nginx::Config& config, nginx::DirectiveId id);

// The name alone.
Span name_of(const nginx::Config& config, nginx::DirectiveId id);

// Calls `report(file, fault)` for each fault of that kind for which the list has room.
template <typename Report>
void for_each_fault(const Subject& subject, nginx::Problem problem, DiagnosticList* diagnostics,
                    Report report) {
  for (const nginx::Fault& fault : subject.statements().faults()) {
    if (fault.problem == problem && diagnostics->admit()) report(subject.files()[fault.file], fault);
  }
}

// The contexts in words: "`http`, `server` or `location`".
std::string contexts_in_words(uint32_t contexts);

// Quotes as nginx does, for nginx_message: `"NAME"`.
std::string in_quotes(std::string_view name);

}  // namespace stackengine::rules
