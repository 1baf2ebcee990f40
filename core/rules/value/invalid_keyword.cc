#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/spelling.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "rules/upstream/proxy_http_version_2.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

// The words as a readable list.
std::string in_words(std::string_view words) {
  std::string list;
  while (!words.empty()) {
    const size_t bar = words.find('|');
    if (!list.empty()) list += bar == std::string_view::npos ? " or " : ", ";
    list += quoted(words.substr(0, bar));
    if (bar == std::string_view::npos) break;
    words.remove_prefix(bar + 1);
  }
  return list;
}

// The word of the list that is one letter away, if there is only one.
std::string nearest(std::string_view value, std::string_view words) {
  std::string found;
  while (value.size() > 2 && !words.empty()) {
    const size_t bar = words.find('|');
    const std::string_view word = words.substr(0, bar);
    if (word.size() > 2 && nginx::edit_distance(value, word, 1) <= 1) {
      if (!found.empty()) return {};
      found = word;
    }
    if (bar == std::string_view::npos) break;
    words.remove_prefix(bar + 1);
  }
  return found;
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  for_each_setting(subject, [&](const Setting& setting) {
    if (setting.row.type != nginx::ValueType::enumeration) return;
    for (uint32_t i = 0; i < setting.count(); ++i) {
      const std::string value = setting.argument(i);
      // proxy-http-version-2 knows what the backend speaks.
      if (setting.row.name == "proxy_http_version" && means_http2(value)) continue;
      if (has_variable(value) || nginx::is_one_of(value, setting.row.words)) continue;
      if (!diagnostics->admit()) return;
      Diagnostic diagnostic = refused(kInvalidKeyword.id, setting, i);
      diagnostic.message = quoted(setting.row.name) + " does not accept " + quoted(value);
      diagnostic.why = "nginx accepts only a fixed list of words here";
      diagnostic.help = "use " + in_words(setting.row.words);
      diagnostic.nginx_message = "invalid value " + in_quotes(value);
      const std::string near = nearest(value, setting.row.words);
      if (!near.empty())
        diagnostic.fixes.push_back(rewrite(setting, i, near, quoted(near) + " is what was meant"));
      diagnostics->add(std::move(diagnostic));
    }
  });
}

}  // namespace

const Rule kInvalidKeyword = {"invalid-keyword", Severity::error, "a word that the directive does not accept",
                              check};

}  // namespace stackengine::rules
