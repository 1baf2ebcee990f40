// What to replay to prove a fix: each location that the patch touches, with the request that goes there.
#ifndef STACKENGINE_REFACTOR_REPLAY_PLAN_H_
#define STACKENGINE_REFACTOR_REPLAY_PLAN_H_

#include <string>
#include <vector>

#include "refactor/client_request.h"
#include "refactor/refactor.h"

namespace stackengine {

// Where a request comes from; `config`: no line of the paste tells one that goes there.
enum class ReplayOrigin : uint8_t { config, log, curl };
enum class ReplayKind : uint8_t { http, grpc, websocket };

struct Replay {
  size_t source = 0;         // index into Analysis::sources; lines are in FixedFile::after
  uint32_t line = 0;         // of the location; 0: the text holds none around the pass directive
  uint32_t server_line = 0;  // of the `{` of its server; 0: the text holds none
  std::string location;      // as nginx names it: `/api/`, `\.php$`
  std::string backend;       // an upstream's name, or an address as it is written; `*`: known at run time
  Protocols protocols;       // what the patch takes it to speak; empty: it takes nothing for granted
  ReplayKind kind = ReplayKind::http;
  ReplayOrigin origin = ReplayOrigin::config;
  ClientRequest request;
  std::string trouble;  // not empty: it cannot be played, and why
};

// Each location once, those first whose own lines changed.
std::vector<Replay> replay_plan(const Workspace& workspace, const Analysis& analysis,
                                const Refactoring& refactoring);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_REPLAY_PLAN_H_
