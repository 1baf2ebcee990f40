#include "error_log/frame_size.h"

#include "error_log/error_log.h"
#include "error_log/scan.h"

namespace stackengine::error_log {
namespace {

constexpr uint32_t kMaxFrameSize = 16384;  // nginx source: ngx_http_v2.h, NGX_HTTP_V2_DEFAULT_FRAME_SIZE
constexpr uint32_t kMaxLength = 0xFFFFFF;  // 24 bits, RFC 9113 section 4.1

}  // namespace

std::optional<uint32_t> read_frame_size(std::string_view digits) {
  uint32_t size = 0;
  size_t at = 0;
  for (; at < digits.size() && is_digit(digits[at]); ++at) {
    size = size * 10 + static_cast<uint32_t>(digits[at] - '0');
    if (size > kMaxLength) return std::nullopt;
  }
  if (at == 0 || at != digits.size() || size <= kMaxFrameSize) return std::nullopt;
  return size;
}

FirstBytes first_bytes(uint32_t size) {
  switch (size) {
    case 0x485454:
      return FirstBytes::http1;  // `HTT`: measured, every HTTP/1.x server
    case 0x3C2144:               // `<!D`: measured, Python's http.server
    case 0x3C2164:               // `<!d`
    case 0x3C6874:               // `<ht`
    case 0x3C4854:               // `<HT`
      return FirstBytes::html;
    default:
      break;
  }
  if (!foreign_protocol(size).empty()) return FirstBytes::foreign;
  // A TLS record, alert or handshake, and its version (RFC 8446 section 5.1): computed, no measured server
  // sent one.
  const uint32_t type = size >> 16;
  const uint32_t version = size & 0xFFFF;
  if ((type == 0x15 || type == 0x16) && version >= 0x0300 && version <= 0x0304) return FirstBytes::tls;
  return FirstBytes::other;
}

std::string_view foreign_protocol(uint32_t size) {
  switch (size) {
    case 0x535348:
      return "SSH";  // measured
    // FastCGI version 1: END_REQUEST (measured), STDOUT, STDERR, UNKNOWN_TYPE (FastCGI specification,
    // section 8).
    case 0x010300:
    case 0x010600:
    case 0x010700:
    case 0x010B00:
      return "FastCGI";
    // First bytes of a greeting or an error, by the protocols' specifications; not measured.
    case 0x2D4552:
      return "Redis";  // `-ER`
    case 0x455252:
      return "memcached";  // `ERR`
    case 0x323230:
      return "SMTP or FTP";  // `220`
    case 0x414D51:
      return "AMQP";  // `AMQ`
    default:
      return {};
  }
}

std::string decode_frame_size(uint32_t size) {
  return {static_cast<char>(size >> 16 & 0xFF), static_cast<char>(size >> 8 & 0xFF),
          static_cast<char>(size & 0xFF)};
}

std::string printable_bytes(uint32_t size) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (char c : decode_frame_size(size)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '`' && c != '\\') {
      out += c;
    } else {
      out += {'\\', 'x', kHex[byte >> 4], kHex[byte & 0xF]};
    }
  }
  return out;
}

}  // namespace stackengine::error_log
