// What to replay to prove a fix: each location that the patch touches, with a request for it.
#pragma once

#include <string>
#include <vector>

#include "refactor/client_request.h"
#include "refactor/refactor.h"

namespace stackengine {

// Where a request comes from; `config`: no line of the paste shows a request for the location.
enum class ReplayOrigin : uint8_t { config, log, curl };
enum class ReplayKind : uint8_t { http, grpc, websocket };

struct Replay {
  size_t source = 0;         // index into Analysis::sources; lines are in FixedFile::after
  uint32_t line = 0;         // of the location; 0 when the text does not hold it
  uint32_t server_line = 0;  // of the `{` of its server; 0 when the text does not hold it
  std::string location;      // as in nginx: `/api/`, `\.php$`
  std::string backend;       // the name of an upstream, or an address as written; `*`: known only at run time
  Protocols protocols;       // what the patch assumes that it speaks; empty when it assumes nothing
  ReplayKind kind = ReplayKind::http;
  ReplayOrigin origin = ReplayOrigin::config;
  ClientRequest request;
  std::string trouble;  // if not empty, the reason why it cannot be replayed
};

// Each location once; those whose own lines changed come first.
std::vector<Replay> replay_plan(const Workspace& workspace, const Analysis& analysis,
                                const Refactoring& refactoring);

}  // namespace stackengine
