#include "engine.h"

#include <utility>

namespace stackengine {
redaction::Redaction redact(const Workspace& workspace, const redaction::Policy& policy) {
  Sources sources;
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    for (Source& source : intake::read(workspace.documents[i], i).sources) sources.add(std::move(source));
  }
  return redaction::redact(workspace.documents, sources, policy);
}

}  // namespace stackengine
