#include "error_log/upstream_field.h"

#include "error_log/scan.h"
#include "text/ascii.h"

namespace stackengine::error_log {
namespace {

constexpr size_t kMaxScheme = 16;  // nginx's longest is `memcached`

}  // namespace

UpstreamField read_upstream_field(std::string_view text, Span value) {
  UpstreamField field;
  field.span = value;
  std::string_view rest = value.in(text);

  const size_t scheme = rest.substr(0, kMaxScheme + 3).find("://");
  if (scheme != std::string_view::npos) {
    field.scheme = lower_case(rest.substr(0, scheme));
    rest.remove_prefix(scheme + 3);
  }

  // A socket's path holds slashes, so nginx writes a colon between it and the URI:
  // `http://unix:/run/app.sock:/uri`.
  constexpr std::string_view kUnix = "unix:";
  const size_t end = starts_with(rest, kUnix) ? rest.find(':', kUnix.size()) : rest.find_first_of("/?");
  field.address = std::string(rest.substr(0, end));
  if (end != std::string_view::npos) {
    rest.remove_prefix(end);
    if (rest.front() == ':') rest.remove_prefix(1);
    field.has_path = !rest.empty();
  }
  return field;
}

}  // namespace stackengine::error_log
