#include "error_log/causes.h"

#include <algorithm>
#include <utility>

#include "diagnosis/probes.h"
#include "error_log/exchange.h"
#include "error_log/message_table.h"
#include "text/shell_word.h"

namespace stackengine::error_log {
namespace {

std::string peer_command(Ask ask, const std::string& peer, bool over_tls) {
  const char* scheme = over_tls ? "https" : "http";
  const std::string curl = over_tls ? "curl -skv --max-time 3 " : "curl -sv --max-time 3 ";
  switch (ask) {
    case Ask::plain:
      return "curl -sv --max-time 3 " + curl_target(peer, "http");
    case Ask::http1:
      return curl + "--http1.1 " + curl_target(peer, scheme);
    case Ask::http2:
      return curl + (over_tls ? "--http2 " : "--http2-prior-knowledge ") + curl_target(peer, scheme);
    case Ask::tls:
      return "curl -skv --max-time 3 " + curl_target(peer, "https");
    case Ask::handshake:
      return "openssl s_client -alpn h2,http/1.1 " + connect_target(peer) + " </dev/null";
    case Ask::connect:
      return "curl -sv --connect-timeout 3 " + curl_target(peer, "telnet") + " </dev/null";
    case Ask::listener:
      return peer.compare(0, 5, "unix:") == 0 ? "ls -l " + shell_word(peer.substr(5)) : "ss -ltnp";
    case Ask::nothing:
    case Ask::name:
    case Ask::test:
      break;
  }
  return {};
}

// Collects the causes of one entry.
class Ranking {
 public:
  Ranking(const Entry& entry, std::string_view text, const Message& message, const Surroundings& around)
      : exchange_(read_exchange(entry, text)), message_(message), around_(around) {}

  Causes run() {
    collect();
    order_by_knowledge();
    return std::move(causes_);
  }

 private:
  std::string command(Ask ask) const {
    std::string peer = exchange_.address;
    const bool is_peer = peer.find(':') != std::string::npos;
    if (!is_peer && around_.backend != nullptr && !around_.backend->peers.empty())
      peer = around_.backend->peers.front();
    if (ask == Ask::test) return "nginx -t";
    if (ask == Ask::name) return name_command();
    return peer.empty() ? std::string() : peer_command(ask, peer, tls());
  }

  std::string name_command() const {
    for (const MessagePart& part : message_.parts) {
      if (part.name == "name") return "getent hosts " + shell_word(std::string(part.value.substr(0, 255)));
    }
    return {};
  }

  void collect() {
    const Facts facts = facts_of(exchange_, message_, around_.keepalive);
    for (const CauseList& list : cause_lists(row_of(message_.meaning))) {
      if (!holds(list.when, facts)) continue;
      for (const CauseUse& use : cause_uses(list)) {
        if (!holds(use.when, facts)) continue;
        const CauseRow& row = cause_row(use);
        if (use.certain) causes_.certain = true;
        causes_.list.push_back(
            {row.id, row.text, fill_in(use.why, use.when, facts), row.decides, command(row.ask)});
        speaks_.push_back(protocols_of(tls() ? row.over_tls : row.over_cleartext, exchange_));
      }
      return;
    }
  }

  bool tls() const { return exchange_.wire.tls(); }

  void order_by_knowledge();

  const Exchange exchange_;
  const Message& message_;
  const Surroundings& around_;
  Causes causes_;
  std::vector<Protocols> speaks_;  // what the backend would have to speak, by cause; empty: anything
};

// Knowledge about the backend excludes mismatches or moves one to the front. Suspicions do not reorder what
// the entry says.
void Ranking::order_by_knowledge() {
  const Backend* backend = around_.backend;
  if (backend == nullptr) return;
  std::vector<Cause> first;
  std::vector<Cause> rest;
  for (size_t i = 0; i < causes_.list.size(); ++i) {
    Cause& cause = causes_.list[i];
    const Protocols& speaks = speaks_[i];
    const auto in = [&](const Protocols& list) {
      return [&list](Protocol protocol) { return among(protocol, list); };
    };
    const bool known = backend->certainty == Certainty::known && !backend->protocols.empty();
    if (!speaks.empty() && known) {
      if (std::any_of(speaks.begin(), speaks.end(), in(backend->protocols))) {
        cause.why += "; and the backend is known to speak this";
        first.push_back(std::move(cause));
      }
      continue;
    }
    if (!speaks.empty() && std::all_of(speaks.begin(), speaks.end(), in(backend->excluded))) continue;
    rest.push_back(std::move(cause));
  }
  if (!first.empty()) causes_.certain = true;
  causes_.list = std::move(first);
  for (Cause& cause : rest) causes_.list.push_back(std::move(cause));
  if (causes_.list.empty()) causes_.certain = false;
}

}  // namespace

Causes rank_causes(const Entry& entry, std::string_view text, const Message& message,
                   const Surroundings& surroundings) {
  return Ranking(entry, text, message, surroundings).run();
}

}  // namespace stackengine::error_log
