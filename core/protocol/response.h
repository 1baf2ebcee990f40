// A response while it is put together: its JSON and the buffers that it refers to.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine.h"
#include "protocol/request.h"
#include "report/json.h"

namespace stackengine::protocol {

using report::Json;

class Response {
 public:
  // The number by which the JSON refers to the buffer.
  size_t part(std::string bytes) {
    buffers_.push_back(std::move(bytes));
    return buffers_.size();
  }

  std::string finish(const char* key, Json value);

  // JSON that is there as text takes the place of the member `name`, which has to be null: so no second
  // parser has to be in the module. No string of a user can look like it, its quotes are escaped.
  void put_json(const char* name, std::string json) {
    raw_name_ = std::string("\"") + name + "\":null";
    raw_ = std::string("\"") + name + "\":" + std::move(json);
  }

 private:
  std::vector<std::string> buffers_;
  std::string raw_name_;
  std::string raw_;
};

std::string error_response(const std::string& code, const std::string& message);
std::string refusal_response(const Analysis& analysis);

Json span_json(Span span, const report::TextPositions& text);

// The schema's FixedFile; its texts become parts of `response`.
Json file_json(const FixedFile& file, report::Unit unit, Response* response);

// The schema's list of Replay.
Json replay_json(const Workspace& workspace, const Analysis& analysis, const Refactoring& refactoring);

// The schema's Redaction.
Json redaction_json(const Request& request, const redaction::Redaction& redaction, Response& response);

// The answers to the assistant's calls.
std::string prompt_response(const Request& request);
std::string review_response(const Request& request);
std::string gate_response(const Request& request);

}  // namespace stackengine::protocol
