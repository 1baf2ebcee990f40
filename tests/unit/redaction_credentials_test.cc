// Private keys, authorization, passwords and tokens in URLs.
#include "gtest/gtest.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

#define KEY_LINE "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"

constexpr MaskedCase kPrivateKeys[] = {
    {"PKCS 8",
     "-----BEGIN PRIVATE KEY-----\n" KEY_LINE
     "\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3S\n-----END PRIVATE KEY-----\n",
     "-----BEGIN PRIVATE KEY-----\n<private_key>\n<private_key>\n-----END PRIVATE KEY-----\n"},
    {"every kind, CRLF, short lines",
     "-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: "
     "AES-128-CBC,0011\r\n\r\nabc\r\n-----END RSA PRIVATE KEY-----\r\n"
     "-----BEGIN OPENSSH PRIVATE KEY-----\nxyz=\n-----END OPENSSH PRIVATE KEY-----\n"
     "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\nabcd\n-----END PGP PRIVATE KEY BLOCK-----\n",
     "-----BEGIN RSA PRIVATE KEY-----\r\n<private_key> <private_key>\r\n<private_key> "
     "<private_key>\r\n\r\n<private_key>\r\n-----END RSA "
     "PRIVATE KEY-----\r\n"
     "-----BEGIN OPENSSH PRIVATE KEY-----\n<private_key>\n-----END OPENSSH PRIVATE KEY-----\n"
     "-----BEGIN PGP PRIVATE KEY BLOCK-----\n<private_key> <private_key>\n\n<private_key>\n-----END PGP "
     "PRIVATE KEY "
     "BLOCK-----\n"},
    {"indented, in comments, quoted, diffed",
     "    -----BEGIN EC PRIVATE KEY-----\n    " KEY_LINE "\n    -----END EC PRIVATE KEY-----\n"
     "# -----BEGIN EC PRIVATE KEY-----\n# AAAA1111\n# -----END EC PRIVATE KEY-----\n"
     "+ -----BEGIN EC PRIVATE KEY-----\n+ BBBB2222\n+ -----END EC PRIVATE KEY-----\n",
     "    -----BEGIN EC PRIVATE KEY-----\n    <private_key>\n    -----END EC PRIVATE KEY-----\n"
     "# -----BEGIN EC PRIVATE KEY-----\n# <private_key>\n# -----END EC PRIVATE KEY-----\n"
     "+ -----BEGIN EC PRIVATE KEY-----\n+ <private_key>\n+ -----END EC PRIVATE KEY-----\n"},
    {"on one line",
     "\"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBg\\nkqhkiG9w0BAQEF\\n-----END PRIVATE KEY-----\\n\"",
     "\"-----BEGIN PRIVATE KEY-----\\n<private_key>\\n<private_key>\\n-----END PRIVATE KEY-----\\n\""},
    {"cut off, then configuration",
     "-----BEGIN PRIVATE KEY-----\n" KEY_LINE "\nMzEfYyjiW\nserver {\n  listen 80;\n}\n",
     "-----BEGIN PRIVATE KEY-----\n<private_key>\n<private_key>\nserver {\n  listen 80;\n}\n"},
    {"cut off at the end of the text", "-----BEGIN PRIVATE KEY-----\n" KEY_LINE "\nMzEfYyj",
     "-----BEGIN PRIVATE KEY-----\n<private_key>\n<private_key>"},
    {"cut off before another block",
     "-----BEGIN PRIVATE KEY-----\n" KEY_LINE
     "\n-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n",
     "-----BEGIN PRIVATE KEY-----\n<private_key>\n-----BEGIN CERTIFICATE-----\n<random>\n-----END "
     "CERTIFICATE-----\n"},
    {"a line of the key elsewhere",
     "-----BEGIN PRIVATE KEY-----\n" KEY_LINE "\n-----END PRIVATE KEY-----\n# it began with " KEY_LINE "\n",
     "-----BEGIN PRIVATE KEY-----\n<private_key>\n-----END PRIVATE KEY-----\n# it began with "
     "<private_key>\n"},
    {"public parts stay", "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n", nullptr},
    {"prose", "# ssl_certificate_key holds the PRIVATE KEY, see -----BEGIN above", nullptr},
};

constexpr MaskedCase kDirectives[] = {
    {"schemes stay",
     "proxy_set_header Authorization \"Basic dXNlcjpwYXNz\"; grpc_set_header Authorization 'Bearer abc.def';",
     "proxy_set_header Authorization \"Basic <authorization>\"; grpc_set_header Authorization 'Bearer "
     "<authorization>';"},
    {"variables stay",
     "proxy_set_header Authorization \"Bearer $token\"; proxy_set_header X-Api-Key pre-${http_x}-post$1tail;",
     "proxy_set_header Authorization \"Bearer $token\"; proxy_set_header X-Api-Key "
     "<authorization>${http_x}<authorization>$1<authorization>;"},
    {"header names",
     "proxy_set_header PRIVATE-TOKEN a1; proxy_set_header X-Acme-Secret b2; add_header X-Auth c3 always; "
     "fastcgi_param HTTP_AUTHORIZATION d4; uwsgi_param HTTP_X_ACCESS_TOKEN e5;",
     "proxy_set_header PRIVATE-TOKEN <authorization>; proxy_set_header X-Acme-Secret <authorization>; "
     "add_header X-Auth <authorization> always; "
     "fastcgi_param HTTP_AUTHORIZATION <authorization>; uwsgi_param HTTP_X_ACCESS_TOKEN <authorization>;"},
    {"cookies keep their names",
     "proxy_set_header Cookie \"sid=abc; lang=$lang; x=y$z\"; add_header Set-Cookie \"sid=abc; Path=/; "
     "Secure; Max-Age=60\";",
     "proxy_set_header Cookie \"sid=<session>; lang=$lang; x=<session>$z\"; add_header "
     "Set-Cookie \"sid=<session>; Path=/; Secure; Max-Age=60\";"},
    {"over two lines", "proxy_set_header X-Api-Key \"first7\n  second8\";",
     "proxy_set_header X-Api-Key \"<authorization>\n  <authorization>\";"},
    {"variables and maps",
     "set $api_key s3cr3t; map $http_x_api_key $who { default 0; \"k3y-one\" 1; ~^k3y 2; } "
     "if ($http_x_api_key != \"k3y-two\") { return 403; } if ($arg_token = k3y-three) { return 204; }",
     "set $api_key <password>; map $http_x_api_key $who { default 0; \"<authorization>\" 1; ~^k3y 2; } "
     "if ($http_x_api_key != \"<authorization>\") { return 403; } if ($arg_token = <password>) { return "
     "204; }"},
    {"other headers and empty ones",
     "proxy_set_header Connection \"\"; proxy_set_header Upgrade $http_upgrade; proxy_set_header "
     "Authorization \"\"; "
     "proxy_set_header Authorization $http_authorization; proxy_hide_header Authorization; proxy_pass_header "
     "Set-Cookie; "
     "add_header Access-Control-Allow-Headers \"Authorization,Cookie\"; add_header "
     "Access-Control-Allow-Credentials true; "
     "add_header X-Frame-Options SAMEORIGIN; auth_basic_user_file /etc/nginx/htpasswd; set $token_type jwt; "
     "set $x plain;",
     nullptr},
};

constexpr MaskedCase kText[] = {
    {"comments and commands",
     "# curl -H \"Authorization: Bearer abc123def\" -H 'X-Api-Key: k3yk3y' http://localhost/",
     "# curl -H \"Authorization: Bearer <authorization>\" -H 'X-Api-Key: <authorization>' http://localhost/"},
    {"header lists", "more_set_headers \"Authorization: Basic dXNlcjpwYXNz\"; # Cookie: sid=abc; theme=dark7",
     "more_set_headers \"Authorization: Basic <authorization>\"; # Cookie: sid=<session>; "
     "theme=<session>"},
    {"Lua",
     "access_by_lua_block { ngx.req.set_header(\"Authorization\", \"Bearer abc12345\") local h = { "
     "[\"X-Api-Key\"] = \"k3yk3y\" } }",
     "access_by_lua_block { ngx.req.set_header(\"Authorization\", \"Bearer <authorization>\") local h = { "
     "[\"X-Api-Key\"] = \"<authorization>\" } }"},
    {"alone", "# Basic dXNlcjpwYXNz or Bearer 0123456789",
     "# Basic <authorization> or Bearer <authorization>"},
    {"prose",
     "# Authorization: required. Bearer tokens and Basic authentication; password: must be long; Token: "
     "<token> $token",
     nullptr},
    {"realms", "auth_basic \"Password required\"; add_header WWW-Authenticate 'Basic realm=\"Site\"';",
     nullptr},
};

constexpr MaskedCase kUrls[] = {
    {"user and password", "proxy_pass http://svc-acme:p4ss:w@rd@localhost:8080/;",
     "proxy_pass http://<url_password>:<url_password>@localhost:8080/;"},
    {"common users stay", "# postgres://postgres:s3cr3t@localhost/db, ftp://admin:x1@localhost",
     "# postgres://postgres:<url_password>@localhost/db, ftp://admin:<url_password>@localhost"},
    {"no user, only a token, an encoded one",
     "# redis://:s3cr3t@localhost, https://ghp7token@localhost/, http://u:p%40ss@localhost",
     "# redis://:<url_password>@localhost, https://<url_password>@localhost/, "
     "http://u:<url_password>@localhost"},
    {"a slash in the password", "# amqp://u:pa/ss@localhost/v", "# amqp://u:<url_password>@localhost/v"},
    {"common passwords", "# http://admin:admin@localhost", "# http://admin:<url_password>@localhost"},
    {"no userinfo",
     "# https://localhost/@scope/pkg https://localhost:8080/a@b mail@localhost http://$user:$pass@localhost",
     nullptr},
    {"query",
     "return 301 https://localhost/?a=1&token=abc&api_key=$k&PASSWORD=x%20y; # GET /x?session=9f9f HTTP/1.1",
     "return 301 https://localhost/?a=1&token=<url_password>&api_key=$k&PASSWORD=<url_password>; # GET "
     "/x?session=<url_password> HTTP/1.1"},
    {"other parameters, patterns, switches",
     "rewrite ^/x\\?token=([^&]+)$ /y?page=2&auth=true&token=$1; # ?tokens=many ?sort=key", nullptr},
};

class Credentials : public ::testing::TestWithParam<MaskedCase> {};

TEST_P(Credentials, FindsAndLeaves) {
  EXPECT_EQ(masked(GetParam().text), want_of(GetParam())) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(PrivateKeys, Credentials, ::testing::ValuesIn(kPrivateKeys));
INSTANTIATE_TEST_SUITE_P(Directives, Credentials, ::testing::ValuesIn(kDirectives));
INSTANTIATE_TEST_SUITE_P(Text, Credentials, ::testing::ValuesIn(kText));
INSTANTIATE_TEST_SUITE_P(Urls, Credentials, ::testing::ValuesIn(kUrls));

TEST(RedactionCredentials, EveryWordOfANamePassesTheFilter) {
  for (const char* name :
       {"DB_CONNECTION_STRING", "connection-string", "connectionString", "X-Connection-String",
        "DB_CONNECTIONSTRING", "saslPassphrase", "REDIS_PSK", "X-Acme-Key", "hmac", "subscription_key",
        "encrypt_session_key", "requirepass", "authToken", "licenseKey", "x_auth", "password_salt",
        "shared-key", "privateKeyId"}) {
    EXPECT_EQ(masked("kind: ConfigMap\ndata:\n  " + std::string(name) + ": hunter2hunter2\n").find("hunter2"),
              std::string::npos)
        << name;
  }
}

TEST(RedactionCredentials, EveryProgramsLetterPassesTheFilter) {
  EXPECT_EQ(masked("ldapsearch -w hunter2hunter2 -h db1x"), "ldapsearch -w <password> -h <host>");
  EXPECT_EQ(masked("redis-cli -a hunter2hunter2"), "redis-cli -a <password>");
  EXPECT_EQ(masked("psql -U janedoe"), "psql -U <user_name>");
}

TEST(RedactionCredentials, KindsOfAuthenticationAndSchemesStay) {
  for (const char* text :
       {"nginx.ingress.kubernetes.io/auth-type: basic\n", "some-auth: basic\n", "x-auth: https\n",
        "smtp-auth: required\n", "global-auth: digest\n", "imap_auth plain;\n",
        "smtp_auth login plain cram-md5;\n", "pop3_auth apop;\n", "auth_basic off;\n", "satisfy any;\n",
        "proxy_ssl_verify on;\n", "ssl_verify_client optional_no_ca;\n", "proxy_set_header X-Auth https;\n",
        "map $http_x_auth $a { basic 1; }\n"}) {
    EXPECT_EQ(masked(text), text);
  }
  EXPECT_EQ(masked("proxy_set_header X-Auth hunter2;\n"), "proxy_set_header X-Auth <authorization>;\n");
}

// A line of YAML above directives makes no manifest of them.
TEST(RedactionCredentials, DirectivesInManifestsAreRead) {
  for (const char* head : {"metadata:\n", "apiVersion: v1\nkind: Service\nmetadata:\n"}) {
    EXPECT_EQ(
        masked(std::string(head) +
               "  set $api_key hunter2hunter2;\n  proxy_set_header X-Api-Key hunter2hunter3;\n"),
        std::string(head) + "  set $api_key <password>;\n  proxy_set_header X-Api-Key <authorization>;\n");
    EXPECT_EQ(masked(std::string(head) +
                     "server {\n    server_name shop-int;\n    set $api_key hunter2hunter2;\n}\n"),
              std::string(head) + "server {\n    server_name <host>;\n    set $api_key <password>;\n}\n");
  }
}

}  // namespace
}  // namespace stackengine::redaction
