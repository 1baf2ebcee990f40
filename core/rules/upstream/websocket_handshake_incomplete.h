#ifndef STACKENGINE_RULES_UPSTREAM_WEBSOCKET_HANDSHAKE_INCOMPLETE_H_
#define STACKENGINE_RULES_UPSTREAM_WEBSOCKET_HANDSHAKE_INCOMPLETE_H_

#include "rules/rule.h"

namespace stackengine::rules {

extern const Rule kWebsocketHandshakeIncomplete;

}  // namespace stackengine::rules

#endif  // STACKENGINE_RULES_UPSTREAM_WEBSOCKET_HANDSHAKE_INCOMPLETE_H_
