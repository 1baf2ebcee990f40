#include "diagnosis/diagnostic.h"

#include <algorithm>

namespace stackengine {

Diagnostic::Diagnostic() = default;
Diagnostic::Diagnostic(const Diagnostic& other) = default;
Diagnostic::Diagnostic(Diagnostic&& other) noexcept = default;
Diagnostic& Diagnostic::operator=(const Diagnostic& other) = default;
Diagnostic& Diagnostic::operator=(Diagnostic&& other) noexcept = default;
Diagnostic::~Diagnostic() = default;

std::optional<size_t> default_fix(const std::vector<Fix>& fixes) {
  if (fixes.empty() || fixes.front().applicability == Applicability::manual) return std::nullopt;
  return 0;
}

void put_safe_first(std::vector<Fix>* fixes) {
  std::stable_partition(fixes->begin(), fixes->end(),
                        [](const Fix& fix) { return fix.applicability == Applicability::safe; });
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      break;
  }
  return "info";
}

std::string_view to_string(Strength strength) {
  switch (strength) {
    case Strength::conclusive:
      return "conclusive";
    case Strength::supporting:
      return "supporting";
    case Strength::weak:
      break;
  }
  return "weak";
}

std::string_view to_string(EvidenceKind kind) {
  switch (kind) {
    case EvidenceKind::answer:
      return "answer";
    case EvidenceKind::log_line:
      return "log_line";
    case EvidenceKind::client:
      return "client";
    case EvidenceKind::config:
      return "config";
    case EvidenceKind::nginx_version:
      break;
  }
  return "nginx_version";
}

std::string_view to_string(Applicability applicability) {
  switch (applicability) {
    case Applicability::safe:
      return "safe";
    case Applicability::unsafe:
      return "unsafe";
    case Applicability::manual:
      break;
  }
  return "manual";
}

}  // namespace stackengine
