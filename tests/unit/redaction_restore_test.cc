// The way back: what is restored, what is mended, and what is only pointed at.
#include "gtest/gtest.h"
#include "redaction/stream_restorer.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

struct RestoreCase {
  const char* name;
  const char* text;
  const char* want;
  size_t replaced;
  size_t unknown;
};

constexpr RestoreCase kRestore[] = {
    {"whole words only", "h01kp h01kpx xh01kp h010kp -h01kp- h01kp2", "one h01kpx xh01kp h010kp -one- h01kp2",
     2, 0},
    {"longest first", "h02ab.d01cd.invalid d01cd.invalid h02ab", "www.acme.com acme.com h02ab", 2, 1},
    {"a name below a known domain", "new.d01cd.invalid h09zz.d01cd.invalid", "new.acme.com h09zz.acme.com", 2,
     2},
    {"never scanned again", "u01xy", "h01kp", 1, 0},
    {"addresses are whole", "198.18.0.1 198.18.0.10 1.198.18.0.1 198.18.0.1.5 198.18.0.1:80 198.18.0.1/24",
     "10.1.2.3 198.18.0.10 1.198.18.0.1 198.18.0.1.5 10.1.2.3:80 10.1.2.3/24", 3, 1},
    {"unknown ones are left", "h07qq u03zz secret0009ab secret0001ab", "h07qq u03zz secret0009ab p@ss $&", 1,
     3},
    {"escapes, captures, percent", "\\bh01kp $1h01kp %2Fh01kp", "\\bone $1one %2Fone", 3, 0},
    {"punctuation and quotes", "`h01kp`, \"h01kp\" (h01kp); h01kp.", "`one`, \"one\" (one); one.", 4, 0},
};

TEST(Restore, PutsBack) {
  Vault vault;
  const auto add = [&](const char* placeholder, const char* original) {
    vault.entries.push_back({placeholder, SecretClass::host, original});
  };
  add("h01kp", "one");
  add("d01cd.invalid", "acme.com");
  add("h02ab.d01cd.invalid", "www.acme.com");
  add("u01xy", "h01kp");
  add("198.18.0.1", "10.1.2.3");
  add("secret0001ab", "p@ss $&");
  for (const RestoreCase& one : kRestore) {
    const Restoration restoration = restore(one.text, vault);
    EXPECT_EQ(restoration.text, one.want) << one.name;
    EXPECT_EQ(restoration.replaced, one.replaced) << one.name;
    EXPECT_EQ(restoration.unknown.size(), one.unknown) << one.name;
    for (const UnknownPlaceholder& unknown : restoration.unknown)
      EXPECT_LE(unknown.span.end, restoration.text.size());
  }
}

TEST(Restore, AnyBytesAndAnyVault) {
  EXPECT_EQ(restore("", Vault()).text, "");
  EXPECT_EQ(restore(std::string("a\0b\xff", 4), Vault()).text, std::string("a\0b\xff", 4));
  Vault vault;
  vault.entries.push_back({"", SecretClass::host, "never"});
  vault.entries.push_back({"x", SecretClass::host, std::string("\0", 1)});
  vault.entries.push_back({"x", SecretClass::host, "second"});
  EXPECT_EQ(restore("x xx x", vault).text, std::string("\0 xx \0", 6));
}

// A vault as redacting makes one, with check letters.
struct Given {
  Redaction redaction = redact_text(
      "upstream pool7 { server www.acme.com:80; server 10.1.2.3:80; }\n"
      "# 2a02:4f8::17 acme.com API.acme.com api.acme.com pool7\n"
      "allow 10.1.2.0/24; proxy_set_header X-Token a1b2c3d4e5f6;\n");

  std::string of(std::string_view original) const { return placeholder_of(redaction, original); }
};

// `text` with the placeholder of each `<original>` in it.
std::string filled(const Given& given, const std::string& text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('>', at);
    if (text[at] != '<' || end == std::string::npos) {
      out += text[at++];
      continue;
    }
    const std::string placeholder = given.of(text.substr(at + 1, end - at - 1));
    EXPECT_FALSE(placeholder.empty()) << text;
    out += placeholder;
    at = end + 1;
  }
  return out;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << text << " holds no " << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string with_dots(std::string text, const std::string& dot) {
  std::string out;
  for (const char c : text) out += c == '.' ? dot : std::string(1, c);
  return out;
}

// `h01kp.d01xa.invalid` as `d01xa.h01kp.invalid`.
std::string with_order_changed(const std::string& name) {
  const size_t first = name.find('.');
  const size_t second = name.find('.', first + 1);
  return name.substr(first + 1, second - first) + name.substr(0, first) + name.substr(second);
}

TEST(Restore, MendsWhatModelsDo) {
  const Given given;
  const std::string pool = given.of("pool7");
  const std::string www = given.of("www.acme.com");
  const std::string token = given.of("a1b2c3d4e5f6");
  const std::string v6 = given.of("2a02:4f8::17");
  const std::string token_check = token.substr(token.size() - 2);
  struct Case {
    const char* name;
    std::string text;
    const char* want;
  };
  const Case cases[] = {
      {"upper case", upper(pool), "pool7"},
      {"upper case of a host", upper(www), "www.acme.com"},
      {"a capital", std::string(1, static_cast<char>(pool[0] - 32)) + pool.substr(1), "pool7"},
      {"zeros dropped", replaced(pool, "u01", "u1"), "pool7"},
      {"some zeros dropped", replaced(token, "0001", "01"), "a1b2c3d4e5f6"},
      {"dashes between the parts", "secret-0001-" + token_check, "a1b2c3d4e5f6"},
      {"underscores", "secret_0001_" + token_check, "a1b2c3d4e5f6"},
      {"underscores that Markdown escapes", "secret\\_0001\\_" + token_check, "a1b2c3d4e5f6"},
      {".invalid dropped", replaced(www, ".invalid", ""), "www.acme.com"},
      {".invalid dropped, a port behind", replaced(www, ".invalid", "") + ":8443/x", "www.acme.com:8443/x"},
      {".invalid dropped at the end of a sentence", "see " + replaced(www, ".invalid", "") + ". So",
       "see www.acme.com. So"},
      {"in a regular expression", "~^" + with_dots(www, "\\.") + "$", "~^www\\.acme\\.com$"},
      {"an address in a regular expression", "^" + with_dots(given.of("10.1.2.3"), "\\.") + "$",
       "^10\\.1\\.2\\.3$"},
      {"an IPv6 address in upper case", upper(v6) + " ", "2a02:4f8::17 "},
      {"an IPv6 address in full", replaced(v6, "::", ":0:0:0:0:0:"), "2a02:4f8::17"},
  };
  for (const Case& one : cases) {
    const Restoration restoration = restore(one.text, given.redaction.vault);
    EXPECT_EQ(restoration.text, one.want) << one.name << ": " << one.text;
    EXPECT_EQ(restoration.mended, 1u) << one.name << ": " << one.text;
    EXPECT_TRUE(restoration.unknown.empty()) << one.name;
  }
}

TEST(Restore, LeavesWhatIsOnNoList) {
  const Given given;
  const std::string pool = given.of("pool7");
  const std::string www = given.of("www.acme.com");
  const std::string other = pool.back() == 'x' ? "y" : "x";
  struct Case {
    const char* name;
    std::string text;
    Doubt doubt;
  };
  const Case cases[] = {
      {"another check letter", pool.substr(0, pool.size() - 1) + other, Doubt::unknown},
      {"another number", replaced(pool, "u01", "u02"), Doubt::unknown},
      {"another top-level domain", replaced(www, ".invalid", ".com"), Doubt::unknown},
      {"another order", with_order_changed(www), Doubt::unknown},
      {"an address beside", "198.18.0.200", Doubt::derived_address},
  };
  for (const Case& one : cases) {
    const Restoration restoration = restore(one.text, given.redaction.vault);
    EXPECT_EQ(restoration.text, one.text) << one.name;
    EXPECT_EQ(restoration.replaced, 0u) << one.name;
    ASSERT_FALSE(restoration.unknown.empty()) << one.name << ": " << one.text;
    EXPECT_EQ(restoration.unknown[0].doubt, one.doubt) << one.name;
  }
}

TEST(Restore, PointsAtWhatIsDerived) {
  const Given given;
  struct Case {
    const char* name;
    const char* text;
    const char* want;
    const char* pointed_at;  // nullptr: nothing
    Doubt doubt;
  };
  const Case cases[] = {
      {"a label put before a name", "x admin.<acme.com>;", "x admin.acme.com;", "admin.acme.com",
       Doubt::derived_host},
      {"two labels", "a.b.<acme.com>", "a.b.acme.com", "a.b.acme.com", Doubt::derived_host},
      {"a label before an escaped dot", "~^a\\.<acme.com>$", "~^a\\.acme.com$", "a\\.acme.com",
       Doubt::derived_host},
      {"a wildcard", "*.<acme.com> .<acme.com>", "*.acme.com .acme.com", nullptr, Doubt::unknown},
      {"a variable", "$x.<acme.com> ${x}.<acme.com>", "$x.acme.com ${x}.acme.com", nullptr, Doubt::unknown},
      {"a group", "(www\\.)?<acme.com>", "(www\\.)?acme.com", nullptr, Doubt::unknown},
      {"a network as it was", "allow <10.1.2.0>/24;", "allow 10.1.2.0/24;", nullptr, Doubt::unknown},
      {"a network that was widened", "allow <10.1.2.0>/16;", "allow 10.1.2.0/16;", "10.1.2.0",
       Doubt::derived_network},
      {"one address", "allow <10.1.2.3>/32;", "allow 10.1.2.3/32;", nullptr, Doubt::unknown},
      {"a path", "http://<10.1.2.3>/api", "http://10.1.2.3/api", nullptr, Doubt::unknown},
  };
  for (const Case& one : cases) {
    const Restoration restoration = restore(filled(given, one.text), given.redaction.vault);
    EXPECT_EQ(restoration.text, one.want) << one.name;
    EXPECT_EQ(restoration.unknown.size(), one.pointed_at == nullptr ? 0u : 1u) << one.name;
    if (one.pointed_at == nullptr || restoration.unknown.empty()) continue;
    EXPECT_EQ(restoration.unknown[0].span.in(restoration.text), one.pointed_at) << one.name;
    EXPECT_EQ(restoration.unknown[0].doubt, one.doubt) << one.name;
  }
}

TEST(StreamRestorer, GivesWhatIsCertain) {
  const Given given;
  const std::string pool = given.of("pool7");
  StreamRestorer stream(given.redaction.vault);
  EXPECT_EQ(stream.feed("use " + pool.substr(0, 3)), "use ");
  EXPECT_EQ(stream.feed(pool.substr(3)), "");
  EXPECT_EQ(stream.feed(", "), "pool7, ");
  EXPECT_EQ(stream.feed("or u77zz"), "or ");
  EXPECT_EQ(stream.finish(), "u77zz");
  EXPECT_EQ(stream.restoration().replaced, 1u);
  ASSERT_EQ(stream.restoration().unknown.size(), 1u);
  EXPECT_EQ(stream.restoration().unknown[0].span.start, 14u);
}

}  // namespace
}  // namespace stackengine::redaction
