// Documents → pieces, and refusals.
#include "intake/intake.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace stackengine::intake {
namespace {

constexpr char kLog[] =
    "2026/11/20 22:10:34 [error] 1#1: *1 upstream sent too large http2 frame: 4740180, client: 192.0.2.1\n";

using Want = std::vector<std::pair<PieceKind, std::string>>;

constexpr PieceKind kNginx = PieceKind::nginx;
constexpr PieceKind kErrorLog = PieceKind::error_log;
constexpr PieceKind kWrapping = PieceKind::wrapping;
constexpr PieceKind kOther = PieceKind::other;

Document document_of(std::string text, DocumentKind kind = DocumentKind::automatic) {
  return {"-", std::move(text), kind};
}

Pieces split(const Document& document) { return read(document, 0).pieces; }

// The text of the document's configuration.
std::string configuration_of(const Document& document) {
  std::string out;
  for (const Source& source : read(document, 0).sources) {
    if (source.kind == SourceKind::nginx) out += source.text;
  }
  return out;
}

// What every split promises: pieces tile the document, are whole lines, and neighbours differ.
void expect_sound(const Document& document, const Pieces& pieces) {
  uint32_t at = 0;
  for (size_t i = 0; i < pieces.size(); ++i) {
    EXPECT_EQ(pieces[i].span.start, at);
    EXPECT_LT(pieces[i].span.start, pieces[i].span.end);
    at = pieces[i].span.end;
    EXPECT_TRUE(at == document.text.size() || document.text[at - 1] == '\n');
    EXPECT_TRUE(i == 0 || pieces[i].kind != pieces[i - 1].kind);
  }
  EXPECT_EQ(at, document.text.size());
}

struct SplitCase {
  const char* name;
  Want want;  // the document is what they add up to
};

TEST(IntakeSplit, Automatic) {
  const std::string log = kLog;
  const SplitCase cases[] = {
      {"configuration", {{kNginx, "server {\n\n  listen 80;\n}\n\n"}}},
      {"no newline at the end", {{kNginx, "server {"}}},
      {"comment with log text", {{kNginx, "# " + log + "server {}\n"}}},
      {"log", {{kErrorLog, log + "\n" + log}}},
      {"log, blank end", {{kErrorLog, "\n" + log + "\n\n"}}},
      {"log, then configuration", {{kErrorLog, log + "\n"}, {kNginx, "server {}\n"}}},
      {"configuration, then log", {{kNginx, "server {}\n"}, {kErrorLog, "\n" + log + "\n"}}},
      {"log inside a block", {{kNginx, "server {\n"}, {kErrorLog, log}, {kNginx, "  listen 80;\n}\n"}}},
      {"wrapped entry",
       {{kNginx, "server {}\n"},
        {kErrorLog,
         "[error] recv() failed (104: Connection reset by peer) while reading response header from upstream\n"
         "upstream: \"grpc://10.0.2.10:50051\"\n"},
        {kNginx, "upstream a {\n}\n"}}},
      {"fences",
       {{kWrapping, "```nginx\n"},
        {kNginx, "server {}\n"},
        {kWrapping, "```\n\n~~~~ text\n"},
        {kErrorLog, log},
        {kWrapping, "~~~~"}}},
      {"fence, blanks, log", {{kWrapping, "```\n"}, {kErrorLog, "\n" + log}, {kWrapping, "```\n"}}},
      {"indented fence with CRLF",
       {{kWrapping, "  ```\r\n"}, {kNginx, "listen 80;\r\n"}, {kWrapping, "  ```\r\n"}}},
      {"no fences", {{kNginx, "``\n~~\nlocation ~ ``` {}\n```a``` b\n"}}},
      {"prose around a log",
       {{kOther, "This is what we see\n"}, {kErrorLog, "\n" + log}, {kOther, "any idea?\n"}}},
      {"a broken fragment is configuration", {{kNginx, "proxy_pass http://a\n"}, {kErrorLog, log}}},
      {"prose alone is configuration", {{kNginx, "hello\n"}}},
      {"blanks alone", {{kNginx, "\n \n"}}},
      {"blank fences", {{kWrapping, "\n```\n\n```\n\n"}}},
      {"CR alone ends no line", {{kNginx, "server {\r  listen 80;\r}\r"}}},
      {"NUL", {{kNginx, std::string("a\0b;\n", 5)}}},
      {"invalid UTF-8", {{kNginx, "\xFF\xFE;\n"}, {kErrorLog, log}}},
      {"verdict of nginx -t",
       {{kNginx, "server {}\n"},
        {kErrorLog,
         "nginx: [emerg] unexpected \"}\" in /etc/nginx/nginx.conf:7\n"
         "nginx: configuration file /etc/nginx/nginx.conf test failed\n"}}},
  };
  for (const SplitCase& test : cases) {
    SCOPED_TRACE(test.name);
    std::string text;
    std::string configuration;
    for (const auto& [kind, part] : test.want) {
      text += part;
      if (kind == kNginx) configuration += part;
    }
    const Document document = document_of(text);
    const Pieces pieces = split(document);
    expect_sound(document, pieces);
    Want got;
    for (const Piece& piece : pieces) got.emplace_back(piece.kind, piece.span.in(document.text));
    EXPECT_EQ(got, test.want);
    EXPECT_EQ(configuration_of(document), configuration);
  }
}

TEST(IntakeSplit, KindOfTheUser) {
  const Document nginx = document_of(std::string("```\n") + kLog, DocumentKind::nginx);
  Pieces pieces = split(nginx);
  expect_sound(nginx, pieces);
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_EQ(pieces[0].kind, kNginx);
  EXPECT_EQ(configuration_of(nginx), nginx.text);

  const Document log = document_of("server {}\n", DocumentKind::error_log);
  pieces = split(log);
  expect_sound(log, pieces);
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_EQ(pieces[0].kind, kErrorLog);
  EXPECT_EQ(configuration_of(log), "");
}

TEST(IntakeSplit, EmptyHasNoPieces) { EXPECT_TRUE(split(document_of("")).empty()); }

TEST(IntakeSplit, Large) {
  std::string text(1 << 20, 'x');
  expect_sound(document_of(text), split(document_of(text)));
  text.clear();
  for (int i = 0; i < 20000; ++i) {
    text += kLog;
    text += "\n\nserver {}\n";
  }
  const Document document = document_of(text);
  const Pieces pieces = split(document);
  expect_sound(document, pieces);
  EXPECT_EQ(pieces.size(), 40000u);
  const Document blanks = document_of(std::string(1 << 20, '\n'));
  expect_sound(blanks, split(blanks));
}

struct RefusalCase {
  const char* name;
  std::string text;
  const char* want;  // part of the message; empty: no refusal
};

TEST(IntakeRefusal, Table) {
  using namespace std::string_literals;
  const RefusalCase cases[] = {
      {"empty", "", "is empty"},
      {"white space", " \t\r\n\v\f\n", "only white space"},
      {"BOM alone", "\xEF\xBB\xBF\n", "only white space"},
      {"UTF-16, little endian", "\xFF\xFEs\0e\0r\0"s, "UTF-8"},
      {"UTF-16, big endian", "\xFE\xFF\0s\0e\0r"s, "UTF-8"},
      {"UTF-16 without mark", "l\0i\0s\0t\0e\0n\0 \0"s, "UTF-16"},
      {"UTF-32", "\xFF\xFE\0\0s\0\0\0"s, "UTF-32"},
      {"gzip", "\x1F\x8B\x08"s, "gunzip"},
      {"zip", "PK\x03\x04 rest"s, "zip"},
      {"ELF", "\x7F"s + "ELF\x02\x01\x01"s, "ELF"},
      {"NUL", "server {}\n\0"s, "byte 11 is NUL"},
      {"NUL alone", "\0"s, "binary"},
      {"control bytes", "\x01\x02\x03 abc", "control bytes"},
      {"configuration", "server {}\n", ""},
      {"with a BOM", "\xEF\xBB\xBFserver {}\n", ""},
      {"invalid UTF-8", "\xC3\x28\xFF\xFE\xE2\x82;\n", ""},
      {"CR only", "server {\r}\r", ""},
      {"colours of a terminal", "\x1B[31m\x1B[0m\x1B[1mx\x1B[0m\n", ""},
      {"one stray control byte", "server { listen 80; }\x01\n", ""},
  };
  for (const RefusalCase& test : cases) {
    SCOPED_TRACE(test.name);
    const std::string got = refusal(document_of(test.text));
    if (*test.want == '\0') {
      EXPECT_EQ(got, "");
    } else {
      EXPECT_NE(got.find(test.want), std::string::npos) << got;
    }
  }
}

TEST(IntakeNames, OfTheProtocol) {
  EXPECT_EQ(to_string(kNginx), "nginx");
  EXPECT_EQ(to_string(kErrorLog), "error_log");
  EXPECT_EQ(to_string(kWrapping), "wrapping");
  EXPECT_EQ(to_string(PieceKind::access_log), "access_log");
  EXPECT_EQ(to_string(PieceKind::curl), "curl");
  EXPECT_EQ(to_string(PieceKind::nginx_version), "nginx_version");
  EXPECT_EQ(to_string(kOther), "other");
}

}  // namespace
}  // namespace stackengine::intake
