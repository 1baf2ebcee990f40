#include "report/vault_json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "text/utf8.h"

namespace stackengine::report {
namespace {

using Json = nlohmann::ordered_json;

// Reads the original of one entry; false if it is missing or malformed.
bool read_original(const Json& item, std::string* original) {
  const auto text = item.find("original");
  if (text != item.end() && text->is_string()) {
    *original = text->get<std::string>();
    return true;
  }
  const auto bytes = item.find("original_bytes");
  if (bytes == item.end() || !bytes->is_array()) return false;
  for (const Json& byte : *bytes) {
    if (!byte.is_number_unsigned() || byte.get<unsigned>() > 255) return false;
    *original += static_cast<char>(byte.get<unsigned>());
  }
  return true;
}

// Keeps the default for anything that an older version did not write or a later version writes differently.
void read_class_and_prefixes(const Json& item, redaction::VaultEntry* entry) {
  const auto name = item.find("class");
  if (name != item.end() && name->is_string()) {
    if (const auto known = redaction::parse_secret_class(name->get<std::string>()))
      entry->secret_class = *known;
  }
  const auto prefixes = item.find("prefixes");
  if (prefixes == item.end() || !prefixes->is_array()) return;
  for (const Json& prefix : *prefixes) {
    if (prefix.is_number_unsigned() && prefix.get<unsigned>() <= 128)
      entry->prefixes.push_back(prefix.get<uint8_t>());
  }
}

}  // namespace

std::string vault_to_json(const redaction::Vault& vault) {
  Json entries = Json::array();
  for (const redaction::VaultEntry& entry : vault.entries) {
    Json item = {{"placeholder", entry.placeholder}, {"class", redaction::to_string(entry.secret_class)}};
    if (is_valid_utf8(entry.original)) {
      item["original"] = entry.original;
    } else {
      Json bytes = Json::array();
      for (const char c : entry.original) bytes.push_back(static_cast<unsigned char>(c));
      item["original_bytes"] = std::move(bytes);
    }
    if (!entry.prefixes.empty()) item["prefixes"] = entry.prefixes;
    entries.push_back(std::move(item));
  }
  return Json({{"stackengine_vault", 1}, {"entries", std::move(entries)}}).dump(2) + "\n";
}

std::optional<redaction::Vault> vault_from_json(const std::string& text, std::string* error) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object() || json.value("stackengine_vault", Json()) != 1 ||
      !json.contains("entries") || !json["entries"].is_array()) {
    *error = "not a vault file of version 1";
    return std::nullopt;
  }
  redaction::Vault vault;
  for (const Json& item : json["entries"]) {
    redaction::VaultEntry entry;
    const bool named = item.is_object() && item.contains("placeholder") && item["placeholder"].is_string();
    if (named) entry.placeholder = item["placeholder"].get<std::string>();
    if (entry.placeholder.empty() || !read_original(item, &entry.original)) {
      *error = "entry " + std::to_string(vault.entries.size() + 1) + " has no placeholder or no original";
      return std::nullopt;
    }
    read_class_and_prefixes(item, &entry);
    vault.entries.push_back(std::move(entry));
  }
  return vault;
}

}  // namespace stackengine::report
