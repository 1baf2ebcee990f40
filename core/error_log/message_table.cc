#include "error_log/message_table.h"

#include <algorithm>

#include "error_log/frame_size.h"
#include "error_log/scan.h"

namespace stackengine::error_log {
namespace {

#include "error_log/message_table.inc"

// One bit for each member of a group, with groups and members in the order of GROUPS in
// generate_message_table.mjs. One bit of each group is set.
class Bits {
 public:
  template <typename Member>
  void add(Member member, uint32_t members) {
    bits_ |= 1u << (next_ + static_cast<uint32_t>(member));
    next_ += members;
  }
  uint32_t bits() const { return bits_; }

 private:
  uint32_t bits_ = 0;
  uint32_t next_ = 0;
};

enum class Doing { other, connecting, handshaking };

static_assert(static_cast<int>(Transport::unknown) == 0 && static_cast<int>(Transport::tls) == 2);
static_assert(static_cast<int>(Moment::unknown) == 0 && static_cast<int>(Moment::not_upstream) == 3);
static_assert(static_cast<int>(FirstBytes::none) == 0 && static_cast<int>(FirstBytes::other) == 5);

std::optional<uint32_t> frame_size_of(const Message& message) {
  if (message.meaning != Meaning::frame_size || message.parts.empty()) return std::nullopt;
  return read_frame_size(message.parts.front().value);
}

// Calls `use` for each part of `list` until it returns true.
template <typename Use>
bool any_part(std::string_view list, char separator, Use use) {
  while (true) {
    const size_t end = list.find(separator);
    if (use(list.substr(0, end))) return true;
    if (end == std::string_view::npos) return false;
    list.remove_prefix(end + 1);
  }
}

// The first words of the condition that the message contains.
std::string_view words_of(const When& when, std::string_view message) {
  std::string_view found;
  if (when.contains == nullptr) return found;
  any_part(when.contains, '\n', [&](std::string_view words) {
    if (message.find(words) == std::string_view::npos) return false;
    found = words;
    return true;
  });
  return found;
}

std::string value_of(std::string_view name, const When& when, const Facts& facts) {
  const std::optional<uint32_t> size = frame_size_of(facts.message);
  if (name == "frame" && size)
    return "frame size " + std::to_string(*size) + " is `" + printable_bytes(*size) + "`";
  if (name == "bytes" && size)
    return "the number spells the first bytes of the response: `" + printable_bytes(*size) + "`";
  if (name == "foreign") return std::string(foreign_protocol(facts));
  return std::string(words_of(when, facts.exchange.message));
}

}  // namespace

bool begins_message(std::string_view text) {
  const auto view = [](Beginning one) { return std::string_view(kFormats[one.format].text, one.length); };
  const auto* const after =
      std::upper_bound(std::begin(kBeginnings), std::end(kBeginnings), text,
                       [&](std::string_view line, Beginning one) { return line < view(one); });
  return after != std::begin(kBeginnings) && starts_with(text, view(*(after - 1)));
}

Rows<Format> formats() { return {kFormats, std::size(kFormats)}; }
const MessageRow& row_of(Meaning meaning) { return kMessages[static_cast<size_t>(meaning)]; }
Rows<Proof> proofs(const MessageRow& row) { return {kProofs + row.first_proof, row.proofs}; }
Rows<CauseList> cause_lists(const MessageRow& row) { return {kCauseLists + row.first_list, row.lists}; }
Rows<CauseUse> cause_uses(const CauseList& list) { return {kCauseUses + list.first, list.count}; }
const CauseRow& cause_row(const CauseUse& use) { return kCauses[use.cause]; }

Facts facts_of(const Exchange& exchange, const Message& message, bool keepalive) {
  const std::optional<uint32_t> size = frame_size_of(message);
  const Doing doing = starts_with(exchange.action, "connecting")        ? Doing::connecting
                      : starts_with(exchange.action, "SSL handshaking") ? Doing::handshaking
                                                                        : Doing::other;
  Bits bits;
  bits.add(exchange.wire.transport, 3);
  bits.add(exchange.moment, 4);
  bits.add(size ? first_bytes(*size) : FirstBytes::none, 6);
  bits.add(doing, 3);
  bits.add(exchange.wire.http2(), 2);
  bits.add(exchange.wire.grpc(), 2);
  bits.add(exchange.wire.is_http(), 2);
  bits.add(exchange.folklore, 2);
  bits.add(on_tls_port(exchange.address), 2);
  bits.add(keepalive, 2);
  bits.add(exchange.address.find("unix:") != std::string::npos, 2);
  return {bits.bits(), tls_alert(exchange.message), exchange, message};
}

bool holds(const When& when, const Facts& facts) {
  if ((facts.bits & ~when.allowed) != 0) return false;
  if (when.alert != 0 && when.alert != facts.alert) return false;
  if (when.format != nullptr && facts.message.format != when.format) return false;
  if (when.contains != nullptr && words_of(when, facts.exchange.message).empty()) return false;
  if (when.code == nullptr) return true;
  const std::string_view code = facts.message.parts.empty() ? "" : facts.message.parts.front().value;
  return any_part(when.code, ' ', [&](std::string_view one) { return one == code; });
}

Protocols protocols_of(const char* list, const Exchange& exchange) {
  Protocols protocols;
  if (list == nullptr) return protocols;
  const bool reversible = *list == '~';
  for (const char* at = list + (reversible ? 1 : 0); *at != 0; ++at)
    protocols.push_back(static_cast<Protocol>(*at - '0'));
  if (reversible && (exchange.wire.grpc() || exchange.grpc_request))
    std::reverse(protocols.begin(), protocols.end());
  return protocols;
}

std::string fill_in(const char* text, const When& when, const Facts& facts) {
  std::string filled;
  std::string_view rest = text;
  for (size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    const size_t close = rest.find('}', open);
    filled += rest.substr(0, open);
    filled += value_of(rest.substr(open + 1, close - open - 1), when, facts);
    rest.remove_prefix(close + 1);
  }
  return filled.append(rest);
}

std::string_view foreign_protocol(const Facts& facts) {
  const std::optional<uint32_t> size = frame_size_of(facts.message);
  return size ? foreign_protocol(*size) : std::string_view();
}

}  // namespace stackengine::error_log
