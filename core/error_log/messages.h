// The messages of nginx about upstreams: recognises the message of an entry, and its parts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error_log/error_log.h"

namespace stackengine::error_log {

// What a message means, whatever its words: the rows of messages.json, in order.
enum class Meaning : uint8_t {
#include "error_log/meanings.inc"
};

// A variable part of a message: {"size", "4740180"}.
struct MessagePart {
  std::string_view name;
  std::string_view value;  // of the text
};

struct Message {
  Meaning meaning = Meaning::nginx_internal;
  std::string_view format;         // as in messages.json: `upstream sent too large http2 frame: {size}`
  std::vector<MessagePart> parts;  // `system` is what follows in brackets: `104: Connection reset by peer`
};

// nullopt when it is not a message of nginx about upstreams. Linear in the message.
std::optional<Message> recognise(const Entry& entry, std::string_view text);

// The alert number in the brackets of OpenSSL: 112 of `… (SSL: … SSL alert number 112)`; 0 without one.
uint8_t tls_alert(std::string_view message);

// Whether `word`, which is between blanks in a line, is a word of the format of some message.
bool is_word_of_messages(std::string_view word);

// One sentence that says what happened.
std::string_view what_happened(Meaning meaning);

}  // namespace stackengine::error_log
