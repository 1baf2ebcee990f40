// Finds missing `;`.
#include <algorithm>
#include <iterator>

#include "nginx/directive_table.h"
#include "nginx/statement_words.h"

namespace stackengine::nginx {
namespace {

// Directives that accept any number of any words, so that nginx accepts the next line as arguments
// (ngx_conf_file.c checks only the number).
constexpr std::string_view kAnyWords[] = {
    "addition_types",   "ancient_browser",    "charset_types",      "fastcgi_cache_bypass",
    "fastcgi_no_cache", "gzip_disable",       "gzip_types",         "index",
    "log_format",       "proxy_cache_bypass", "proxy_no_cache",     "scgi_cache_bypass",
    "scgi_no_cache",    "server_name",        "ssi_types",          "try_files",
    "sub_filter_types", "uwsgi_no_cache",     "uwsgi_cache_bypass", "valid_referers",
    "xslt_types",       "imap_capabilities",  "pop3_capabilities",  "smtp_capabilities",
};

bool takes_any_words(std::string_view name) {
  return std::find(std::begin(kAnyWords), std::end(kAnyWords), name) != std::end(kAnyWords);
}

// Directives whose name is also a parameter of a directive without a maximum of arguments, where it may be on
// its own line (`listen 443` … `ssl http2;`, `access_log …` … `gzip`, `proxy_next_upstream error` …
// `timeout`). There it is no sign of a new directive.
constexpr std::string_view kAlsoParameters[] = {"gzip", "http2", "proxy_protocol", "quic", "ssl", "timeout"};

bool is_also_parameter(std::string_view name) {
  return std::find(std::begin(kAlsoParameters), std::end(kAlsoParameters), name) != std::end(kAlsoParameters);
}

bool has_no_maximum(std::string_view name, uint32_t contexts) {
  for (const DirectiveRow& row : find_directive(name)) {
    if ((row.contexts & contexts) != 0 && row.max_arguments < 0) return true;
  }
  return false;
}

// An entry of `types` begins with a media type. An entry of the others is a key and a value
// (ngx_http_map_module.c and the like), or one of a few single words.
bool begins_entry(std::string_view parent, std::string_view word) {
  return parent != "types" || word.find('/') != std::string_view::npos;
}

bool is_entry(std::string_view parent, std::string_view first, uint32_t words) {
  if (parent == "types") return words >= 2;
  if (words == 1)
    return first == "hostnames" || first == "volatile" || first == "ranges" || first == "proxy_recursive";
  return words == 2;
}

// The same for a data block: a line that is a complete entry, after another one.
std::vector<uint32_t> data_entries(const StatementWords& statement) {
  std::vector<uint32_t> starts;
  if (statement.parent != "types" &&
      is_entry(statement.parent, statement.word(statement.first), statement.last - statement.first)) {
    return starts;
  }
  uint32_t first = statement.first;
  for (uint32_t i = statement.first + 1; i < statement.last; ++i) {
    if (!statement.starts_line[i] || !begins_entry(statement.parent, statement.word(i))) continue;
    if (!is_entry(statement.parent, statement.word(first), i - first)) continue;
    starts.push_back(i);
    first = i;
  }
  return starts;
}

}  // namespace

std::vector<uint32_t> find_missing_semicolons(const StatementWords& statement) {
  if (has_data_body(statement.parent)) return data_entries(statement);
  std::vector<uint32_t> starts;
  const uint32_t contexts = statement.contexts;
  if (contexts == 0) return starts;  // a block that nginx does not have

  const auto word = [&](uint32_t i) { return statement.word(i); };
  const std::string_view name = word(statement.first);
  const bool accepted = fits(name, contexts, statement.last - statement.first - 1, statement.ending);
  if (accepted && (takes_any_words(name) || !has_no_maximum(name, contexts))) return starts;

  std::vector<uint32_t> candidates;
  for (uint32_t i = statement.first + 1; i < statement.last; ++i) {
    const bool begins_line = statement.starts_line[i] && statement.words[i].quote == 0;
    if (begins_line && may_stand_in(word(i), contexts) && !(accepted && is_also_parameter(word(i)))) {
      candidates.push_back(i);
    }
  }
  uint32_t first = statement.first;
  for (size_t c = 0; c < candidates.size(); ++c) {
    const uint32_t here = candidates[c];
    const bool last = c + 1 == candidates.size();
    const uint32_t end = last ? statement.last : candidates[c + 1];
    const std::string_view before = word(first);
    const bool before_complete =
        find_directive(before).empty() || fits(before, contexts, here - first - 1, Ending::semicolon);
    if (before_complete &&
        fits(word(here), contexts, end - here - 1, last ? statement.ending : Ending::semicolon)) {
      starts.push_back(here);
      first = here;
    }
  }
  return starts;
}

}  // namespace stackengine::nginx
