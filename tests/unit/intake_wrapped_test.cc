// An entry that a terminal or a chat wrapped means what it meant, or says less; never something else.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace stackengine {
namespace {

const char* const kLines[] = {
    "2024/07/15 03:42:17 [error] 19#19: *1 upstream sent too large http2 frame: 4740180 while reading "
    "response header "
    "from upstream, client: 203.0.113.7, server: api.example.com, request: \"POST /pkg.Service/Method "
    "HTTP/2.0\", "
    "upstream: \"grpc://10.0.0.5:8080\", host: \"api.example.com\"",
    "2024/07/15 03:42:17 [error] 19#19: *1 upstream sent no valid HTTP/1.0 header while reading response "
    "header from "
    "upstream, client: 203.0.113.7, server: api.example.com, request: \"GET /items HTTP/1.1\", upstream: "
    "\"http://10.0.0.5:50051/items\", host: \"api.example.com\"",
    "2024/07/15 03:42:17 [error] 31#31: *77 SSL_do_handshake() failed (SSL: error:0A00010B:SSL "
    "routines::wrong version "
    "number) while SSL handshaking to upstream, client: 203.0.113.7, server: api.example.com, request: \"GET "
    "/ "
    "HTTP/1.1\", upstream: \"https://10.0.0.5:8080/\", host: \"api.example.com\"",
    "2024/07/15 03:42:17 [error] 31#31: *77 upstream prematurely closed connection while reading response "
    "header from "
    "upstream, client: 203.0.113.7, server: api.example.com, request: \"GET / HTTP/1.1\", upstream: "
    "\"http://10.0.0.5:8080/\", host: \"api.example.com\", referrer: \"https://example.com/\"",
    "2024/07/15 03:42:17 [error] 31#31: *77 connect() failed (111: Connection refused) while connecting to "
    "upstream, "
    "client: 203.0.113.7, server: , request: \"GET / HTTP/1.1\", upstream: \"http://10.0.0.5:8080/\", host: "
    "\"a.example\"",
};

const std::string kConfiguration = "location / {\n    proxy_pass http://app;\n}\n";

Analysis analyse(const std::string& text) {
  Workspace workspace;
  workspace.documents.push_back({"-", text, DocumentKind::automatic});
  return analyze(workspace);
}

std::string wrapped(const std::string& line, size_t width, bool at_blanks) {
  std::string out;
  for (size_t at = 0; at < line.size();) {
    size_t end = std::min(at + width, line.size());
    if (at_blanks && end < line.size()) {
      const size_t blank = line.rfind(' ', end);
      if (blank != std::string::npos && blank > at) end = blank;
    }
    out += line.substr(at, end - at) + "\n";
    at = end + (at_blanks && end < line.size() && line[end] == ' ' ? 1 : 0);
  }
  return out;
}

// What the entry says, for comparison.
std::string meaning_of(const Analysis& analysis) {
  std::string out;
  for (const LogReport& report : analysis.log) {
    const std::string& text = analysis.sources[report.source].text;
    out += std::string(report.what) + "|" + report.meaning + "|" + report.entry.action + "|";
    for (const Span span :
         {report.entry.client, report.entry.server, report.entry.request, report.entry.host})
      out += std::string(span.in(text)) + "|";
    if (report.entry.upstream) out += report.entry.upstream->scheme + "://" + report.entry.upstream->address;
    for (const error_log::Cause& cause : report.causes.list)
      out += "\n" + std::string(cause.id) + " " + cause.command;
    out += "\n";
  }
  return out;
}

TEST(WrappedEntry, MeansTheSameAtEveryColumn) {
  size_t tried = 0;
  size_t same = 0;
  for (const std::string line : kLines) {
    const std::string expected = meaning_of(analyse(line + "\n" + kConfiguration));
    for (const bool at_blanks : {false, true}) {
      for (size_t width = 60; width <= 160; ++width) {
        const Analysis analysis = analyse(wrapped(line, width, at_blanks) + kConfiguration);
        const std::string got = meaning_of(analysis);
        ++tried;
        same += got == expected ? 1 : 0;
        EXPECT_EQ(got, expected) << (at_blanks ? "at blanks " : "within ") << width << "\n"
                                 << wrapped(line, width, at_blanks);
        EXPECT_EQ(analysis.sources.size(), 2u);
      }
    }
  }
  EXPECT_EQ(same, tried);
}

// Narrower, the entry's head itself is cut: what is left may say less.
TEST(WrappedEntry, SaysNothingElseWhenItIsNarrow) {
  for (const std::string line : kLines) {
    const Analysis whole = analyse(line + "\n");
    for (const bool at_blanks : {false, true}) {
      for (size_t width = 40; width < 60; ++width) {
        const Analysis analysis = analyse(wrapped(line, width, at_blanks));
        for (const LogReport& report : analysis.log) {
          for (const error_log::Cause& cause : report.causes.list) {
            bool known = false;
            for (const error_log::Cause& one : whole.log.front().causes.list)
              known = known || one.id == cause.id;
            EXPECT_TRUE(known) << cause.id << " at " << width << "\n" << wrapped(line, width, at_blanks);
          }
        }
      }
    }
  }
}

TEST(WrappedEntry, WhatFollowsAnEntryIsNoneOfIt) {
  for (const std::string line : kLines) {
    for (const std::string next :
         {"upstream app {\n    server 10.0.0.5:8080;\n}\n", "server {\n}\n", "client_max_body_size 1m;\n"}) {
      const Analysis analysis = analyse(line + "\n" + next);
      ASSERT_EQ(analysis.sources.size(), 2u) << next;
      EXPECT_EQ(analysis.sources[1].text, next);
    }
  }
}

}  // namespace
}  // namespace stackengine
