// The fix that makes a pass directive speak a given protocol: scheme, directive family, keepalive, and
// nothing else.
#ifndef STACKENGINE_RULES_UPSTREAM_RETARGET_H_
#define STACKENGINE_RULES_UPSTREAM_RETARGET_H_

#include <vector>

#include "diagnosis/backend.h"
#include "rules/subject.h"

namespace stackengine::rules {

// `pass` must not be variable and must have a target span. Safe when the backend is known to speak `protocol`
// and nothing that the location says gets lost on the way.
Fix retarget(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass, Protocol protocol);

// The alternatives, best supported first: what the backend is known or suspected to speak, then the others
// that the evidence does not rule out. When it is known, nothing else is offered. Empty when the target is
// not plain text, or when the syntax around it is broken and has to be repaired first.
std::vector<Fix> retarget_alternatives(const Subject& subject, const ConfigFile& file,
                                       const nginx::Pass& pass);

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_RETARGET_H_
