// The requests in a paste: from `curl` commands, curl output, and log lines.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/analysis.h"

namespace stackengine {

enum class HttpVersion : uint8_t { any, http1, http2 };

// A request as a client sends it to nginx. A field is empty when the paste does not say.
struct ClientRequest {
  std::string method = "GET";
  std::string path = "/";  // with its query
  std::string host;
  std::string port;
  HttpVersion version = HttpVersion::any;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  bool has_header(std::string_view lower_case_name) const;
};

struct ToldRequest {
  ClientRequest request;
  bool by_curl = false;  // otherwise by a log line
  std::string server;    // of a log line: the `server_name`
  std::string upstream;  // of a log line: where nginx sent the request
};

// Most useful first: commands, then curl output, then the error log and the access log.
std::vector<ToldRequest> told_requests(const Workspace& workspace, const Analysis& analysis);

// Reads the request of one `curl` command; false when the line is not one.
bool read_curl_command(std::string_view line, ClientRequest* request);

}  // namespace stackengine
