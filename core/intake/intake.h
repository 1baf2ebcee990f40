// Decides what a pasted document contains, and removes what copying added: fences, prompts, quoting, columns
// of line numbers, prefixes of log collectors. Intake rewrites nothing: pieces are spans of the document, and
// each byte of a source is a byte of the document, except that a line end inside a wrapped log entry becomes
// a space.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/document.h"
#include "text/source.h"

namespace stackengine::intake {

enum class PieceKind {
  nginx,          // configuration, or text that is most like it
  error_log,      // nginx error-log lines, and errors of `nginx -t`
  wrapping,       // what copying added: a Markdown fence, a prompt, `...`
  access_log,     // nginx access-log lines
  curl,           // what `curl -v` or `curl -i` printed
  nginx_version,  // what `nginx -V` or `nginx -v` printed
  kubernetes,     // manifests
  kubelet,        // what kubelet says about probes, from `kubectl describe` or events
  other,          // prose, shell, other YAML
};
inline constexpr size_t kPieceKinds = static_cast<size_t>(PieceKind::other) + 1;

struct Piece {
  PieceKind kind;
  Span span;  // whole lines
};

// Pieces tile the document in order; neighbours differ in kind. Columns removed from a line (its number, a
// collector's prefix) belong to the line's piece, but to no source.
using Pieces = std::vector<Piece>;

// The content of a document.
struct Reading {
  Pieces pieces;                // its parts and their kinds
  std::vector<Source> sources;  // in order of their first byte; none is empty
};

// `index`: the document's index in its workspace.
Reading read(const Document& document, size_t index);

std::string_view to_string(PieceKind kind);

// Why a document cannot be analysed, and what to do: it is empty, only white space, or binary (a NUL byte, or
// many control bytes). Empty if it can be analysed.
std::string refusal(const Document& document);

}  // namespace stackengine::intake
