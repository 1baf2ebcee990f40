// What is no copy of anything stays as it is.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/intake_sources.h"

namespace stackengine::intake {
namespace {

std::vector<SeenSource> whole(const std::string& text) { return {{SourceKind::nginx, "paste", text}}; }

// Ordinary configuration that looks like something else. One source, all of its bytes.
TEST(IntakeLeavesAlone, Configuration) {
  const std::string cases[] = {
      "# This is our configuration. Please do not touch it!\n# $ nginx -t\n# root@web:~# nginx -T\n# 1 a\n# "
      "...\nuser a;\n",
      "map $status $kind {\n    default other;\n    200 ok;\n    201 ok;\n    202 ok;\n    ~^5 bad;\n}\n",
      "map $x $y {\n1 a;\n2 b;\n3 c;\n4 d;\n}\n",
      "map $x $y {\n  1 root;\n  2 index;\n  3 alias;\n}\n",
      "geo $net {\n  10.0.0.0/8 a;\n  10.1.0.0/16 b;\n  192.0.2.0/24 c;\n}\n",
      "types {\n  text/html html htm;\n  image/png png;\n}\n",
      "200 OK;\n404 not_found;\n",
      "1 a;\n2 b;\n3 c;\n",
      "log_format a '$remote_addr - $remote_user [$time_local] \"$request\" '\n  '$status "
      "$body_bytes_sent';\n",
      "log_format b '192.0.2.1 - - [21/Nov/2026:03:42:01 +0000] \"GET / HTTP/1.1\" 200 1';\n",
      "log_format c escape=json '{\"log\":\"$request\",'\n'\"status\":\"$status\"}';\n",
      "location / {\n  content_by_lua_block {\n    -- This is a comment. It reads like prose.\n    local a = "
      "{\n      1, 2, 3\n    }\n"
      "    if a > 1 then\n      return ngx.exit(200)\n    end\n    ...\n  }\n}\n",
      "add_header Content-Security-Policy \"\n  default-src 'self';\n  Here is a line that reads like "
      "prose.\n  ...\n$ x\n\";\n",
      "return 200 '\n<html>\n<body>\nHello to all of you.\n</body>\n</html>\n';\n",
      "server_name\n  a.example.com\n  b.example.com\n  192.0.2.1;\n",
      "proxy_pass http://a\n",
      "proxy_passs http://a b c d\n",
      "lisen 80 default_server reuseport\n",
      "server {\n  listen 80\n  server_name a.example.com;\n}\n",
      "server {\n  listen 80;\n\n\n  This is not nginx at all.\n}\n",
      "\xEF\xBB\xBFserver {\n}\n",
      "\xC2\xA0listen 80;\n",
      "}\n}\n",
      "if ($http_user_agent ~* \"(a|b)\") {\n  return 403;\n}\n",
      "rewrite ^/a$ /b last;\n$uri a;\n",
      "set $a \"> b\";\nset $b '* c';\n",
      "proxy_set_header Host $host; # 12: as before\n",
      "location ~ \\.php$ {\n  fastcgi_pass unix:/run/php.sock;\n}\n",
      "split_clients $a $b {\n  0.5% .one;\n  2.0% .two;\n  * \"\";\n}\n",
      "user a;\r\nevents {\r\n}\r\n",
      "hello\n",
      "#!/usr/sbin/nginx -c\n# a comment\nuser a;\n",
      "map $a $b {\n  - x;\n  + y;\n  -1 z;\n  HTTP/1.1 a;\n}\nHTTP/1.1 200;\n",
      "- root;\n- index;\n",
      "my_module a\n  b c\n  d;\n",
      "ssl_certificate_key -----BEGIN;\n",
      "location /a {\n  root /a;\n}\nlocation /b\n{\n  root /b;\n}\n",
      "server { listen 80; } server { listen 81; }",
      "log_format main '$remote_addr - $remote_user [$time_local] \"$request\" '\n                '$status "
      "\"$http_referer\" '\n                'This is one and it is the last of them';\n",
      "events {}\nhttp {\n  js_import main from http.js;\n  perl_set $x '\n    sub {\n      my $r = shift;\n "
      "     return 1;\n    }\n  ';\n}\n",
  };
  for (const std::string& text : cases) {
    EXPECT_EQ(sources_of(text), whole(text));
    const std::string crlf = [&] {
      std::string out;
      for (char c : text) out += c == '\n' ? "\r\n" : std::string(1, c);
      return out;
    }();
    EXPECT_EQ(sources_of(crlf), whole(crlf));
  }
}

}  // namespace
}  // namespace stackengine::intake
