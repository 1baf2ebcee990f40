// IPv4 and IPv6 addresses: found by their format, replaced by addresses, containment kept.
#include <optional>

#include "gtest/gtest.h"
#include "redaction/address.h"
#include "redaction/leak_gate.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

constexpr MaskedCase kFound[] = {
    {"directives",
     "allow 10.1.2.3; deny 10.1.0.0/16; set_real_ip_from 172.16.5.0/24; listen 10.1.2.3:80; proxy_bind "
     "10.1.2.4;",
     "allow <ip_address>; deny <ip_address>/16; set_real_ip_from <ip_address>/24; listen <ip_address>:80; "
     "proxy_bind <ip_address>;"},
    {"peers and URLs",
     "server 10.1.2.3:8080; proxy_pass http://10.1.2.3:8080/x; return 301 https://52.1.2.3/24;",
     "server <ip_address>:8080; proxy_pass http://<ip_address>:8080/x; return 301 https://<ip_address>/24;"},
    {"IPv6", "listen [2a01:4f8::1]:443; allow fd00:1::/64; server [2A01:4F8:0:0:0:0:0:1]:80; # fe80::1%eth0",
     "listen [<ip_address>]:443; allow <ip_address>/64; server [<ip_address>]:80; # <ip_address>%eth0"},
    {"IPv4 inside IPv6", "allow ::ffff:10.1.2.3; # 64:ff9b::10.1.2.3 fd00::10.1.2.3",
     "allow ::ffff:<ip_address>; # 64:ff9b::<ip_address> <ip_address>"},
    {"logs and prose", "# client: 10.1.2.3, from 10.1.2.4-10.1.2.9. See 10.1.2.5: refused; \\n10.1.2.6",
     "# client: <ip_address>, from <ip_address>-<ip_address>. See <ip_address>: refused; \\n<ip_address>"},
    {"IPv6 in prose", "# client:fd00::1: refused, fd00::2, (fd00::3)",
     "# client:<ip_address>: refused, <ip_address>, (<ip_address>)"},
    {"escaped", "if ($remote_addr ~ \"^10\\.1\\.2\\.3$\") { return 403; }",
     "if ($remote_addr ~ \"^<ip_address>$\") { return 403; }"},
    {"leading zeros", "# 010.001.002.003", "# <ip_address>"},
    {"a host that carries one", "# 10.1.2.3.nip.io", "# <host>"},
};

constexpr MaskedCase kBenign[] = {
    {"this machine and nobody",
     "listen 127.0.0.1:80; listen 0.0.0.0:80; allow 127.0.0.0/8; listen [::1]:80; listen [::]:80; deny "
     "0.0.0.0/0; allow ::/0;",
     nullptr},
    {"documentation and benchmark ranges",
     "allow 192.0.2.7; allow 198.51.100.0/24; allow 203.0.113.9; allow 2001:db8::1; allow 198.18.0.1; allow "
     "240.0.0.1;",
     nullptr},
    {"public resolvers and metadata", "resolver 8.8.8.8 1.1.1.1 [2606:4700:4700::1111]; # 169.254.169.254",
     nullptr},
    {"masks", "# 255.255.255.0 255.255.0.0 0.0.0.255", nullptr},
    {"versions and numbers",
     "# nginx 1.22.1, v1.2.3.4, 1.2.3.4.5, 1.3.6.1.4.1.311, 999.1.1.1, 1.2.3, foo1.2.3.4", nullptr},
    {"browsers", "if ($http_user_agent ~ \"Chrome/120.0.0.0 Safari/537.36\") { return 403; }", nullptr},
    {"times and fingerprints",
     "# 03:42:17, FF:FF:FF:FF:FF:FF, AB:CD:EF:01:23:45:67:89:AB:CD, ::, a::b::c, std::string, face:feed",
     nullptr},
    {"groups without capture", "location ~ (?::\\d+)$ { return 204; }", nullptr},
};

class Addresses : public ::testing::TestWithParam<MaskedCase> {};

TEST_P(Addresses, FindsAndLeaves) {
  EXPECT_EQ(masked(GetParam().text), want_of(GetParam())) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(Found, Addresses, ::testing::ValuesIn(kFound));
INSTANTIATE_TEST_SUITE_P(Benign, Addresses, ::testing::ValuesIn(kBenign));

struct ParseCase {
  const char* text;
  const char* canonical;  // nullptr: no address
};

constexpr ParseCase kParse[] = {
    {"10.0.0.1", "10.0.0.1"},
    {"010.000.0.1", "10.0.0.1"},
    {"10.0.0", nullptr},
    {"10.0.0.256", nullptr},
    {"10.0.0.1.", nullptr},
    {"1000.0.0.1", nullptr},
    {"10.0\\.0.1", nullptr},
    {"", nullptr},
    {"::", "::"},
    {"::1", "::1"},
    {"1::", "1::"},
    {"2001:0DB8:0:0:0:0:0:1", "2001:db8::1"},
    {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
    {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
    {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
    {"::ffff:10.0.0.1", "::ffff:a00:1"},
    {"1:2:3:4:5:6:10.0.0.1", "1:2:3:4:5:6:a00:1"},
    {"1:2:3:4:5:6:7", nullptr},
    {"1:2:3:4:5:6:7:8:9", nullptr},
    {"1:2:3:4:5:6:7:8::", nullptr},
    {":::", nullptr},
    {"1::2::3", nullptr},
    {":1", nullptr},
    {"1:", nullptr},
    {"12345::", nullptr},
    {"g::", nullptr},
    {"10.0.0.1::", nullptr},
};

TEST(Address, ReadsAndWrites) {
  for (const ParseCase& one : kParse) {
    const std::optional<SpelledAddress> address = parse_address(one.text);
    ASSERT_EQ(address.has_value(), one.canonical != nullptr) << one.text;
    if (!address) continue;
    EXPECT_EQ(format_address(*address, 0), one.canonical) << one.text;
  }
}

TEST(Address, SpellingsDifferAndMeanTheSame) {
  for (const char* text : {"198.18.0.5", "2001:db8::1", "2001:db8:0:1::"}) {
    const std::optional<SpelledAddress> address = parse_address(text);
    std::vector<std::string> spellings;
    for (unsigned i = 0; !format_address(*address, i).empty(); ++i) {
      const std::string spelling = format_address(*address, i);
      EXPECT_TRUE(parse_address(spelling)->address == address->address) << spelling;
      for (const std::string& earlier : spellings) EXPECT_NE(earlier, spelling);
      spellings.push_back(spelling);
    }
    EXPECT_GE(spellings.size(), 8u) << text;
  }
}

std::string only_text(const std::string& text) { return redact_text(text).texts[0]; }

TEST(AddressPlaceholders, KeepContainmentAndPrefixLength) {
  EXPECT_EQ(only_text("10.1.2.3 10.1.2.0/24 10.1.2.99 10.1.3.1"),
            "198.18.0.1 198.18.0.0/24 198.18.0.2 198.18.1.1");
  EXPECT_EQ(only_text("10.0.0.0/8 10.0.0.0/16 10.0.0.0 10.9.9.9"),
            "240.0.0.0/8 240.0.0.0/16 240.0.0.0 240.1.0.1");
  EXPECT_EQ(only_text("10.1.2.5/24"), "198.18.0.1/24");  // nginx: low address bits are meaningless; still so
  EXPECT_EQ(only_text("10.1.2.0/25 10.1.2.128/25"), "198.18.0.0/25 198.18.0.128/25");
  EXPECT_EQ(only_text("52.1.2.3 52.1.2.4 99.1.1.1"), "192.0.2.1 192.0.2.2 198.51.100.1");
  EXPECT_EQ(only_text("fd00:1::5 fd00:1::/64 fd00:2::1"), "2001:db8::1 2001:db8::/64 2001:db8:0:1::1");
}

TEST(AddressPlaceholders, KeepTheOrderOfRanges) {
  // `geo` with `ranges` refuses a range that ends before it begins.
  EXPECT_EQ(only_text("10.1.9.0-10.1.255.255 10.1.0.0-10.1.8.255"),
            "198.18.2.0-198.18.3.1 198.18.0.0-198.18.1.1");
}

TEST(AddressPlaceholders, AvoidWhatTheInputHolds) {
  EXPECT_EQ(only_text("198.18.0.77 10.1.2.3"), "198.18.0.77 198.18.1.1");
  EXPECT_EQ(only_text("198.18.0.0/15 10.1.2.3"), "198.18.0.0/15 240.0.0.1");
  // Not an address, but it would be one once something beside it has been replaced.
  EXPECT_EQ(only_text("198.18.0.1.5 10.1.2.3"), "198.18.0.1.5 198.18.1.1");
  EXPECT_EQ(only_text("2001:db8::9 fd00::1"), "2001:db8::9 2001:db8:0:1::1");
}

TEST(AddressPlaceholders, AreNoOriginalReadBackwards) {
  // 10.0.18.198 backwards is 198.18.0.10, which the ninth address of the first /24 would get.
  std::string text = "allow 10.0.18.198;\n";
  for (int i = 1; i < 20; ++i) text += "allow 10.0.0." + std::to_string(i) + ";\n";
  const Redaction redaction = redact_text(text);
  EXPECT_TRUE(find_leaks(redaction.texts[0], redaction.vault).empty()) << redaction.texts[0];
}

TEST(AddressPlaceholders, OneAddressInSeveralSpellings) {
  const Redaction redaction = redact_text("fd00::1 FD00::1 fd00:0::1 fd00:0:0:0:0:0:0:1");
  ASSERT_EQ(redaction.vault.entries.size(), 4u);
  for (const VaultEntry& entry : redaction.vault.entries) {
    EXPECT_TRUE(parse_address(entry.placeholder)->address == parse_address("2001:db8::1")->address)
        << entry.placeholder;
  }
  EXPECT_EQ(only_text("10\\.1\\.2\\.3 10.1.2.3"), "198\\.18\\.0\\.1 198.18.0.1");
}

TEST(AddressPlaceholders, MoreNetworksThanThereIsRoomFor) {
  std::string text;
  for (int i = 1; i < 200; ++i) text += "allow " + std::to_string(i) + ".0.0.0/8;\n";
  const Redaction redaction = redact_text(text);
  std::vector<std::string> seen;
  for (const VaultEntry& entry : redaction.vault.entries) {
    EXPECT_TRUE(parse_address(entry.placeholder).has_value()) << entry.placeholder;
    for (const std::string& other : seen) EXPECT_NE(other, entry.placeholder);
    seen.push_back(entry.placeholder);
  }
  EXPECT_EQ(restore(redaction.texts[0], redaction.vault).text, text);
}

}  // namespace
}  // namespace stackengine::redaction
