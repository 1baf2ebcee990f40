#include "protocol/request.h"

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "protocol/shape.h"

namespace stackengine::protocol {
namespace {

using Json = nlohmann::json;

// Reads the members of a request whose shape is checked; what is left to find is what no shape can say.
class Reader {
 public:
  Reader(const Parts& parts, RequestError* error) : parts_(parts), error_(error) {}

  bool failed() const { return !error_->message.empty(); }

  void fail(const std::string& message) {
    if (!failed()) *error_ = {"bad_request", message};
  }

  // The bytes of a part; empty when the member is absent.
  std::string part(const Json& object, const char* key) const {
    const auto found = object.find(key);
    return found == object.end() ? "" : std::string(parts_[found->get<size_t>()]);
  }

 private:
  const Parts& parts_;
  RequestError* error_;
};

// Each is empty, or the default, when the member is absent.
std::string string(const Json& object, const char* key, const char* absent = "") {
  const auto found = object.find(key);
  return found == object.end() ? absent : found->get<std::string>();
}

const Json& list(const Json& object, const char* key) {
  static const Json empty = Json::array();
  const auto found = object.find(key);
  return found == object.end() ? empty : *found;
}

template <typename Value>
std::vector<Value> values(const Json& object, const char* key) {
  std::vector<Value> read;
  for (const Json& item : list(object, key)) read.push_back(item.get<Value>());
  return read;
}

DocumentKind kind_named(const std::string& kind) {
  if (kind == "nginx") return DocumentKind::nginx;
  if (kind == "error_log") return DocumentKind::error_log;
  return kind == "kubernetes" ? DocumentKind::kubernetes : DocumentKind::automatic;
}

std::vector<Document> read_documents(const Json& json, const char* key, const Reader& reader) {
  std::vector<Document> documents;
  for (const Json& item : list(json, key))
    documents.push_back({string(item, "name"), reader.part(item, "text"), kind_named(string(item, "kind"))});
  return documents;
}

void read_workspace(const Json& json, Workspace* workspace, Reader* reader) {
  workspace->documents = read_documents(json, "documents", *reader);
  const std::string version = json.contains("nginx") ? string(json["nginx"], "version") : "";
  if (!version.empty()) {
    workspace->nginx.version = nginx::parse_version(version);
    if (!workspace->nginx.version) reader->fail("workspace.nginx.version must be like 1.25.3");
  }
  for (const Json& item : list(json, "backends")) {
    BackendAnswer answer;
    answer.name = string(item, "name");
    for (const auto& name : values<std::string>(item, "protocols")) {
      if (const auto protocol = parse_protocol(name)) answer.protocols.push_back(*protocol);
    }
    workspace->answers.push_back(std::move(answer));
  }
}

void read_choices(const Json& json, Choices* choices) {
  choices->unsafe = json.contains("unsafe") && json["unsafe"].get<bool>();
  choices->profile = parse_profile(string(json, "profile", "minimal")).value_or(Profile::minimal);
  for (const Json& item : list(json, "chosen"))
    choices->chosen.push_back({item["diagnostic"].get<size_t>(), item["fix"].get<size_t>()});
  choices->declined = values<size_t>(json, "declined");
}

// The byte of the text that stands at `offset`, counted in the request's unit; the text's end for what lies
// behind it.
uint32_t byte_at(const report::TextPositions& text, size_t offset) {
  uint32_t low = 0;
  auto high = static_cast<uint32_t>(text.text().size());
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (text.offset(middle) < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::vector<redaction::ChosenPlace> read_places(const Json& json, const char* key, const Request& request,
                                                Reader* reader) {
  std::vector<redaction::ChosenPlace> places;
  const std::vector<Document>& documents = request.workspace.documents;
  std::vector<std::unique_ptr<report::TextPositions>> texts(documents.size());
  for (const Json& item : list(json, key)) {
    redaction::ChosenPlace place;
    place.document = item["document"].get<size_t>();
    const auto start = item["start"].get<size_t>();
    const auto end = item["end"].get<size_t>();
    if (place.document >= documents.size() || start > end) {
      reader->fail(std::string("policy.") + key + "[" + std::to_string(places.size()) +
                   "] names a document that is not there, or ends before it starts");
      break;
    }
    std::unique_ptr<report::TextPositions>& text = texts[place.document];
    if (!text) text = std::make_unique<report::TextPositions>(documents[place.document].text, request.unit);
    place.span = {byte_at(*text, start), byte_at(*text, end)};
    places.push_back(place);
  }
  return places;
}

void read_policy(const Json& json, Request* request, Reader* reader) {
  redaction::Policy& out = request->policy;
  out.key = string(json, "key");
  for (const auto& name : values<std::string>(json, "disabled")) {
    if (const auto secret_class = redaction::parse_secret_class(name))
      out.disabled[static_cast<size_t>(*secret_class)] = true;
  }
  out.words = values<std::string>(json, "words");
  out.patterns = values<std::string>(json, "patterns");
  out.allowed = values<std::string>(json, "allowed");
  out.keep = read_places(json, "keep", *request, reader);
  out.add = read_places(json, "add", *request, reader);
}

redaction::Vault read_vault(const Json& request, const Reader& reader) {
  redaction::Vault vault;
  for (const Json& item : list(request, "vault")) {
    redaction::VaultEntry entry;
    entry.placeholder = string(item, "placeholder");
    entry.secret_class =
        redaction::parse_secret_class(string(item, "class")).value_or(redaction::SecretClass::token);
    entry.original = reader.part(item, "original");
    for (const size_t length : values<size_t>(item, "prefixes"))
      entry.prefixes.push_back(static_cast<uint8_t>(length));
    vault.entries.push_back(std::move(entry));
  }
  return vault;
}

std::optional<Call> call_named(const std::string& name) {
  if (name == "analyze") return Call::analyze;
  if (name == "refactor") return Call::refactor;
  if (name == "redact") return Call::redact;
  if (name == "restore") return Call::restore;
  if (name == "prompt") return Call::prompt;
  if (name == "review") return Call::review;
  if (name == "gate") return Call::gate;
  if (name == "rules") return Call::rules;
  return std::nullopt;
}

// Reads every member that the request has: its shape has only those of its call.
void read_members(const Json& json, Request* request, Reader* reader) {
  if (string(json, "unit") == "utf16") request->unit = report::Unit::utf16;
  if (json.contains("workspace")) read_workspace(json["workspace"], &request->workspace, reader);
  if (json.contains("choices")) read_choices(json["choices"], &request->choices);
  if (json.contains("policy")) read_policy(json["policy"], request, reader);
  request->into = read_documents(json, "into", *reader);
  request->text = reader->part(json, "text");
  request->frame = reader->part(json, "frame");
  request->vault = read_vault(json, *reader);

  const assistant::Task task =
      assistant::parse_task(string(json, "task", "fix")).value_or(assistant::Task::fix);
  request->prompt.task = task;
  request->prompt.question = string(json, "question");
  if (json.contains("budget_tokens")) request->prompt.budget_tokens = json["budget_tokens"].get<size_t>();
  request->prompt.policy = request->policy;
  request->review.task = task;
  request->review.answer = reader->part(json, "answer");
  if (request->call == Call::review) request->review.vault = std::move(request->vault);
  if (json.contains("accept")) request->review.accept = values<size_t>(json, "accept");
}

}  // namespace

std::optional<Request> read_request(const Parts& parts, RequestError* error) {
  const auto refuse = [error](const char* code, const std::string& message) {
    *error = {code, message};
    return std::nullopt;
  };
  const Json json = parts.empty() ? Json() : Json::parse(parts[0].begin(), parts[0].end(), nullptr, false);
  if (!json.is_object()) return refuse("bad_request", "part 0 of the message must be a JSON object");
  if (json.find("api") == json.end() || json["api"] != 1) return refuse("unsupported_api", "`api` must be 1");
  const auto name = json.find("call");
  const std::string call = name != json.end() && name->is_string() ? name->get<std::string>() : "";
  const std::optional<Call> known = call_named(call);
  if (!known || !is_known_call(call)) return refuse("bad_request", "`call` must be " + known_calls());
  const std::string problem = check_shape(json, call, parts);
  if (!problem.empty()) return refuse("bad_request", problem);
  Request request;
  request.call = *known;
  Reader reader(parts, error);
  read_members(json, &request, &reader);
  if (reader.failed()) return std::nullopt;
  return request;
}

}  // namespace stackengine::protocol
