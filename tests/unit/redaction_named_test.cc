// What a name beside a value says that it is, in any text: users, machines, objects, passwords of commands;
// and code, whose expressions stay.
#include "gtest/gtest.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

constexpr MaskedCase kNamed[] = {
    {"settings",
     "# DB_HOST=pg-main spring.redis.host=redis-7 spring.datasource.username=portalusr PGUSER=jsmith",
     "# DB_HOST=<host> spring.redis.host=<host> spring.datasource.username=<user_name> PGUSER=<user_name>"},
    {"libpq and ADO",
     "# \"host=pg-7 port=5432 user=rep_jane password='x y 9z'\"; jdbc:x;user=kmiller;password=pw9a",
     "# \"host=<host> port=5432 user=<user_name> password='<password>'\"; "
     "jdbc:x;user=<user_name>;password=<password>"},
    {"tables of Lua",
     "init_by_lua_block { c = { host = \"pg-main\", user = \"svc_jane\", password = \"pgpw!\" } }",
     "init_by_lua_block { c = { host = \"<host>\", user = \"<user_name>\", password = \"<password>\" } }"},
    {"headers of replies", "< X-Backend: app-fra-2\n< X-Served-By: cache-waw-3\n< X-Remote-User: jsmith\n",
     "< X-Backend: <host>\n< X-Served-By: <host>\n< X-Remote-User: <user_name>\n"},
    {"JSON in a command",
     "$ curl -d '{\"user\":\"jsmith\",\"pass\":\"pw77\",\"host\":\"app-7\"}' http://localhost/",
     "$ curl -d '{\"user\":\"<user_name>\",\"pass\":\"<password>\",\"host\":\"<host>\"}' http://localhost/"},
    {"logs of controllers",
     "W1010 1 controller.go:1112] Service \"acme-prod/cart-web\" ingress=\"acme-prod/edge7\" pod=\"cart-7\"",
     "W1010 1 controller.go:1112] Service \"<resource_name>/<resource_name>\" "
     "ingress=\"<resource_name>/<resource_name>\" pod=\"<resource_name>\""},
    {"lists of one", "# {\"X-Api-Key\":[\"k3yk3y77\"]}", "# {\"X-Api-Key\":[\"<authorization>\"]}"},
    {"messages",
     "# server at \"pg-orders-1\" failed for user \"orders_rw\"; getpwnam(\"jnginx\"); duplicate upstream "
     "\"orders_pool\"",
     "# server at \"<host>\" failed for user \"<user_name>\"; getpwnam(\"<user_name>\"); duplicate upstream "
     "\"<host>\""},
    {"/etc/hosts", "10.4.5.6 orders-int orders.globex.lan\n127.0.0.1 localhost\n127.0.0.1 is down again\n",
     "<ip_address> <host> <host>\n127.0.0.1 localhost\n127.0.0.1 is down again\n"},
    {"notes", "# api key: apik-7788-xyz, primary key: a-1234-b",
     "# api key: <password>, primary key: a-1234-b"},
    {"variables, stand-ins, common words",
     "log_format m 'host=$host user=$remote_user \"user\":\"$remote_user\"'; # user=admin host=localhost "
     "USER=root "
     "username=<name> host: see below, user: jane in prose; localhost=x ghost=boo7",
     nullptr},
    {"a folder, a listening address", "# PWD=/srv/www HOST=0.0.0.0 OLDPWD=/", nullptr},
};

constexpr MaskedCase kCommands[] = {
    {"attached and long flags",
     "$ curl -ujsmith:pw77 --proxy-user kmiller:pw88 http://localhost/\n$ mysqldump -h mysql-3 -u jdumper "
     "-ppw99 shop\n",
     "$ curl -<user_name>:<password> --proxy-user <user_name>:<password> http://localhost/\n$ mysqldump -h "
     "<host> -u "
     "<user_name> -<password> shop\n"},
    {"logins", "$ docker login -u ci-jane -p dockpw9 localhost:5000\n$ redis-cli -h redis-9 -a rdpw123\n",
     "$ docker login -u <user_name> -p <password> localhost:5000\n$ redis-cli -h <host> -a <password>\n"},
    {"htpasswd", "$ htpasswd -b /etc/nginx/.htpasswd jsmith pw77x\n$ htpasswd -nb kmiller 'pw88'\n",
     "$ htpasswd -b /etc/nginx/.htpasswd <user_name> <password>\n$ htpasswd -nb <user_name> '<password>'\n"},
    {"openssl",
     "$ openssl s_client -connect app-7:443 -servername edge-7\n$ openssl rsa -passin pass:pw77x -in k\n",
     "$ openssl s_client -connect <host>:443 -servername <host>\n$ openssl rsa -passin pass:<password> -in "
     "k\n"},
    {"accounts on machines",
     "$ ssh jsmith@bastion-1 'nginx -t'\n[root@web01 nginx]# nginx -t\nkmiller@edge-7:~$ ls\n",
     "$ ssh <user_name>@<host> 'nginx -t'\n[root@<host> nginx]# nginx -t\n<user_name>@<host>:~$ ls\n"},
    {"MySQL's", "# Access denied for user 'shopdb'@'web-04' (using password: YES), 'root'@'localhost'",
     "# Access denied for user '<user_name>'@'<host>' (using password: YES), 'root'@'localhost'"},
    {"Oracle's", "# jdbc:oracle:thin:scott/tiger2@//ora-1:1521/x",
     "# jdbc:oracle:thin:<url_password>/<url_password>@//<host>:1521/x"},
    {"no account",
     "- uses: actions/checkout@v4\n$ npm i @grpc/grpc-js@1.9.7 pkg@latest php-fpm@8\n$ docker run -p 80:80 "
     "x\n",
     nullptr},
    {"asks for it", "$ mysql -u root -p\n$ psql -h localhost -U postgres\n$ ssh -p 22 root@localhost\n",
     nullptr},
};

constexpr MaskedCase kCode[] = {
    {"literals",
     "access_by_lua_block { red:connect(\"redis-7\", 6379) ngx.req.set_header(\"X-Api-Key\", \"k3y99x\") if "
     "ngx.var.arg_token == \"letme77\" or ngx.var.http_x_token ~= \"letme88\" then return end }",
     "access_by_lua_block { red:connect(\"<host>\", 6379) ngx.req.set_header(\"X-Api-Key\", "
     "\"<authorization>\") if "
     "ngx.var.arg_token == \"<password>\" or ngx.var.http_x_token ~= \"<authorization>\" then return end }"},
    {"expressions",
     "access_by_lua_block { local token = ngx.var.arg_token local auth_key = headers[\"X-Api-Key\"] secret = "
     "conf.secret password = os.getenv(\"DB_PASSWORD\") local jwt_token = string.sub(auth, 8) }",
     nullptr},
    {"comments in code", "access_by_lua_block {\n -- password = s3cr3tpw\n}",
     "access_by_lua_block {\n -- password = <password>\n}"},
    {"JavaScript",
     "// njs\nconst token = r.headersIn.Authorization;\nlet h = require('crypto').createHmac('sha256', "
     "'k3yk3y');\n",
     "// njs\nconst token = r.headersIn.Authorization;\nlet h = require('crypto').createHmac('sha256', "
     "'<password>');\n"},
    {"settings are no code", "api_token = abc.def9\n", "api_token = <password>\n"},
};

constexpr MaskedCase kDirectives[] = {
    {"maps of clients and of users",
     "map $http_x_api_key $client { \"k3yk3yk3y\" partner_globex; default 0; } map $remote_user $role { "
     "jsmith 1; }",
     "map $http_x_api_key $client { \"<authorization>\" <user_name>; default 0; } map $remote_user $role { "
     "<user_name> "
     "1; }"},
    {"variables called after an upstream", "set $upstream_password pw.word; js_var $api_token njs-literal;",
     "set $upstream_password <password>; js_var $api_token <password>;"},
    {"keys in headers of one's own", "proxy_set_header X-Acme-Key k_1234abcd; add_header X-Cache-Key abcdef;",
     "proxy_set_header X-Acme-Key <authorization>; add_header X-Cache-Key abcdef;"},
    {"modules", "redis2_query auth rdpw77; postgres_server pg-1 dbname=x user=jsmith password=pgpw77;",
     "redis2_query auth <password>; postgres_server <host> dbname=x user=<user_name> password=<password>;"},
    {"a stream's pass", "stream { server { listen 1; pass app-7:80; } }",
     "stream { server { listen 1; pass <host>:80; } }"},
    {"databases", "# postgres://jsmith:p@ss/w:rd@pg-7:5432/x https://localhost/@scope/pkg",
     "# postgres://<url_password>:<url_password>@<host>:5432/x https://localhost/@scope/pkg"},
};

constexpr MaskedCase kCertificates[] = {
    {"subjects",
     "subject=C = PL, O = Globex Sp. z o.o., CN = portal-7\n*  subject: C=PL; O=Initech; CN=Jane Doe\n",
     "subject=C = PL, O = <user_name> <user_name> <user_name> <user_name>, CN = <host>\n*  subject: C=PL; "
     "O=<host>; CN=<user_name> <user_name>\n"},
    {"authorities",
     "issuer=C = US, O = Let's Encrypt, CN = R3\n* issuer: O=DigiCert Inc; CN=DigiCert TLS RSA CA1\n",
     nullptr},
};

constexpr MaskedCase kManifests[] = {
    {"values files",
     "smtp: {host: smtp-7, user: jmailer, pass: mailpw9}\nserviceAccount: {name: portal-sa}\nimage:\n  "
     "repository: "
     "localhost:5000/rocket/cart7\nenv:\n  POSTGRES_USER: globexdb\n  KAFKA_BROKERS: "
     "kafka-0:9092,kafka-1:9092\n",
     "smtp: {host: <host>, user: <user_name>, pass: <password>}\nserviceAccount: {name: "
     "<resource_name>}\nimage:\n  "
     "repository: localhost:5000/<resource_name>/<resource_name>\nenv:\n  POSTGRES_USER: <user_name>\n  "
     "KAFKA_BROKERS: <host>:9092,<host>:9092\n"},
    {"flags of arguments, folded values, schemes",
     "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - args:\n    - --token\n    - argtok77\n    env:\n  "
     "  - name: "
     "PGPASSWORD\n      value: >-\n        folded-pw77\n    - name: API_AUTHORIZATION\n      value: Bearer "
     "tok77en88\n",
     "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - args:\n    - --token\n    - <password>\n    "
     "env:\n    - name: "
     "PGPASSWORD\n      value: >-\n        <password>\n    - name: API_AUTHORIZATION\n      value: Bearer "
     "<authorization>\n"},
    {"prose with colons", "host: see below\nuser: whoever is on call\npassword: the usual one\n", nullptr},
    {"public groups and images",
     "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  annotations:\n    "
     "argocd.argoproj.io/sync-wave: \"1\"\n    cert-manager.io/cluster-issuer: letsencrypt-prod\n  x:\n  - "
     "image: "
     "nginx/nginx-ingress:3.3.2\n  - image: envoyproxy/envoy:v1.28.0\n",
     nullptr},
    {"robots", "{\"auths\": {\"localhost\": {\"username\": \"robot$ci\", \"password\": \"pw77\"}}}",
     "{\"auths\": {\"localhost\": {\"username\": \"<user_name>\", \"password\": \"<password>\"}}}"},
};

class Named : public ::testing::TestWithParam<MaskedCase> {};

TEST_P(Named, FindsAndLeaves) { EXPECT_EQ(masked(GetParam().text), want_of(GetParam())) << GetParam().name; }

INSTANTIATE_TEST_SUITE_P(Text, Named, ::testing::ValuesIn(kNamed));
INSTANTIATE_TEST_SUITE_P(Commands, Named, ::testing::ValuesIn(kCommands));
INSTANTIATE_TEST_SUITE_P(Code, Named, ::testing::ValuesIn(kCode));
INSTANTIATE_TEST_SUITE_P(Directives, Named, ::testing::ValuesIn(kDirectives));
INSTANTIATE_TEST_SUITE_P(Certificates, Named, ::testing::ValuesIn(kCertificates));
INSTANTIATE_TEST_SUITE_P(Manifests, Named, ::testing::ValuesIn(kManifests));

// A host written with other joints, as files, zones and databases are called after it.
TEST(Joints, AreSweptAndGated) {
  const std::string text =
      "server_name payroll.globex.io; # payroll_globex_io.log payroll-globex-io globex_io.crt globex-io\n";
  const Redaction r = redact_text(text);
  EXPECT_EQ(r.texts[0].find("globex"), std::string::npos) << r.texts[0];
  EXPECT_EQ(restore(r.texts[0], r.vault).text, text);
}

}  // namespace
}  // namespace stackengine::redaction
