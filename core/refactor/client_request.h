// The requests that a paste tells of: in `curl` commands, in what curl printed, and in log lines.
#ifndef STACKENGINE_REFACTOR_CLIENT_REQUEST_H_
#define STACKENGINE_REFACTOR_CLIENT_REQUEST_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/analysis.h"

namespace stackengine {

enum class HttpVersion : uint8_t { any, http1, http2 };

// A request as a client sends it to nginx. What is empty was not told.
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
  bool by_curl = false;  // a log line otherwise
  std::string server;    // of a log line: the `server_name`
  std::string upstream;  // of a log line: where nginx sent it
};

// In the order of their worth: commands first, then what curl printed, then error and access log.
std::vector<ToldRequest> told_requests(const Workspace& workspace, const Analysis& analysis);

// The request of one `curl` command; false for a line that is none.
bool read_curl_command(std::string_view line, ClientRequest* request);

}  // namespace stackengine

#endif  // STACKENGINE_REFACTOR_CLIENT_REQUEST_H_
