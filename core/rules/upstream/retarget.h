// The fix that makes a pass directive speak a given protocol: it changes scheme, directive family and
// keepalive, and leaves everything else alone.
#pragma once

#include <vector>

#include "diagnosis/backend.h"
#include "rules/subject.h"

namespace stackengine::rules {

// `pass` must have a target span and no variables. The fix is safe when the backend is known to speak
// `protocol` and the location loses no setting.
Fix retarget(const Subject& subject, const ConfigFile& file, const nginx::Pass& pass, Protocol protocol);

// The alternatives, best supported first: the protocols that the backend is known or suspected to speak, then
// the others that the evidence does not exclude. When the protocol is known, only that is offered. Empty when
// the target is not plain text, or when a syntax error around it must be fixed first.
std::vector<Fix> retarget_alternatives(const Subject& subject, const ConfigFile& file,
                                       const nginx::Pass& pass);

}  // namespace stackengine::rules
