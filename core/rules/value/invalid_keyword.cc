#include "rules/value/invalid_keyword.h"

#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/spelling.h"
#include "nginx/value_syntax.h"
#include "rules/directive/fault.h"
#include "rules/upstream/proxy_http_version_2.h"
#include "rules/value/refused.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a value that is not in the directive's list, such as `proxy_http_version 1.2`.

## Why is this bad
nginx refuses the configuration as a whole: `invalid value`. Names of HTTP/2 in `proxy_http_version` are left to proxy-http-version-2.

## Example
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 1.2;
}
```
Use instead:
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 1.1;
}
```

## Fix safety
Unsafe where a word of the list is one letter away: that it was meant is likely, not certain. Else there is no fix.

## References
- ngx_conf_file.c, ngx_conf_set_enum_slot() and ngx_conf_set_bitmask_slot()
- directives_measured.json; CHANGES 1.29.4
)";

// The words as a list for people.
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

// The one word of the list that is a letter away.
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
      diagnostic.message = quoted(setting.row.name) + " does not take " + quoted(value);
      diagnostic.why = "nginx compares it with a fixed list of words and refuses any other";
      diagnostic.help = "it takes " + in_words(setting.row.words);
      diagnostic.nginx_message = "invalid value " + in_quotes(value);
      const std::string near = nearest(value, setting.row.words);
      if (!near.empty())
        diagnostic.fixes.push_back(rewrite(setting, i, near, quoted(near) + " is what was meant"));
      diagnostics->add(std::move(diagnostic));
    }
  });
}

}  // namespace

const Rule kInvalidKeyword = {"invalid-keyword", "value",
                              Severity::error,   "a word that is none of those which the directive takes",
                              kDocumentation,    check};

}  // namespace stackengine::rules
