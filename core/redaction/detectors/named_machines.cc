// Machines and objects by words that stand beside them in what tools print: `Host: app1`, `Could not resolve
// host: app1`, a certificate's `CN=app1`, `dc=acme` of a directory, a pod's generated name.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/detectors/detectors.h"
#include "redaction/host_tokens.h"
#include "redaction/public_names.h"
#include "redaction/word_edges.h"
#include "redaction/word_list.h"
#include "text/ascii.h"

namespace stackengine::redaction {
namespace {

size_t name_end(std::string_view text, size_t at) {
  while (at < text.size() && is_name_byte(text[at])) ++at;
  return at;
}

// The name behind `words`, unless it is a word of every text.
void behind(std::string_view text, std::string_view words, SecretClass secret_class, Candidates* out) {
  for (size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const bool begins = is_alnum(words[0]) ? begins_word(text, at) : true;
    const size_t start = at + words.size();
    const size_t end = name_end(text, start);
    const std::string_view name = text.substr(start, end - start);
    if (!begins || name.size() < 4 || is_common_word(name) || top_level(name) == TopLevel::strong) continue;
    if (std::none_of(name.begin(), name.end(), is_alpha)) continue;
    add_name(text, make_span(start, end), secret_class, out);
  }
}

// Who signs for everybody: the first words of their organisations and certificates.
constexpr WordList kAuthorities(
    "\nactalis\namazon\nbaltimore\ncertum\ncloudflare\ncomodo\ndigicert\ndst\nentrust\ngandi\ngeotrust\n"
    "globalsign\ngodaddy\ngoogle\ngts\nidentrust\ninternet\nisrg\nlet's\nmicrosoft\nquovadis\n"
    "sectigo\nssl.com\nstarfield\nthawte\nusertrust\nzerossl\n");
static_assert(kAuthorities.is_sorted());

// The common name or the organisation of a certificate, up to the next attribute: a person, a company, a
// machine. `at`: of the name.
void of_certificate(std::string_view text, size_t at, Candidates* out) {
  size_t end = at;
  while (end < text.size() && end - at < 64 &&
         std::string_view("\n\r,;/\"'<>\\(){}$=").find(text[end]) == std::string_view::npos)
    ++end;
  if (end < text.size() && text[end] == '=') {  // of the next attribute: `CN=Jane O=Acme`
    while (end > at && text[end - 1] != ' ') --end;
  }
  while (end > at && is_space(text[end - 1])) --end;
  const std::string_view name = text.substr(at, end - at);
  if (name.size() < 4 || !is_alnum(name[0]) || is_common_word(name)) return;
  if (kAuthorities.contains(lower_case(name.substr(0, name.find(' '))))) return;
  if (name.find(' ') != std::string_view::npos) {
    out->push_back({make_span(at, end), SecretClass::user_name});
  } else {
    add_name(text, make_span(at, end), SecretClass::host, out);
  }
}

// `CN=app1`, `O = Acme Ltd`: attributes of distinguished names, behind a blank or what ends another one.
void certificates(std::string_view text, Candidates* out) {
  for (size_t at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1)) {
    size_t end = at;
    while (end > 0 && text[end - 1] == ' ') --end;
    const bool organisation = end > 0 && text[end - 1] == 'O';
    if (!organisation && (end < 2 || text.substr(end - 2, 2) != "CN")) continue;
    const size_t start = end - (organisation ? 1 : 2);
    const bool begins =
        start == 0 || std::string_view(" ,;/\"'(\n~^").find(text[start - 1]) != std::string_view::npos;
    size_t name = at + 1;
    while (name < text.size() && text[name] == ' ') ++name;
    if (begins) of_certificate(text, name, out);
  }
}

// What Kubernetes makes names of: no vowels, nothing that looks like another letter
// (k8s.io/apimachinery/pkg/util/rand).
bool is_generated(std::string_view part) {
  return part.find_first_not_of("bcdfghjklmnpqrstvwxz2456789") == std::string_view::npos;
}

// `checkout-7d9fc6b8b5-x2x4k`: a Deployment's pod. `at`: of the last dash.
void pod(std::string_view text, size_t at, Candidates* out) {
  constexpr size_t kLongest = 253;
  constexpr size_t kSuffix = 5;
  const size_t end = at + 1 + kSuffix;
  if (end > text.size() || !ends_word(text, end) || !is_generated(text.substr(at + 1, kSuffix))) return;
  size_t hash = at;
  while (hash > 0 && at - hash < 11 && is_alnum(text[hash - 1])) --hash;
  if (at - hash < 8 || at - hash > 10 || hash == 0 || text[hash - 1] != '-') return;
  const std::string_view replica_set = text.substr(hash, at - hash);
  if (!is_generated(replica_set) || std::none_of(replica_set.begin(), replica_set.end(), is_digit)) return;
  size_t start = hash - 1;
  while (start > 0 && at - start < kLongest && (is_alnum(text[start - 1]) || text[start - 1] == '-')) --start;
  while (start < hash && text[start] == '-') ++start;
  out->push_back({make_span(start, end), SecretClass::resource_name});
}

// ingress-nginx writes the upstream in brackets: `0.004 [payments-checkout-80] [] 10.0.0.1:8080`.
void upstream_of_ingress(std::string_view text, const access_log::Entry& entry, Candidates* out) {
  const std::string_view line = entry.span.in(text);
  const size_t quote = line.rfind('"');
  if (quote == std::string_view::npos) return;
  const size_t open = line.find(" [", quote);
  if (open == std::string_view::npos) return;
  const size_t start = entry.span.start + open + 2;
  const size_t end = name_end(text, start);
  const std::string_view name = text.substr(start, end - start);
  const bool made = end < text.size() && text[end] == ']' && name.find('-') != std::string_view::npos;
  if (made && !starts_with(name, "upstream-default"))
    out->push_back({make_span(start, end), SecretClass::resource_name});
}

}  // namespace

void find_named_machines(const Reading& reading, Candidates* out) {
  const std::string_view text = reading.text;
  const auto may_hold = [&](std::string_view words) { return reading.pairs.may_hold(words); };
  for (const std::string_view words : {"Host: ", ":authority: ", "resolve host: ", "* Connected to ",
                                       "connect to ", "connecting to ", "* Host ", "dc=", "DC="}) {
    if (may_hold(words)) behind(text, words, SecretClass::host, out);
  }
  if (may_hold("CN") || may_hold("O=") || may_hold("O ")) certificates(text, out);
  for (const std::string_view words : {"uid=", "cn=", "sAMAccountName=", "with user '"})
    if (may_hold(words)) behind(text, words, SecretClass::user_name, out);
  for (size_t at = text.find('-'); at != std::string_view::npos; at = text.find('-', at + 1))
    pod(text, at, out);
  for (const access_log::Entry& entry : reading.access) upstream_of_ingress(text, entry, out);
}

}  // namespace stackengine::redaction
