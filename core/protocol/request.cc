#include "protocol/request.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

namespace stackengine::protocol {
namespace {

using Json = nlohmann::json;

// Reads members of a request and remembers the first thing that is wrong.
class Reader {
 public:
  Reader(const Parts& parts, RequestError* error) : parts_(parts), error_(error) {}

  bool failed() const { return !error_->message.empty(); }

  void fail(const std::string& message, const char* code = "bad_request") {
    if (!failed()) *error_ = {code, message};
  }

  // Whether `value` is an object that has no members but `allowed`.
  bool object(const Json& value, const std::string& where, std::initializer_list<const char*> allowed) {
    if (!value.is_object()) {
      fail(where + " must be an object");
      return false;
    }
    for (const auto& item : value.items()) {
      const auto known = [&](const char* name) { return item.key() == name; };
      if (std::any_of(allowed.begin(), allowed.end(), known)) continue;
      fail(where + " has an unknown member `" + item.key() + "`");
      return false;
    }
    return !failed();
  }

  const Json* member(const Json& object, const char* key) const {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
  }

  const Json* array(const Json& object, const char* key, const std::string& where) {
    const Json* value = member(object, key);
    if (value != nullptr && !value->is_array()) fail(where + "." + key + " must be an array");
    return failed() ? nullptr : value;
  }

  // Empty when it is absent and not required.
  std::string string(const Json& object, const char* key, const std::string& where, bool required) {
    const Json* value = member(object, key);
    if (value == nullptr) {
      if (required) fail(where + "." + key + " is missing");
      return "";
    }
    if (!value->is_string()) {
      fail(where + "." + key + " must be a string");
      return "";
    }
    return value->get<std::string>();
  }

  size_t index(const Json& object, const char* key, const std::string& where) {
    const Json* value = member(object, key);
    if (value == nullptr || !value->is_number_unsigned()) {
      fail(where + "." + key + " must be a number from 0 up");
      return 0;
    }
    return value->get<size_t>();
  }

  std::string part(const Json& object, const char* key, const std::string& where) {
    const size_t number = index(object, key, where);
    if (failed()) return "";
    if (number == 0 || number >= parts_.size()) {
      fail(where + "." + key + " names part " + std::to_string(number) + ", which the message does not have");
      return "";
    }
    return std::string(parts_[number]);
  }

 private:
  const Parts& parts_;
  RequestError* error_;
};

DocumentKind read_kind(const std::string& kind, const std::string& where, Reader* reader) {
  if (kind.empty() || kind == "auto") return DocumentKind::automatic;
  if (kind == "nginx") return DocumentKind::nginx;
  if (kind == "error_log") return DocumentKind::error_log;
  if (kind == "kubernetes") return DocumentKind::kubernetes;
  reader->fail(where + ".kind must be auto, nginx, error_log or kubernetes");
  return DocumentKind::automatic;
}

void read_documents(const Json& json, Workspace* workspace, Reader* reader) {
  const Json* documents = reader->array(json, "documents", "workspace");
  if (documents == nullptr || documents->empty()) {
    reader->fail("workspace.documents must have at least one document");
    return;
  }
  for (size_t i = 0; i < documents->size() && !reader->failed(); ++i) {
    const std::string where = "workspace.documents[" + std::to_string(i) + "]";
    const Json& item = (*documents)[i];
    if (!reader->object(item, where, {"name", "kind", "text"})) return;
    Document document;
    document.name = reader->string(item, "name", where, true);
    document.kind = read_kind(reader->string(item, "kind", where, false), where, reader);
    document.text = reader->part(item, "text", where);
    workspace->documents.push_back(std::move(document));
  }
}

void read_into(const Json& json, std::vector<Document>* into, Reader* reader) {
  const Json* documents = reader->array(json, "into", "request");
  if (documents == nullptr) return;
  for (size_t i = 0; i < documents->size() && !reader->failed(); ++i) {
    const std::string where = "into[" + std::to_string(i) + "]";
    if (!reader->object((*documents)[i], where, {"name", "text"})) return;
    into->push_back({reader->string((*documents)[i], "name", where, true),
                     reader->part((*documents)[i], "text", where), DocumentKind::automatic});
  }
}

void read_answers(const Json& json, Workspace* workspace, Reader* reader) {
  const Json* answers = reader->array(json, "backends", "workspace");
  if (answers == nullptr) return;
  for (size_t i = 0; i < answers->size() && !reader->failed(); ++i) {
    const std::string where = "workspace.backends[" + std::to_string(i) + "]";
    const Json& item = (*answers)[i];
    if (!reader->object(item, where, {"name", "protocols"})) return;
    BackendAnswer answer;
    answer.name = reader->string(item, "name", where, true);
    if (answer.name.empty()) reader->fail(where + ".name must not be empty");
    const Json* protocols = reader->array(item, "protocols", where);
    if (protocols == nullptr || protocols->empty()) {
      reader->fail(where + ".protocols must name at least one protocol");
      return;
    }
    for (const Json& name : *protocols) {
      const auto protocol = name.is_string() ? parse_protocol(name.get<std::string>()) : std::nullopt;
      if (!protocol) {
        reader->fail(where + ".protocols takes http1, http1-tls, h2c, h2-tls, grpc and grpc-tls");
        return;
      }
      answer.protocols.push_back(*protocol);
    }
    workspace->answers.push_back(std::move(answer));
  }
}

void read_workspace(const Json& request, Workspace* workspace, Reader* reader) {
  const Json* json = reader->member(request, "workspace");
  if (json == nullptr) {
    reader->fail("workspace is missing");
    return;
  }
  if (!reader->object(*json, "workspace", {"documents", "nginx", "backends"})) return;
  read_documents(*json, workspace, reader);
  if (const Json* nginx = reader->member(*json, "nginx")) {
    if (!reader->object(*nginx, "workspace.nginx", {"version"})) return;
    const std::string version = reader->string(*nginx, "version", "workspace.nginx", false);
    if (!version.empty()) {
      workspace->nginx.version = nginx::parse_version(version);
      if (!workspace->nginx.version) reader->fail("workspace.nginx.version must be like 1.25.3");
    }
  }
  read_answers(*json, workspace, reader);
}

void read_choices(const Json& request, Choices* choices, Reader* reader) {
  const Json* json = reader->member(request, "choices");
  if (json == nullptr || !reader->object(*json, "choices", {"unsafe", "profile", "chosen", "declined"}))
    return;
  if (const Json* unsafe = reader->member(*json, "unsafe")) {
    if (!unsafe->is_boolean()) reader->fail("choices.unsafe must be true or false");
    choices->unsafe = unsafe->is_boolean() && unsafe->get<bool>();
  }
  const std::string name = reader->string(*json, "profile", "choices", false);
  const auto profile = parse_profile(name.empty() ? "minimal" : name);
  if (!profile) reader->fail("choices.profile must be minimal, recommended or hardened");
  choices->profile = profile.value_or(Profile::minimal);
  if (const Json* chosen = reader->array(*json, "chosen", "choices")) {
    for (const Json& item : *chosen) {
      if (!reader->object(item, "choices.chosen[]", {"diagnostic", "fix"})) return;
      choices->chosen.push_back({reader->index(item, "diagnostic", "choices.chosen[]"),
                                 reader->index(item, "fix", "choices.chosen[]")});
    }
  }
  if (const Json* declined = reader->array(*json, "declined", "choices")) {
    for (const Json& item : *declined) {
      if (!item.is_number_unsigned()) {
        reader->fail("choices.declined must hold numbers from 0 up");
        return;
      }
      choices->declined.push_back(item.get<size_t>());
    }
  }
}

std::vector<std::string> read_strings(const Json& json, const char* key, Reader* reader) {
  std::vector<std::string> strings;
  if (const Json* list = reader->array(json, key, "policy")) {
    for (const Json& item : *list) {
      if (!item.is_string()) {
        reader->fail(std::string("policy.") + key + " must hold strings");
        break;
      }
      strings.push_back(item.get<std::string>());
    }
  }
  return strings;
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
  const Json* list = reader->array(json, key, "policy");
  if (list == nullptr) return places;
  const std::string where = std::string("policy.") + key + "[]";
  const std::vector<Document>& documents = request.workspace.documents;
  std::vector<std::unique_ptr<report::TextPositions>> texts(documents.size());
  for (const Json& item : *list) {
    if (!reader->object(item, where, {"document", "start", "end"})) break;
    redaction::ChosenPlace place;
    place.document = reader->index(item, "document", where);
    const size_t start = reader->index(item, "start", where);
    const size_t end = reader->index(item, "end", where);
    if (!reader->failed() && (place.document >= documents.size() || start > end))
      reader->fail(where + " names a document that is not there, or ends before it starts");
    if (reader->failed()) break;
    std::unique_ptr<report::TextPositions>& text = texts[place.document];
    if (!text) text = std::make_unique<report::TextPositions>(documents[place.document].text, request.unit);
    place.span = {byte_at(*text, start), byte_at(*text, end)};
    places.push_back(place);
  }
  return places;
}

void read_policy(const Json& json, Request* request, Reader* reader) {
  const Json* policy = reader->member(json, "policy");
  if (policy == nullptr ||
      !reader->object(*policy, "policy", {"key", "disabled", "words", "patterns", "allowed", "keep", "add"}))
    return;
  redaction::Policy& out = request->policy;
  out.key = reader->string(*policy, "key", "policy", false);
  for (const std::string& name : read_strings(*policy, "disabled", reader)) {
    const auto secret_class = redaction::parse_secret_class(name);
    if (!secret_class) {
      reader->fail("policy.disabled has an unknown class `" + name + "`");
      return;
    }
    out.disabled[static_cast<size_t>(*secret_class)] = true;
  }
  out.words = read_strings(*policy, "words", reader);
  out.patterns = read_strings(*policy, "patterns", reader);
  out.allowed = read_strings(*policy, "allowed", reader);
  out.keep = read_places(*policy, "keep", *request, reader);
  out.add = read_places(*policy, "add", *request, reader);
}

void read_vault(const Json& request, redaction::Vault* vault, Reader* reader) {
  const Json* entries = reader->array(request, "vault", "request");
  if (entries == nullptr) {
    reader->fail("vault is missing");
    return;
  }
  for (size_t i = 0; i < entries->size() && !reader->failed(); ++i) {
    const std::string where = "vault[" + std::to_string(i) + "]";
    const Json& item = (*entries)[i];
    if (!reader->object(item, where, {"placeholder", "class", "original", "prefixes"})) return;
    redaction::VaultEntry entry;
    entry.placeholder = reader->string(item, "placeholder", where, true);
    if (entry.placeholder.empty()) reader->fail(where + ".placeholder must not be empty");
    entry.original = reader->part(item, "original", where);
    const auto secret_class = redaction::parse_secret_class(reader->string(item, "class", where, true));
    if (!secret_class) reader->fail(where + ".class is none of the classes");
    entry.secret_class = secret_class.value_or(redaction::SecretClass::token);
    if (item.contains("prefixes")) {
      const Json* prefixes = reader->array(item, "prefixes", where);
      if (prefixes == nullptr) return;
      for (const Json& prefix : *prefixes) {
        const bool fits = prefix.is_number_unsigned() && prefix.get<unsigned>() <= 128;
        if (!fits) reader->fail(where + ".prefixes holds no prefix length");
        if (fits) entry.prefixes.push_back(prefix.get<uint8_t>());
      }
    }
    vault->entries.push_back(std::move(entry));
  }
}

assistant::Task read_task(const Json& request, bool required, Reader* reader) {
  const std::string name = reader->string(request, "task", "request", required);
  const auto task = assistant::parse_task(name.empty() && !required ? "fix" : name);
  if (!task) reader->fail("request.task must be explain, fix or question");
  return task.value_or(assistant::Task::fix);
}

void read_prompt(const Json& json, Request* request, Reader* reader) {
  assistant::PromptRequest& prompt = request->prompt;
  prompt.task = read_task(json, true, reader);
  prompt.question = reader->string(json, "question", "request", false);
  if (reader->member(json, "budget_tokens") != nullptr)
    prompt.budget_tokens = reader->index(json, "budget_tokens", "request");
  read_policy(json, request, reader);
  prompt.policy = request->policy;
}

void read_review(const Json& request, assistant::ReviewRequest* review, Reader* reader) {
  review->task = read_task(request, false, reader);
  review->answer = reader->part(request, "answer", "request");
  read_vault(request, &review->vault, reader);
  const Json* accept = reader->array(request, "accept", "request");
  if (accept == nullptr) return;
  review->accept.emplace();
  for (const Json& item : *accept) {
    if (!item.is_number_unsigned()) {
      reader->fail("request.accept must hold numbers from 0 up");
      return;
    }
    review->accept->push_back(item.get<size_t>());
  }
}

std::optional<Call> read_call(const std::string& name) {
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

}  // namespace

std::optional<Request> read_request(const Parts& parts, RequestError* error) {
  Reader reader(parts, error);
  const Json json = parts.empty() ? Json() : Json::parse(parts[0].begin(), parts[0].end(), nullptr, false);
  if (json.is_discarded() || !json.is_object()) {
    reader.fail("part 0 of the message must be a JSON object");
    return std::nullopt;
  }
  const Json* api = reader.member(json, "api");
  if (api == nullptr || *api != 1) {
    reader.fail("`api` must be 1", "unsupported_api");
    return std::nullopt;
  }
  const std::optional<Call> call = read_call(reader.string(json, "call", "request", true));
  if (!call) {
    reader.fail("`call` must be analyze, refactor, redact, restore, prompt, review, gate or rules");
    return std::nullopt;
  }
  Request request;
  request.call = *call;
  const std::string unit = reader.string(json, "unit", "request", false);
  if (unit == "utf16") {
    request.unit = report::Unit::utf16;
  } else if (!unit.empty() && unit != "utf8") {
    reader.fail("`unit` must be utf8 or utf16");
  }
  switch (*call) {
    case Call::analyze:
      if (reader.object(json, "request", {"api", "call", "unit", "workspace"}))
        read_workspace(json, &request.workspace, &reader);
      break;
    case Call::refactor:
      if (reader.object(json, "request", {"api", "call", "unit", "workspace", "choices", "into"})) {
        read_workspace(json, &request.workspace, &reader);
        read_into(json, &request.into, &reader);
        read_choices(json, &request.choices, &reader);
      }
      break;
    case Call::redact:
      if (reader.object(json, "request", {"api", "call", "unit", "workspace", "policy"})) {
        read_workspace(json, &request.workspace, &reader);
        read_policy(json, &request, &reader);
      }
      break;
    case Call::restore:
      if (reader.object(json, "request", {"api", "call", "unit", "text", "vault"})) {
        request.text = reader.part(json, "text", "request");
        read_vault(json, &request.vault, &reader);
      }
      break;
    case Call::prompt:
      if (reader.object(
              json, "request",
              {"api", "call", "unit", "workspace", "policy", "task", "question", "budget_tokens"})) {
        read_workspace(json, &request.workspace, &reader);
        read_prompt(json, &request, &reader);
      }
      break;
    case Call::review:
      if (reader.object(json, "request",
                        {"api", "call", "unit", "workspace", "vault", "answer", "task", "accept"})) {
        read_workspace(json, &request.workspace, &reader);
        read_review(json, &request.review, &reader);
      }
      break;
    case Call::gate:
      if (reader.object(json, "request", {"api", "call", "unit", "text", "frame", "vault"})) {
        request.text = reader.part(json, "text", "request");
        if (reader.member(json, "frame") != nullptr) request.frame = reader.part(json, "frame", "request");
        read_vault(json, &request.vault, &reader);
      }
      break;
    case Call::rules:
      reader.object(json, "request", {"api", "call"});
      break;
  }
  if (reader.failed()) return std::nullopt;
  return request;
}

}  // namespace stackengine::protocol
