// Placeholders: their shape, that they say nothing, that no two are equal, and the way back.
#include <set>
#include <tuple>

#include "gtest/gtest.h"
#include "redaction/base64.h"
#include "redaction/placeholders/labels.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

TEST(Labels, CountAndCarryCheckLetters) {
  Labels labels("key");
  std::set<std::string> seen;
  for (int i = 0; i < 20000; ++i) {
    const std::string secret = labels.next(LabelKind::secret);
    const std::string host = labels.next(LabelKind::host);
    EXPECT_EQ(secret.size() % 4, 0u) << secret;  // valid base64
    for (const std::string& label : {secret, host}) {
      EXPECT_TRUE(has_label_shape(label)) << label;
      EXPECT_TRUE(labels.is_ours(label)) << label;
      EXPECT_TRUE(seen.insert(label).second) << label;
    }
  }
}

TEST(Labels, AnAlteredLabelIsNotOurs) {
  Labels labels("key");
  const std::string label = labels.next(LabelKind::host);
  size_t mistaken = 0;
  for (size_t i = 1; i < label.size(); ++i) {
    for (char c = '0'; c <= 'z'; ++c) {
      std::string altered = label;
      altered[i] = c;
      if (altered != label && c != label[i] - 32 && labels.is_ours(altered)) ++mistaken;
    }
  }
  EXPECT_EQ(mistaken, 0u);
  EXPECT_FALSE(Labels("other key").is_ours(label));
}

TEST(Labels, ShapesThatAreNone) {
  for (const char* word : {"", "h", "h01", "h1kp", "h001kp", "h01k", "h01kpx", "x01kp", "secret01kp",
                           "secret000001kp", "h01k7", "h-1kp"}) {
    EXPECT_FALSE(has_label_shape(word)) << word;
  }
  for (const char* word : {"h01kp", "H01KP", "d100ab", "u99zz", "secret0001ab", "secret00010000ab"}) {
    EXPECT_TRUE(has_label_shape(word)) << word;
  }
}

TEST(Labels, ReservedOnesAreNotGivenOut) {
  Labels first("key");
  const std::string h1 = first.next(LabelKind::host);
  const std::string h2 = first.next(LabelKind::host);
  const std::string h3 = first.next(LabelKind::host);
  Labels second("key");
  second.reserve("x " + h1 + ".y \\b" + h3 + " z");
  EXPECT_EQ(second.next(LabelKind::host), h2);
  EXPECT_NE(second.next(LabelKind::host), h3);
}

TEST(NamePlaceholders, KeepLabelsAndDomains) {
  const Redaction r =
      redact_text("server_name acme.com www.acme.com a.www.acme.com b.www.acme.com www.globex.com acme.org;");
  const std::string acme = placeholder_of(r, "acme.com");
  const std::string www = placeholder_of(r, "www.acme.com");
  EXPECT_EQ(acme.substr(acme.find('.')), ".invalid");
  EXPECT_EQ(acme[0], 'd');
  EXPECT_EQ(www.substr(www.find('.') + 1), acme);
  EXPECT_EQ(www[0], 'h');
  for (const char* below : {"a.www.acme.com", "b.www.acme.com"}) {
    const std::string placeholder = placeholder_of(r, below);
    EXPECT_EQ(placeholder.substr(placeholder.find('.') + 1), www);
  }
  EXPECT_NE(placeholder_of(r, "acme.org"), acme);
}

TEST(NamePlaceholders, UpstreamsAreOneWordAndEqualToTheirUses) {
  const Redaction r = redact_text("upstream Pool7 { server box7:80; }\nproxy_pass http://pool7; # POOL7");
  const std::string definition = placeholder_of(r, "Pool7");
  EXPECT_EQ(definition[0], 'u');
  EXPECT_EQ(definition.find('.'), std::string::npos);
  // Other spellings differ in case only: nginx compares upstream names without it (ngx_http_upstream_add).
  for (const char* spelling : {"pool7", "POOL7"}) {
    std::string use = placeholder_of(r, spelling);
    EXPECT_NE(use, definition);
    for (char& c : use) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(use, definition);
  }
}

TEST(NamePlaceholders, KeepTheEscapingOfRegularExpressions) {
  const Redaction r = redact_text("server_name acme.com ~^www\\.acme\\.com$ \"~^acme\\\\.com$\";");
  const std::string plain = placeholder_of(r, "acme.com");
  EXPECT_EQ(placeholder_of(r, "acme\\\\.com"), plain.substr(0, plain.find('.')) + "\\\\.invalid");
  const std::string www = placeholder_of(r, "www\\.acme\\.com");
  EXPECT_EQ(www.substr(www.find("\\.") + 2), plain.substr(0, plain.find('.')) + "\\.invalid");
}

TEST(Placeholders, DependOnTheKey) {
  const std::string text = "server_name acme.com; proxy_set_header X-Token abc123;";
  EXPECT_EQ(redact_text(text, "a").texts, redact_text(text, "a").texts);
  EXPECT_NE(redact_text(text, "a").texts, redact_text(text, "b").texts);
}

TEST(Placeholders, OfAnEarlierRedactionStay) {
  const std::string once =
      redact_text("server_name acme.com; upstream pool7 { server box7:80; } # box7").texts[0];
  EXPECT_EQ(redact_text(once).texts[0], once);
  // Further text gets placeholders that the earlier ones are not.
  const Redaction more = redact_text(once + "\nserver_name globex.com; server box8:80;");
  EXPECT_EQ(more.texts[0].substr(0, once.size()), once);
  for (const VaultEntry& entry : more.vault.entries)
    EXPECT_EQ(once.find(entry.placeholder), std::string::npos) << entry.placeholder;
  EXPECT_EQ(restore(more.texts[0], more.vault).text, once + "\nserver_name globex.com; server box8:80;");
}

TEST(Placeholders, WordsOfTheInputAreNotGivenOut) {
  // A word that looks like a placeholder and is none, and one that would be given out.
  Labels labels("");
  const std::string would_be = labels.next(LabelKind::host);
  const std::string text = "# " + would_be + " h02zz\nserver box7:80; server box8:80;";
  const Redaction r = redact_text(text);
  EXPECT_NE(placeholder_of(r, "box7"), would_be);
  EXPECT_EQ(restore(r.texts[0], r.vault).text, text);
}

TEST(Findings, AreInOrderAndPointIntoBothTexts) {
  const std::string first = "# box7\nserver box7:80; # http://u:p4ss@10.1.2.3/";
  const Redaction r = redact_texts({first, "proxy_pass http://box7;"});
  ASSERT_EQ(r.findings.size(), 5u);
  for (size_t i = 0; i < r.findings.size(); ++i) {
    const Finding& finding = r.findings[i];
    const std::string& text = finding.document == 0 ? first : "proxy_pass http://box7;";
    EXPECT_EQ(finding.span.in(text), r.vault.entries[finding.entry].original);
    EXPECT_EQ(finding.redacted.in(r.texts[finding.document]), r.vault.entries[finding.entry].placeholder);
    EXPECT_EQ(finding.secret_class, r.vault.entries[finding.entry].secret_class);
    EXPECT_TRUE(i == 0 || std::tie(r.findings[i - 1].document, r.findings[i - 1].span) <
                              std::tie(finding.document, finding.span));
  }
}

TEST(Base64, CoresStandInEveryEncoding) {
  EXPECT_EQ(base64_core("acme.weird", 0), "YWNtZS53ZWlyZ");  // YWNtZS53ZWlyZA==
  EXPECT_EQ(base64_core("acme.weird", 1), "FjbWUud2Vpcm");   // eGFjbWUud2VpcmQ=
  EXPECT_EQ(base64_core("acme.weird", 2), "hY21lLndlaXJk");  // eHhhY21lLndlaXJk
  EXPECT_TRUE(is_base64_of_user_and_password("dXNlcjpwYXNz"));
  EXPECT_FALSE(is_base64_of_user_and_password("authentication"));
  EXPECT_FALSE(is_base64_of_user_and_password("dXNlcnBhc3M="));
}

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
     1},
    {"never scanned again", "u01xy", "h01kp", 1, 0},
    {"addresses are whole", "198.18.0.1 198.18.0.10 1.198.18.0.1 198.18.0.1.5 198.18.0.1:80 198.18.0.1/24",
     "10.1.2.3 198.18.0.10 1.198.18.0.1 198.18.0.1.5 10.1.2.3:80 10.1.2.3/24", 3, 1},
    {"unknown ones are left", "h07qq u03zz secret0009ab secret0001ab", "h07qq u03zz secret0009ab p@ss $&", 1,
     3},
    {"case counts", "H01KP", "H01KP", 0, 1},
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

}  // namespace
}  // namespace stackengine::redaction
