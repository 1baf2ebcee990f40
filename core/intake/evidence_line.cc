#include "intake/evidence_line.h"

#include "intake/line_text.h"

namespace stackengine::intake {
namespace {

// curl's `* ` lines (curl source: lib/connect.c, lib/vtls, lib/http.c, lib/http2.c), that may begin a
// paste.
constexpr std::string_view kCurlInfo[] = {"* Trying ",
                                          "*   Trying ",
                                          "* Connected to ",
                                          "* Host ",
                                          "* Could not resolve",
                                          "* connect to ",
                                          "* Rebuilt URL",
                                          "* ALPN",
                                          "* TLSv1",
                                          "* SSL ",
                                          "* using HTTP",
                                          "* Using HTTP",
                                          "* [HTTP/2]",
                                          "* Received HTTP/0.9",
                                          "* Empty reply",
                                          "* Closing connection",
                                          "* Connection #",
                                          "* Mark bundle",
                                          "* Recv failure",
                                          "* Request completely",
                                          "* schannel",
                                          "* HTTP 1.0",
                                          "* upload completely",
                                          "* We are completely",
                                          "* IPv4: ",
                                          "* IPv6: ",
                                          "* Immediate connect fail"};

bool is_token(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  for (char c : text) {
    if (!is_alpha(c) && !is_digit(c) && c != '-' && c != '_' && c != ':') return false;
  }
  return true;
}

bool is_status_line(std::string_view line) {
  if (!starts_with(line, "HTTP/") || ends_like_directive(line)) return false;
  const size_t blank = line.find(' ');
  return blank <= 8 && has_shape(line.substr(blank + 1), "000") &&
         (line.size() == blank + 4 || line[blank + 4] == ' ');
}

bool is_header(std::string_view line) {
  const size_t colon = line.find(':', 1);
  return colon != std::string_view::npos && is_token(line.substr(0, colon)) && line.back() != ';' &&
         line.back() != '{';
}

bool is_request_line(std::string_view line) {
  return line.size() > 3 && is_upper(line[0]) && line.rfind(" HTTP/") != std::string_view::npos;
}

bool is_curl(std::string_view line, LineKind before) {
  const bool below = before == LineKind::curl;
  if (starts_with(line, "curl: (") && skip_digits(line, 7) > 7) return true;
  if (is_status_line(line)) return true;
  if (starts_with(line, "< ")) return below || is_status_line(line.substr(2));
  if (starts_with(line, "> ")) return below || is_request_line(line.substr(2));
  if (line == ">" || line == "<") return below;
  if (starts_with(line, "* ")) {
    if (below) return true;
    for (std::string_view info : kCurlInfo) {
      if (starts_with(line, info)) return true;
    }
    return false;
  }
  if ((starts_with(line, "{ [") || starts_with(line, "} [")) && ends_with(line, " bytes data]")) return true;
  if (starts_with(line, "% Total ") || starts_with(line, "Dload ") ||
      line.find("--:--:--") != std::string_view::npos) {
    return starts_with(line, "% Total") || below;
  }
  return below && is_header(line);
}

bool is_version(std::string_view line, LineKind before) {
  if (starts_with(line, "nginx version: ")) return true;
  if (starts_with(line, "configure arguments: "))
    return line.find("--") != std::string_view::npos || line.size() < 24;
  return before == LineKind::nginx_version &&
         (starts_with(line, "--") || starts_with(line, "built by ") || starts_with(line, "built with ") ||
          starts_with(line, "TLS SNI support"));
}

}  // namespace

LineKind kind_of_output(std::string_view line, LineKind before) {
  line = trim(line);
  if (line.empty()) return LineKind::unknown;
  if (is_version(line, before)) return LineKind::nginx_version;
  if (is_curl(line, before)) return LineKind::curl;
  return LineKind::unknown;
}

std::string_view dumped_file(std::string_view line) {
  constexpr std::string_view kHead = "# configuration file ";
  if (!starts_with(line, kHead)) return {};
  line.remove_prefix(kHead.size());
  if (ends_with(line, "\r")) line.remove_suffix(1);
  if (line.size() < 2 || line.back() != ':') return {};
  line.remove_suffix(1);
  // nginx prints full names. On Windows they may begin with the drive, or be relative to nginx's folder.
  return line.find('/') != std::string_view::npos || line.find('\\') != std::string_view::npos
             ? line
             : std::string_view();
}

bool is_good_verdict(std::string_view line) {
  line = trim(line);
  return starts_with(line, "nginx: ") && line.find("configuration file ") != std::string_view::npos &&
         (ends_with(line, " syntax is ok") || ends_with(line, " test is successful"));
}

}  // namespace stackengine::intake
