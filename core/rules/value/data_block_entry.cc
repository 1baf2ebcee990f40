#include <string>
#include <unordered_map>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

using Id = nginx::DirectiveId;

constexpr nginx::Version kGeoVolatile = {1, 29, 3};

// One entry of a data block.
struct Entry {
  const Setting& block;
  Id id;

  uint32_t words() const { return block.config().directive(id).word_count; }
  std::string word(uint32_t i) const {
    const nginx::SyntaxTree& tree = block.config().tree();
    return tree.value(tree.words[tree.directives[id].first_word + i], block.config().text());
  }
  Span span(uint32_t i) const {
    const nginx::SyntaxTree& tree = block.config().tree();
    return tree.words[tree.directives[id].first_word + i].span;
  }
};

Diagnostic mistake(const Entry& entry, Span span, std::string message, std::string nginx_message) {
  Diagnostic diagnostic;
  diagnostic.rule = kDataBlockEntry.id;
  diagnostic.severity = Severity::error;
  diagnostic.place = {entry.block.file.source, span};
  diagnostic.message = std::move(message);
  diagnostic.nginx_message = std::move(nginx_message);
  return diagnostic;
}

// Whether nginx accepts an entry of that many words (measured with nginx 1.22.1, which accepts any number in
// `types` and `split_clients`).
bool has_right_count(const Entry& entry, std::string_view kind, const Subject& subject) {
  if (kind == "types" || kind == "split_clients" || entry.words() == 2) return true;
  if (entry.words() != 1) return false;
  const std::string word = entry.word(0);
  if (kind == "map") return word == "hostnames" || word == "volatile";
  if (kind != "geo") return false;
  const bool old = subject.nginx().version && *subject.nginx().version < kGeoVolatile;
  return word == "ranges" || word == "proxy_recursive" || (word == "volatile" && !old);
}

void report_count(const Entry& entry, std::string_view kind, DiagnosticList* diagnostics) {
  if (!diagnostics->admit()) return;
  const std::string said = kind == "charset_map"
                               ? "invalid parameters number"
                               : "invalid number of the " + std::string(kind) + " parameters";
  Diagnostic diagnostic = mistake(entry, header_of(entry.block.config(), entry.id),
                                  "an entry of `" + std::string(kind) + "` has two words, but this one has " +
                                      std::to_string(entry.words()),
                                  said);
  diagnostic.why = "each entry is a key and a value, and ends with `;`";
  diagnostic.help =
      entry.words() == 1 ? "add the value" : "quote a value that contains spaces, or look for a missing `;`";
  if (kind == "geo" && entry.words() == 1 && entry.word(0) == "volatile")
    diagnostic.help =
        "`volatile` in `geo` needs nginx " + nginx::to_string(kGeoVolatile) + ": upgrade, or remove it";
  diagnostics->add(std::move(diagnostic));
}

// The key as ngx_hash_add_key compares it. Empty for regular expressions, which it does not compare, and for
// host names with wildcards, which have a table of their own.
std::string map_key(const Entry& entry) {
  std::string key = entry.word(0);
  if (key == "default") return key;
  if (key == "include" || key.find('*') != std::string::npos) return {};
  if (!key.empty() && (key[0] == '~' || key[0] == '.')) return {};
  if (!key.empty() && key[0] == '\\') key.erase(0, 1);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return ' ' + key;  // `DEFAULT` is an ordinary key
}

void check_map_key(const Entry& entry, std::unordered_map<std::string, Id>* first,
                   DiagnosticList* diagnostics) {
  const std::string key = map_key(entry);
  if (key.empty()) return;
  const auto [known, fresh] = first->try_emplace(key, entry.id);
  if (fresh || !diagnostics->admit()) return;
  const bool is_default = key == "default";
  Diagnostic diagnostic = mistake(
      entry, entry.span(0), quoted(entry.word(0)) + " appears twice in this `map`",
      is_default ? "duplicate default map parameter" : "conflicting parameter " + in_quotes(key.substr(1)));
  diagnostic.why = "nginx cannot tell which value is meant; it does not distinguish upper and lower case";
  diagnostic.help = "keep the right one";
  diagnostic.related.push_back(
      {{entry.block.file.source, header_of(entry.block.config(), known->second)}, "the first one"});
  diagnostics->add(std::move(diagnostic));
}

// Hundredths of a percent, as ngx_atofp(..., 2) reads them; 0 for a share that nginx cannot read or of 0%.
// Longer numbers stop at a value above 100%.
uint32_t share_of(std::string_view word) {
  if (word.empty() || word.back() != '%') return 0;
  word.remove_suffix(1);
  uint32_t share = 0;
  int decimals = 2;
  bool point = false;
  for (const char c : word) {
    if (decimals == 0) return 0;
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return 0;
    if (share <= 10000) share = share * 10 + static_cast<uint32_t>(c - '0');
    if (point) --decimals;
  }
  while (decimals-- > 0 && share <= 10000) share *= 10;
  return share;
}

// `sum`: of the entries before it; above 10000 when that was reported.
void check_share(const Entry& entry, uint32_t* sum, DiagnosticList* diagnostics) {
  const std::string word = entry.word(0);
  const uint32_t share = share_of(word);
  if (word != "*" && share == 0) {
    if (!diagnostics->admit()) return;
    Diagnostic diagnostic =
        mistake(entry, entry.span(0), quoted(word) + " is not a valid share of the clients",
                "invalid percent value " + in_quotes(word));
    diagnostic.why =
        "nginx accepts a number above 0 with at most two decimals and a `%`, or `*` for the rest";
    diagnostic.help = "write it like `12.5%`";
    diagnostics->add(std::move(diagnostic));
    return;
  }
  if (*sum > 10000) return;
  // `*` takes the rest, so no share remains after it.
  *sum = word == "*" ? 10000 : *sum + share;
  if (*sum <= 10000 || !diagnostics->admit()) return;
  Diagnostic diagnostic = mistake(entry, entry.span(0), "with this entry, the shares exceed 100%",
                                  "percent total is greater than 100%");
  diagnostic.why = "the shares of `split_clients` are parts of all clients; `*` takes the rest";
  diagnostic.help = "lower one of the shares, and put `*` last";
  diagnostics->add(std::move(diagnostic));
}

bool is_byte(std::string_view word) {
  if (word.empty() || word.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
    return false;
  const size_t digit = word.find_first_not_of('0');
  return digit == std::string_view::npos || word.size() - digit <= 2;
}

void check_bytes(const Entry& entry, DiagnosticList* diagnostics) {
  // A UTF-8 character has several bytes, which nginx reads differently.
  const uint32_t count = nginx::equal_folded(entry.block.argument(1), "utf-8") ? 1 : 2;
  for (uint32_t i = 0; i < count; ++i) {
    const std::string word = entry.word(i);
    if (is_byte(word)) continue;
    if (!diagnostics->admit()) return;
    Diagnostic diagnostic = mistake(entry, entry.span(i), quoted(word) + " is not a hexadecimal byte",
                                    "invalid value " + in_quotes(word));
    diagnostic.why = "a `charset_map` pairs the codes of two charsets, `00` to `FF`";
    diagnostic.help = "write two hexadecimal digits";
    diagnostics->add(std::move(diagnostic));
    return;  // nginx stops there
  }
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& block) {
    const std::string_view kind = block.row.name;
    const nginx::Config& config = block.config();
    if (!nginx::has_data_body(kind) || kind == "types" || !config.tree().is_block(block.id) ||
        !config.directive(block.id).closed)
      return;
    std::unordered_map<std::string, Id> first;
    uint32_t sum = 0;
    const Id end = config.directive(block.id).subtree_end;
    for (Id id = block.id + 1; id < end; id = config.directive(id).subtree_end) {
      // Other terminators are punctuation mistakes, which have their own rules.
      if (config.directive(id).terminator != nginx::Terminator::semicolon) continue;
      const Entry entry{block, id};
      if (!has_right_count(entry, kind, subject)) {
        report_count(entry, kind, diagnostics);
      } else if (kind == "map" && entry.words() == 2) {
        check_map_key(entry, &first, diagnostics);
      } else if (kind == "split_clients") {
        check_share(entry, &sum, diagnostics);
      } else if (kind == "charset_map") {
        check_bytes(entry, diagnostics);
      }
    }
  });
}

}  // namespace

const Rule kDataBlockEntry = {"data-block-entry", Severity::error,
                              "an entry of `map`, `geo` and the like that nginx cannot read", check};

}  // namespace stackengine::rules
