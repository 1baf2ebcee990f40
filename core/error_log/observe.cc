// What an entry says about the backend's protocol: the proof of its message's row.
#include "error_log/error_log.h"
#include "error_log/exchange.h"
#include "error_log/message_table.h"

namespace stackengine::error_log {

std::optional<Observation> observe(const Entry& entry, std::string_view text) {
  const std::optional<Message> message = recognise(entry, text);
  if (!message) return std::nullopt;
  const Exchange exchange = read_exchange(entry, text);
  if (!exchange.wire.is_http()) return std::nullopt;
  const Facts facts = facts_of(exchange, *message, false);
  for (const Proof& proof : proofs(row_of(message->meaning))) {
    if (!holds(proof.when, facts)) continue;
    if (proof.says == nullptr) return std::nullopt;
    Observation observation;
    observation.address = exchange.address;
    observation.scheme = exchange.scheme;
    observation.speaks = protocols_of(proof.speaks, exchange);
    observation.excludes = protocols_of(proof.excludes, exchange);
    observation.leaves = protocols_of(proof.leaves, exchange);
    observation.strength = proof.strength;
    observation.sentence = fill_in(proof.says, proof.when, facts);
    observation.folklore = proof.folklore;
    if (proof.foreign) observation.foreign = foreign_protocol(facts);
    if (proof.failed) {
      // A line without an upstream counts as cleartext HTTP/2, where a closed connection is most often a
      // mismatch.
      observation.failed_wire =
          bit_of(exchange.wire.transport == Transport::unknown ? kH2cWire : exchange.wire);
    }
    if (exchange.folklore) {
      observation.folklore = true;
      observation.strength = Strength::supporting;
      observation.sentence += "; nginx never writes the scheme `" + exchange.scheme + "`";
    }
    return observation;
  }
  return std::nullopt;
}

}  // namespace stackengine::error_log
