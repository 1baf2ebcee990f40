// The forms in which people paste configuration and evidence → sources.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/intake_sources.h"

namespace stackengine::intake {
namespace {

using Want = std::vector<SeenSource>;

SeenSource nginx(std::string text, std::string name = "paste") {
  return {SourceKind::nginx, std::move(name), std::move(text)};
}
SeenSource log(std::string text) { return {SourceKind::error_log, "paste", std::move(text)}; }
SeenSource access(std::string text) { return {SourceKind::access_log, "paste", std::move(text)}; }
SeenSource curl(std::string text) { return {SourceKind::curl, "paste", std::move(text)}; }
SeenSource version(std::string text) { return {SourceKind::nginx_version, "paste", std::move(text)}; }

const char kEntry[] =
    "2026/11/21 03:42:01 [error] 31#31: *7 upstream sent too large http2 frame: 4740180 while reading "
    "response "
    "header from upstream, client: 192.0.2.1, server: app.example.com, request: \"GET / HTTP/2.0\", "
    "upstream: "
    "\"grpc://10.0.2.10:50051\", host: \"app.example.com\"";
const char kAccess[] =
    "192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"GET /v1/ingest HTTP/2.0\" 502 157 \"-\" \"curl/8.5.0\"";
const char kServer[] =
    "server {\n    listen 80;\n    location / {\n        proxy_pass http://app;\n    }\n}\n";

std::string with_prefix(const std::string& prefix, const std::string& text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    out += prefix + text.substr(at, end - at);
    at = end;
  }
  return out;
}

std::string numbered(const std::string& text, const char* format) {
  std::string out;
  int number = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    char head[32];
    std::snprintf(head, sizeof(head), format, ++number);
    out += head + text.substr(at, end - at);
    at = end;
  }
  return out;
}

struct FormCase {
  const char* name;
  std::string text;
  Want want;
};

void check(const std::vector<FormCase>& cases) {
  for (const FormCase& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_EQ(sources_of(test.text), test.want) << test.text;
  }
}

TEST(IntakeForms, Dumps) {
  const std::string ok =
      "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n"
      "nginx: configuration file /etc/nginx/nginx.conf test is successful\n";
  const std::string head = "# configuration file /etc/nginx/nginx.conf:\n";
  const std::string second = "# configuration file /etc/nginx/conf.d/app.conf:\n";
  const std::string main = "events {}\n\nhttp {\n  include conf.d/*.conf;\n}\n";
  const SeenSource file = nginx(main, "/etc/nginx/nginx.conf");
  const std::string server = kServer;
  const SeenSource app = nginx(server, "/etc/nginx/conf.d/app.conf");
  check({
      {"one file", head + main + "\n", {file}},
      {"two files", head + main + "\n" + second + server + "\n", {file, app}},
      {"verdict first", ok + head + main + "\n" + second + server + "\n", {file, app}},
      {"verdict last", head + main + "\n" + second + server + "\n" + ok, {file, app}},
      {"end trimmed",
       head + main + "\n" + second + "server {}",
       {file, nginx("server {}", "/etc/nginx/conf.d/app.conf")}},
      {"no line end in the file",
       head + "events {}\n" + second + server + "\n",
       {nginx("events {}", "/etc/nginx/nginx.conf"), app}},
      {"empty lines of the file",
       head + "\nevents {}\n\n\n\n" + second + server + "\n",
       {nginx("\nevents {}\n\n\n", "/etc/nginx/nginx.conf"), app}},
      {"empty file", head + "\n" + second + server + "\n", {app}},
      {"CRLF",
       "# configuration file /etc/nginx/nginx.conf:\r\nevents {\r\n}\r\n\r\n" + second + server + "\n",
       {nginx("events {\r\n}\r\n", "/etc/nginx/nginx.conf"), app}},
      {"unclosed string in a file",
       head + "user \"a;\n\n" + second + server + "\n",
       {nginx("user \"a;\n", "/etc/nginx/nginx.conf"), app}},
      {"in a fence", "```\n" + head + main + "\n" + second + server + "\n```\n", {file, app}},
      {"in a session", "root@web-1:~# nginx -T\n" + ok + head + main + "\nroot@web-1:~# \n", {file}},
      {"quoted", with_prefix("> ", head + main + "\n"), {file}},
      {"log behind it", head + main + "\n" + kEntry + "\n", {file, log(std::string(kEntry) + "\n")}},
      {"no dump: a comment in the middle of its line", "user a; " + head, {nginx("user a; " + head)}},
      {"no dump: a comment about a file",
       "# configuration file of the proxy:\n" + server,
       {nginx("# configuration file of the proxy:\n" + server)}},
  });
}

TEST(IntakeForms, OnlyFilesOfADumpAreOfADump) {
  const Document document{
      "paste", "user x;\n# configuration file /etc/nginx/a.conf:\nuser a;\n\n$ cat b.conf\nuser b;\n",
      DocumentKind::automatic};
  const Reading reading = read(document, 7);
  ASSERT_EQ(reading.sources.size(), 3u);
  EXPECT_FALSE(reading.sources[0].of_dump);
  EXPECT_EQ(reading.sources[0].name, "paste");
  EXPECT_TRUE(reading.sources[1].of_dump);
  EXPECT_EQ(reading.sources[1].name, "/etc/nginx/a.conf");
  EXPECT_EQ(reading.sources[1].text, "user a;\n");
  EXPECT_FALSE(reading.sources[2].of_dump);
  EXPECT_EQ(reading.sources[2].document, 7u);
  // Places lead back into the document.
  EXPECT_EQ(to_document(reading.sources[2], {0, 4}).in(document.text), "user");
}

TEST(IntakeForms, Markdown) {
  const std::string server = kServer;
  check({
      {"answer",
       "Your backend speaks HTTP/1.1, so `grpc_pass` cannot work.\n\n1. Change the location:\n\n```nginx\n" +
           server +
           "```\n\n2. Reload:\n\n```bash\nsudo nginx -t\nsudo systemctl reload nginx\n```\n\n**Why:** the "
           "frame\nis `HTT`.\n",
       {nginx(server)}},
      {"several fences",
       "First:\n```nginx\nupstream a {\n}\n```\nThen:\n```conf\n" + server + "```\n",
       {nginx("upstream a {\n}\n" + server)}},
      {"no language",
       "We have this and it does not work.\n\n```\n" + server + "```\nthanks\n",
       {nginx(server)}},
      {"no language, no configuration",
       "```\n" + server + "```\n```\nUPSTREAM=10.0.0.1\n```\n",
       {nginx(server)}},
      {"other languages",
       "```yaml\nimage: nginx:1.25\n```\n```json\n{\"a\": {}}\n```\n```python\nif x:\n  return "
       "1;\n```\n```nginx\n" +
           server + "```\n",
       {nginx(server)}},
      {"log in a fence",
       "```nginx\n" + server + "```\n```text\n" + kEntry + "\n```\n",
       {nginx(server), log(std::string(kEntry) + "\n")}},
      {"unclosed fence", "```nginx\n" + server, {nginx(server)}},
      {"comments in a fence",
       "See below for it.\n```nginx\n# Here is the thing that matters.\n" + server + "```\n",
       {nginx("# Here is the thing that matters.\n" + server)}},
      {"diff without hunks",
       "```diff\n location / {\n-    proxy_pass http://app;\n+    grpc_pass grpc://app;\n }\n```\n",
       {nginx("location / {\n    grpc_pass grpc://app;\n}\n")}},
      {"files with headings",
       "**/etc/nginx/nginx.conf**\n```nginx\nuser a;\n```\n**app.conf**:\n```nginx\n" + server + "```\n",
       {nginx("user a;\n", "/etc/nginx/nginx.conf"), nginx(server, "app.conf")}},
      {"statements outside of a fence stay",
       server + "\nand the other one is\n```nginx\nupstream a {\n}\n```\n",
       {nginx(server + "\nupstream a {\n}\n")}},
  });
}

TEST(IntakeForms, ChatAndMail) {
  const std::string server = kServer;
  check({
      {"quoted mail", "On Sat, Nov 21, 2026 Ada wrote:\n" + with_prefix("> ", server), {nginx(server)}},
      {"quoted twice", with_prefix("> > ", server), {nginx(server)}},
      {"quoted, blank lines bare",
       "> server {\n>\n>   listen 80;\n> }\n",
       {nginx("server {\n\n  listen 80;\n}\n")}},
      {"prose around",
       "Hi all,\n\nwe get a 502 from this\nsince yesterday:\n\n" + server + "\nAny idea what is wrong?\n",
       {nginx("\n" + server + "\n")}},
      {"prose in Russian", "Вот наш конфиг\n" + server, {nginx(server)}},
      {"prose in Chinese", "这是我的配置：\n" + server, {nginx(server)}},
      {"a short question", server + "\nany ideas?\nthanks\n", {nginx(server + "\n")}},
      {"two files by tail",
       "==> a.conf <==\nuser a;\n\n==> b.conf <==\nevents {}\n",
       {nginx("user a;\n\n", "a.conf"), nginx("events {}\n", "b.conf")}},
      {"vim and less", server + "~\n~\n(END)\n", {nginx(server)}},
      {"journal",
       "-- Journal begins at Sat 2026-11-21. --\nNov 21 03:42:01 web nginx[1]: " + std::string(kEntry) + "\n",
       {log(std::string(kEntry) + "\n")}},
      {"a lone file name", "nginx.conf:\n" + server, {nginx(server, "nginx.conf")}},
      {"prose and log",
       std::string("We see this in the log\n") + kEntry + "\nplease help\n",
       {log(std::string(kEntry) + "\n")}},
      {"part of a ConfigMap",
       "data:\n  app.conf: |\n    server {\n      listen 80;\n    }\n",
       {nginx("    server {\n      listen 80;\n    }\n", "app.conf")}},
      {"elided",
       "http {\n  ...\n  server {\n    # ...\n    [...]\n    listen 80;\n  }\n  <snip>\n}\n\xE2\x80\xA6\n",
       {nginx("http {\n  server {\n    # ...\n    listen 80;\n  }\n}\n")}},
  });
}

TEST(IntakeForms, CollectedLogs) {
  const std::string line = std::string(kEntry) + "\n";
  const std::string seen = std::string(kAccess) + "\n";
  std::vector<FormCase> cases;
  for (const char* prefix : {
           "2026-11-21T03:42:01.123456789Z ",
           "2026-11-21T03:42:01.123456789Z stderr F ",
           "[pod/web-7d9f8b6c5-x2x4z/nginx] ",
           "[pod/web-7d9f8b6c5-x2x4z/nginx] 2026-11-21T03:42:01.123456789Z ",
           "nginx-1  | ",
           "web_nginx_1  | ",
           "Nov 21 03:42:01 web-1 nginx[123]: ",
           "Nov  1 03:42:01 web-1 nginx: ",
           "<187>Nov 21 03:42:01 web-1 nginx: ",
           "2026-11-21T03:42:01+0100 web-1 nginx[1]: ",
           "/var/log/nginx/error.log:1204:",
           "1204:",
           "\x1B[31m",
       }) {
    cases.push_back({prefix, prefix + line, {log(line)}});
    cases.push_back({prefix, prefix + seen + prefix + line, {access(seen), log(line)}});
  }
  cases.push_back({"unknown prefix", "web-1 error " + line, {log(line)}});
  cases.push_back(
      {"colours",
       "2026/11/21 03:42:01 \x1B[1;31m[error]\x1B[0m 31#31: *7 upstream timed out (110: Connection timed "
       "out)\x1B[K\n",
       {log("2026/11/21 03:42:01 [error] 31#31: *7 upstream timed out (110: Connection timed out)\n")}});
  cases.push_back(
      {"container start",
       "nginx-1  | /docker-entrypoint.sh: Configuration complete; ready for start up\nnginx-1  | " + line,
       {log(line)}});
  cases.push_back(
      {"JSON lines",
       "{\"log\":\"2026/11/21 03:42:01 [error] 31#31: *7 upstream prematurely closed connection while "
       "reading "
       "response header from upstream, client: 192.0.2.1, upstream: \\\"http://10.0.0.1:80/\\\"\\n\","
       "\"stream\":\"stderr\",\"time\":\"2026-11-21T03:42:01.1Z\"}\n",
       {log("2026/11/21 03:42:01 [error] 31#31: *7 upstream prematurely closed connection while reading "
            "response header from upstream, client: 192.0.2.1, upstream: \"http://10.0.0.1:80/\"\n")}});
  cases.push_back({"nginx -t",
                   "nginx: [emerg] unknown directive \"proxy_passs\" in /etc/nginx/nginx.conf:12\n"
                   "nginx: configuration file /etc/nginx/nginx.conf test failed\n",
                   {log("nginx: [emerg] unknown directive \"proxy_passs\" in /etc/nginx/nginx.conf:12\n"
                        "nginx: configuration file /etc/nginx/nginx.conf test failed\n")}});
  check(cases);
}

TEST(IntakeForms, Terminal) {
  const std::string server = kServer;
  std::vector<FormCase> cases;
  for (const char* prompt :
       {"$ ", "root@web-1:~# ", "[root@web-1 nginx]# ", "ada@laptop ~ % ", "(venv) ada@web:~/conf$ ",
        "bash-5.1# ", "\xE2\x9E\x9C  ~ ", "\xE2\x9D\xAF ", "/etc/nginx # ", ""}) {
    const std::string at = prompt;
    cases.push_back({prompt,
                     at + "cat /etc/nginx/conf.d/app.conf\n" + server,
                     {nginx(server, "/etc/nginx/conf.d/app.conf")}});
    cases.push_back({prompt,
                     at + "cat a.conf\nuser a;\n" + at + "sudo cat b.conf\n" + server,
                     {nginx("user a;\n", "a.conf"), nginx(server, "b.conf")}});
  }
  const std::string v =
      "nginx version: nginx/1.25.3\nbuilt by gcc 12.2.0 (Debian 12.2.0-14)\nbuilt with OpenSSL 3.0.9 30 May "
      "2023\n"
      "TLS SNI support enabled\nconfigure arguments: --prefix=/etc/nginx --with-http_v2_module\n";
  const std::vector<FormCase> more = {
      {"Windows", "C:\\nginx>type conf\\nginx.conf\n" + server, {nginx(server, "conf\\nginx.conf")}},
      {"PowerShell", "PS C:\\nginx> type conf\\nginx.conf\n" + server, {nginx(server, "conf\\nginx.conf")}},
      {"other commands",
       "$ ls /etc/nginx\nconf.d  nginx.conf\n$ cat a.conf\n" + server +
           "$ systemctl status nginx\n  Active: active; since\n",
       {nginx(server, "a.conf")}},
      {"version", "$ nginx -V\n" + v + "$ cat a.conf\n" + server, {version(v), nginx(server, "a.conf")}},
      {"heredoc",
       "cat > /etc/nginx/conf.d/app.conf <<'EOF'\n" + server + "EOF\nsudo nginx -t\n",
       {nginx(server, "/etc/nginx/conf.d/app.conf")}},
      {"heredoc in a fence of a shell",
       "```bash\nsudo tee /etc/nginx/conf.d/app.conf > /dev/null <<EOF\nproxy_set_header Host "
       "\\$host;\nEOF\nnginx -s reload\n```\n",
       {nginx("proxy_set_header Host $host;\n", "/etc/nginx/conf.d/app.conf")}},
      {"session in a fence",
       "```console\n$ cat app.conf\n" + server + "$ nginx -t\n```\n",
       {nginx(server, "app.conf")}},
      {"log of a command",
       std::string("$ tail -n1 /var/log/nginx/error.log\n") + kEntry + "\n$ \n",
       {log(std::string(kEntry) + "\n")}},
  };
  cases.insert(cases.end(), more.begin(), more.end());
  check(cases);
}

TEST(IntakeForms, Columns) {
  const std::string server = kServer;
  check({
      {"cat -n", numbered(server, "%6d\t"), {nginx(server)}},
      {"editor", numbered(server, "%3d "), {nginx(server)}},
      {"bars", numbered(server, "%4d | "), {nginx(server)}},
      {"bat", numbered(server, "%4d   \xE2\x94\x82 "), {nginx(server)}},
      {"colon", numbered(server, "%d:"), {nginx(server)}},
      {"quoted and numbered", with_prefix("> ", numbered(server, "%3d ")), {nginx(server)}},
      {"in a fence", "```\n" + numbered(server, "%3d ") + "```\n", {nginx(server)}},
      {"empty lines",
       "  1 server {\n  2\n  3   listen 80;\n  4 \n  5 }\n",
       {nginx("server {\n\n  listen 80;\n\n}\n")}},
      {"nl",
       "     1\tserver {\n       \n     2\t  listen 80;\n     3\t}\n",
       {nginx("server {\n       \n  listen 80;\n}\n")}},
      {"grep -n",
       "12:    proxy_pass http://app;\n40:    grpc_pass grpc://app;\n",
       {nginx("    proxy_pass http://app;\n    grpc_pass grpc://app;\n")}},
      {"grep -rn",
       "/etc/nginx/conf.d/a.conf:12:    proxy_pass http://app;\n/etc/nginx/conf.d/b.conf:4:    grpc_pass "
       "grpc://app;\n",
       {nginx("    proxy_pass http://app;\n    grpc_pass grpc://app;\n")}},
      {"bar column", with_prefix("| ", server), {nginx(server)}},
      {"compose", with_prefix("nginx-1  | ", server), {nginx(server)}},
      {"unified diff",
       "diff --git a/nginx.conf b/nginx.conf\nindex 83db48f..bf269f4 100644\n--- a/nginx.conf\n+++ "
       "b/nginx.conf\n"
       "@@ -1,4 +1,4 @@ http {\n location / {\n-    proxy_pass http://app;\n+    grpc_pass grpc://app;\n     "
       "# end\n }\n",
       {nginx("location / {\n    grpc_pass grpc://app;\n    # end\n}\n", "nginx.conf")}},
      {"a diff of several files",
       "diff --git a/ci.yaml b/ci.yaml\n--- a/ci.yaml\n+++ b/ci.yaml\n@@ -1 +1 @@\n-a: 1\n+a: 2\n"
       "diff --git a/a.conf b/a.conf\n--- a/a.conf\n+++ b/a.conf\n@@ -1,2 +1,2 @@\n-user a;\n+user b;\n "
       "events {}\n",
       {nginx("user b;\nevents {}\n", "a.conf")}},
      {"an old side that looks like a head",
       "--- a/a.conf\n+++ b/a.conf\n@@ -1,2 +1 @@\n--- a comment of something else\n-user a;\n+user b;\n",
       {nginx("user b;\n", "a.conf")}},
      {"a diff, then prose",
       "@@ -1 +1 @@\n-user a;\n+user b;\nThis is what I would do.\n",
       {nginx("user b;\n")}},
  });
}

// As copying a rendered page leaves it: without fences, empty lines and indentation.
TEST(IntakeForms, ACopiedArticle) {
  const std::string text =
      "Fixing a 502\n- What broke: the backend speaks HTTP/1.1 only, and nginx returns a\n502to every "
      "client. - Fast path: paste\n"
      "upstream {}andlocation {}blocks and get a diff to look at.\nYou will see this in your log:\n" +
      std::string(kEntry) +
      "\nImmediate consequence: every request returns 502; there is no partial degradation.\n"
      "upstream app {\nkeepalive 32;\n- server 10.0.0.1:1;\n+ server 10.0.0.1:2; # new\n}\nlocation / {\n- "
      "grpc_pass grpc://app; # WRONG\n"
      "- # old\n+ proxy_pass http://app; # CORRECT\n+\n+ proxy_http_version 1.1;\n}\n"
      "\xF0\x9F\x92\xA1 Tired of it? Use this.\n1. nginx -t in your pipeline\n- name: Validate\nrun: "
      "|\ndocker run --rm \\\n-v $(pwd):/etc/nginx \\\n"
      "nginx:1.25-alpine nginx -t\npip install tool\n#!/bin/bash\nHOST=\"10.0.0.1\"\ncurl -s http://${HOST}/ "
      "|| { echo \"no\"; exit 1; }\n"
      "if grep a b; then\nexit 1\nfi\ndeny[msg] {\na := input[_]\n}\n";
  const Want want = {log(std::string(kEntry) + "\n"),
                     nginx("upstream app {\nkeepalive 32;\n server 10.0.0.1:2; # new\n}\nlocation / {\n "
                           "proxy_pass http://app; # CORRECT\n\n proxy_http_version 1.1;\n}\n")};
  EXPECT_EQ(sources_of(text), want);
}

TEST(IntakeForms, Evidence) {
  const std::string seen = std::string(kAccess) + "\n";
  const std::string verbose =
      "* Connected to app.example.com (192.0.2.7) port 80 (#0)\n> GET /v1 HTTP/1.1\n> Host: "
      "app.example.com\n> Accept: */*\n>\n"
      "< HTTP/1.1 502 Bad Gateway\n< Server: nginx/1.22.1\n<\n* Connection #0 to host app.example.com left "
      "intact\n";
  check({
      {"access log", seen + seen, {access(seen + seen)}},
      {"access log and configuration", seen + kServer, {access(seen), nginx(kServer)}},
      {"curl -v", "$ curl -v http://app.example.com/v1\n" + verbose, {curl(verbose)}},
      {"curl -i",
       "HTTP/1.1 502 Bad Gateway\nServer: nginx/1.22.1\nContent-Type: text/html\n\n<html>\n<head><title>502 "
       "Bad Gateway</title></head>\n</html>\n",
       {curl("HTTP/1.1 502 Bad Gateway\nServer: nginx/1.22.1\nContent-Type: text/html\n\n")}},
      {"curl's error",
       "curl: (52) Empty reply from server\n",
       {curl("curl: (52) Empty reply from server\n")}},
      {"curl, then configuration", verbose + kServer, {curl(verbose), nginx(kServer)}},
      {"nginx -v", "nginx version: nginx/1.22.1\n", {version("nginx version: nginx/1.22.1\n")}},
  });
}

}  // namespace
}  // namespace stackengine::intake
