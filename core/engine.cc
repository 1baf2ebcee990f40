#include "engine.h"

#include <utility>

namespace stackengine {
redaction::Redaction redact(const Workspace& workspace, const redaction::Policy& policy) {
  std::vector<Source> sources;
  for (size_t i = 0; i < workspace.documents.size(); ++i) {
    for (Source& source : intake::read(workspace.documents[i], i).sources)
      sources.push_back(std::move(source));
  }
  return redaction::redact(workspace.documents, sources, policy);
}

}  // namespace stackengine
