#include "nginx/missing_semicolon.h"

#include <algorithm>
#include <iterator>

#include "nginx/directive_table.h"

namespace stackengine::nginx {
namespace {

// Directives that take any words in any number, so that nginx accepts a swallowed line (ngx_conf_file.c
// checks only the number).
constexpr std::string_view kAnyWords[] = {
    "addition_types", "ancient_browser",   "charset_types",  "fastcgi_cache_bypass", "fastcgi_no_cache",
    "gzip_disable",   "gzip_types",        "index",          "log_format",           "proxy_cache_bypass",
    "proxy_no_cache", "scgi_cache_bypass", "scgi_no_cache",  "server_name",          "ssi_types",
    "try_files",      "sub_filter_types",  "uwsgi_no_cache", "uwsgi_cache_bypass",   "valid_referers",
    "xslt_types",
};

bool takes_any_words(std::string_view name) {
  return std::find(std::begin(kAnyWords), std::end(kAnyWords), name) != std::end(kAnyWords);
}

// Directives whose name is also a parameter that may stand on a line of its own in a directive without a
// maximum of arguments (`listen 443` … `ssl http2;`, `access_log …` … `gzip`, `proxy_next_upstream error` …
// `timeout`): no sign of a new directive there.
constexpr std::string_view kAlsoParameters[] = {"gzip", "http2", "proxy_protocol", "quic", "ssl", "timeout"};

bool is_also_parameter(std::string_view name) {
  return std::find(std::begin(kAlsoParameters), std::end(kAlsoParameters), name) != std::end(kAlsoParameters);
}

enum class Ending { semicolon, brace, unknown };

// Whether some row of `name` in one of `contexts` takes `arguments` arguments and ends like that.
bool fits(std::string_view name, uint32_t contexts, uint32_t arguments, Ending ending) {
  const auto count = static_cast<int64_t>(arguments);
  for (const DirectiveRow& row : find_directive(name)) {
    if ((row.contexts & contexts) == 0) continue;
    if (ending != Ending::unknown && row.block != (ending == Ending::brace)) continue;
    if (row.min_arguments >= 0 && count < row.min_arguments) continue;
    if (row.max_arguments >= 0 && count > row.max_arguments) continue;
    return true;
  }
  return false;
}

bool has_no_maximum(std::string_view name, uint32_t contexts) {
  for (const DirectiveRow& row : find_directive(name)) {
    if ((row.contexts & contexts) != 0 && row.max_arguments < 0) return true;
  }
  return false;
}

}  // namespace

std::vector<uint32_t> find_missing_semicolons(const StatementWords& statement, std::string_view parent,
                                              bool block) {
  std::vector<uint32_t> starts;
  const uint32_t contexts = parent.empty() ? kFragmentContexts : body_contexts(parent);
  if (contexts == 0) return starts;  // a data body, or a block that nginx itself does not have

  const auto word = [&](uint32_t i) { return statement.words[i].span.in(statement.text); };
  const std::string_view name = word(statement.first);
  const Ending ending = block ? Ending::brace : Ending::semicolon;
  const bool accepted = fits(name, contexts, statement.last - statement.first - 1, ending);
  if (accepted && (takes_any_words(name) || !has_no_maximum(name, contexts))) return starts;

  std::vector<uint32_t> candidates;
  for (uint32_t i = statement.first + 1; i < statement.last; ++i) {
    const bool begins_line = statement.starts_line[i] && statement.words[i].quote == 0;
    if (begins_line && may_stand_in(word(i), parent) && !(accepted && is_also_parameter(word(i)))) {
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
    if (before_complete && fits(word(here), contexts, end - here - 1, last ? ending : Ending::semicolon)) {
      starts.push_back(here);
      first = here;
    }
  }
  return starts;
}

}  // namespace stackengine::nginx
