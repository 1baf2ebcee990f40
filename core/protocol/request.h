// Reading a request: strict, because a misspelt option that is ignored would be a wrong answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "assistant/prompt.h"
#include "assistant/review.h"
#include "engine.h"
#include "protocol/message.h"
#include "report/positions.h"

namespace stackengine::protocol {

enum class Call { analyze, refactor, redact, restore, prompt, review, gate, rules };

struct Request {
  Call call = Call::analyze;
  report::Unit unit = report::Unit::utf8;
  Workspace workspace;         // analyze, refactor, redact, prompt, review
  Choices choices;             // refactor
  std::vector<Document> into;  // refactor: the files that a fragment's fix is carried over to
  redaction::Policy policy;    // redact, prompt
  std::string text;            // restore, gate
  std::string frame;           // gate: the text without the user's data; may be empty
  redaction::Vault vault;      // restore, gate
  assistant::PromptRequest prompt;
  assistant::ReviewRequest review;
};

struct RequestError {
  std::string code;     // "bad_request" or "unsupported_api"
  std::string message;  // names the member and what it should be
};

// nullopt, and `error` filled, when the request is not what the schema says.
std::optional<Request> read_request(const Parts& parts, RequestError* error);

}  // namespace stackengine::protocol
