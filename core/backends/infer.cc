#include "backends/infer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "backends/address_book.h"

namespace stackengine::backends {
namespace {

// The conclusion from the evidence for one backend.
struct Opinion {
  Protocols known;                     // conclusive
  Protocols suspected;                 // supporting
  Protocols hinted;                    // weak
  Protocols excluded;                  // conclusively spoken against
  std::vector<std::string> addresses;  // assumed to be its peers
  bool answered = false;
};

Protocols without(const Protocols& protocols, const Protocols& excluded) {
  Protocols left;
  for (const Protocol protocol : protocols) {
    if (!among(protocol, excluded)) left.push_back(protocol);
  }
  return left;
}

void conclude(const Opinion& opinion, Backend* backend) {
  backend->excluded = opinion.excluded;
  if (!opinion.known.empty()) {
    backend->protocols = opinion.known;
    backend->supported = true;
    // The user may know better than an old log line, but should see that they disagree.
    const auto is_excluded = [&](Protocol protocol) { return among(protocol, opinion.excluded); };
    const auto is_known = [&](Protocol protocol) { return among(protocol, opinion.known); };
    // One server of a group may differ from the others, or the backend has changed since the older line.
    const Protocols& suspected = opinion.suspected;
    const bool doubted =
        !opinion.answered && !suspected.empty() && std::none_of(suspected.begin(), suspected.end(), is_known);
    const bool conflict = !backend->foreign.empty() || doubted ||
                          std::any_of(opinion.known.begin(), opinion.known.end(), is_excluded);
    backend->certainty = conflict ? Certainty::conflicting : Certainty::known;
    return;
  }
  backend->protocols.clear();
  if (!backend->foreign.empty()) {
    backend->certainty = Certainty::known;
    return;
  }
  backend->protocols = without(opinion.suspected, opinion.excluded);
  backend->supported = !backend->protocols.empty();
  if (backend->protocols.empty()) backend->protocols = without(opinion.hinted, opinion.excluded);
  backend->certainty = backend->protocols.empty() ? Certainty::unknown : Certainty::suspected;
}

std::string answer_text(const BackendAnswer& answer) {
  std::string text = "you answered that " + answer.name + " speaks ";
  for (size_t i = 0; i < answer.protocols.size(); ++i) {
    if (i > 0) text += i + 1 == answer.protocols.size() ? " and " : ", ";
    text += describe(answer.protocols[i]);
  }
  return text;
}

// The most evidence listed for a backend; bounded because the list is searched and the log may be hostile.
constexpr size_t kMaxEvidence = 64;

// The same sentence from a thousand log lines counts once, at the place of the first line. Returns false if
// it was already there.
bool add_evidence(Backend* backend, Evidence evidence) {
  const bool known = std::any_of(backend->evidence.begin(), backend->evidence.end(),
                                 [&](const Evidence& e) { return e.text == evidence.text; });
  if (known || backend->evidence.size() == kMaxEvidence) return false;
  backend->evidence.push_back(std::move(evidence));
  return true;
}

void weigh(const error_log::Observation& observation, Strength strength, Opinion* opinion, Backend* backend) {
  if (strength == Strength::conclusive) {
    add_missing(observation.excludes, &opinion->excluded);
    if (!opinion->answered) add_missing(observation.speaks, &opinion->known);
    if (!observation.foreign.empty()) backend->foreign = observation.foreign;
  } else {
    Protocols* to = strength == Strength::weak ? &opinion->hinted : &opinion->suspected;
    add_missing(observation.speaks, to);
  }
  add_missing(observation.leaves, &opinion->suspected);
  backend->failed_wires = static_cast<uint8_t>(backend->failed_wires | observation.failed_wire);
}

// An upstream with more servers than this is probably several upstreams.
constexpr size_t kMaxJoined = 8;

// Whether the address is, or may become, one of the assumed peers of the backend.
bool note_address(const std::string& address, Opinion* opinion) {
  std::vector<std::string>& known = opinion->addresses;
  if (std::find(known.begin(), known.end(), address) != known.end()) return true;
  if (known.size() == kMaxJoined) return false;
  known.push_back(address);
  return true;
}

void weigh_log(const LogObservation& entry, const AddressBook& book, std::vector<Listed>* list,
               std::vector<Opinion>* opinions) {
  const error_log::Observation& observation = entry.observation;
  Strength strength = observation.strength;
  std::string sentence = observation.sentence;
  std::vector<size_t> targets;
  if (observation.address.empty()) {
    targets = book.only_used();
    strength = Strength::supporting;
  } else {
    targets = book.logged(observation.address);
    if (targets.empty()) {
      targets = book.unpasted(observation.scheme);
      if (!targets.empty() && !note_address(observation.address, &(*opinions)[targets.front()])) return;
      strength = Strength::supporting;
      sentence +=
          "; " + observation.address +
          " must be a server of this upstream, which is not in the paste: nothing else can have logged it";
    }
  }
  for (const size_t i : targets) {
    Backend& backend = (*list)[i].backend;
    weigh(observation, strength, &(*opinions)[i], &backend);
    add_evidence(&backend, {EvidenceKind::log_line, strength, sentence, true, entry.place});
  }
}

// What nginx sent to each backend when the clients got their responses.
void note_wires(const std::vector<Listed>& list, const Wires* before, Wires* asked) {
  for (const Listed& one : list) {
    if (!one.backend.used) continue;
    Wire wire = one.wire;
    if (before != nullptr) {
      const auto found = before->find(one.backend.name);
      if (found != before->end()) wire = found->second;
    }
    asked->emplace(one.backend.name, wire);
  }
}

void weigh_client(const ClientObservation& client, const AddressBook& book, const Wires& asked,
                  std::vector<Listed>* list, std::vector<Opinion>* opinions) {
  for (const size_t i : client.address.empty() ? book.only_used() : book.logged(client.address)) {
    Backend& backend = (*list)[i].backend;
    const auto found = asked.find(backend.name);
    const Wire wire = found == asked.end() ? kHttpWire : found->second;
    auto observation = read_client_status(client, wire);
    if (!observation) continue;
    weigh(*observation, observation->strength, &(*opinions)[i], &backend);
    const Strength strength = observation->strength;
    const bool is_new = add_evidence(
        &backend, {EvidenceKind::client, strength, std::move(observation->sentence), true, client.place});
    if (is_new && strength == Strength::weak) vote(observation->speaks, &(*list)[i].votes);
  }
}

// Conclusive evidence first: reports show it in this order.
void sort_evidence(Backend* backend) {
  std::stable_sort(backend->evidence.begin(), backend->evidence.end(),
                   [](const Evidence& a, const Evidence& b) { return a.strength < b.strength; });
}

}  // namespace

std::vector<Backend> infer(const std::vector<PlacedConfig>& configs, const Observations& observations,
                           Wires* asked) {
  std::vector<Listed> list = list_backends(configs);
  const AddressBook book(list);
  std::vector<Opinion> opinions(list.size());
  for (size_t i = 0; i < list.size(); ++i) opinions[i].hinted = list[i].backend.protocols;
  for (const BackendAnswer& answer : observations.answers) {
    for (const size_t i : book.named(answer.name)) {
      opinions[i].answered = true;
      list[i].backend.answered_as.push_back(answer.name);
      add_missing(answer.protocols, &opinions[i].known);
      add_evidence(&list[i].backend,
                   {EvidenceKind::answer, Strength::conclusive, answer_text(answer), false, {}});
    }
  }
  note_wires(list, observations.asked_before, asked);
  for (const LogObservation& entry : observations.log) weigh_log(entry, book, &list, &opinions);
  for (const ClientObservation& client : observations.clients)
    weigh_client(client, book, *asked, &list, &opinions);

  std::vector<Backend> backends;
  backends.reserve(list.size());
  for (size_t i = 0; i < list.size(); ++i) {
    Backend backend = std::move(list[i].backend);
    conclude(opinions[i], &backend);
    backend.hints_agree = *std::max_element(list[i].votes.begin(), list[i].votes.end()) > 1;
    sort_evidence(&backend);
    if (!opinions[i].addresses.empty()) backend.peers = std::move(opinions[i].addresses);
    backends.push_back(std::move(backend));
  }
  return backends;
}

}  // namespace stackengine::backends
