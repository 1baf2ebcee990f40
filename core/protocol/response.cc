#include "protocol/response.h"

#include <cstdlib>

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

Json request_json(const Replay& replay) {
  constexpr const char* kKinds[] = {"http", "grpc", "websocket"};
  const ClientRequest& request = replay.request;
  Json json = {
      {"kind", kKinds[static_cast<size_t>(replay.kind)]}, {"method", request.method}, {"path", request.path}};
  if (!request.host.empty()) json["host"] = request.host;
  if (!request.port.empty()) json["port"] = std::atoi(request.port.c_str());
  if (request.version != HttpVersion::any) json["http2"] = request.version == HttpVersion::http2;
  json["headers"] = Json::array();
  for (const auto& [name, value] : request.headers) json["headers"].push_back({name, value});
  if (!request.body.empty()) json["body"] = request.body;
  return json;
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

Json replay_json(const Workspace& workspace, const Analysis& analysis, const Refactoring& refactoring) {
  constexpr const char* kOrigins[] = {"config", "log", "curl"};
  Json list = Json::array();
  for (const Replay& replay : replay_plan(workspace, analysis, refactoring)) {
    size_t file = 0;
    while (refactoring.files[file].source != replay.source) ++file;
    Json json = {{"file", file}, {"location", replay.location}};
    if (replay.line != 0) json["line"] = replay.line;
    if (replay.server_line != 0) json["server_line"] = replay.server_line;
    json["backend"] = replay.backend;
    json["protocols"] = Json::array();
    for (const Protocol protocol : replay.protocols) json["protocols"].push_back(to_string(protocol));
    if (replay.trouble.empty()) {
      json["origin"] = kOrigins[static_cast<size_t>(replay.origin)];
      json["request"] = request_json(replay);
    } else {
      json["trouble"] = replay.trouble;
    }
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace stackengine::protocol
