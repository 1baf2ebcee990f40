// Decides what a pasted document holds, and frees it of what copying added: fences, prompts, quoting, columns
// of line numbers, the prefixes of log collectors. Nothing is rewritten: pieces are spans of the document,
// and each byte of a source is a byte of the document, but that a line end inside of a
// wrapped log entry reads as a blank.
#ifndef STACKENGINE_INTAKE_INTAKE_H_
#define STACKENGINE_INTAKE_INTAKE_H_

#include <string>
#include <string_view>
#include <vector>

#include "text/document.h"
#include "text/source.h"

namespace stackengine::intake {

enum class PieceKind {
  nginx,          // configuration, or what is nearest to it
  error_log,      // nginx error-log lines, and what `nginx -t` has against a configuration
  wrapping,       // what copying added: a Markdown fence, a prompt, `...`
  access_log,     // nginx access-log lines
  curl,           // what `curl -v` or `curl -i` printed
  nginx_version,  // what `nginx -V` or `nginx -v` printed
  kubernetes,     // manifests
  kubelet,        // what kubelet says of probes, as `kubectl describe` and events show it
  other,          // prose, shell, other YAML
};
inline constexpr size_t kPieceKinds = static_cast<size_t>(PieceKind::other) + 1;

struct Piece {
  PieceKind kind;
  Span span;  // whole lines
};

// Pieces tile the document in order; neighbours differ in kind. Columns peeled off a line (its number, a
// collector's prefix) are part of the line's piece, and of no source.
using Pieces = std::vector<Piece>;

// What a document holds.
struct Reading {
  Pieces pieces;                // what each part of it is
  std::vector<Source> sources;  // in order of their first byte; none is empty
};

// `index`: of the document in its workspace.
Reading read(const Document& document, size_t index);

std::string_view to_string(PieceKind kind);

// Why a document cannot be analysed at all: empty, only white space, or binary (a NUL byte, or mostly bytes
// that no text holds). Empty string: it can be. Otherwise a sentence with the way out.
std::string refusal(const Document& document);

}  // namespace stackengine::intake

#endif  // STACKENGINE_INTAKE_INTAKE_H_
