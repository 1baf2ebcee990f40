// The rows of messages.json, and the conditions under which their entries hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "diagnosis/diagnostic.h"
#include "error_log/exchange.h"
#include "error_log/messages.h"

namespace stackengine::error_log {

// A condition. A null string means no condition.
struct When {
  uint32_t allowed;      // facts (see facts_of()) that may hold; exactly one bit of each group holds
  uint8_t alert;         // TLS alert number; 0 for any or none
  const char* contains;  // the message contains one of these lines
  const char* format;    // the message has this format
  const char* code;      // the first part of the message is one of these words
};

// Protocols are lists of numbers, in order; a leading `~` reverses the order for a gRPC call.
struct Proof {
  When when;
  Strength strength;
  bool failed;    // a request failed for an unknown reason
  bool foreign;   // the peer speaks the protocol that the frame size spells
  bool folklore;  // nginx never writes this line
  const char* speaks;
  const char* excludes;
  const char* leaves;
  const char* says;  // null when the entry proves nothing
};

// Which command answers the question.
enum class Ask : uint8_t { nothing, plain, http1, http2, tls, handshake, connect, listener, name, test };

struct CauseRow {
  const char* id;
  const char* text;
  const char* decides;
  Ask ask;
  const char* over_tls;        // what the backend speaks if a mismatch of that name is the
  const char* over_cleartext;  // cause, by the transport of nginx; null for other causes
};

struct CauseUse {
  When when;
  uint8_t cause;  // index into the cause rows
  bool certain;
  const char* why;
};

// The first list of a message whose condition holds applies.
struct CauseList {
  When when;
  uint16_t first;
  uint8_t count;
};

// One for each Meaning, in the same order.
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

// The first bytes of a format's text.
struct Beginning {
  uint8_t format;
  uint8_t length;
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

// Whether `text` begins like a message of nginx about upstreams, as no directive and hardly any prose does.
bool begins_message(std::string_view text);

const MessageRow& row_of(Meaning meaning);
Rows<Proof> proofs(const MessageRow& row);
Rows<CauseList> cause_lists(const MessageRow& row);
Rows<CauseUse> cause_uses(const CauseList& list);
const CauseRow& cause_row(const CauseUse& use);

// The facts about one entry that conditions refer to.
struct Facts {
  uint32_t bits = 0;
  uint8_t alert = 0;  // from the brackets of OpenSSL; 0 without one
  const Exchange& exchange;
  const Message& message;
};

// `keepalive`: the upstream of the peer keeps idle connections.
Facts facts_of(const Exchange& exchange, const Message& message, bool keepalive);

bool holds(const When& when, const Facts& facts);

// The protocols of a list in messages.json: see Proof.
Protocols protocols_of(const char* list, const Exchange& exchange);

// `text` with `{frame}`, `{bytes}`, `{foreign}` and `{words}` filled in. `when`: the condition that holds.
std::string fill_in(const char* text, const When& when, const Facts& facts);

// The protocol other than HTTP that the frame size spells; empty without one.
std::string_view foreign_protocol(const Facts& facts);

}  // namespace stackengine::error_log
