// Host and upstream names: where they are found, and what only looks like one.
#include "gtest/gtest.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

constexpr MaskedCase kContext[] = {
    {"upstream, its peers and its uses",
     "upstream api_pool { server app1:8080 weight=5; server app2.acme.corp; server unix:/run/x.sock; }\n"
     "server { location / { proxy_pass http://api_pool/x; } }\n",
     "upstream <upstream_name> { server <host>:8080 weight=5; server <host>; server unix:/run/x.sock; }\n"
     "server { location / { proxy_pass http://<upstream_name>/x; } }\n"},
    {"a common word as upstream is replaced where it is used as a name",
     "# the backend is slow, see http://backend/status\n"
     "upstream backend { server 127.0.0.1:80; }\n"
     "location /backend/ { proxy_pass http://backend; }\n",
     "# the backend is slow, see http://<upstream_name>/status\n"
     "upstream <upstream_name> { server 127.0.0.1:80; }\n"
     "location /backend/ { proxy_pass http://<upstream_name>; }\n"},
    {"commented-out configuration",
     "upstream backend { server 127.0.0.1:80; }\n#upstream backend {\n#  server app7:80;\n#}\n# server "
     "backend:80;\n",
     "upstream <upstream_name> { server 127.0.0.1:80; }\n#upstream <upstream_name> {\n#  server "
     "app7:80;\n#}\n"
     "# server <upstream_name>:80;\n"},
    {"an upstream called as its scheme",
     "upstream http { server 127.0.0.1:1; }\nlocation / { proxy_pass http://http; }\n",
     "upstream <upstream_name> { server 127.0.0.1:1; }\nlocation / { proxy_pass http://<upstream_name>; }\n"},
    {"every pass directive",
     "fastcgi_pass phpbox:9000; uwsgi_pass uwsgi://pybox:3031; scgi_pass scgibox:1; grpc_pass "
     "grpcs://rpcbox;\n"
     "memcached_pass mcbox:11211; redis2_pass rbox:6379; proxy_pass tcpbox:443;\n",
     "fastcgi_pass <host>:9000; uwsgi_pass uwsgi://<host>:3031; scgi_pass <host>:1; grpc_pass "
     "grpcs://<host>;\n"
     "memcached_pass <host>:11211; redis2_pass <host>:6379; proxy_pass <host>:443;\n"},
    {"schemes that nginx does not know", "proxy_pass h2://pool7; grpc_pass h2c://pool8:50051;",
     "proxy_pass h2://<host>; grpc_pass h2c://<host>:50051;"},
    {"server names", "server_name acme.weird *.acme.weird .shop.weird www.acme.* intranet _ \"\" localhost;",
     "server_name <host> *.<host> .<host> <host>.* <host> _ \"\" localhost;"},
    {"server names as regular expressions",
     "server_name ~^(www\\.)?acme\\.com$ \"~^(?<sub>[a-z0-9-]+)\\.(globex|initech)\\.(com|net)$\";",
     "server_name ~^(www\\.)?<host>$ \"~^(?<sub>[a-z0-9-]+)\\.(<host>|<host>)\\.(com|net)$\";"},
    {"variables that a pass directive uses",
     "set $box \"cellar\"; set $other \"cellar2\"; map $uri $pool { default attic; /x attic2:80; }\n"
     "proxy_pass http://$box:8080/; proxy_pass http://${pool};",
     "set $box \"<host>\"; set $other \"cellar2\"; map $uri $pool { default <host>; /x <host>:80; }\n"
     "proxy_pass http://$box:8080/; proxy_pass http://${pool};"},
    {"maps and conditions over the host",
     "map $host $x { default 0; hostnames; intra 1; *.acme.weird 2; ~^db\\.corp$ 3; }\n"
     "if ($host = intra2) { return 403; } if ($http_host ~* \"^wiki\\d+\\.acme\\.com$\") { return 403; }",
     "map $host $x { default 0; hostnames; <host> 1; *.<host> 2; ~^<host>$ 3; }\n"
     "if ($host = <host>) { return 403; } if ($http_host ~* \"^wiki\\d+\\.<host>$\") { return 403; }"},
    {"headers and parameters that carry a host",
     "proxy_set_header Host intranet; grpc_set_header Host $host; fastcgi_param SERVER_NAME box7; "
     "proxy_ssl_name tlsbox;",
     "proxy_set_header Host <host>; grpc_set_header Host $host; fastcgi_param SERVER_NAME <host>; "
     "proxy_ssl_name <host>;"},
    {"resolver, syslog, listen, real IP",
     "resolver dnsbox:53 valid=30s ipv6=off; access_log syslog:server=logbox:514,facility=local7 main;\n"
     "listen boxname:8080 ssl; set_real_ip_from lbbox; valid_referers none blocked server_names *.acme.weird "
     "partner.weird/path;",
     "resolver <host>:53 valid=30s ipv6=off; access_log syslog:server=<host>:514,facility=local7 main;\n"
     "listen <host>:8080 ssl; set_real_ip_from <host>; valid_referers none blocked server_names *.<host> "
     "<host>/path;"},
    {"the fields of a log entry",
     "2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent invalid header while reading response header "
     "from upstream, "
     "client: 127.0.0.1, server: shopbox, request: \"POST /v1 HTTP/2.0\", upstream: \"http://pool/v1\", "
     "host: \"shopbox2:8443\", "
     "referrer: \"https://portalbox/start\"\n",
     "2024/07/15 03:42:17 [error] 19#19: *4821 upstream sent invalid header while reading response header "
     "from upstream, "
     "client: 127.0.0.1, server: <host>, request: \"POST /v1 HTTP/2.0\", upstream: \"http://<host>/v1\", "
     "host: \"<host>:8443\", "
     "referrer: \"https://<host>/start\"\n"},
    {"messages that quote a name",
     "2024/07/15 03:42:17 [emerg] 1#1: host not found in upstream \"cellar:8080\" in "
     "/etc/nginx/nginx.conf:12\n"
     "2024/07/15 03:42:18 [error] 1#1: *1 attic could not be resolved (3: Host not found), client: "
     "127.0.0.1, server: _\n",
     "2024/07/15 03:42:17 [emerg] 1#1: host not found in upstream \"<host>:8080\" in "
     "/etc/nginx/nginx.conf:12\n"
     "2024/07/15 03:42:18 [error] 1#1: *1 <host> could not be resolved (3: Host not found), client: "
     "127.0.0.1, server: _\n"},
};

constexpr MaskedCase kFormat[] = {
    {"comments, mail addresses, paths",
     "# ask ops@acme.com or see https://wiki.acme.com/x (API.ACME.COM, too).\n"
     "ssl_certificate /etc/letsencrypt/live/shop.acme.com/fullchain.pem;\naccess_log "
     "/var/log/nginx/shop.acme.com.access.log;\n"
     "include sites/shop.acme.com-le-ssl.conf;\n",
     "# ask ops@<host> or see https://<host>/x (<host>, too).\n"
     "ssl_certificate /etc/letsencrypt/live/<host>/fullchain.pem;\naccess_log "
     "/var/log/nginx/<host>.access.log;\n"
     "include sites/<host>-le-ssl.conf;\n"},
    {"URLs without a dot", "return 301 https://intranet$request_uri; # http://wikibox:8080/",
     "return 301 https://<host>$request_uri; # http://<host>:8080/"},
    {"behind a variable, behind an escape, percent-encoded",
     "return 302 https://$sub.acme.com/?u=https%3A%2F%2Fsso.acme.com%2Fcb; rewrite \\bapi\\.acme\\.com\\b "
     "/x;",
     "return 302 https://$sub.<host>/?u=https%3A%2F%2F<host>%2Fcb; rewrite \\b<host>\\b /x;"},
    {"header values",
     "add_header Content-Security-Policy \"default-src 'self' *.acme.com; report-uri "
     "https://r.acme.com/csp\";",
     "add_header Content-Security-Policy \"default-src 'self' *.<host>; report-uri https://<host>/csp\";"},
    {"private top-level names",
     "# db.prod.internal nas.local box.lan x.default.svc ip-10-0-1-23.ec2.internal ip-10-0-1-23",
     "# <host> <host> <host> <host> <host> <host>"},
    {"Lua", "content_by_lua_block { ngx.log(ngx.ERR, self.app.info) local h = \"api.acme.com\" }",
     "content_by_lua_block { ngx.log(ngx.ERR, self.app.info) local h = \"<host>\" }"},
};

constexpr MaskedCase kBenign[] = {
    {"files",
     "include mime.types; include /etc/nginx/conf.d/*.conf; load_module modules/ngx_http_geoip2_module.so; # "
     "nginx.conf",
     nullptr},
    {"scripts and types",
     "# deploy.sh main.py lib.rs README.md index.html app.min.js php7.4-fpm.sock favicon.ico robots.txt",
     nullptr},
    {"media types",
     "types { application/json json; application/vnd.ms-fontobject eot; text/vnd.sun.j2me.app-descriptor "
     "jad; }",
     nullptr},
    {"versions", "# nginx/1.22.1, OpenSSL 1.1.1n, TLSv1.2, HTTP/1.1, v2.10.0-rc.1, e.g. i.e. etc.", nullptr},
    {"prose", "# It works.It is fast. See below.", nullptr},
    {"reserved and local names",
     "server_name localhost _ example.com www.example.org app.test x.invalid; proxy_pass "
     "http://localhost:3000; # "
     "http://backend.example/",
     nullptr},
    {"public sites",
     "# https://nginx.org/en/docs/ https://ssl-config.mozilla.org https://github.com/x http://www.w3.org/ "
     "/socket.io/",
     nullptr},
    {"gRPC methods", "location /helloworld.Greeter/SayHello { return 204; }", nullptr},
    {"locations and patterns",
     "location ~* \\.(?:css|js|png)$ { try_files $uri $uri.html /index.php?$args; }", nullptr},
    {"variables",
     "proxy_pass http://$backend$request_uri; proxy_set_header Host $host; set $x \"$scheme://$host\";",
     nullptr},
    {"ports and options", "listen 80 default_server; listen [::]:443 ssl http2; listen *:8080; keepalive 32;",
     nullptr},
    {"unix sockets",
     "server unix:/var/run/app.sock; fastcgi_pass unix:/run/php/php-fpm.sock; proxy_pass "
     "http://unix:/run/x.sock:/;",
     nullptr},
    {"placeholder hosts in comments", "# proxy_pass http://backend; https://hostname/ http://server:8080/",
     nullptr},
    {"keywords of directives",
     "valid_referers none blocked server_names; resolver 127.0.0.53 valid=30s; allow all; deny all;",
     nullptr},
};

class Masked : public ::testing::TestWithParam<MaskedCase> {};

TEST_P(Masked, FindsAndLeaves) { EXPECT_EQ(masked(GetParam().text), want_of(GetParam())) << GetParam().name; }

INSTANTIATE_TEST_SUITE_P(HostsInContext, Masked, ::testing::ValuesIn(kContext));
INSTANTIATE_TEST_SUITE_P(HostsByFormat, Masked, ::testing::ValuesIn(kFormat));
INSTANTIATE_TEST_SUITE_P(HostsBenign, Masked, ::testing::ValuesIn(kBenign));

// What is learned in one place is replaced everywhere.
constexpr MaskedCase kSweep[] = {
    {"comments and paths",
     "# cellar9, CELLAR9 and cellar9_old; not cellar90\nserver cellar9:80;\nroot /srv/cellar9/www;\n",
     "# <host>, <host> and <host>_old; not cellar90\nserver <host>:80;\nroot /srv/<host>/www;\n"},
    {"names inside variables stay",
     "set $cellar9_port 80; server cellar9:80; proxy_pass http://x:${cellar9_port};",
     "set $cellar9_port 80; server <host>:80; proxy_pass http://<host>:${cellar9_port};"},
    {"percent-encoded", "server_name acme.weird; # acme%2Eweird ac%6De.weird",
     "server_name <host>; # <host> <host>"},
    {"escaped", "server_name acme.weird; if ($x ~ acme\\.weird) {}",
     "server_name <host>; if ($x ~ <host>) {}"},
    {"base64 at three alignments",
     "server_name acme.weird; # YWNtZS53ZWlyZA== eGFjbWUud2VpcmQ= eHhhY21lLndlaXJk",
     "server_name <host>; # <host> <host> <host>"},
};

TEST(RedactionSweep, ReplacesWhatWasLearned) {
  Policy policy;
  policy.disabled[static_cast<size_t>(SecretClass::random)] = true;  // base64 looks so
  for (const MaskedCase& one : kSweep) {
    EXPECT_EQ(masked(one.text, policy), want_of(one)) << one.name;
  }
  const Redaction redaction = redact_texts({"# host7 is down\n", "server host7:80;\n"});
  const std::string host = placeholder_of(redaction, "host7");
  EXPECT_EQ(redaction.texts[0], "# " + host + " is down\n");
  EXPECT_EQ(redaction.texts[1], "server " + host + ":80;\n");
}

}  // namespace
}  // namespace stackengine::redaction
