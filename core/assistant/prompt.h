// The request to a model, as text: what it is asked, the redacted configuration, what the engine found, and
// the form of the answer. Nothing here sends anything.
//
// Everything of the user's that stands in it went through one redaction: the documents, and beside them the
// question, the names of the files and what the engine says of them, as documents of their own, so that one
// value has one placeholder everywhere. Then the leak gate looks at the exact bytes.
//
// Every line of the user's text begins with its number or with `> `: a comment in a configuration that looks
// like an instruction, or like the end of the configuration, stays a numbered line. So prompt injection is
// told from the request by its form, which the system text says. (What comes back is reviewed all the same,
// review.h.)
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analysis.h"
#include "assistant/task.h"
#include "redaction/redaction.h"

namespace stackengine::assistant {

// Grows with every change of the words or the form; the same workspace and request give the same bytes.
inline constexpr int kPromptVersion = 1;

inline constexpr size_t kDefaultBudget = 24000;

struct PromptRequest {
  Task task = Task::fix;
  std::string question;  // for Task::question; may stand beside the other tasks too
  size_t budget_tokens = kDefaultBudget;
  redaction::Policy policy;
};

struct Prompt {
  std::string refusal;  // not empty: nothing may be sent, and this says why
  std::string system;
  std::string user;
  std::string frame;  // `user` without what comes from the user: our own words alone, for the gate
  std::vector<std::string> dropped;  // what did not fit, in words
  size_t tokens = 0;                 // of system and user, estimated_tokens()
  redaction::Redaction redaction;  // of the workspace's documents; the vault has the other texts' values too
};

// `analysis`: of the same workspace.
Prompt compose_prompt(const Workspace& workspace, const Analysis& analysis, const PromptRequest& request);

// An upper estimate: 2.5 bytes a token. The tokenisers in use take 4 and more bytes of English a token, about
// 3 of configurations, and 2 to 3 of numbers and placeholders.
size_t estimated_tokens(size_t bytes);

// JSON Schema of the answer: only keywords that every provider takes (facts/browser.md section 3.1; Mistral
// refuses lengths and patterns, OpenAI wants every member required).
extern const char kAnswerSchema[];

}  // namespace stackengine::assistant
