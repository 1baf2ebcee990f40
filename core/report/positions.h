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

// The texts that places refer to, by document; each is read on first use. Views only: the texts must outlive
// it.
class Positions {
 public:
  struct Text {
    std::string name;
    std::string_view text;
  };
  Positions(std::vector<Text> texts, Unit unit)
      : texts_(std::move(texts)), unit_(unit), read_(texts_.size()) {}

  static Positions of(const std::vector<Document>& documents, Unit unit);

  const std::string& name(size_t document) const { return texts_[document].name; }
  const TextPositions& in(size_t document);
  Unit unit() const { return unit_; }

 private:
  std::vector<Text> texts_;
  Unit unit_;
  std::vector<std::unique_ptr<TextPositions>> read_;
};

}  // namespace stackengine::report

#endif  // STACKENGINE_REPORT_POSITIONS_H_
