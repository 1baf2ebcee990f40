// What the user decides: classes, own words, allowed values, chosen places; what is listed for the user;
// limits.
#include "gtest/gtest.h"
#include "text/limits.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

constexpr const char* kText =
    "upstream cellar { server 10.9.8.7:80; }\n"
    "server { server_name app.acme.com; location / { proxy_pass http://cellar; proxy_set_header X-Api-Key "
    "q1w2e3; } }\n";

TEST(RedactionPolicy, EveryClassCanBeSwitchedOff) {
  for (size_t i = 0; i < kSecretClasses; ++i) {
    const auto secret_class = static_cast<SecretClass>(i);
    EXPECT_EQ(parse_secret_class(to_string(secret_class)), secret_class);
    Policy policy;
    policy.disabled[i] = true;
    for (const Finding& finding : redact_text(kText, policy).findings) {
      EXPECT_NE(finding.secret_class, secret_class) << to_string(secret_class);
    }
  }
  EXPECT_EQ(parse_secret_class("hosts"), std::nullopt);
}

TEST(RedactionPolicy, AnUpstreamStaysWithAllItsUses) {
  Policy policy;
  policy.disabled[static_cast<size_t>(SecretClass::upstream_name)] = true;
  const std::string text = masked(kText, policy);
  EXPECT_NE(text.find("upstream cellar {"), std::string::npos) << text;
  EXPECT_NE(text.find("http://cellar;"), std::string::npos) << text;
}

TEST(RedactionPolicy, OwnWords) {
  Policy policy;
  policy.words = {"Acme", "zap", "proxy"};
  EXPECT_EQ(masked("# ACME's acmeproxy for $acme_id, zap, zapper; X-Acme-Env\nproxy_pass http://localhost; "
                   "set $proxy_x 1;",
                   policy),
            "# <word>'s <word> for $<word>_id, <word>, zapper; X-<word>-Env\nproxy_pass http://localhost; "
            "set $proxy_x 1;");
}

TEST(RedactionPolicy, AllowedValues) {
  Policy policy;
  policy.allowed = {"APP.acme.com", "10.9.8.7", "Q1W2E3", ".corp.weird"};
  EXPECT_EQ(
      masked("server_name app.acme.com api.acme.com x.corp.weird corp.weird; server 10.9.8.7:80; set "
             "$api_key q1w2e3;",
             policy),
      "server_name app.acme.com <host> x.corp.weird corp.weird; server 10.9.8.7:80; set $api_key q1w2e3;");
}

TEST(RedactionPolicy, ChosenPlaces) {
  const std::string text = "# server cellar9 of team blue7\nserver cellar9:80;\nserver_name app.acme.com;\n";
  Policy policy;
  const auto place = [&](const char* word) {
    const auto at = static_cast<uint32_t>(text.rfind(word));
    return ChosenPlace{0, {at, at + static_cast<uint32_t>(std::string(word).size())}};
  };
  policy.keep = {place("cellar9")};
  policy.add = {place("blue7"), {0, {4000, 5000}}, {7, {0, 3}}};
  EXPECT_EQ(masked(text, policy),
            "# server cellar9 of team <word>\nserver cellar9:80;\nserver_name <host>;\n");
}

TEST(RedactionPolicy, ReplacesWhatLooksRandom) {
  struct Case {
    const char* text;
    const char* expected;  // nullptr: nothing is replaced
  };
  constexpr Case kCases[] = {
      {"# build 9f86d081884c7d659a2feaa0c55ad015 done", "# build <random> done"},
      {"set $x Zk3vQ9xT7bLw2NfR8mYc;", "set $x <random>;"},
      {"set $x Zk9qLw82mQ4tXv71;", "set $x <random>;"},
      {"set $x k3jx9qv7m2pw;", "set $x <random>;"},
      {"location /hooks/Zk9qLw82mQ4tXv71/in {}", "location /hooks/<random>/in {}"},
      {"# qT7/Zk9qLw82mQ4t+v71xB/xY4dK9w", "# qT7/<random>"},
      {"-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n",
       "-----BEGIN CERTIFICATE-----\n<random>\n-----END CERTIFICATE-----\n"},
      {"# proxy_next_upstream_timeout and a-very-long-name-of-some-thing", nullptr},
      {"root /usr/share/nginx/html/static/assets/images/2024/07;", nullptr},
      {"# see 4f7c9a1e-3b2d-4c5e-8f6a-7b8c9d0e1f2a, 1234567890123456789012345678901234567890", nullptr},
      {"ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-CHACHA20-POLY1305:!aNULL;", nullptr},
      {"ssl_ecdh_curve X25519MLKEM768:SecP256r1MLKEM768:brainpoolP256r1tls13:prime256v1;", nullptr},
      {"# getUserById IPv4AndIPv6Only kMaxAnswerBytes utf8mb4_unicode_520_ci 20260102T101010Z", nullptr},
      {"# malloc: 000055D3C8A0F2B0:4096", nullptr},
      {"# app@sha256:9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015", nullptr},
      {"add_header Content-Security-Policy \"script-src 'sha256-Zk9qLw82mQ4tXv71Zk9qLw82mQ4tXv71='\";",
       nullptr},
      {"set $Zk9qLw82mQ4tXv71 1;", nullptr},
      {"set $api_key Zk3vQ9xT7bLw2NfR8mYc;", "set $api_key <password>;"},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(masked(one.text), one.expected == nullptr ? one.text : one.expected);
  }
}

TEST(RedactionPolicy, KeepsAllowedRandomStrings) {
  const std::string text = "set $x Zk9qLw82mQ4tXv71;\n";
  Policy allowed;
  allowed.allowed = {"Zk9qLw82mQ4tXv71"};
  EXPECT_EQ(masked(text, allowed), text);
  Policy disabled;
  disabled.disabled[static_cast<size_t>(SecretClass::random)] = true;
  EXPECT_EQ(masked(text, disabled), text);
}

TEST(RedactionPolicy, SuggestsWords) {
  const std::string text =
      "server_name www.globex.com api.initech.co.uk x.default.svc db.prod.internal a.amazonaws.com;\n";
  EXPECT_EQ(redact_text(text).suggested_words, (std::vector<std::string>{"globex", "initech"}));
  Policy policy;
  policy.words = {"Globex"};
  EXPECT_EQ(redact_text(text, policy).suggested_words, std::vector<std::string>{"initech"});
}

TEST(RedactionPolicy, RefusesBeyondItsLimits) {
  Policy policy;
  policy.words.assign(Limits::kMaxOwnWords + 1, "acme");
  const Redaction words = redact_text("# acme", policy);
  EXPECT_NE(words.refusal.find(std::to_string(Limits::kMaxOwnWords)), std::string::npos) << words.refusal;
  EXPECT_TRUE(words.texts.empty());
  policy.words = {std::string(Limits::kMaxOwnWordBytes + 1, 'a')};
  EXPECT_FALSE(redact_text("# acme", policy).refusal.empty());
  const std::string long_text(Limits::kMaxRedactedBytes + 1, ' ');
  const Redaction bytes = redact({{"a", long_text, DocumentKind::automatic}}, {}, {});
  EXPECT_NE(bytes.refusal.find(std::to_string(Limits::kMaxRedactedBytes)), std::string::npos)
      << bytes.refusal;
  EXPECT_TRUE(redact_text("# acme").refusal.empty());
}

constexpr MaskedCase kCopies[] = {
    {"hexadecimal", "set $api_key hunter2x; # 68756e746572327, 68756e7465723278",
     "set $api_key <password>; # 68756e746572327, <password>"},
    {"JSON's escapes", "set $api_key \"hun\\\"ter/2x\"; # {\"a\":\"hun\\\"ter\\/2x\"} hunter\\u002f2x",
     "set $api_key \"<password>\"; # {\"a\":\"<password>\"} hunter\\u002f2x"},
    {"a host in JSON", "server_name acme.weird; # acme\\u002eweird \\x61cme.weird",
     "server_name <host>; # <host> <host>"},
};

TEST(RedactionSweep, FindsEncodedCopies) {
  for (const MaskedCase& one : kCopies) EXPECT_EQ(masked(one.text), want_of(one)) << one.name;
}

}  // namespace
}  // namespace stackengine::redaction
