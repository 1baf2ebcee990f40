// The gate: what it refuses, and what it lets pass on purpose.
#include "redaction/leak_gate.h"

#include <string>

#include "gtest/gtest.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

struct GateCase {
  const char* name;
  SecretClass secret_class;
  const char* original;
  const char* outgoing;
  const char* encoding;  // nullptr: may leave
};

constexpr SecretClass kHost = SecretClass::host;
constexpr SecretClass kUpstream = SecretClass::upstream_name;
constexpr SecretClass kSecret = SecretClass::authorization;
constexpr SecretClass kPassword = SecretClass::url_password;
constexpr SecretClass kAddress = SecretClass::ip_address;

constexpr GateCase kCases[] = {
    {"raw", kHost, "app1.acme.com", "see app1.acme.com.", "raw"},
    {"another case", kHost, "app1.acme.com", "see APP1.acme.com", "lower-case"},
    {"percent-encoded", kHost, "app1.acme.com", "u=app1%2Eacme.co%6d", "URL-encoded"},
    {"base64, first alignment", kHost, "app1.acme.com", "x YXBwMS5hY21lLmNvbQ== y", "base64"},
    {"base64, second alignment", kHost, "app1.acme.com", "x eGFwcDEuYWNtZS5jb20= y", "base64"},
    {"base64, third alignment", kHost, "app1.acme.com", "x eHhhcHAxLmFjbWUuY29t y", "base64"},
    {"base64 for URLs", kSecret, "\xff\xfe\xfd>>>???", "x __79Pj4-Pz8_ y", "base64"},
    {"as a part of a path", kHost, "app1", "/etc/ssl/app1.pem", "raw"},
    {"beside punctuation", kHost, "app1", "my-app1_x", "raw"},
    {"behind an escape", kHost, "app1", "\\bapp1\\b", "raw"},
    {"in another word", kHost, "app1", "app10 myapp1", nullptr},
    {"in a variable", kHost, "app1", "$app1 ${app1} $app1_port $my_app1", nullptr},
    {"behind a variable", kHost, "app1", "$x.app1", "raw"},
    {"a secret inside a word", kSecret, "s3cr3t-k3y", "xs3cr3t-k3yx", "raw"},
    {"a secret in another case", kSecret, "s3cr3t-k3y", "S3CR3T-K3Y", "lower-case"},
    {"a secret in a variable", kSecret, "s3cr3tk3y", "$s3cr3tk3y", "raw"},
    {"a short secret in a word", kSecret, "a1b2", "xa1b2x", nullptr},
    {"a short secret", kSecret, "a1b2", "x a1b2 x", "raw"},
    {"a run of a long secret", kSecret,
     "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789abcdefghijkl",
     "x 23456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123 x", "part"},
    {"six bytes of three kinds", kSecret, "qT7vX2mK9pLw4ZcR", "it began with X2mK9p…", "part"},
    {"five of them", kSecret, "qT7vX2mK9pLw4ZcR", "it began with X2mK9", nullptr},
    {"eight bytes of two kinds", kSecret, "q7vx2m9plw4zcr81", "see vx2m9plw.", "part"},
    {"a hexadecimal run", kSecret, "5f2a9c01be7744d3a8", "see 5f2a9c01be", "part"},
    {"a short hexadecimal run", kSecret, "5f2a9c01be7744d3a8", "commit 5f2a9c01", nullptr},
    {"a run of words", kSecret, "correct-horse-battery", "the correct-horse", nullptr},
    {"a word and a number", kSecret, "frontend2-service", "the frontend2", nullptr},
    {"a run, escaped", kSecret, "qT7vX2mK9pLw4ZcR", "\\u0058\\u0032mK9p", "JSON-escaped"},
    {"hexadecimal", kHost, "app1.acme.com", "x 617070312e61636D652e636F6d y", "hexadecimal"},
    {"escaped as in JSON", kHost, "app1.acme.com", "\"app1\\u002eacme.com\"", "JSON-escaped"},
    {"an escaped slash", kSecret, "s3cr3t/k3y", "s3cr3t\\/k3y", "JSON-escaped"},
    {"in reverse order", kHost, "app1.acme.com", "com.acme.app1", "reversed"},
    {"an address in reverse order", kAddress, "10.1.2.3", "3.2.1.10.in-addr.arpa", "raw"},
    {"in a regular expression", kHost, "app1.acme.com", "^app1\\.acme\\.com$", "JSON-escaped"},
    {"joined otherwise", kHost, "app-1.acme.com", "app_1_acme_com.log", "raw"},
    {"its domain joined otherwise", kHost, "app1.acme.com", "acme-com.log", "raw"},
    {"a domain joined to nobody's", kHost, "app1.acme.co.uk", "see co_uk", nullptr},
    {"an address in a name", kAddress, "10.1.2.3", "ip-10-1-2-3.internal", "raw"},
    {"a longer number in a name", kAddress, "10.1.2.3", "ip-10-1-2-34", nullptr},
    {"the domain of a host", kHost, "app1.eu.acme.com", "see acme.com", "raw"},
    {"a domain that is nobody's", kHost, "app1.acme.co.uk", "see co.uk", nullptr},
    {"the suffix of a private name", kHost, "app1.ns.svc.cluster.local", "see svc.cluster.local", nullptr},
    {"an address", kAddress, "10.1.2.3", "peer 10.1.2.3:80", "raw"},
    {"an address inside another", kAddress, "10.1.2.3", "::ffff:10.1.2.3", "raw"},
    {"an address before a name", kAddress, "10.1.2.3", "10.1.2.3.acme.com", "raw"},
    {"an address before dots", kAddress, "10.1.2.3", "it is 10.1.2.3...", "raw"},
    {"a longer number", kAddress, "10.1.2.3", "10.1.2.34 10.1.2.3.4 4.10.1.2.3 110.1.2.3", nullptr},
    {"an IPv6 address", kAddress, "fd00::1", "[FD00::1]:80", "lower-case"},
    {"a longer IPv6 address", kAddress, "fd00::1", "fd00::1:2 1:fd00::1 fd00::12", nullptr},
    {"a common word", kUpstream, "backend", "the backend, /backend/, backend: backend;", nullptr},
    {"a common word as the host of a URL", kUpstream, "backend", "proxy_pass http://backend/;", "raw"},
    {"a common word as an upstream", kUpstream, "backend", "upstream backend {", "raw"},
    {"a common word as a peer", kUpstream, "backend", "server backend:8080;", "raw"},
    {"a common word as a scheme", kUpstream, "http", "see //http://x", nullptr},
    {"a common password", kPassword, "admin", "admin: the admin user, a:admin@b", nullptr},
    {"a common password in a URL", kPassword, "admin", "http://admin:admin@host", "raw"},
    {"a short value", kSecret, "abc", "abc abc abc", nullptr},
    {"nothing", kHost, "app1.acme.com", "", nullptr},
};

TEST(LeakGate, Refuses) {
  for (const GateCase& one : kCases) {
    Vault vault;
    vault.entries.push_back({"h01kp", kHost, "something.else"});
    vault.entries.push_back({"h02kp", one.secret_class, one.original});
    const std::vector<Leak> leaks = find_leaks(one.outgoing, vault);
    ASSERT_EQ(!leaks.empty(), one.encoding != nullptr) << one.name;
    if (leaks.empty()) continue;
    EXPECT_EQ(leaks[0].entry, 1u) << one.name;
    EXPECT_STREQ(leaks[0].encoding, one.encoding) << one.name;
    EXPECT_LE(leaks[0].span.end, std::string(one.outgoing).size()) << one.name;
  }
}

TEST(LeakGate, NamesThePlace) {
  Vault vault;
  vault.entries.push_back({"h01kp", kHost, "acme.com"});
  vault.entries.push_back({"h02kp", kHost, "www.acme.com"});
  const std::string outgoing = "a www.acme.com b acme%2Ecom c";
  const std::vector<Leak> leaks = find_leaks(outgoing, vault);
  ASSERT_EQ(leaks.size(), 2u);
  EXPECT_EQ(leaks[0].span.in(outgoing), "www.acme.com");
  EXPECT_EQ(leaks[0].entry, 1u);
  EXPECT_EQ(leaks[1].span.in(outgoing), "acme%2Ecom");
  EXPECT_EQ(leaks[1].entry, 0u);
}

TEST(LeakGate, LetsARedactionPassAndStopsTheOriginal) {
  const std::string text =
      "upstream pool7 { server app1.acme.com:80; server 10.1.2.3:80; }\n"
      "location / { proxy_pass http://pool7; proxy_set_header Authorization \"Bearer abc.def-123\"; }\n";
  const Redaction redaction = redact_text(text);
  EXPECT_TRUE(find_leaks(redaction.texts[0], redaction.vault).empty());
  std::vector<bool> found(redaction.vault.entries.size());
  for (const Leak& leak : find_leaks(text, redaction.vault)) found[leak.entry] = true;
  for (size_t i = 0; i < found.size(); ++i) EXPECT_TRUE(found[i]) << redaction.vault.entries[i].original;
}

}  // namespace
}  // namespace stackengine::redaction
