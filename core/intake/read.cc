#include <utility>

#include "intake/intake.h"

namespace stackengine::intake {

Reading read(const Document& document, size_t index) {
  Reading reading;
  reading.pieces = split(document);
  Source configuration;
  Source manifests;
  Source log;
  configuration.kind = SourceKind::nginx;
  manifests.kind = SourceKind::kubernetes;
  log.kind = SourceKind::error_log;
  for (Source* source : {&configuration, &manifests, &log}) {
    source->document = index;
    source->name = document.name;
  }
  for (const Piece& piece : reading.pieces) {
    if (piece.kind == PieceKind::nginx) append_run(document.text, piece.span, &configuration);
    if (piece.kind == PieceKind::kubernetes) append_run(document.text, piece.span, &manifests);
    if (piece.kind == PieceKind::error_log) append_run(document.text, piece.span, &log);
  }
  if (!configuration.text.empty()) reading.sources.push_back(std::move(configuration));
  if (!manifests.text.empty()) reading.sources.push_back(std::move(manifests));
  if (!log.text.empty()) reading.sources.push_back(std::move(log));
  return reading;
}

}  // namespace stackengine::intake
