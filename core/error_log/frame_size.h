// Decodes the number in `upstream sent too large http2 frame: N`.
//
// nginx reads the first three bytes of the response as the length of an HTTP/2 frame (nginx source:
// ngx_http_grpc_module.c, ngx_http_grpc_parse_frame). So a backend that speaks something else spells the
// first bytes of its protocol in the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stackengine::error_log {

// `none`: no frame size was read.
enum class FirstBytes { none, http1, html, foreign, tls, other };

// The number after `too large http2 frame: `. nullopt for a number that nginx cannot have written: it writes
// 24-bit lengths above 16384, the SETTINGS_MAX_FRAME_SIZE that it never raises.
std::optional<uint32_t> read_frame_size(std::string_view digits);

FirstBytes first_bytes(uint32_t size);

// The protocol other than HTTP that begins with these bytes: "SSH", "FastCGI"; empty if unknown.
std::string_view foreign_protocol(uint32_t size);

// The three bytes for use in a message: printable ones unchanged, others as `\x03`.
std::string printable_bytes(uint32_t size);

}  // namespace stackengine::error_log
