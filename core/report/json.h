// The JSON form of the engine's values, as protocol/protocol.schema.json describes it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "engine.h"
#include "report/positions.h"

namespace stackengine::report {

using Json = nlohmann::ordered_json;  // keeps the order of keys, so that output is stable

// An object that is written member by member: much cheaper than nlohmann's initialiser lists.
class Object {
 public:
  // `members`: about how many it will have.
  explicit Object(size_t members = 8) : json_(Json::object()) { list().reserve(members); }

  // The caller adds each key once.
  template <typename Value>
  Object& add(const char* key, Value&& value) {
    list().emplace_back(key, Json(std::forward<Value>(value)));
    return *this;
  }

  Json take() { return std::move(json_); }

 private:
  Json::object_t& list() { return json_.get_ref<Json::object_t&>(); }

  Json json_;
};

// `{"document","file","start","end","line","column"}`.
Json place_json(const Place& place, Positions* positions);
Json totals_json(const Totals& totals);

Json diagnostic_json(const Diagnostic& diagnostic, Positions* positions);

// Analysis of the schema.
Json analysis_json(const Workspace& workspace, const Analysis& analysis, Unit unit);

// The same, behind `"api": 1`, as text for programs and for `grep`: every member is on a line of its own, and
// so is every element of a list.
std::string analysis_text(const Workspace& workspace, const Analysis& analysis);

// The schema's list of Rule.
Json rules_json();

// JSON as text, on one line unless `indent` is set. Bytes that are not valid UTF-8 become U+FFFD.
std::string dump(const Json& json, int indent = -1);

}  // namespace stackengine::report
