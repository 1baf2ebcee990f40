// Which pass directives an error-log line is about.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "rules/subject.h"

namespace stackengine::rules {

// The log lines of one kind, by the backend that they name. A line without a backend counts for every pass
// directive if the configuration uses only one backend, and for none otherwise.
class LogFailures {
 public:
  LogFailures(const Subject& subject, bool (*is_wanted)(const LogLine& line));

  // The first line about the directive's backend; null when there is none.
  const LogLine* of(const nginx::Pass& pass) const;
  bool empty() const { return by_name_.empty() && nameless_ == nullptr; }

 private:
  std::unordered_map<std::string, const LogLine*> by_name_;  // upstream names and addresses
  const LogLine* nameless_ = nullptr;
};

// The line as evidence for a diagnosis.
Evidence evidence_of(const LogLine& line, Strength strength, std::string text);

}  // namespace stackengine::rules
