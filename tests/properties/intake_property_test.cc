// Whatever is pasted, its pieces tile it and its sources are made of its bytes, at a cost that grows with its
// size.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "golden/golden_case.h"
#include "intake/intake.h"
#include "unit/intake_sources.h"

namespace stackengine::intake {
namespace {

// Lines, and parts of lines, that decide something. Without line ends.
const std::vector<std::string>& fragments() {
  static const std::vector<std::string> all = {
      "",
      " ",
      "\t",
      "\r",
      "server {",
      "  listen 80;",
      "}",
      "location / { proxy_pass http://a; }",
      "# comment",
      "# configuration file /etc/nginx/nginx.conf:",
      "# configuration file /etc/nginx/a.conf:",
      "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok",
      "nginx: [emerg] unexpected \"}\" in /a.conf:7",
      "```",
      "```nginx",
      "```bash",
      "```diff",
      "```yaml",
      "~~~",
      "   ```",
      "````",
      "> ",
      ">",
      "> > server {",
      "| ",
      "nginx-1  | ",
      "  1 ",
      "     2\t",
      "3:",
      "4",
      "  5 | user a;",
      "6. ",
      "a.conf:7:",
      "/etc/nginx/a.conf:8:  listen 80;",
      "$ cat a.conf",
      "$ nginx -T",
      "root@web:~# ",
      "cat > a.conf <<'EOF'",
      "cat <<EOF",
      "EOF",
      "proxy_set_header Host \\$host;",
      "diff --git a/a.conf b/a.conf",
      "--- a/a.conf",
      "+++ b/a.conf",
      "@@ -1,3 +1,3 @@",
      "@@ -1 +1,900000000000 @@",
      "@@",
      "+user a;",
      "-user b;",
      "\\ No newline at end of file",
      "...",
      "[...]",
      "\xE2\x80\xA6",
      "<snip>",
      "Here is our configuration, please help.",
      "apiVersion: v1",
      "  nginx.conf: |",
      "nginx.conf:",
      "**a.conf**",
      "2026/11/21 03:42:01 [error] 31#31: *7 upstream timed out (110: Connection timed out) while connecting "
      "to upstream,",
      "client: 192.0.2.1, server: a, request: \"GET / HTTP/1.1\", upstream: \"http://10.0.0.1:80/\"",
      "192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"GET / HTTP/1.1\" 502 157 \"-\" \"curl\"",
      "{\"log\":\"2026/11/21 03:42:01 [error] 1#1: *1 connect() failed (111: Connection refused) a "
      "\\\"b\\\\\\n\",\"stream\":\"stderr\"}",
      "{\"log\":\"\\",
      "Nov 21 03:42:01 web nginx[1]: ",
      "2026-11-21T03:42:01Z stderr F ",
      "[pod/a/b] ",
      "\x1B[31m",
      "\x1B[0m",
      "\x1B",
      "\x1B]0;t\a",
      "* Connected to a",
      "> GET / HTTP/1.1",
      "< HTTP/1.1 502 Bad Gateway",
      "HTTP/2 502",
      "Server: nginx/1.22.1",
      "curl: (52) Empty reply from server",
      "<html>",
      "</html>",
      "nginx version: nginx/1.22.1",
      "configure arguments: --with-http_ssl_module",
      "content_by_lua_block {",
      "\"",
      "'",
      "a \\",
      "\xEF\xBB\xBF",
      "\xC2\xA0",
      "\xFF\xFE",
      std::string(1, '\0'),
      "\xE2\x94\x82 a",
      "\xE2\x94\x80\xE2\x94\x80",
      std::string(600, 'x'),
      std::string(600, '>'),
  };
  return all;
}

void expect_sound_reading(const std::string& text) {
  for (const DocumentKind kind : {DocumentKind::automatic, DocumentKind::nginx, DocumentKind::error_log}) {
    const Document document{"paste", text, kind};
    const Reading reading = read(document, 3);
    expect_sound(document, reading);
    if (::testing::Test::HasFatalFailure()) FAIL() << text;
    if (kind != DocumentKind::automatic && !text.empty()) {
      ASSERT_EQ(reading.sources.size(), 1u);
      ASSERT_EQ(reading.sources[0].text, text);
    }
    for (const Source& source : reading.sources) ASSERT_EQ(source.document, 3u);
  }
}

TEST(IntakeProperty, AnyMixOfLinesIsRead) {
  std::mt19937 random(20261121);
  const auto pick = [&random] { return fragments()[random() % fragments().size()]; };
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (size_t line = random() % 24; line > 0; --line) {
      text += pick();
      if (random() % 3 == 0) text += pick();
      if (random() % 8 != 0) text += random() % 8 == 0 ? "\r\n" : "\n";
    }
    expect_sound_reading(text);
    if (HasFatalFailure()) return;
  }
}

// Each configuration of the golden tests, however it was copied, gives the same source.
TEST(IntakeProperty, CopyingChangesNoSource) {
  for (const golden::GoldenCase& golden : golden::all_cases()) {
    const std::string& text = golden.workspace.documents[0].text;
    const std::vector<SeenSource> plain = sources_of(text);
    std::string numbered;
    std::string coloured;
    int number = 0;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
      numbered += std::to_string(++number) + "\t" + text.substr(at, end - at);
      coloured += "\x1B[32m" + text.substr(at, end - at);
      at = end;
    }
    EXPECT_EQ(sources_of(coloured), plain) << coloured;
    if (number >= 3 && plain.size() == 1 && plain[0].kind == SourceKind::nginx) {
      EXPECT_EQ(sources_of(numbered), plain) << numbered;
    }
  }
}

// A cost that is not linear would not end here: each input is a quarter of a megabyte of what is hardest to
// read.
TEST(IntakeProperty, LargeInputsAreRead) {
  constexpr size_t kSize = 1 << 18;
  for (const std::string& fragment : fragments()) {
    if (fragment.empty()) continue;
    std::string line;
    std::string lines;
    std::string alternating;
    while (line.size() < kSize) line += fragment;
    while (lines.size() < kSize) lines += fragment + "\n";
    for (size_t i = 0; alternating.size() < kSize; ++i)
      alternating += fragment + "\n" + fragments()[i % fragments().size()] + "\n";
    for (const std::string& text : {line, lines, alternating}) {
      const Document document{"paste", text, DocumentKind::automatic};
      expect_sound(document, read(document, 0));
      ASSERT_FALSE(HasFatalFailure()) << fragment;
    }
  }
}

}  // namespace
}  // namespace stackengine::intake
