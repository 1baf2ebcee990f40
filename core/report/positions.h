// Places as reports show them: offsets in the unit that was asked for, line and column.
#ifndef STACKENGINE_REPORT_POSITIONS_H_
#define STACKENGINE_REPORT_POSITIONS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/document.h"
#include "text/line_index.h"
#include "text/place.h"
#include "text/source.h"

namespace stackengine::report {

// Unit of offsets in JSON: bytes for files and the command line, UTF-16 code units for the page.
enum class Unit { utf8, utf16 };

// One text, read once.
class TextPositions {
 public:
  TextPositions(std::string_view text, Unit unit);

  std::string_view text() const { return text_; }
  uint32_t offset(uint32_t byte_offset) const { return utf16_ ? utf16_->to_utf16(byte_offset) : byte_offset; }
  LineColumn line_column(uint32_t byte_offset) const { return lines_.at(byte_offset); }
  const LineIndex& lines() const { return lines_; }

 private:
  std::string_view text_;
  LineIndex lines_;
  std::unique_ptr<Utf16Index> utf16_;  // null when offsets are bytes
};

// Where places stand in the texts that a report shows. Views only: the texts and sources must outlive it.
class Positions {
 public:
  struct Text {
    size_t document = 0;
    std::string name;
    std::string_view text;
  };

  // Places are shown in the documents, where the user looks for them.
  Positions(const std::vector<Document>& documents, const std::vector<Source>& sources, Unit unit);
  // Places are shown in `texts` themselves, one a source.
  Positions(std::vector<Text> texts, Unit unit);

  struct Located {
    size_t document;
    const std::string& name;
    Span span;
    const TextPositions& text;
  };
  Located locate(const Place& place);

  // The place in a file of an `nginx -T` dump, by the file's own lines; null name when it is in none.
  struct InFile {
    const std::string* name;
    LineColumn at;
  };
  InFile in_file(const Place& place);

  // A document's text (or a text's own), read on first use.
  const TextPositions& in(size_t index);
  Unit unit() const { return unit_; }

 private:
  const std::vector<Source>* sources_ = nullptr;
  std::vector<Text> texts_;
  Unit unit_;
  std::vector<std::unique_ptr<TextPositions>> read_;
  std::vector<std::unique_ptr<LineIndex>> source_lines_;
};

}  // namespace stackengine::report

#endif  // STACKENGINE_REPORT_POSITIONS_H_
