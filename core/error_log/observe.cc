// What an entry says about the backend's protocol: the proof of its message's row.
#include "error_log/error_log.h"
#include "error_log/exchange.h"
#include "error_log/message_table.h"

namespace stackengine::error_log {

std::optional<Observation> observe(const Entry& entry, std::string_view text) {
  const std::optional<Message> message = recognise(entry, text);
  if (!message) return std::nullopt;
  const Exchange exchange = read_exchange(entry, text);
  if (!exchange.http) return std::nullopt;
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
      // A line that lost its upstream is taken for cleartext HTTP/2, where a hang-up is a mismatch most
      // often.
      observation.failed_mode = exchange.transport == Transport::unknown
                                    ? mode_bit(false, true)
                                    : mode_bit(exchange.transport == Transport::tls, exchange.http2);
    }
    if (exchange.folklore) {
      observation.folklore = true;
      observation.strength = Strength::supporting;
      observation.sentence += "; nginx itself never writes the scheme `" + exchange.scheme + "`";
    }
    return observation;
  }
  return std::nullopt;
}

}  // namespace stackengine::error_log
