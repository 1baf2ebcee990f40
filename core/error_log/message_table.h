// The rows of messages.json, and when each of their entries holds.
#ifndef STACKENGINE_ERROR_LOG_MESSAGE_TABLE_H_
#define STACKENGINE_ERROR_LOG_MESSAGE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "diagnosis/diagnostic.h"
#include "error_log/exchange.h"
#include "error_log/messages.h"

namespace stackengine::error_log {

// A condition. Strings are null where it asks for nothing.
struct When {
  uint32_t allowed;      // facts (see facts_of()) that may hold; one bit of each group always does
  uint8_t alert;         // TLS alert number; 0: any or none
  const char* contains;  // one of these lines occurs in the message
  const char* format;    // the message has this format
  const char* code;      // the message's first part is one of these words
};

// Protocols are written as their numbers, in order; `~` before them: in reverse for a gRPC call.
struct Proof {
  When when;
  Strength strength;
  bool failed;    // a request failed for a reason that the entry does not tell
  bool foreign;   // the peer speaks the protocol that the frame size spells
  bool folklore;  // nginx never writes this line
  const char* speaks;
  const char* excludes;
  const char* leaves;
  const char* says;  // null: the entry proves nothing
};

// Which command answers.
enum class Ask : uint8_t { nothing, plain, http1, http2, tls, handshake, connect, listener, name, test };

struct CauseRow {
  const char* id;
  const char* text;
  const char* decides;
  Ask ask;
  const char* over_tls;        // what the backend would have to speak for a mismatch of that name to be the
  const char* over_cleartext;  // cause, by nginx's transport; null for other causes
};

struct CauseUse {
  When when;
  uint8_t cause;  // index into the cause rows
  bool certain;
  const char* why;
};

// The first list of a message that holds counts.
struct CauseList {
  When when;
  uint16_t first;
  uint8_t count;
};

// One for each Meaning, in its order.
struct MessageRow {
  uint16_t first_proof;
  uint8_t proofs;
  uint16_t first_list;
  uint8_t lists;
  const char* what;
};

struct Format {
  const char* text;
  Meaning meaning;
};

// A run of rows of one kind.
template <typename Row>
struct Rows {
  const Row* first;
  size_t count;
  const Row* begin() const { return first; }
  const Row* end() const { return first + count; }
};

Rows<Format> formats();
const MessageRow& row_of(Meaning meaning);
Rows<Proof> proofs(const MessageRow& row);
Rows<CauseList> cause_lists(const MessageRow& row);
Rows<CauseUse> cause_uses(const CauseList& list);
const CauseRow& cause_row(const CauseUse& use);

// What is known of one entry when conditions are judged.
struct Facts {
  uint32_t bits = 0;
  uint8_t alert = 0;  // of OpenSSL's bracket; 0 without one
  const Exchange& exchange;
  const Message& message;
};

// `keepalive`: the peer's upstream keeps connections.
Facts facts_of(const Exchange& exchange, const Message& message, bool keepalive);

bool holds(const When& when, const Facts& facts);

// The list of a row of messages.json: see Proof.
Protocols protocols_of(const char* list, const Exchange& exchange);

// `text` with `{frame}`, `{bytes}`, `{foreign}` and `{words}` filled in. `when` is the condition that held.
std::string fill_in(const char* text, const When& when, const Facts& facts);

// The protocol that the frame size spells and that is no HTTP; empty without one.
std::string_view foreign_protocol(const Facts& facts);

}  // namespace stackengine::error_log

#endif  // STACKENGINE_ERROR_LOG_MESSAGE_TABLE_H_
