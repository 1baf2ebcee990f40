// Placeholders: their shape, that they say nothing, that no two are equal, and the way back.
#include <set>
#include <tuple>

#include "gtest/gtest.h"
#include "re2/re2.h"
#include "redaction/base64.h"
#include "redaction/placeholders/labels.h"
#include "redaction/placeholders/shaped.h"
#include "redaction/vault_builder.h"
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

struct ShapeCase {
  const char* name;
  SecretClass secret_class;
  const char* original;
  const char* shape;  // RE2
};

// What reads a value must be able to read its placeholder.
constexpr ShapeCase kShapes[] = {
    {"a salt and a hash", SecretClass::password_hash, "s4ltS4lt$0123456789abcdefghijkl",
     R"(\.{8}\$\.{10}secret0001[a-z]{2})"},
    {"bcrypt's 53 bytes", SecretClass::password_hash, "nQSrLNOdGw.CpVCUWNWDmTfA6c1OEoa5iheH/dL9c1zY4y3dmR0e4",
     R"(\.{41}secret0001[a-z]{2})"},
    {"crypt's 13 bytes", SecretClass::password_hash, "x5fo7TrzaVuJ.", R"(\.secret0001[a-z]{2})"},
    {"base64 of 20 bytes", SecretClass::password_hash,
     "exD8sjG4tJzqY9M3wWjXNLakl/k=", R"(secret0001[a-z]{2}/{14}A=)"},
    {"no hash at all", SecretClass::password_hash, "abc", R"(secret0001[a-z]{2})"},
    {"an account", SecretClass::account, "481516234200", R"(99000001\d{4})"},
    {"another kind of account", SecretClass::account, "prod-quolvex", R"(acct01[a-z]{2})"},
    {"a MAC address", SecretClass::mac_address, "52:54:00:AB:CD:EF", "00:00:5e:00:53:00"},
    {"with dashes", SecretClass::mac_address, "52-54-00-ab-cd-ef", "00-00-5e-00-53-00"},
    {"with dots", SecretClass::mac_address, "5254.00ab.cdef", R"(0000\.5e00\.5300)"},
    {"part of an e-mail address", SecretClass::email, "jane.doe", R"(user01[a-z]{2})"},
    {"a person", SecretClass::user_name, "jane", R"(user01[a-z]{2})"},
    {"a word", SecretClass::word, "Quolvex", R"(w01[a-z]{2})"},
    {"data of a Secret", SecretClass::secret_data, "aHVudGVyMg==", R"(secret0001[a-z]{2})"},
    {"an object's name", SecretClass::resource_name, "quolvex-web", R"(h01[a-z]{2})"},
};

TEST(Placeholders, KeepTheShapeOfWhatTheyStandFor) {
  for (const ShapeCase& one : kShapes) {
    const std::string text = one.original;
    const std::vector<std::string_view> texts = {text};
    const std::vector<Candidates> candidates = {{{make_span(0, text.size()), one.secret_class}}};
    Labels labels("key");
    VaultBuilder vault(texts, {scan_addresses(texts[0])}, candidates, &labels);
    vault.entry(0, candidates[0][0]);
    const std::string placeholder = vault.vault().entries[0].placeholder;
    EXPECT_TRUE(RE2::FullMatch(placeholder, one.shape)) << one.name << ": " << placeholder;
    const bool ours = labels.is_ours(placeholder) || is_shaped_placeholder(placeholder, labels);
    EXPECT_TRUE(ours) << one.name;
    EXPECT_FALSE(is_shaped_placeholder(one.original, labels)) << one.name;
  }
}

TEST(Placeholders, OfAddressesOfCardsAreInjectiveAndLeaveOutTheInputs) {
  std::string text = "# 00:00:5e:00:53:01 is taken\n";
  std::vector<Candidates> candidates(1);
  for (int i = 0; i < 300; ++i) {
    const size_t start = text.size();
    const char hex[] = "0123456789abcdef";
    text += std::string("52:54:00:12:") + hex[i / 256] + "f:" + hex[i / 16 % 16] + hex[i % 16];
    candidates[0].push_back({make_span(start, text.size()), SecretClass::mac_address});
    text += '\n';
  }
  const std::vector<std::string_view> texts = {text};
  Labels labels("key");
  VaultBuilder vault(texts, {scan_addresses(texts[0])}, candidates, &labels);
  std::set<std::string> seen = {"00:00:5e:00:53:01"};
  for (const Candidate& candidate : candidates[0]) vault.entry(0, candidate);
  for (const VaultEntry& entry : vault.vault().entries)
    EXPECT_TRUE(seen.insert(entry.placeholder).second) << entry.placeholder;
}

}  // namespace
}  // namespace stackengine::redaction
