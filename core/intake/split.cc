// Lines → pieces. Error-log entries and fences are recognised; every other line is configuration, or so near
// to it that the parser should say what is wrong with it.
#include "error_log/error_log.h"
#include "intake/fence.h"
#include "intake/intake.h"
#include "kubernetes/manifest.h"

namespace stackengine::intake {
namespace {

enum class LineKind { blank, nginx, error_log, wrapping };

struct Line {
  LineKind kind = LineKind::blank;
  uint32_t end = 0;  // behind its LF
};

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// Whether something of a directive is in the line: its punctuation, a comment, or a name with an underscore.
bool looks_like_configuration(std::string_view line) {
  const size_t start = line.find_first_not_of(" \t");
  if (start == std::string_view::npos) return false;
  if (line[start] == '#' || line.find_first_of(";{}") != std::string_view::npos) return true;
  const std::string_view name = line.substr(start, line.find_first_of(" \t\r\n", start) - start);
  return name.find('_') != std::string_view::npos &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string_view::npos;
}

std::vector<Line> classify(std::string_view text) {
  const Span whole{0, static_cast<uint32_t>(text.size())};
  const std::vector<error_log::Entry> entries = error_log::parse(text, whole);
  auto entry = entries.begin();

  std::vector<Line> lines;
  bool configuration = false;
  for (size_t start = 0; start < text.size();) {
    const size_t newline = text.find('\n', start);
    const size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
    const std::string_view line = text.substr(start, end - start);

    Line out;
    out.end = static_cast<uint32_t>(end);
    while (entry != entries.end() && entry->span.end <= start) ++entry;
    if (entry != entries.end() && entry->span.start <= start) {
      out.kind = LineKind::error_log;
    } else if (is_blank(line)) {
      out.kind = LineKind::blank;
    } else if (is_fence(newline == std::string_view::npos ? line : line.substr(0, line.size() - 1))) {
      out.kind = LineKind::wrapping;
    } else {
      out.kind = LineKind::nginx;
      configuration = configuration || looks_like_configuration(line);
    }
    lines.push_back(out);
    start = end;
  }

  // A log among prose: nothing in it is worth a syntax error.
  if (!configuration && !entries.empty()) {
    for (Line& line : lines) {
      if (line.kind == LineKind::nginx) line.kind = LineKind::error_log;
    }
  }
  return lines;
}

// What blank lines between two other lines are. Beside a log they belong to it: they only set it apart from
// the configuration, whose patch must not rest on them. `blank` stands for the document's border.
LineKind kind_of_gap(LineKind before, LineKind after) {
  if (before == LineKind::error_log || after == LineKind::error_log) return LineKind::error_log;
  if (before == LineKind::nginx || after == LineKind::nginx) return LineKind::nginx;
  if (before != LineKind::blank) return before;
  return after == LineKind::blank ? LineKind::nginx : after;
}

void fill_gaps(std::vector<Line>& lines) {
  LineKind before = LineKind::blank;
  for (size_t i = 0; i < lines.size();) {
    if (lines[i].kind != LineKind::blank) {
      before = lines[i++].kind;
      continue;
    }
    size_t next = i;
    while (next < lines.size() && lines[next].kind == LineKind::blank) ++next;
    const LineKind kind = kind_of_gap(before, next < lines.size() ? lines[next].kind : LineKind::blank);
    for (; i < next; ++i) lines[i].kind = kind;
  }
}

PieceKind piece_kind(LineKind kind) {
  switch (kind) {
    case LineKind::error_log:
      return PieceKind::error_log;
    case LineKind::wrapping:
      return PieceKind::wrapping;
    case LineKind::blank:
    case LineKind::nginx:
      break;
  }
  return PieceKind::nginx;
}

}  // namespace

Pieces split(const Document& document) {
  const auto size = static_cast<uint32_t>(document.text.size());
  if (size == 0) return {};
  if (document.kind == DocumentKind::nginx) return {{PieceKind::nginx, {0, size}}};
  if (document.kind == DocumentKind::kubernetes) return {{PieceKind::kubernetes, {0, size}}};
  if (document.kind == DocumentKind::automatic && kubernetes::looks_like_manifest(document.text))
    return {{PieceKind::kubernetes, {0, size}}};
  if (document.kind == DocumentKind::error_log) return {{PieceKind::error_log, {0, size}}};

  std::vector<Line> lines = classify(document.text);
  fill_gaps(lines);
  Pieces pieces;
  uint32_t start = 0;
  for (const Line& line : lines) {
    const PieceKind kind = piece_kind(line.kind);
    if (!pieces.empty() && pieces.back().kind == kind) {
      pieces.back().span.end = line.end;
    } else {
      pieces.push_back({kind, {start, line.end}});
    }
    start = line.end;
  }
  return pieces;
}

std::string configuration_of(std::string_view text, const Pieces& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    if (piece.kind == PieceKind::nginx) out += piece.span.in(text);
  }
  return out;
}

std::string_view to_string(PieceKind kind) {
  switch (kind) {
    case PieceKind::nginx:
      return "nginx";
    case PieceKind::error_log:
      return "error_log";
    case PieceKind::kubernetes:
      return "kubernetes";
    case PieceKind::wrapping:
      return "wrapping";
  }
  return "nginx";
}

}  // namespace stackengine::intake
