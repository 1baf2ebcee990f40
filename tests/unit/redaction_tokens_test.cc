// Tokens, hashes, sessions and keyed credentials: each class with what it finds and a twin that stays.
#include "gtest/gtest.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

// Put together here, so that no scanner takes this file for a leak.
struct TokenCase {
  const char* prefix;
  const char* rest;
};

constexpr TokenCase kTokens[] = {
    {"AKIA", "Q3EGW7LS2XMBT4ND"},
    {"ABSK", "QmVkcm9ja0FQSUtleS1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODkw"},
    {"AIza", "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q"},
    {"ghp_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"},
    {"ghs_", "a1B2c3D4e5F6g7H8i9J0_k1L2m3N4o5P6q7R8a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8a1B2c3D4e5F6g7H8"},
    {"github_pat_", "11ABCDEFG0a1B2c3D4e5F6_g7H8i9J0k1L2m3N4o5P6q7R8s9T0"},
    {"glpat-", "a1B2c3D4e5F6g7H8i9J0"},
    {"xoxb-", "1234567890-1234567890123-a1B2c3D4e5F6"},
    {"sk_live_", "a1B2c3D4e5F6g7H8"},
    {"SG.", "a1B2c3D4e5F6g7H8i9J0k1.a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V"},
    {"npm_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"},
    {"sk-proj-", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8T3BlbkFJa1B2c3D4e5F6g7H8i9J0"},
    {"sk-ant-api03-", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4AA"},
    {"hvs.", "CAESIa1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6"},
    {"dop_v1_", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    {"eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"},
    {"v1.0-",
     "0123456789abcdef01234567-"
     "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    {"AGE-SECRET-KEY-1", "QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQ7"},
    {"LS0tLS1CRUdJTi", "BQUklWQVRFIEtFWS0tLS0tCk1JSUV2UUlCQURBTkJn"},
};

TEST(RedactionTokens, EveryPrefixInEverySurrounding) {
  constexpr const char* kSurroundings[][2] = {
      {"set $x \"", "\";\n"}, {"# was ", " until May\n"}, {"  setting: ", "\n"},
      {"{\"a\":\"", "\"}\n"}, {"GET /x/", " HTTP/1.1\n"}, {"return 200 'see ", "';\n"},
  };
  for (const TokenCase& one : kTokens) {
    const std::string token = std::string(one.prefix) + one.rest;
    for (const auto& [before, after] : kSurroundings) {
      const std::string text = masked(before + token + after);
      EXPECT_EQ(text.find(std::string(one.rest).substr(0, 8)), std::string::npos) << token << "\n" << text;
      EXPECT_EQ(text.find(std::string(one.rest).substr(std::string(one.rest).size() - 8)), std::string::npos)
          << "the token's end is left: " << text;
      EXPECT_EQ(text.substr(text.size() - std::string(after).size()), after) << text;
    }
  }
}

TEST(RedactionTokens, WhatOnlyBeginsLikeOneStays) {
  for (const char* text : {
           "# sk-production-database-cluster-number-seven\n",
           "# AKIAIOSFODNN7EXAMPLE is what the documentation has\n",
           "# ghp_ tokens begin so, and npm_config_registry is a variable\n",
           "set $key-prefix 1; # hf_transfer xoxb- SG.\n",
           "location /api/v1.0-beta/ { return 204; }\n",
           "# eyJ is how a JWT begins\n",
       }) {
    EXPECT_EQ(masked(text), text);
  }
  // Base64 of a certificate is no token; it holds names, and looks random.
  EXPECT_EQ(masked("caBundle: LS0tLS1CRUdJTiBDRVJU\n"), "caBundle: <random>\n");
}

constexpr MaskedCase kInfixes[] = {
    {"Microsoft Entra", "# abc8Q~d3F4g5H6i7J8k9L0m1N2o3P4q5R6s7T8u9", "# <token>"},
    {"Telegram", "# bot 1234567890:AAbcdefghijklmnopqrstuvwxyz_01234567", "# bot <token>"},
    {"HCP Terraform",
     "# a1b2c3d4e5f6g7.atlasv1.a1b2c3d4e5f6g7a1b2c3d4e5f6g7a1b2c3d4e5f6g7a1b2c3d4e5f6g7a1b2c3d4",
     "# <token>"},
    {"a Slack webhook keeps its address",
     "# see hooks.slack.com/services/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",
     "# see hooks.slack.com/services/<token>"},
    {"a digest is none", "# image@sha256:AAbc0123 node:AA:BB", nullptr},
};

constexpr MaskedCase kHashes[] = {
    {"htpasswd", "jsmith:$apr1$8sFt66rZ$qEJ3Zb0XK8w7vTCi0hQ5Z1\n", "<user_name>:$apr1$<password_hash>\n"},
    {"bcrypt keeps its cost", "admin:$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234\n",
     "admin:$2y$10$<password_hash>\n"},
    {"LDAP", "# {SSHA}0123456789abcdefABCDEF+/== is one", "# {SSHA}<password_hash> is one"},
    {"the oldest kind", "jsmith:rqXexS6ZhobKA\n", "<user_name>:<password_hash>\n"},
    {"variables and prices", "set $x $1$2; # costs $5$ or {SHA} a piece", nullptr},
};

constexpr MaskedCase kSessions[] = {
    {"in a path", "# GET /shop;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9?x=1",
     "# GET /shop;jsessionid=<session>?x=1"},
    {"by name", "# PHPSESSID=q1w2e3r4t5y6 connect.sid=s%3Aq1w2e3.r4t5y6",
     "# PHPSESSID=<session> connect.sid=<session>"},
    {"attributes stay", "add_header Set-Cookie \"lang=$lang; Path=/; Secure\"; # session timeout=30 sid=1",
     nullptr},
};

constexpr MaskedCase kKeyed[] = {
    {"environment, modules, secure_link",
     "env DB_PASSWORD=hunter2x; env PATH; encrypted_session_key \"abcdefghijklmnop1234\";\n"
     "secure_link_md5 \"$secure_link_expires$uri$remote_addr enigma99\"; secure_link_secret enigma98;",
     "env DB_PASSWORD=<password>; env PATH; encrypted_session_key \"<password>\";\n"
     "secure_link_md5 \"$secure_link_expires$uri$remote_addr <password>\"; secure_link_secret <password>;"},
    {"values of a map, patterns of a condition",
     "map $client $api_key { default \"\"; one \"k-123456abc\"; }\n"
     "if ($http_authorization ~ \"^Bearer abcd1234efgh$\") { return 204; }",
     "map $client $api_key { default \"\"; one \"<password>\"; }\n"
     "if ($http_authorization ~ \"^Bearer <authorization>$\") { return 204; }"},
    {"Lua",
     "content_by_lua_block { local ok = red:auth(\"hunter2x\") local d = ngx.hmac_sha1('hunter3x', uri) }",
     "content_by_lua_block { local ok = red:auth(\"<password>\") local d = ngx.hmac_sha1('<password>', uri) "
     "}"},
    {"commands",
     "# curl -u jsmith:hunter2x --proxy-user jsmith:x --password hunter3x http://localhost; mysql -phunter4x",
     "# curl -u <user_name>:<password> --proxy-user <user_name>:<password> --password <password> "
     "http://localhost; mysql -<password>"},
    {"camel case", "# {\"apiKey\": \"q1w2e3r4\", \"encryptionKey\": \"t5y6u7i8\"}",
     "# {\"apiKey\": \"<password>\", \"encryptionKey\": \"<password>\"}"},
    {"what a setting is about",
     "# tokenType: opaque9 passwordFile=/run/pw1 secretName=abc1234 --token-ttl 3600 docker run -p 8080:80 "
     "-u 1000:1000",
     nullptr},
    {"a pass directive passes requests",
     "location / { fastcgi_pass $backend; } location /x { uwsgi_pass backend; }",
     "location / { fastcgi_pass $backend; } location /x { uwsgi_pass <host>; }"},
    {"paths and files",
     "ssl_password_file /etc/nginx/pw; auth_jwt_key_file /etc/nginx/jwk; env MALLOC_ARENA_MAX=2;", nullptr},
};

class Secrets : public ::testing::TestWithParam<MaskedCase> {};

TEST_P(Secrets, FindsAndLeaves) {
  EXPECT_EQ(masked(GetParam().text), want_of(GetParam())) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(Infixes, Secrets, ::testing::ValuesIn(kInfixes));
INSTANTIATE_TEST_SUITE_P(Hashes, Secrets, ::testing::ValuesIn(kHashes));
INSTANTIATE_TEST_SUITE_P(Sessions, Secrets, ::testing::ValuesIn(kSessions));
INSTANTIATE_TEST_SUITE_P(Keyed, Secrets, ::testing::ValuesIn(kKeyed));

}  // namespace
}  // namespace stackengine::redaction
