#include "analysis/file_names.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "nginx/config.h"
#include "nginx/fragment.h"

namespace stackengine {
namespace {

// The file in `nginx: [emerg] … in /etc/nginx/conf.d/app.conf:12` (ngx_conf_log_error). Empty without one.
std::string_view file_of_line(std::string_view line) {
  constexpr std::string_view kIn = " in /";
  const size_t last = line.find_last_not_of(" \t\r");
  const size_t in = line.rfind(kIn);
  if (in == std::string_view::npos || line.find('[') > in) return {};
  std::string_view place = line.substr(in + kIn.size() - 1, last + 1 - (in + kIn.size() - 1));
  const size_t colon = place.rfind(':');
  if (colon == std::string_view::npos || place.find("/..") != std::string_view::npos ||
      colon + 1 == place.size() || place.find(' ') < colon ||
      place.find_first_not_of("0123456789", colon + 1) != std::string_view::npos) {
    return {};
  }
  return place.substr(0, colon);
}

// The file that errors of `nginx -t` name; empty if they name none, or several.
std::string file_of_errors(const Sources& sources) {
  std::string_view found;
  for (const Source& source : sources) {
    if (source.kind != SourceKind::error_log) continue;
    const std::string_view text = source.text;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view file = file_of_line(text.substr(at, end - at));
      if (!file.empty() && !found.empty() && file != found) return "";
      if (!file.empty()) found = file;
      at = end + 1;
    }
  }
  return std::string(found);
}

bool is_unnamed(const Source& source) { return source.kind == SourceKind::nginx && source.name == "-"; }

}  // namespace

void name_files(Sources* sources) {
  for (size_t i = 0; i < sources->size(); ++i) {
    const ParsedSource& source = (*sources)[i];
    if (source.kind == SourceKind::kubernetes) sources->name(i, "manifest.yaml", false);
    if (!is_unnamed(source)) continue;
    const bool fragment = nginx::is_fragment(*source.config);
    std::string file(nginx::named_by_comment(source.text));
    if (file.empty() && std::count_if(sources->begin(), sources->end(), is_unnamed) == 1)
      file = file_of_errors(*sources);
    if (file.empty()) file = fragment ? "fragment.conf" : "nginx.conf";
    sources->name(i, std::move(file), fragment);
  }
}

}  // namespace stackengine
