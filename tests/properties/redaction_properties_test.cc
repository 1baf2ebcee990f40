// What holds for redaction whatever the input: generated configurations and logs, and hostile bytes.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "redaction/address.h"
#include "redaction/common_words.h"
#include "redaction/leak_gate.h"
#include "redaction/stream_restorer.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

// STACKENGINE_ROUNDS multiplies the number of generated inputs.
int rounds(int usual) {
  const char* factor = std::getenv("STACKENGINE_ROUNDS");
  return factor == nullptr ? usual : usual * std::atoi(factor);
}

class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}

  uint32_t below(uint32_t n) { return static_cast<uint32_t>(random_() % n); }
  bool one_in(uint32_t n) { return below(n) == 0; }

  template <size_t kCount>
  std::string pick(const char* const (&words)[kCount]) {
    return words[below(kCount)];
  }

  // A configuration with some of everything that is looked for.
  std::string configuration() {
    std::string text;
    const uint32_t lines = 1 + below(12);
    for (uint32_t i = 0; i < lines; ++i) {
      text += line();
      text += one_in(8) ? "\r\n" : one_in(16) ? " " : "\n";
    }
    return text;
  }

  // Fragments of everything, glued together without sense.
  std::string hostile() {
    static const char* const kFragments[] = {
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "://",
        "//",
        "@",
        ":",
        ".",
        "..",
        "\\.",
        "\\\\.",
        "\\",
        "\\b",
        "\\n",
        "$",
        "${",
        "}",
        "$1",
        "$host",
        "%2F",
        "%",
        "%4",
        "%61",
        "\"",
        "'",
        ";",
        "{",
        "#",
        "\n",
        "\r\n",
        " ",
        "\t",
        "-",
        "_",
        "/",
        "=",
        "?token=",
        "&password=",
        "Authorization: ",
        "Bearer ",
        "Basic ",
        "Cookie: a=",
        "proxy_set_header Authorization ",
        "server ",
        "upstream ",
        "server_name ",
        "proxy_pass http://",
        "listen ",
        "allow ",
        "map $host $x {",
        "set $api_key ",
        "~^",
        "*.",
        "10.1.2.3",
        "10.0.0.0/8",
        "198.18.0.1",
        "240.0.0.1",
        "fd00::1",
        "::",
        "::ffff:",
        "2001:db8::1",
        "[",
        "]",
        "acme.com",
        "ACME.com",
        "app1",
        "APP1",
        "backend",
        "a",
        "b",
        "x1",
        "secret",
        "hunter2hunter2",
        "s3cr3t-k3y",
        "YWNtZS5jb20=",
        "h01kp",
        "u01aa",
        "d01aa.invalid",
        "secret0001ab",
        "invalid",
        "example.com",
        "localhost",
        "\xff",
        "\xc3\xa4",
        "ip-10-1-2-3",
        "2024/07/15 03:42:17 [error] 1#1: *1 x, client: ",
        "client: ",
        ", server: ",
        ", host: \"",
        ", upstream: \"http://",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "0",
        "1",
        "255",
        "/24",
        "/8",
    };
    std::string text;
    const uint32_t count = 1 + below(60);
    for (uint32_t i = 0; i < count; ++i) {
      if (one_in(20)) {
        text += static_cast<char>(below(256));
      } else {
        text += pick(kFragments);
      }
    }
    return text;
  }

 private:
  std::string name() {
    static const char* const kNames[] = {"app1", "App1", "backend", "cellar9", "db-main", "acme_pool",
                                         "x",    "api",  "web",     "default", "http",    "node10"};
    return pick(kNames);
  }
  std::string host() {
    static const char* const kHosts[] = {
        "acme.com",         "www.acme.com", "WWW.acme.com", "a.b.acme.com", "globex.co.uk",
        "db.prod.internal", "example.com",  "localhost",    "intranet",     "app1",
        "acme.weird",       "x.acme.weird", "acmé.com"};
    return pick(kHosts);
  }
  std::string address() {
    static const char* const kAddresses[] = {
        "10.1.2.3",  "10.1.2.4",    "10.1.0.0",      "192.168.7.9", "127.0.0.1", "8.8.8.8",    "52.16.7.1",
        "fd00:1::5", "2A01:4F8::1", "2a01:4f8:0::1", "::1",         "010.1.2.3", "198.18.0.7", "203.0.113.9"};
    return one_in(3) ? std::to_string(below(256)) + "." + std::to_string(below(256)) + "." +
                           std::to_string(below(4)) + "." + std::to_string(below(256))
                     : pick(kAddresses);
  }
  std::string secret() {
    static const char* const kSecrets[] = {
        "s3cr3t-k3y", "hunter2",      "abc",
        "admin",      "dXNlcjpwYXNz", "eyJhbGciOiJIUzI1NiJ9.e30.x-y_z",
        "p@ss$w0rd",  "tok_123456",   "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "pa/ss",      "backend",      "12345"};
    return pick(kSecrets);
  }
  std::string line() {
    switch (below(22)) {
      case 0:
        return "upstream " + name() + " { server " + name() + ":8080; server " + address() + ":80 backup; }";
      case 1:
        return "proxy_pass http://" + name() + (one_in(2) ? "$request_uri;" : "/;");
      case 2:
        return "server_name " + host() + " *." + host() + " ~^(www\\.)?acme\\.com$;";
      case 3:
        return "# see " + host() + ", " + name() + " and " + address() + ": " + secret();
      case 4:
        return "allow " + address() + "/" + std::to_string(8 + below(25)) + ";";
      case 5:
        return "proxy_set_header Authorization \"Bearer " + secret() + "\";";
      case 6:
        return "proxy_set_header Cookie \"sid=" + secret() + "; lang=$lang\";";
      case 7:
        return "proxy_pass https://" + name() + ":" + secret() + "@" + host() + ":8443/x?token=" + secret() +
               "&y=1;";
      case 8:
        return "set $api_key " + secret() + "; if ($http_x_api_key != \"" + secret() + "\") { return 403; }";
      case 9:
        return "ssl_certificate /etc/letsencrypt/live/" + host() + "/fullchain.pem;";
      case 10:
        return "return 301 https://" + host() + "$request_uri;";
      case 11:
        return "map $host $pool { default " + name() + "; " + host() + " " + name() + "; }";
      case 12:
        return "2024/07/15 03:42:17 [error] 19#19: *4821 upstream timed out, client: " + address() +
               ", server: " + host() + ", request: \"GET /?password=" + secret() +
               " HTTP/1.1\", upstream: \"http://" + name() + ":80/\", host: \"" + host() + "\"";
      case 13:
        return "-----BEGIN RSA PRIVATE "
               "KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\nab" +
               std::to_string(below(9)) + "=\n" + (one_in(3) ? "" : "-----END RSA PRIVATE KEY-----");
      case 14:
        return "location /" + name() + "/ { grpc_pass grpc://" + name() + "; }";
      case 15:
        return "listen " + address() + ":8443 ssl http2;";
      case 16:
        return "add_header X-Upstream " + name() + "; # $" + name() + "_port ${" + name() + "}";
      case 17:
        return "if ($remote_addr ~ \"^10\\.1\\.2\\.3$\") { return 403; } # https%3A%2F%2F" + host() +
               "%2Fcb acme%2Ecom";
      case 18:
        return "# YWNtZS53ZWlyZA== eHhhY21lLndlaXJk " + secret() + secret();
      case 19:
        return "gzip on; keepalive_timeout 65s; include mime.types; types { application/json json; }";
      case 20:
        return "# h01kp u02xy d01aa.invalid secret0001ab 198.18.1.2 240.0.0.1 2001:db8::7";
      default:
        return "server { listen 80; server_name " + name() + "; location / { root /srv/" + name() + "; }";
    }
  }

  std::mt19937 random_;
};

size_t count_lines(const std::string& text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

int refused = 0;  // by the gate, of inputs that make no sense

// However a text is cut into pieces, restoring it while it arrives gives the same.
void check_stream(const std::string& text, const Vault& vault) {
  const Restoration whole = restore(text, vault);
  const std::string again = whole.text;
  for (const size_t piece : {size_t{3}, size_t{4096}}) {
    if (piece == 3 && text.size() > 10000) continue;
    StreamRestorer stream(vault);
    std::string restored;
    for (size_t at = 0; at < text.size(); at += piece) restored += stream.feed(text.substr(at, piece));
    restored += stream.finish();
    ASSERT_EQ(restored, again) << "in pieces of " << piece << ": " << text.substr(0, 2000);
    EXPECT_EQ(stream.restoration().replaced, whole.replaced);
    ASSERT_EQ(stream.restoration().unknown.size(), whole.unknown.size());
    for (size_t i = 0; i < whole.unknown.size(); ++i)
      EXPECT_EQ(stream.restoration().unknown[i].span, whole.unknown[i].span);
  }
}

// Every property that holds for any bytes. `makes_sense`: not bytes glued together so that a placeholder
// changes what its neighbours are; then a redacted text has nothing more to redact.
void check(const std::vector<std::string>& texts, bool makes_sense) {
  const Redaction redaction = redact_texts(texts, "key");
  ASSERT_EQ(redaction.texts.size(), texts.size());

  // The way back is exact, document by document.
  for (size_t i = 0; i < texts.size(); ++i) {
    ASSERT_EQ(restore(redaction.texts[i], redaction.vault).text, texts[i]) << redaction.texts[i];
    EXPECT_EQ(count_lines(redaction.texts[i]), count_lines(texts[i]));
    check_stream(redaction.texts[i], redaction.vault);
  }
  // Injective both ways, and nothing that the input held already.
  std::set<std::string> placeholders;
  std::set<std::string> originals;
  for (const VaultEntry& entry : redaction.vault.entries) {
    EXPECT_FALSE(entry.placeholder.empty());
    EXPECT_TRUE(placeholders.insert(entry.placeholder).second) << entry.placeholder;
    EXPECT_TRUE(originals.insert(entry.original).second) << entry.original;
    EXPECT_EQ(entry.placeholder.find('\n'), std::string::npos);
    EXPECT_EQ(entry.original.find('\n'), std::string::npos);
  }
  // Findings say where.
  for (const Finding& finding : redaction.findings) {
    const VaultEntry& entry = redaction.vault.entries[finding.entry];
    EXPECT_EQ(finding.span.in(texts[finding.document]), entry.original);
    EXPECT_EQ(finding.redacted.in(redaction.texts[finding.document]), entry.placeholder);
  }
  // The gate lets it pass. Where nothing makes sense it may refuse: a secret can read like a part of a
  // placeholder.
  for (const std::string& text : redaction.texts) {
    const std::vector<Leak> leaks = find_leaks(text, redaction.vault);
    if (!leaks.empty() && !makes_sense) ++refused;
    for (const Leak& leak : leaks) {
      EXPECT_FALSE(makes_sense) << leak.encoding << " `" << leak.span.in(text) << "` of `"
                                << redaction.vault.entries[leak.entry].original << "` in\n"
                                << text << "\nfrom\n"
                                << texts[0];
    }
  }
  // The same again, and again on the result.
  const Redaction same = redact_texts(texts, "key");
  EXPECT_EQ(same.texts, redaction.texts);
  const Redaction again = redact_texts(redaction.texts, "key");
  for (size_t i = 0; i < texts.size(); ++i) {
    if (makes_sense) {
      EXPECT_EQ(again.texts[i], redaction.texts[i]) << texts[i];
    }
    EXPECT_EQ(restore(again.texts[i], again.vault).text, redaction.texts[i]);
  }
}

TEST(RedactionProperties, HoldForGeneratedConfigurations) {
  for (int seed = 0; seed < rounds(1500); ++seed) {
    Generator generator(static_cast<uint32_t>(seed));
    std::vector<std::string> texts = {generator.configuration()};
    if (generator.one_in(4)) texts.push_back(generator.configuration());
    check(texts, true);
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

TEST(RedactionProperties, HoldForHostileBytes) {
  for (int seed = 0; seed < rounds(3000); ++seed) {
    Generator generator(static_cast<uint32_t>(seed) + 1000000);
    check({generator.hostile()}, false);
    if (HasFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_LE(refused, 1 + rounds(3000) / 1000);
}

TEST(RedactionProperties, HoldForLongLinesAndOddBytes) {
  const auto repeat = [](const std::string& part, size_t count) {
    std::string text;
    for (size_t i = 0; i < count; ++i) text += part;
    return text;
  };
  const std::string with_nul("server_name acme.com;\0\xff\xfe app1\n server app1:80;", 46);
  for (const std::string& text : {
           std::string(),
           std::string("\n"),
           std::string("\xef\xbb\xbfserver_name acme.com;\r\n"),
           with_nul,
           "server_name acme.com; # " + repeat("x", 1000000),
           "server_name acme.com; # " + repeat("acme.com ", 100000),
           repeat("a.", 300000) + "com",
           "proxy_set_header X-Token " + repeat("a", 500000) + "; # " + repeat("a", 400000),
           "-----BEGIN PRIVATE KEY-----\n" +
               repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n", 5000),
       }) {
    check({text}, true);
  }
}

// A redaction in which one finding was forgotten must not pass.
TEST(RedactionProperties, TheGateNoticesOneForgottenFinding) {
  size_t put_back = 0;
  size_t noticed = 0;
  for (int seed = 0; seed < rounds(400); ++seed) {
    Generator generator(static_cast<uint32_t>(seed) + 2000000);
    const Redaction redaction = redact_text(generator.configuration());
    const std::string& text = redaction.texts[0];
    for (const Finding& finding : redaction.findings) {
      const VaultEntry& entry = redaction.vault.entries[finding.entry];
      if (is_common_word(entry.original)) continue;  // leak_gate.h says where these are refused
      const std::string leaky =
          text.substr(0, finding.redacted.start) + entry.original + text.substr(finding.redacted.end);
      ++put_back;
      const std::vector<Leak> leaks = find_leaks(leaky, redaction.vault);
      if (!leaks.empty()) {
        ++noticed;
      } else {
        ADD_FAILURE() << "seed " << seed << ": `" << entry.original << "` in\n" << leaky;
        return;
      }
    }
  }
  EXPECT_GT(put_back, 1000u);
  EXPECT_EQ(noticed, put_back);
}

// a lies in n exactly when its placeholder lies in that of n.
TEST(RedactionProperties, AddressesKeepContainment) {
  for (int seed = 0; seed < rounds(300); ++seed) {
    Generator generator(static_cast<uint32_t>(seed) + 3000000);
    struct Network {
      Address address;
      int prefix;
    };
    std::vector<Network> before;
    std::string text;
    const uint32_t count = 1 + generator.below(40);
    for (uint32_t i = 0; i < count; ++i) {
      Address address;
      address.ipv6 = generator.one_in(3);
      address.bits = address.ipv6 ? static_cast<Bits>(0xFD00000000000000 + generator.below(3)) << 64 |
                                        generator.below(1000)
                                  : static_cast<Bits>(0x0A000000 + (generator.below(3) << 16) +
                                                      (generator.below(3) << 8) + generator.below(256));
      const int prefix = generator.one_in(2) ? address.width()
                         : address.ipv6      ? static_cast<int>(40 + generator.below(89))
                                             : static_cast<int>(8 + generator.below(25));
      if (!generator.one_in(4)) address = network_of(address, prefix);
      before.push_back({address, prefix});
      text += "allow " + format_address({address, "."}, 0) + "/" + std::to_string(prefix) + ";\n";
    }
    const Redaction redaction = redact_text(text);
    std::vector<Network> after;
    for (size_t i = 0; i < before.size(); ++i) {
      const Finding& finding = redaction.findings[i];
      after.push_back({parse_address(finding.redacted.in(redaction.texts[0]))->address, before[i].prefix});
    }
    const auto contains = [](const Network& net, const Network& inner) {
      return net.address.ipv6 == inner.address.ipv6 && net.prefix <= inner.prefix &&
             network_of(inner.address, net.prefix) == network_of(net.address, net.prefix);
    };
    for (size_t a = 0; a < before.size(); ++a) {
      EXPECT_EQ(network_of(before[a].address, before[a].prefix) == before[a].address,
                network_of(after[a].address, after[a].prefix) == after[a].address)
          << text;
      for (size_t b = 0; b < before.size(); ++b) {
        EXPECT_EQ(contains(before[a], before[b]), contains(after[a], after[b])) << text << redaction.texts[0];
      }
    }
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

}  // namespace
}  // namespace stackengine::redaction
