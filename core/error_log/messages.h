// nginx's messages about upstreams: which one an entry is, and its parts.
#ifndef STACKENGINE_ERROR_LOG_MESSAGES_H_
#define STACKENGINE_ERROR_LOG_MESSAGES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error_log/error_log.h"

namespace stackengine::error_log {

// What a message tells, whatever its words: the rows of messages.json, in order.
enum class Meaning : uint8_t {
#include "error_log/meanings.inc"
};

// A part of a message that varies: {"size", "4740180"}.
struct MessagePart {
  std::string_view name;
  std::string_view value;  // of the text
};

struct Message {
  Meaning meaning = Meaning::nginx_internal;
  std::string_view format;         // as in messages.json: `upstream sent too large http2 frame: {size}`
  std::vector<MessagePart> parts;  // `system` is the bracket behind: `104: Connection reset by peer`
};

// nullopt: none that nginx writes about upstreams. Linear in the message.
std::optional<Message> recognise(const Entry& entry, std::string_view text);

// The number in OpenSSL's bracket: 112 of `… (SSL: … SSL alert number 112)`; 0 without one.
uint8_t tls_alert(std::string_view message);

// Whether `word`, which stands between blanks in a line, is a word of some message's format.
bool is_word_of_messages(std::string_view word);

// One sentence: what happened.
std::string_view what_happened(Meaning meaning);

}  // namespace stackengine::error_log

#endif  // STACKENGINE_ERROR_LOG_MESSAGES_H_
