// The JSON form of the engine's values, as protocol/protocol.schema.json describes it.
#ifndef STACKENGINE_REPORT_JSON_H_
#define STACKENGINE_REPORT_JSON_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine.h"
#include "report/positions.h"

namespace stackengine::report {

using Json = nlohmann::ordered_json;  // keys keep the order in which they are written, so output is stable

// `{"document","file","start","end","line","column"}`.
Json place_json(const Place& place, Positions* positions);
Json totals_json(const Totals& totals);

Json diagnostic_json(const Diagnostic& diagnostic, Positions* positions);

// The schema's Analysis.
Json analysis_json(const Workspace& workspace, const Analysis& analysis, Unit unit);

// The schema's list of Rule.
Json rules_json();

// One line of JSON; bytes that are no valid UTF-8 become U+FFFD.
std::string dump(const Json& json, int indent = -1);

}  // namespace stackengine::report

#endif  // STACKENGINE_REPORT_JSON_H_
