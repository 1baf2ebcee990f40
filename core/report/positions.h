// Places as reports show them: line, column, and offsets in the requested unit.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/document.h"
#include "text/line_index.h"
#include "text/place.h"
#include "workspace/sources.h"

namespace stackengine::report {

// Unit of offsets in JSON: bytes for files and the command line, UTF-16 code units for the page.
enum class Unit { utf8, utf16 };

// Indexes one text once.
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
  std::unique_ptr<Utf16Index> utf16_;  // null if offsets are bytes
};

// Finds places in the texts that a report shows. The texts and sources must outlive it.
class Positions {
 public:
  struct Text {
    size_t document = 0;
    std::string name;
    std::string_view text;
  };

  // Locates places in the documents, as the user gave them.
  Positions(const std::vector<Document>& documents, const Sources& sources, Unit unit);
  // Locates places in `texts`, one per source.
  Positions(std::vector<Text> texts, Unit unit);

  struct Located {
    size_t document;
    const std::string& name;
    Span span;
    const TextPositions& text;
  };
  Located locate(const Place& place);

  // The place in a file of an `nginx -T` dump, with the line number in that file. `name` is null outside
  // dumps.
  struct InFile {
    const std::string* name;
    LineColumn at;
  };
  InFile in_file(const Place& place);

  // The text at that index, indexed on first use.
  const TextPositions& in(size_t index);
  Unit unit() const { return unit_; }

 private:
  const Sources* sources_ = nullptr;
  std::vector<Text> texts_;
  Unit unit_;
  std::vector<std::unique_ptr<TextPositions>> read_;
  std::vector<std::unique_ptr<LineIndex>> source_lines_;
};

}  // namespace stackengine::report
