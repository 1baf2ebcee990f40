// What entries say about a backend. Messages and outcomes were measured on nginx 1.22.1, 1.29.4 and 1.31.4
// unless a row says otherwise.
#include <string>
#include <vector>

#include "error_log/error_log.h"
#include "gtest/gtest.h"

namespace stackengine::error_log {
namespace {

constexpr auto kSupporting = Strength::supporting;
constexpr auto kConclusive = Strength::conclusive;

constexpr std::string_view kNames[] = {"http1", "http1-tls", "h2c", "h2-tls", "grpc", "grpc-tls"};

std::string names(const std::vector<Protocol>& protocols) {
  std::string out;
  for (Protocol protocol : protocols) {
    if (!out.empty()) out += ' ';
    out += kNames[static_cast<size_t>(protocol)];
  }
  return out;
}

struct ObserveCase {
  const char* message;   // with its action
  const char* upstream;  // "": the line has no such field
  Strength strength;
  const char* speaks;
  const char* excludes;
  const char* sentence;  // part of it; nullptr: no observation
  bool folklore = false;
};

#define READING " while reading response header from upstream"
#define HANDSHAKING " while SSL handshaking to upstream"

constexpr char kAllButHttp1Tls[] = "http1 h2c grpc h2-tls grpc-tls";
constexpr char kAll[] = "http1 http1-tls h2c h2-tls grpc grpc-tls";
constexpr char kTls[] = "http1-tls h2-tls grpc-tls";
constexpr char kCleartext[] = "http1 h2c grpc";

constexpr ObserveCase kCases[] = {
    // Frame sizes.
    {"upstream sent too large http2 frame: 4740180" READING, "grpc://10.0.0.1:8181", kConclusive, "http1",
     "h2c grpc", "frame size 4740180 is `HTT`, the start of an HTTP/1.x response"},
    {"upstream sent too large http2 frame: 4740180" READING, "http://10.0.0.1:8181", kConclusive, "http1",
     "h2c grpc", "`HTT`"},
    {"upstream sent too large http2 frame: 4740180" READING, "grpc://unix:/run/a443:", kConclusive, "http1",
     "h2c grpc", "`HTT`"},
    // nginx with `listen … ssl` answers a cleartext HTTP/2 preface with an HTTP/1.1 400 page.
    {"upstream sent too large http2 frame: 4740180" READING, "grpc://10.0.0.1:8443", kSupporting,
     "http1 http1-tls", "h2c grpc", "expects TLS, as its number suggests"},
    {"upstream sent too large http2 frame: 4740180" READING, "grpcs://10.0.0.1:8443", kConclusive,
     "http1-tls", kAllButHttp1Tls, "inside TLS"},
    {"upstream sent too large http2 frame: 4740180" READING, "https://10.0.0.1:1", kConclusive, "http1-tls",
     kAllButHttp1Tls, "inside TLS"},
    {"upstream sent too large http2 frame: 4740180" READING, "", kSupporting, "http1 http1-tls", "h2c grpc",
     "which backend"},
    {"upstream sent too large http2 frame: 4740180", "grpc://10.0.0.1:8181", kConclusive, "http1", "h2c grpc",
     "`HTT`"},
    {"upstream sent too large http2 frame: 3940676" READING, "grpc://10.0.0.1:9000", kConclusive, "",
     "h2c grpc", "`<!D`"},
    {"upstream sent too large http2 frame: 3940676" READING, "grpcs://10.0.0.1:9000", kConclusive, "",
     kAllButHttp1Tls, "HTML"},
    {"upstream sent too large http2 frame: 5460808" READING, "grpc://10.0.0.1:22", kConclusive, "", kAll,
     "SSH"},
    {"upstream sent too large http2 frame: 66304" READING, "grpc://10.0.0.1:9000", kConclusive, "", kAll,
     "`\\x01\\x03\\x00`, the start of FastCGI"},
    {"upstream sent too large http2 frame: 1377026" READING, "grpc://10.0.0.1:1", kConclusive, "", kCleartext,
     "expects TLS"},
    {"upstream sent too large http2 frame: 1442563" READING, "http://10.0.0.1:1", kConclusive, "", kCleartext,
     "expects TLS"},
    {"upstream sent too large http2 frame: 4849664" READING, "grpc://10.0.0.1:1", kConclusive, "", "h2c grpc",
     "larger than any HTTP/2 frame"},
    {"upstream sent too large http2 frame: 4740180 while reading upstream", "grpc://10.0.0.1:1", kSupporting,
     "", "", nullptr},
    {"upstream sent too large http2 frame: 16384" READING, "grpc://10.0.0.1:1", kSupporting, "", "", nullptr},
    {"upstream sent too large http2 frame: 16777216" READING, "grpc://10.0.0.1:1", kSupporting, "", "",
     nullptr},
    {"upstream sent too large http2 frame: 99999999999999999999999" READING, "grpc://10.0.0.1:1", kSupporting,
     "", "", nullptr},
    {"upstream sent too large http2 frame: " READING, "grpc://10.0.0.1:1", kSupporting, "", "", nullptr},
    {"upstream sent too large http2 frame: 4740180x" READING, "grpc://10.0.0.1:1", kSupporting, "", "",
     nullptr},

    // HTTP/1.x to something else.
    {"upstream sent no valid HTTP/1.0 header" READING, "http://10.0.0.1:50051/a", kSupporting, "h2c grpc",
     "http1", "HTTP/2 or gRPC"},
    {"upstream sent no valid HTTP/1.0 header" READING, "http://10.0.0.1:8443/", kSupporting, "http1-tls",
     "http1", "TLS alert"},
    {"upstream sent no valid HTTP/1.0 header" READING, "https://10.0.0.1:1/", kSupporting, "h2c grpc",
     "http1 http1-tls", "before the TLS handshake"},

    // TLS.
    {"SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)" HANDSHAKING,
     "https://10.0.0.1:1/", kConclusive, "", kTls, "cleartext"},
    {"SSL_do_handshake() failed (SSL: error:1408F10B:SSL routines:ssl3_get_record:wrong version "
     "number)" HANDSHAKING,
     "grpcs://10.0.0.1:1", kConclusive, "", kTls, "cleartext"},
    {"SSL_do_handshake() failed (SSL: error:100000f7:SSL "
     "routines:OPENSSL_internal:WRONG_VERSION_NUMBER)" HANDSHAKING,
     "grpcs://10.0.0.1:1", kConclusive, "", kTls, "cleartext"},
    {"SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL "
     "handshaking",
     "", kSupporting, "", "", nullptr},  // with the client
    {"SSL_do_handshake() failed (SSL: error:0A000460:SSL routines::tlsv1 alert no application protocol:SSL "
     "alert number "
     "120)" HANDSHAKING,
     "grpcs://10.0.0.1:1", kConclusive, "http1-tls", kAllButHttp1Tls, "refused HTTP/2"},
    {"SSL_do_handshake() failed (SSL: error:0A000460:SSL routines::tlsv1 alert no application protocol:SSL "
     "alert number 120)" HANDSHAKING,
     "", kSupporting, "http1-tls", kCleartext, "most likely HTTP/2"},
    // Not measured: nginx offers no ALPN in HTTP/1.x mode, so this must not speak against HTTP/2.
    {"SSL_do_handshake() failed (SSL: error:0A000460:SSL routines::tlsv1 alert no application protocol:SSL "
     "alert number 120)" HANDSHAKING,
     "https://10.0.0.1:1/", kConclusive, "", kCleartext, "speaks TLS"},
    {"SSL_read() failed (SSL: error:0A00010B:SSL routines::wrong version number) while reading upstream",
     "https://10.0.0.1:1/", kSupporting, "", "", nullptr},
    {"SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert "
     "number 40)" HANDSHAKING,
     "", kConclusive, "", kCleartext, "speaks TLS"},
    {"SSL_read() failed (SSL: error:0A00045C:SSL routines::tlsv13 alert certificate required:SSL alert "
     "number 116)" READING,
     "https://10.0.0.1:1/", kConclusive, "", kCleartext, "speaks TLS"},
    {"upstream SSL certificate verify error: (18:self-signed certificate)" HANDSHAKING, "https://10.0.0.1:1/",
     kConclusive, "", kCleartext, "certificate"},
    {"upstream prematurely sent response" READING, "https://10.0.0.1:1/", kSupporting, "h2c grpc", kTls,
     "send first"},
    {"peer closed connection in SSL handshake (104: Connection reset by peer)" HANDSHAKING,
     "grpcs://10.0.0.1:1", kSupporting, "", "", "proves nothing"},

    // Hang-ups prove nothing.
    {"upstream prematurely closed connection" READING, "grpc://10.0.0.1:1", kSupporting, "", "",
     "HTTP/1.1 or expect TLS"},
    {"upstream prematurely closed connection" READING, "http://10.0.0.1:1/", kSupporting, "", "",
     "TLS or HTTP/2"},
    {"upstream prematurely closed connection" READING, "https://10.0.0.1:1/", kSupporting, "", "",
     "another HTTP version"},
    {"upstream prematurely closed connection while reading upstream", "http://10.0.0.1:1/", kSupporting, "",
     "", nullptr},
    {"recv() failed (104: Connection reset by peer)" READING, "grpc://10.0.0.1:1", kSupporting, "", "",
     "HTTP/1.1 or expect TLS"},
    {"recv() failed (104: Connection reset by peer) while waiting for request", "", kSupporting, "", "",
     nullptr},

    // HTTP/2 frames.
    {"upstream rejected request with error 1" READING, "http://10.0.0.1:1", kConclusive, "h2c", kTls,
     "speaks HTTP/2"},
    {"upstream rejected request with error 7" READING, "grpc://10.0.0.1:1", kSupporting, "h2c grpc", kTls,
     "whether it is gRPC"},
    {"upstream rejected request with error 13" READING, "grpc://10.0.0.1:1", kSupporting, "http1 h2c", "",
     "HTTP_1_1_REQUIRED"},
    {"upstream sent goaway with error 11" READING, "grpcs://10.0.0.1:1", kSupporting, "h2-tls grpc-tls",
     kCleartext, "HTTP/2"},
    {"upstream sent goaway with error 0" READING, "", kSupporting, "h2c grpc h2-tls grpc-tls", "", "HTTP/2"},

    // Nothing about the protocol.
    {"connect() failed (111: Connection refused) while connecting to upstream", "grpc://10.0.0.1:1",
     kSupporting, "", "", nullptr},
    {"upstream timed out (110: Connection timed out)" READING, "grpc://10.0.0.1:1", kSupporting, "", "",
     nullptr},
    {"no live upstreams while connecting to upstream", "http://backend/", kSupporting, "", "", nullptr},
    {"upstream sent invalid header: \"X-Bad\\x00...\"" READING, "http://10.0.0.1:1/", kSupporting, "", "",
     nullptr},
    {"upstream sent too big header" READING, "http://10.0.0.1:1/", kSupporting, "", "", nullptr},
    {"upstream prematurely closed connection" READING, "fastcgi://unix:/run/php.sock:", kSupporting, "", "",
     nullptr},
    {"no resolver defined to resolve a.b", "", kSupporting, "", "", nullptr},

    // nginx writes none of these.
    {"upstream sent invalid header" READING, "http2://10.0.0.1:8080/v1", kSupporting, "http1", "",
     "nginx never writes the scheme `http2`", true},
    {"upstream sent invalid header" READING, "h2://10.0.0.1:8080", kSupporting, "http1", "", "scheme `h2`",
     true},
    {"upstream sent too large http2 frame: 4740180" READING, "h2c://10.0.0.1:8080", kSupporting, "http1",
     "h2c grpc", "`h2c`", true},
    {"upstream sent HTTP/2.0 response" READING, "http://10.0.0.1:8080/", kSupporting, "h2c grpc", "",
     "nginx never writes", true},
};

TEST(ErrorLogObserve, Messages) {
  for (const ObserveCase& test : kCases) {
    std::string text = "2026/11/20 22:10:34 [error] 1#1: *1 ";
    text += test.message;
    text += ", client: 192.0.2.1, server: a, request: \"GET / HTTP/1.1\"";
    if (*test.upstream != '\0') text += std::string(", upstream: \"") + test.upstream + "\"";
    text += ", host: \"a\"";
    SCOPED_TRACE(text);
    const std::vector<Entry> entries = parse(text, {0, static_cast<uint32_t>(text.size())});
    ASSERT_EQ(entries.size(), 1u);
    const auto observation = observe(entries[0], text);
    ASSERT_EQ(observation.has_value(), test.sentence != nullptr);
    if (!observation) continue;
    EXPECT_EQ(observation->strength, test.strength);
    EXPECT_EQ(names(observation->speaks), test.speaks);
    EXPECT_EQ(names(observation->excludes), test.excludes);
    EXPECT_NE(observation->sentence.find(test.sentence), std::string::npos) << observation->sentence;
    EXPECT_EQ(observation->folklore, test.folklore);
    EXPECT_EQ(observation->address, entries[0].upstream ? entries[0].upstream->address : "");
  }
}

TEST(ErrorLogObserve, LevelDoesNotMatter) {
  for (const char* level : {"crit", "error", "info"}) {
    const std::string text =
        "[" + std::string(level) +
        "] 1#1: *1 upstream sent too large http2 frame: 4740180, upstream: \"grpc://a:1\"";
    const std::vector<Entry> entries = parse(text, {0, static_cast<uint32_t>(text.size())});
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_TRUE(observe(entries[0], text).has_value());
  }
}

TEST(ErrorLogObserve, EmptyEntry) { EXPECT_FALSE(observe(Entry(), "").has_value()); }

TEST(ErrorLogFrameSize, Decodes) {
  EXPECT_EQ(decode_frame_size(4740180), "HTT");
  EXPECT_EQ(decode_frame_size(3940676), "<!D");
  EXPECT_EQ(decode_frame_size(5460808), "SSH");
  EXPECT_EQ(decode_frame_size(66304), std::string("\x01\x03\0", 3));
}

}  // namespace
}  // namespace stackengine::error_log
