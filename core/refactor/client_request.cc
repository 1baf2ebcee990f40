#include "refactor/client_request.h"

#include <algorithm>

#include "access_log/access_log.h"
#include "curl/curl.h"
#include "intake/line_text.h"
#include "text/ascii.h"

namespace stackengine {
namespace {

constexpr size_t kMaxTold = 64;
constexpr size_t kMaxCommand = 4096;

// `POST /v1/x HTTP/2.0`, as logs and `curl -v` write it.
bool read_request_line(std::string_view line, ClientRequest* request) {
  const size_t blank = line.find(' ');
  const size_t version = line.rfind(" HTTP/");
  if (blank == std::string_view::npos || version == std::string_view::npos || version <= blank) return false;
  const std::string_view path = line.substr(blank + 1, version - blank - 1);
  if (path.empty() || path[0] != '/' || path.find(' ') != std::string_view::npos) return false;
  request->method = std::string(line.substr(0, blank));
  request->path = std::string(path);
  request->version = line.substr(version + 6, 1) == "2" ? HttpVersion::http2 : HttpVersion::http1;
  return true;
}

// `api.example.com:8443`
void set_host(std::string_view authority, ClientRequest* request) {
  const size_t colon = authority.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
  request->host = std::string(authority.substr(0, has_port ? colon : std::string_view::npos));
  request->port = has_port ? std::string(authority.substr(colon + 1)) : std::string();
}

// The words of a command with quotes resolved; other shell syntax is left unchanged.
std::vector<std::string> shell_words(std::string_view line) {
  std::vector<std::string> words;
  bool open = false;
  char quote = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\r')) {
      open = false;
      continue;
    }
    if (quote == 0 && (c == '|' || c == ';' || c == '>' || c == '&') && !open) break;
    if (!open) words.emplace_back();
    open = true;
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < line.size()) {
      words.back() += line[++i];
    } else {
      words.back() += c;
    }
  }
  return words;
}

void read_url(std::string_view url, ClientRequest* request) {
  const size_t scheme = url.find("://");
  const bool tls = url.substr(0, 6) == "https:";
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const size_t end = url.find_first_of("/?#");
  std::string_view authority = url.substr(0, end);
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  set_host(authority, request);
  if (request->port.empty() && tls) request->port = "443";
  if (end == std::string_view::npos) return;
  const std::string_view path = url.substr(end, url.find('#') - end);
  request->path = (path.substr(0, 1) == "/" ? "" : "/") + std::string(path);
}

// Short options of curl that take a value, and long ones that take one or define the request.
constexpr std::string_view kWithValue = "AbcCDeEFhHKmoPQrTtuUwxXyYzd";
constexpr std::string_view kLongWithValue =
    " --resolve --connect-to --max-time --connect-timeout --output --cacert --cert --key --user --write-out --unix-socket --retry --proxy --cookie --user-agent --referer --interface --ciphers --form ";

class CurlCommand {
 public:
  explicit CurlCommand(ClientRequest* request) : request_(request) {}

  bool read(const std::vector<std::string>& words) {
    for (at_ = 1; at_ < words.size(); ++at_) {
      const std::string& word = words[at_];
      if (word.size() < 2 || word[0] != '-') {
        url_ = word;
      } else if (word[1] == '-') {
        read_long(word, words);
      } else {
        read_short(word, words);
      }
    }
    if (url_.empty()) return false;
    read_url(url_, request_);
    for (const std::string& header : headers_) add_header(header);
    if (!method_.empty()) {
      request_->method = method_;
    } else if (has_data_) {
      request_->method = "POST";
    }
    if (has_data_ && !request_->has_header("content-type"))
      request_->headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    return true;
  }

 private:
  std::string value(const std::vector<std::string>& words) {
    return at_ + 1 < words.size() ? words[++at_] : std::string();
  }

  void data(const std::string& text) {
    if (has_data_) request_->body += '&';
    has_data_ = true;
    if (text.compare(0, 1, "@") != 0) request_->body += text;  // the file is not available
  }

  void read_long(const std::string& word, const std::vector<std::string>& words) {
    if (word == "--request") {
      method_ = value(words);
    } else if (word == "--header") {
      headers_.push_back(value(words));
    } else if (word == "--url") {
      url_ = value(words);
    } else if (word.compare(0, 6, "--data") == 0 || word == "--json") {
      if (word == "--json") headers_.emplace_back("Content-Type: application/json");
      data(value(words));
    } else if (word == "--head") {
      method_ = "HEAD";
    } else if (word.compare(0, 7, "--http2") == 0) {
      request_->version = HttpVersion::http2;
    } else if (word.compare(0, 7, "--http1") == 0) {
      request_->version = HttpVersion::http1;
    } else if (kLongWithValue.find(" " + word + " ") != std::string_view::npos) {
      value(words);
    }
  }

  // `-sv`, `-XPOST`, `-H 'a: b'`
  void read_short(const std::string& word, const std::vector<std::string>& words) {
    for (size_t i = 1; i < word.size(); ++i) {
      const char option = word[i];
      if (option == 'I') method_ = "HEAD";
      if (kWithValue.find(option) == std::string_view::npos) continue;
      const std::string argument = i + 1 < word.size() ? word.substr(i + 1) : value(words);
      if (option == 'X') method_ = argument;
      if (option == 'H') headers_.push_back(argument);
      if (option == 'd') data(argument);
      return;
    }
  }

  void add_header(const std::string& header) {
    const size_t colon = header.find(':');
    if (colon == std::string::npos) return;
    const std::string name = header.substr(0, colon);
    const std::string text(trim(std::string_view(header).substr(colon + 1)));
    if (lower_case(name) == "host") {
      set_host(text, request_);
    } else {
      request_->headers.emplace_back(name, text);
    }
  }

  ClientRequest* request_;
  size_t at_ = 0;
  std::string url_, method_;
  std::vector<std::string> headers_;
  bool has_data_ = false;
};

void add_commands(const Workspace& workspace, const Analysis& analysis, std::vector<ToldRequest>* told) {
  for (size_t i = 0; i < analysis.pieces.size(); ++i) {
    const std::string_view text = workspace.documents[i].text;
    for (const intake::Piece& piece : analysis.pieces[i]) {
      if (piece.kind == intake::PieceKind::nginx || piece.kind == intake::PieceKind::kubernetes) continue;
      std::string command;
      for_each_line(piece.span.in(text), [&](std::string_view line, uint32_t) {
        if (told->size() == kMaxTold || line.size() > kMaxCommand) return;
        line = trim(line);
        if (command.empty()) {
          const size_t at = line.find("curl ");
          if (at == std::string_view::npos || (at > 0 && line[at - 1] != ' ' && line[at - 1] != '`')) return;
          line.remove_prefix(at);
        }
        const bool goes_on = !line.empty() && line.back() == '\\' && command.size() < kMaxCommand;
        command += line.substr(0, line.size() - (goes_on ? 1 : 0));
        if (goes_on) return;
        ToldRequest one;
        one.by_curl = true;
        if (read_curl_command(command, &one.request)) told->push_back(std::move(one));
        command.clear();
      });
    }
  }
}

}  // namespace

bool ClientRequest::has_header(std::string_view lower_case_name) const {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const auto& header) { return lower_case(header.first) == lower_case_name; });
}

bool read_curl_command(std::string_view line, ClientRequest* request) {
  const std::vector<std::string> words = shell_words(line);
  if (words.size() < 2 || words[0] != "curl") return false;
  return CurlCommand(request).read(words);
}

std::vector<ToldRequest> told_requests(const Workspace& workspace, const Analysis& analysis) {
  std::vector<ToldRequest> told;
  add_commands(workspace, analysis, &told);
  for (const ParsedSource& source : analysis.sources) {
    for (const curl::Exchange& exchange : source.exchanges) {
      ToldRequest one;
      one.by_curl = true;
      set_host(exchange.host.in(source.text), &one.request);
      if (told.size() < kMaxTold && read_request_line(exchange.request.in(source.text), &one.request))
        told.push_back(std::move(one));
    }
  }
  for (const LogReport& report : analysis.log) {
    const std::string_view text = analysis.sources[report.source].text;
    ToldRequest one;
    set_host(report.entry.host.in(text), &one.request);
    one.server = std::string(report.entry.server.in(text));
    if (report.entry.upstream) one.upstream = report.entry.upstream->address;
    if (told.size() < 2 * kMaxTold && read_request_line(report.entry.request.in(text), &one.request))
      told.push_back(std::move(one));
  }
  for (const ParsedSource& source : analysis.sources) {
    for (const access_log::Entry& entry : source.requests) {
      if (told.size() >= 3 * kMaxTold) break;
      ToldRequest one;
      one.upstream = std::string(entry.upstream_address.in(source.text));
      if (read_request_line(entry.request.in(source.text), &one.request)) told.push_back(std::move(one));
    }
  }
  return told;
}

}  // namespace stackengine
