// Splits documents into pieces and sources: removes columns first, then decides the kind of every line. The
// document and the remaining text have the same lines, because no step removes a line end.
#include <algorithm>
#include <string>
#include <utility>

#include "intake/classify.h"
#include "intake/columns.h"
#include "intake/escapes.h"
#include "intake/intake.h"
#include "intake/pasted_diff.h"
#include "intake/peeled.h"
#include "kubernetes/evidence.h"
#include "kubernetes/manifest_lines.h"

namespace stackengine::intake {
namespace {

// The kind of an empty line between two others. Next to evidence it belongs to the evidence: it only
// separates it from the configuration, and a patch must not depend on it. `blank` means the border of the
// document.
LineKind kind_of_gap(LineKind before, LineKind after, bool in_dump) {
  // `nginx -T` prints an empty line after each file.
  if (in_dump && before == LineKind::nginx) return before;
  for (LineKind evidence : {LineKind::error_log, LineKind::access_log, LineKind::curl,
                            LineKind::nginx_version, LineKind::kubernetes, LineKind::kubelet}) {
    if (before == evidence || after == evidence) return evidence;
  }
  if (before == LineKind::nginx || after == LineKind::nginx) return LineKind::nginx;
  if (before != LineKind::blank) return before;
  return after == LineKind::blank ? LineKind::nginx : after;
}

void fill_gaps(const std::vector<Section>& sections, std::vector<LineKind>* lines) {
  LineKind before = LineKind::blank;
  size_t section = 0;
  for (size_t i = 0; i < lines->size();) {
    while (section < sections.size() && sections[section].first_line <= i) ++section;
    if ((*lines)[i] != LineKind::blank) {
      before = (*lines)[i++];
      continue;
    }
    size_t next = i;
    while (next < lines->size() && (*lines)[next] == LineKind::blank) ++next;
    const LineKind kind = kind_of_gap(before, next < lines->size() ? (*lines)[next] : LineKind::blank,
                                      section > 0 && sections[section - 1].of_dump);
    std::fill(lines->begin() + static_cast<std::ptrdiff_t>(i),
              lines->begin() + static_cast<std::ptrdiff_t>(next), kind);
    i = next;
  }
}

uint32_t end_of_line(std::string_view text, uint32_t start) {
  const size_t newline = text.find('\n', start);
  return static_cast<uint32_t>(newline == std::string_view::npos ? text.size() : newline + 1);
}

// The lines of a manifest are one piece, whatever each looks like. The manifest's reader extracts nginx code
// inside it (kubernetes/embedded.h), so files that seem to begin there are not files of the document.
void mark_manifests(std::string_view text, std::vector<Section>* sections, std::vector<LineKind>* lines) {
  for (const Span& range : kubernetes::manifest_lines(text)) {
    std::fill(lines->begin() + range.start, lines->begin() + range.end, LineKind::kubernetes);
    const auto inside = [&](const Section& one) {
      return one.first_line >= range.start && one.first_line < range.end && !one.of_dump;
    };
    const auto first = std::find_if(sections->begin(), sections->end(), inside);
    if (first == sections->end()) continue;
    const auto last = std::find_if_not(first, sections->end(), inside);
    const auto behind = sections->erase(first, last);
    if (behind == sections->end() || behind->first_line > range.end)
      sections->insert(behind, {range.end, "", false});
  }
}

// Whether the whole text is manifests, which saves a look at each line.
bool is_manifest_only(std::string_view text) {
  if (text.find("apiVersion") == std::string_view::npos ||
      text.find("# configuration file") != std::string_view::npos) {
    return false;
  }
  const std::vector<Span> ranges = kubernetes::manifest_lines(text);
  const std::string_view filled = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  return ranges.size() == 1 && ranges[0].start == 0 &&
         ranges[0].end > static_cast<size_t>(std::count(filled.begin(), filled.end(), '\n'));
}

// Recognises kubelet's errors about probes, and access-log lines of the HTTP/2 preface without a date, among
// lines of unknown kind.
void mark_cluster_evidence(std::string_view text, std::vector<LineKind>* lines) {
  constexpr std::string_view kPreface = "\"PRI * HTTP/2.0\" 400";
  const auto holds = [text](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (!holds("robe") && !holds("connection reset by peer") && !holds("HTTPS") && !holds(kPreface)) return;
  size_t number = 0;
  for (size_t at = 0; at < text.size() && number < lines->size(); ++number) {
    const size_t end = end_of_line(text, static_cast<uint32_t>(at));
    LineKind& kind = (*lines)[number];
    if (kind == LineKind::other || kind == LineKind::nginx) {
      const std::string_view line = text.substr(at, end - at);
      if (kubernetes::is_probe_complaint(line)) kind = LineKind::kubelet;
      if (line.find(kPreface) != std::string_view::npos) kind = LineKind::access_log;
    }
    at = end;
  }
}

PieceKind piece_kind(LineKind kind) {
  switch (kind) {
    case LineKind::error_log:
      return PieceKind::error_log;
    case LineKind::access_log:
      return PieceKind::access_log;
    case LineKind::curl:
      return PieceKind::curl;
    case LineKind::nginx_version:
      return PieceKind::nginx_version;
    case LineKind::wrapping:
      return PieceKind::wrapping;
    case LineKind::kubernetes:
      return PieceKind::kubernetes;
    case LineKind::kubelet:
      return PieceKind::kubelet;
    case LineKind::other:
      return PieceKind::other;
    default:
      return PieceKind::nginx;
  }
}

// The kind of source for the text of a piece. Only for pieces that have one.
SourceKind source_kind(PieceKind kind) {
  switch (kind) {
    case PieceKind::error_log:
      return SourceKind::error_log;
    case PieceKind::access_log:
      return SourceKind::access_log;
    case PieceKind::curl:
      return SourceKind::curl;
    case PieceKind::nginx_version:
      return SourceKind::nginx_version;
    case PieceKind::kubernetes:
      return SourceKind::kubernetes;
    case PieceKind::kubelet:
      return SourceKind::kubelet;
    default:
      return SourceKind::nginx;
  }
}

bool has_source(PieceKind kind) { return kind != PieceKind::wrapping && kind != PieceKind::other; }

// Collects the text of each source: one per section of the configuration, one per other kind.
class Sources {
 public:
  Sources(const Document& document, size_t index, const std::vector<Section>& sections)
      : document_(document), index_(index), sections_(sections), of_section_(sections.size() + 1, kNone) {}

  // `line`: the first of the span.
  void append(const Peeled& peeled, Span span, PieceKind kind, size_t line) {
    if (!has_source(kind)) return;
    while (section_ < sections_.size() && sections_[section_].first_line <= line) ++section_;
    // Sections without a name belong to the document itself.
    const bool named = kind == PieceKind::nginx && section_ > 0 && !sections_[section_ - 1].name.empty();
    size_t& at =
        kind != PieceKind::nginx ? of_kind_[static_cast<size_t>(kind)] : of_section_[named ? section_ : 0];
    if (at == kNone) {
      at = sources_.size();
      Source source;
      source.document = index_;
      source.kind = source_kind(kind);
      source.name = named ? sections_[section_ - 1].name : document_.name;
      source.of_dump = named && sections_[section_ - 1].of_dump;
      sources_.push_back(std::move(source));
    }
    peeled.append(span, &sources_[at]);
  }

  // The same for a line end that means a space.
  void append_blank(const Peeled& peeled, Span span, PieceKind kind, size_t line) {
    append(peeled, span, kind, line);
    sources_[of_kind_[static_cast<size_t>(kind)]].text.back() = ' ';
  }

  std::vector<Source> take() {
    for (Source& source : sources_) {
      if (source.of_dump) drop_separator(&source);
    }
    sources_.erase(
        std::remove_if(sources_.begin(), sources_.end(), [](const Source& one) { return one.text.empty(); }),
        sources_.end());
    return std::move(sources_);
  }

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  // `nginx -T` prints a line end after each file (nginx source: src/core/nginx.c, main).
  static void drop_separator(Source* source) {
    std::string& text = source->text;
    if (text.empty() || text.back() != '\n') return;
    text.pop_back();
    // The terminal turned every line end into CRLF.
    if (text.size() >= 2 && text.back() == '\r' && text.find("\r\n") != std::string::npos) text.pop_back();
    while (!source->runs.empty() && source->runs.back().at >= text.size()) source->runs.pop_back();
  }

  const Document& document_;
  size_t index_;
  const std::vector<Section>& sections_;
  std::vector<size_t> of_section_;
  std::vector<size_t> of_kind_ = std::vector<size_t>(kPieceKinds, kNone);
  size_t section_ = 0;
  std::vector<Source> sources_;
};

// Builds pieces and sources from the kinds of the lines.
Reading assemble(const Document& document, size_t index, const Peeled& peeled, const Classified& classified) {
  Reading reading;
  Sources sources(document, index, classified.sections);
  const std::string_view text = peeled.text();
  uint32_t start = 0;
  uint32_t from = 0;
  size_t section = 0;
  for (size_t line = 0; line < classified.lines.size();) {
    const PieceKind kind = piece_kind(classified.lines[line]);
    while (section < classified.sections.size() && classified.sections[section].first_line <= line) ++section;
    const size_t limit = section < classified.sections.size() ? classified.sections[section].first_line
                                                              : classified.lines.size();
    uint32_t end = start;
    uint32_t to = from;
    const size_t first = line;
    for (; line < limit && piece_kind(classified.lines[line]) == kind; ++line) {
      const error_log::Join join =
          line > first && line < classified.joins.size() ? classified.joins[line] : error_log::Join::none;
      if (join != error_log::Join::none) {
        // A line end from wrapping is not part of the entry.
        uint32_t break_at = to - 1;
        if (break_at > from && text[break_at - 1] == '\r') --break_at;
        sources.append(peeled, {from, break_at}, kind, first);
        if (join == error_log::Join::blank) sources.append_blank(peeled, {to - 1, to}, kind, first);
        from = to;
      }
      end = end_of_line(document.text, end);
      to = end_of_line(text, to);
    }
    sources.append(peeled, {from, to}, kind, first);
    if (!reading.pieces.empty() && reading.pieces.back().kind == kind) {
      reading.pieces.back().span.end = end;
    } else {
      reading.pieces.push_back({kind, {start, end}});
    }
    start = end;
    from = to;
  }
  // A last line that is empty without its columns.
  const auto size = static_cast<uint32_t>(document.text.size());
  if (start < size && !reading.pieces.empty() && reading.pieces.back().kind == PieceKind::wrapping) {
    reading.pieces.back().span.end = size;
  } else if (start < size) {
    reading.pieces.push_back({PieceKind::wrapping, {start, size}});
  }
  reading.sources = sources.take();
  return reading;
}

Reading whole(const Document& document, size_t index, PieceKind kind) {
  Reading reading;
  const Span span{0, static_cast<uint32_t>(document.text.size())};
  reading.pieces.push_back({kind, span});
  Source source;
  source.document = index;
  source.kind = source_kind(kind);
  source.name = document.name;
  append_run(document.text, span, &source);
  reading.sources.push_back(std::move(source));
  return reading;
}

}  // namespace

Reading read(const Document& document, size_t index) {
  if (document.text.empty()) return {};
  if (document.kind == DocumentKind::nginx) return whole(document, index, PieceKind::nginx);
  if (document.kind == DocumentKind::error_log) return whole(document, index, PieceKind::error_log);
  if (document.kind == DocumentKind::kubernetes) return whole(document, index, PieceKind::kubernetes);

  Peeled peeled(document.text);
  peeled.remove(control_sequences(peeled.text()));
  constexpr int kMaxQuotes = 3;  // a reply to a reply
  // The characters of a column are rare in configuration: one quick search saves a pass over the lines.
  const auto holds = [&peeled](std::string_view bytes) {
    return peeled.text().find(bytes) != std::string_view::npos;
  };
  for (int i = 0; i < kMaxQuotes && holds(">"); ++i) {
    const std::vector<Span> column = quote_column(peeled.text());
    if (column.empty()) break;
    peeled.remove(column);
  }
  if (holds("|") || holds("\xE2\x94\x82")) peeled.remove(bar_column(peeled.text()));
  if (holds(".conf")) peeled.remove(file_column(peeled.text()));
  peeled.remove(number_column(peeled.text()));
  if (holds("apiVersion:")) peeled.remove(kubernetes::indentation_of_manifests(peeled.text()));
  PastedDiff diff;
  if (holds("@@") || holds("+") || holds("diff") || holds("patch")) diff = find_diff(peeled.text());
  peeled.remove(diff.columns);

  Classified classified;
  if (diff.lines.empty() && is_manifest_only(peeled.text())) {
    const std::string_view text = peeled.text();
    const auto lines = std::count(text.begin(), text.end(), '\n') + (text.back() == '\n' ? 0 : 1);
    classified.lines.assign(static_cast<size_t>(lines), LineKind::kubernetes);
  } else {
    classified = classify(peeled.text(), std::move(diff));
    peeled.remove(classified.columns);
    mark_manifests(peeled.text(), &classified.sections, &classified.lines);
    mark_cluster_evidence(peeled.text(), &classified.lines);
    fill_gaps(classified.sections, &classified.lines);
  }
  const bool evidence = std::any_of(classified.lines.begin(), classified.lines.end(), [](LineKind kind) {
    return piece_kind(kind) != PieceKind::other && piece_kind(kind) != PieceKind::nginx;
  });
  if (!evidence && (kubernetes::is_other_yaml(peeled.text()) || kubernetes::is_description(peeled.text())))
    std::fill(classified.lines.begin(), classified.lines.end(), LineKind::kubernetes);
  Reading reading = assemble(document, index, peeled, classified);
  // Only words: the parser says what is wrong.
  const bool words = std::any_of(reading.pieces.begin(), reading.pieces.end(),
                                 [](const Piece& piece) { return piece.kind == PieceKind::other; });
  return reading.sources.empty() && words ? whole(document, index, PieceKind::nginx) : reading;
}

}  // namespace stackengine::intake
