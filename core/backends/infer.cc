#include "backends/infer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "backends/address_book.h"

namespace stackengine::backends {
namespace {

// What the evidence collected for one backend amounts to.
struct Opinion {
  Protocols known;                     // conclusive
  Protocols suspected;                 // supporting
  Protocols hinted;                    // weak
  Protocols excluded;                  // conclusively spoken against
  std::vector<std::string> addresses;  // that were taken for its peers
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
    const bool conflict = !backend->foreign.empty() ||
                          std::any_of(opinion.known.begin(), opinion.known.end(),
                                      [&](Protocol protocol) { return among(protocol, opinion.excluded); });
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

// A backend's evidence is listed up to this; a hostile log must not make the list long, for it is searched.
constexpr size_t kMaxEvidence = 64;

// The same sentence from a thousand log lines counts once, with the first line as its place. False: it was
// there already.
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
  backend->failed_modes = static_cast<uint8_t>(backend->failed_modes | observation.failed_mode);
}

// An upstream with more servers than this is more likely several of them.
constexpr size_t kMaxJoined = 8;

// Whether the address is, or may become, one of those that were taken for the backend's peers.
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
      sentence += "; " + observation.address +
                  " is taken for a server of this upstream, which was not given: nothing else can have "
                  "logged it";
    }
  }
  for (const size_t i : targets) {
    Backend& backend = (*list)[i].backend;
    weigh(observation, strength, &(*opinions)[i], &backend);
    add_evidence(&backend, {EvidenceKind::log_line, strength, sentence, true, entry.place});
  }
}

// How nginx asked each backend when the clients got their answers.
void note_modes(const std::vector<Listed>& list, const AskedModes* before, AskedModes* asked) {
  for (const Listed& one : list) {
    if (!one.backend.used) continue;
    uint8_t mode = mode_bit(one.mode.tls, one.mode.http2);
    if (before != nullptr) {
      const auto found = before->find(one.backend.name);
      if (found != before->end()) mode = found->second;
    }
    asked->emplace(one.backend.name, mode);
  }
}

void weigh_client(const ClientObservation& client, const AddressBook& book, const AskedModes& asked,
                  std::vector<Listed>* list, std::vector<Opinion>* opinions) {
  for (const size_t i : client.address.empty() ? book.only_used() : book.logged(client.address)) {
    Backend& backend = (*list)[i].backend;
    const auto found = asked.find(backend.name);
    const uint8_t mode = found == asked.end() ? mode_bit(false, false) : found->second;
    auto observation = read_client_status(client, mode);
    if (!observation) continue;
    weigh(*observation, observation->strength, &(*opinions)[i], &backend);
    const Strength strength = observation->strength;
    const bool is_new = add_evidence(
        &backend, {EvidenceKind::client, strength, std::move(observation->sentence), true, client.place});
    if (is_new && strength == Strength::weak) vote(observation->speaks, &(*list)[i].votes);
  }
}

// What is certain first: reports show evidence in this order.
void sort_evidence(Backend* backend) {
  std::stable_sort(backend->evidence.begin(), backend->evidence.end(),
                   [](const Evidence& a, const Evidence& b) { return a.strength < b.strength; });
}

}  // namespace

std::vector<Backend> infer(const std::vector<PlacedConfig>& configs, const Observations& observations,
                           AskedModes* asked) {
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
  note_modes(list, observations.asked_before, asked);
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
