#include "backends/infer.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace stackengine::backends {
namespace {

using Protocols = std::vector<Protocol>;

bool has(const Protocols& protocols, Protocol protocol) {
  return std::find(protocols.begin(), protocols.end(), protocol) != protocols.end();
}

void add(Protocols* to, const Protocols& from) {
  for (const Protocol protocol : from) {
    if (!has(*to, protocol)) to->push_back(protocol);
  }
}

std::string_view port_of(std::string_view address) {
  const size_t colon = address.rfind(':');
  return colon == std::string_view::npos ? std::string_view() : address.substr(colon + 1);
}

bool is_name(std::string_view address) {
  if (address.substr(0, 5) == "unix:" || address.substr(0, 1) == "[") return false;
  const std::string_view host = address.substr(0, address.rfind(':'));
  return host.find_first_not_of("0123456789.") != std::string_view::npos;
}

// Which backends an address or a name stands for.
class AddressBook {
 public:
  explicit AddressBook(const std::vector<Backend>& backends) {
    for (size_t i = 0; i < backends.size(); ++i) {
      by_name_[backends[i].name].push_back(i);
      for (const std::string& peer : backends[i].peers) {
        if (peer != backends[i].name) by_name_[peer].push_back(i);
        if (is_name(peer)) by_port_[port_of(peer)].push_back(i);
      }
    }
  }

  // Backends of that name, or with a peer of that address.
  const std::vector<size_t>& named(std::string_view name) const { return look_up(by_name_, name); }

  // Backends that a log line's address belongs to. nginx logs the resolved address, so a peer that is given
  // by name is recognised by its port, when just one backend has such a peer.
  const std::vector<size_t>& logged(std::string_view address) const {
    const std::vector<size_t>& exact = named(address);
    if (!exact.empty()) return exact;
    const std::vector<size_t>& by_port = look_up(by_port_, port_of(address));
    const bool one =
        std::all_of(by_port.begin(), by_port.end(), [&](size_t i) { return i == by_port.front(); });
    return one ? by_port : none_;
  }

 private:
  using Index = std::unordered_map<std::string_view, std::vector<size_t>>;

  const std::vector<size_t>& look_up(const Index& index, std::string_view key) const {
    const auto found = index.find(key);
    return found == index.end() ? none_ : found->second;
  }

  Index by_name_;
  Index by_port_;
  std::vector<size_t> none_;
};

// What the evidence collected for one backend amounts to.
struct Opinion {
  Protocols known;      // conclusive
  Protocols suspected;  // supporting
  Protocols excluded;   // conclusively spoken against
  bool answered = false;
};

void conclude(const Opinion& opinion, Backend* backend) {
  backend->excluded = opinion.excluded;
  const auto excluded = [&](Protocol protocol) { return has(opinion.excluded, protocol); };
  if (!opinion.known.empty()) {
    backend->protocols = opinion.known;
    // The user may know better than an old log line, but should see that they disagree.
    const bool conflict = std::any_of(opinion.known.begin(), opinion.known.end(), excluded);
    backend->certainty = conflict ? Certainty::conflicting : Certainty::known;
    return;
  }
  for (const Protocol protocol : opinion.suspected) {
    if (!excluded(protocol)) backend->protocols.push_back(protocol);
  }
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

// A line that lost its `upstream:` field still speaks for the backend when there is but one; it proves
// nothing then.
std::vector<size_t> only_used(const std::vector<Backend>& backends) {
  std::vector<size_t> used;
  for (size_t i = 0; i < backends.size() && used.size() < 2; ++i) {
    if (backends[i].used) used.push_back(i);
  }
  return used.size() == 1 ? used : std::vector<size_t>();
}

// The same sentence from a thousand log lines counts once, with the first line as its place.
void add_evidence(Backend* backend, Evidence evidence) {
  const bool known = std::any_of(backend->evidence.begin(), backend->evidence.end(),
                                 [&](const Evidence& e) { return e.text == evidence.text; });
  if (!known) backend->evidence.push_back(std::move(evidence));
}

std::vector<Backend> list_backends(const std::vector<const nginx::Config*>& configs) {
  std::vector<Backend> backends;
  std::unordered_map<std::string, size_t> index;
  for (const nginx::Config* config : configs) {
    for (const nginx::Upstream& upstream : config->upstreams()) {
      if (!index.emplace(upstream.name, backends.size()).second) continue;
      Backend backend;
      backend.name = upstream.name;
      for (const nginx::Peer& peer : upstream.peers) backend.peers.push_back(peer.address);
      backends.push_back(std::move(backend));
    }
  }
  for (const nginx::Config* config : configs) {
    for (const nginx::Pass& pass : config->passes()) {
      if (pass.variable || pass.authority.empty()) continue;
      auto found = index.find(pass.authority);
      if (found == index.end()) {
        const std::string address = address_of(pass);
        found = index.emplace(address, backends.size()).first;
        if (found->second == backends.size()) {
          Backend backend;
          backend.name = address;
          backend.peers = {address};
          backends.push_back(std::move(backend));
        }
      }
      backends[found->second].used = true;
    }
  }
  return backends;
}

}  // namespace

std::string address_of(const nginx::Pass& pass) {
  const std::string& authority = pass.authority;
  if (authority.compare(0, 5, "unix:") == 0) return authority;
  const size_t bracket = authority.rfind(']');
  const size_t colon = authority.rfind(':');
  if (colon != std::string::npos && (bracket == std::string::npos || colon > bracket)) return authority;
  return authority + (pass.scheme == "https" || pass.scheme == "grpcs" ? ":443" : ":80");
}

std::vector<Backend> infer(const std::vector<const nginx::Config*>& configs,
                           const std::vector<LogObservation>& log,
                           const std::vector<BackendAnswer>& answers) {
  std::vector<Backend> backends = list_backends(configs);
  const AddressBook book(backends);
  std::vector<Opinion> opinions(backends.size());
  for (const BackendAnswer& answer : answers) {
    for (const size_t i : book.named(answer.name)) {
      opinions[i].answered = true;
      add(&opinions[i].known, answer.protocols);
      add_evidence(&backends[i],
                   {EvidenceKind::answer, Strength::conclusive, answer_text(answer), false, {}});
    }
  }
  for (const LogObservation& entry : log) {
    const error_log::Observation& observation = entry.observation;
    const bool addressed = !observation.address.empty();
    for (const size_t i : addressed ? book.logged(observation.address) : only_used(backends)) {
      Opinion& opinion = opinions[i];
      const Strength strength = addressed ? observation.strength : Strength::supporting;
      if (strength == Strength::conclusive) {
        add(&opinion.excluded, observation.excludes);
        if (!opinion.answered) add(&opinion.known, observation.speaks);
      } else {
        add(&opinion.suspected, observation.speaks);
      }
      add_evidence(&backends[i], {EvidenceKind::log_line, strength, observation.sentence, true, entry.place});
    }
  }
  for (size_t i = 0; i < backends.size(); ++i) conclude(opinions[i], &backends[i]);
  return backends;
}

}  // namespace stackengine::backends
