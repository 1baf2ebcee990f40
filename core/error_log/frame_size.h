// `upstream sent too large http2 frame: N`: what the number tells.
//
// nginx takes the first three bytes of the reply for the length of an HTTP/2 frame (nginx source:
// ngx_http_grpc_module.c, ngx_http_grpc_parse_frame). A backend that speaks something else thus spells its
// protocol's first bytes into the log.
#ifndef STACKENGINE_ERROR_LOG_FRAME_SIZE_H_
#define STACKENGINE_ERROR_LOG_FRAME_SIZE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stackengine::error_log {

// `none`: no frame size was read.
enum class FirstBytes { none, http1, html, foreign, tls, other };

// The number behind `too large http2 frame: `. nullopt when it is none that nginx can have written: it writes
// lengths of 24 bits above 16384, the SETTINGS_MAX_FRAME_SIZE that it never raises.
std::optional<uint32_t> read_frame_size(std::string_view digits);

FirstBytes first_bytes(uint32_t size);

// The protocol that is no HTTP and begins with these bytes: "SSH", "FastCGI"; empty for any other.
std::string_view foreign_protocol(uint32_t size);

// The three bytes for a sentence: printable ones as they are, others as `\x03`.
std::string printable_bytes(uint32_t size);

}  // namespace stackengine::error_log

#endif  // STACKENGINE_ERROR_LOG_FRAME_SIZE_H_
