#include "protocol/response.h"

#include "protocol/message.h"

namespace stackengine::protocol {

using report::TextPositions;
using report::Unit;

namespace {

Json changes_json(const FixedFile& file, Unit unit) {
  const TextPositions before(file.before, unit);
  const TextPositions after(file.after, unit);
  Json list = Json::array();
  for (const Change& change : file.changes) {
    list.push_back({{"before", span_json(change.before, before)},
                    {"after", span_json(change.after, after)},
                    {"before_line", change.before_line},
                    {"before_lines", change.before_lines},
                    {"after_line", change.after_line},
                    {"after_lines", change.after_lines}});
  }
  return list;
}

}  // namespace

std::string Response::finish(const char* key, Json value) {
  std::string json = report::dump({{"api", 1}, {key, std::move(value)}});
  const size_t at = raw_name_.empty() ? std::string::npos : json.find(raw_name_);
  if (at != std::string::npos) json.replace(at, raw_name_.size(), raw_);
  Parts parts = {json};
  parts.insert(parts.end(), buffers_.begin(), buffers_.end());
  return encode(parts);
}

std::string error_response(const std::string& code, const std::string& message) {
  return Response().finish("error", {{"code", code}, {"message", message}});
}

std::string refusal_response(const Analysis& analysis) {
  return Response().finish(
      "error",
      {{"code", "refused_input"}, {"message", analysis.refusal}, {"document", analysis.refused_document}});
}

Json span_json(Span span, const TextPositions& text) {
  return {{"start", text.offset(span.start)}, {"end", text.offset(span.end)}};
}

Json file_json(const FixedFile& file, Unit unit, Response* response) {
  const size_t before = response->part(file.before);
  const size_t after = response->part(file.after);
  return {{"document", file.document}, {"name", file.name}, {"fragment", file.fragment},
          {"before", before},          {"after", after},    {"changes", changes_json(file, unit)}};
}

}  // namespace stackengine::protocol
