#include "redaction/manifest_reader.h"

#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/candidate.h"

namespace stackengine::redaction {
namespace {

constexpr std::string_view kEscapedQuote = "\\\"";

// JSON, and YAML's flow style as far as it looks like it. `escaped`: it stands inside of a JSON string.
class BracketReader {
 public:
  BracketReader(std::string_view text, bool escaped, std::vector<ManifestEntry>* out)
      : text_(text), quote_(escaped ? kEscapedQuote : kEscapedQuote.substr(1)), out_(out) {}

  // Reads the value that opens at `at`; returns its end.
  size_t read(size_t at, uint32_t parent) {
    open_.push_back({parent, kNoEntry, text_[at] == '['});
    ++at;
    while (at < text_.size() && !open_.empty()) {
      const char c = text_[at];
      if (c == '{' || c == '[') {
        open_.push_back({entry_of_value(), kNoEntry, c == '['});
        ++at;
      } else if (c == '}' || c == ']') {
        open_.pop_back();
        ++at;
      } else if (c == ',') {
        open_.back().key = kNoEntry;
        ++at;
      } else if (c == ':' || is_space(c)) {
        ++at;
      } else {
        at = scalar(at);
      }
    }
    return at;
  }

 private:
  struct Open {
    uint32_t entry;  // of the collection
    uint32_t key;    // whose value is awaited
    bool list;
  };

  uint32_t add(uint32_t parent, Span key, Span value) {
    ManifestEntry entry;
    entry.parent = parent;
    entry.key = key;
    entry.value = value;
    out_->push_back(entry);
    return static_cast<uint32_t>(out_->size() - 1);
  }

  // The entry that a collection or scalar at this place belongs to.
  uint32_t entry_of_value() {
    Open& open = open_.back();
    return open.key != kNoEntry ? open.key : add(open.entry, {}, {});
  }

  size_t scalar(size_t at) {
    Span span;
    size_t next;
    if (text_.substr(at, quote_.size()) == quote_) {
      const size_t start = at + quote_.size();
      const size_t end = quoted_end(start);
      span = make_span(start, end);
      next = std::min(end + quote_.size(), text_.size());
    } else if (text_[at] == '\'') {
      const size_t end = std::min(text_.find_first_of("'\n", at + 1), text_.size());
      span = make_span(at + 1, end);
      next = std::min(end + 1, text_.size());
    } else {
      next = at;
      while (next < text_.size() && std::string_view(",]}\n").find(text_[next]) == std::string_view::npos &&
             !(text_[next] == ':' && next + 1 < text_.size() && is_space(text_[next + 1])))
        ++next;
      size_t end = next;
      while (end > at && is_space(text_[end - 1])) --end;
      span = make_span(at, end);
      if (next == at) ++next;
    }
    size_t after = next;
    while (after < text_.size() && is_blank(text_[after])) ++after;
    Open& open = open_.back();
    const bool key = !open.list && open.key == kNoEntry && after < text_.size() && text_[after] == ':';
    if (key) {
      open.key = add(open.entry, span, {});
    } else {
      const uint32_t entry = entry_of_value();
      (*out_)[entry].value = span;
      open_.back().key = kNoEntry;
      const bool plain_quote = quote_.size() == 1;
      if (plain_quote && starts_with(span.in(text_), "{\\\""))
        BracketReader(text_.substr(0, span.end), true, out_).read(span.start, entry);
    }
    return next;
  }

  size_t quoted_end(size_t at) const {
    const bool escaped = quote_.size() > 1;
    while (at < text_.size() && text_.substr(at, quote_.size()) != quote_) {
      if (text_[at] == '\n') return at;
      // A backslash of the inner string is two in an escaped one: `\\\"`.
      const bool pair = text_[at] == '\\' && at + 1 < text_.size();
      at += !pair ? 1 : escaped && text_.substr(at, 2) == "\\\\" ? 4 : 2;
    }
    return std::min(at, text_.size());
  }

  std::string_view text_;
  std::string_view quote_;
  std::vector<ManifestEntry>* out_;
  std::vector<Open> open_;
};

class LineReader {
 public:
  explicit LineReader(std::string_view text) : text_(text) {}

  std::vector<ManifestEntry> run() {
    for (size_t at = 0; at < text_.size();) at = line(at);
    return std::move(entries_);
  }

 private:
  struct Open {
    uint32_t entry;
    long column;
    bool item;
  };

  size_t line_end(size_t at) const { return std::min(text_.find('\n', at), text_.size()); }

  void begin_document() {
    open_.clear();
    open_.push_back({add(kNoEntry, {}), -1, false});
  }

  uint32_t add(uint32_t parent, Span key) {
    ManifestEntry entry;
    entry.parent = parent;
    entry.key = key;
    entries_.push_back(entry);
    return static_cast<uint32_t>(entries_.size() - 1);
  }

  // Reads the line that starts at `start` and what its value takes of the next ones; returns where to go on.
  size_t line(size_t start) {
    size_t end = line_end(start);
    const size_t next = end + 1;
    if (end > start && text_[end - 1] == '\r') --end;
    size_t at = start;
    while (at < end && is_blank(text_[at])) ++at;
    if (at == end || text_[at] == '#') return next;
    if (text_.substr(start, 3) == "---" || open_.empty()) begin_document();
    if (text_.substr(start, 3) == "---") return next;

    bool item = false;
    while (at < end && text_[at] == '-' && (at + 1 == end || is_blank(text_[at + 1]))) {
      const long column = static_cast<long>(at - start);
      while (open_.back().column > column || (open_.back().column == column && open_.back().item))
        open_.pop_back();
      open_.push_back({add(open_.back().entry, {}), column, true});
      item = true;
      ++at;
      while (at < end && is_blank(text_[at])) ++at;
    }
    if (at == end) return next;
    const long column = static_cast<long>(at - start);
    if (text_[at] == '{' || text_[at] == '[') {
      if (!item) close_from(column);
      return behind(BracketReader(text_, false, &entries_).read(at, open_.back().entry));
    }
    Span key;
    const size_t colon = key_end(at, end, &key);
    if (colon == 0) {
      if (item) return scalar(at, end, column - 1, open_.back().entry);
      return continuation(at, end, next);
    }
    close_from(column);
    const uint32_t entry = add(open_.back().entry, key);
    open_.push_back({entry, column, false});
    at = colon + 1;
    while (at < end && is_blank(text_[at])) ++at;
    return at == end ? next : scalar(at, end, column, entry);
  }

  void close_from(long column) {
    while (open_.back().column >= column) open_.pop_back();
  }

  size_t behind(size_t at) const { return std::min(line_end(at) + 1, text_.size()); }

  // The offset of the colon behind the key that starts at `at`; 0 when there is none.
  size_t key_end(size_t at, size_t end, Span* key) const {
    size_t stop = at;
    if (text_[at] == '"' || text_[at] == '\'') {
      stop = text_.substr(0, end).find(text_[at], at + 1);
      if (stop == std::string_view::npos) return 0;
      *key = make_span(at + 1, stop);
      ++stop;
    } else {
      while (stop < end && !is_space(text_[stop]) &&
             !(text_[stop] == ':' && (stop + 1 == end || is_blank(text_[stop + 1]))))
        ++stop;
      *key = make_span(at, stop);
    }
    while (stop < end && is_blank(text_[stop])) ++stop;
    return stop < end && stop > at && text_[stop] == ':' ? stop : 0;
  }

  // A line that is no key and no item: the rest of the scalar above.
  size_t continuation(size_t at, size_t end, size_t next) {
    Span& value = entries_[open_.back().entry].value;
    if (value.empty()) value.start = static_cast<uint32_t>(at);
    value.end = static_cast<uint32_t>(end);
    return next;
  }

  // The value of `entry`, from `at`; `column`: of its key.
  size_t scalar(size_t at, size_t end, long column, uint32_t entry) {
    // An anchor or a tag before it.
    while (at < end && (text_[at] == '&' || text_[at] == '!')) {
      while (at < end && !is_blank(text_[at])) ++at;
      while (at < end && is_blank(text_[at])) ++at;
    }
    if (at == end) return end + 1;
    const char first = text_[at];
    if (first == '|' || first == '>') return block(end, column, entry);
    if (first == '{' || first == '[') return behind(BracketReader(text_, false, &entries_).read(at, entry));
    if (first == '"' || first == '\'') {
      const size_t close = quoted_end(at);
      entries_[entry].value = make_span(at + 1, close);
      embedded(entry, first == '"');
      return behind(close);
    }
    size_t stop = at;  // a comment begins behind a blank
    while (stop < end && !(text_[stop] == '#' && is_blank(text_[stop - 1]))) ++stop;
    while (stop > at && is_space(text_[stop - 1])) --stop;
    entries_[entry].value = make_span(at, stop);
    return end + 1;
  }

  size_t quoted_end(size_t open) const {
    const char quote = text_[open];
    size_t at = open + 1;
    while (at < text_.size()) {
      const bool escaped = quote == '"' && text_[at] == '\\';
      const bool doubled = quote == '\'' && text_.substr(at, 2) == "''";
      if (text_[at] == quote && !doubled) return at;
      at += escaped || doubled ? 2 : 1;
    }
    return text_.size();
  }

  // The lines below that are indented deeper than the key.
  size_t block(size_t end, long column, uint32_t entry) {
    size_t at = std::min(line_end(end) + 1, text_.size());
    size_t stop = at;
    size_t start = at;
    while (at < text_.size()) {
      const size_t line = line_end(at);
      size_t first = at;
      while (first < line && is_blank(text_[first])) ++first;
      const bool blank = first == line || text_[first] == '\r';
      if (!blank && static_cast<long>(first - at) <= std::max(column, 0L) && (column >= 0 || first == at))
        break;
      if (!blank) stop = line;
      at = std::min(line + 1, text_.size());
    }
    if (stop > start && text_[stop - 1] == '\r') --stop;
    entries_[entry].value = make_span(start, std::max(start, stop));
    entries_[entry].block = true;
    embedded(entry, false);
    return at;
  }

  // JSON that is a scalar's value.
  void embedded(uint32_t entry, bool escaped) {
    const Span value = entries_[entry].value;
    size_t at = value.start;
    while (at < value.end && is_space(text_[at])) ++at;
    if (at == value.end || text_[at] != '{') return;
    BracketReader(text_.substr(0, value.end), escaped, &entries_).read(at, entry);
  }

  std::string_view text_;
  std::vector<ManifestEntry> entries_;
  std::vector<Open> open_;
};

}  // namespace

std::vector<ManifestEntry> read_manifest(std::string_view text) { return LineReader(text).run(); }

bool has_keys(std::string_view text) {
  int keys = 0;
  for (size_t at = 0; at < text.size() && keys < 2; at = std::min(text.find('\n', at), text.size() - 1) + 1) {
    while (at < text.size() && is_blank(text[at])) ++at;
    const size_t key = at;
    while (at < text.size() && (is_alnum(text[at]) || text[at] == '_' || text[at] == '-')) ++at;
    if (at > key && at < text.size() && text[at] == ':' && (at + 1 == text.size() || is_space(text[at + 1])))
      ++keys;
  }
  return keys == 2;
}

std::vector<ManifestEntry> read_json_objects(std::string_view text) {
  std::vector<ManifestEntry> entries;
  for (size_t at = 0; at < text.size();) {
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at < text.size() && text[at] == '{') {
      size_t inner = at + 1;
      while (inner < text.size() && is_space(text[inner])) ++inner;
      if (inner < text.size() && text[inner] == '"') {
        entries.emplace_back();
        at = BracketReader(text, false, &entries).read(at, static_cast<uint32_t>(entries.size() - 1));
      }
    }
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return entries;
}

}  // namespace stackengine::redaction
