#include "backends/from_cluster.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace stackengine::backends {
namespace {

bool has(const std::vector<Protocol>& list, Protocol protocol) {
  return std::find(list.begin(), list.end(), protocol) != list.end();
}

void add(std::vector<Protocol>* to, const std::vector<Protocol>& from) {
  for (const Protocol protocol : from) {
    if (!has(*to, protocol)) to->push_back(protocol);
  }
}

// The port of a logged address; 0 without one.
int port_of(const std::string& address) {
  const size_t colon = address.rfind(':');
  int port = 0;
  for (size_t i = colon == std::string::npos ? address.size() : colon + 1; i < address.size(); ++i) {
    if (address[i] < '0' || address[i] > '9' || port > 65535) return 0;
    port = port * 10 + (address[i] - '0');
  }
  return port;
}

// The evidence for one backend.
struct Said {
  std::vector<Protocol> answered, known, suspected;
};

void add_evidence(Backend* backend, Evidence evidence) {
  const bool said = std::any_of(backend->evidence.begin(), backend->evidence.end(),
                                [&](const Evidence& one) { return one.text == evidence.text; });
  constexpr size_t kMaxEvidence = 16;
  if (!said && backend->evidence.size() < kMaxEvidence) backend->evidence.push_back(std::move(evidence));
}

void conclude(const Said& said, Backend* backend) {
  const std::vector<Protocol>& sure = said.answered.empty() ? said.known : said.answered;
  const auto excluded = [&](Protocol protocol) { return has(backend->excluded, protocol); };
  if (!sure.empty()) {
    backend->protocols = sure;
    const bool conflict = std::any_of(sure.begin(), sure.end(), excluded);
    backend->certainty = conflict ? Certainty::conflicting : Certainty::known;
    return;
  }
  for (const Protocol protocol : said.suspected) {
    if (!excluded(protocol)) backend->protocols.push_back(protocol);
  }
  if (!backend->protocols.empty()) backend->certainty = Certainty::suspected;
}

std::string answer_text(const BackendAnswer& answer) {
  std::string text = "you answered that " + answer.name + " speaks ";
  for (size_t i = 0; i < answer.protocols.size(); ++i) {
    if (i > 0) text += i + 1 == answer.protocols.size() ? " and " : ", ";
    text += describe(answer.protocols[i]);
  }
  return text;
}

// Old releases of ingress-nginx served their default backend at this address. It is not a pod.
constexpr std::string_view kDefaultBackend = "127.0.0.1:8181";

// Whether a request for `host`, as a log line gives it, may have come through a rule for `rule`.
bool may_serve(const std::string& rule, std::string host) {
  host = host.substr(0, host.find(':'));
  if (rule.empty() || host.empty()) return true;
  if (rule[0] != '*') return rule == host;
  const std::string suffix = rule.substr(1);
  return host.size() > suffix.size() && host.compare(host.size() - suffix.size(), suffix.size(), suffix) == 0;
}

// The address of the Service for `curl`, which does not know port names.
std::string address_of(const kubernetes::Route& route, const std::string& name) {
  if (route.path->port.number != 0) return name;
  const int number = route.port != nullptr ? route.port->number : 0;
  return name.substr(0, name.rfind(':')) + ":" + (number != 0 ? std::to_string(number) : "PORT");
}

}  // namespace

std::string name_of(const kubernetes::Route& route) {
  const std::string& name_space = kubernetes::service_name_space(route);
  const kubernetes::Manifest::Port& port = route.path->port;
  std::string name = route.path->service + (name_space == "default" ? "" : "." + name_space);
  if (!port.empty()) name += ":" + (port.number != 0 ? std::to_string(port.number) : port.name);
  return name;
}

void add_cluster(const kubernetes::Cluster& cluster, const std::vector<LogObservation>& log,
                 const std::vector<BackendAnswer>& answers, std::vector<Backend>* backends) {
  std::unordered_map<std::string, size_t> index;
  for (size_t i = 0; i < backends->size(); ++i) index.emplace((*backends)[i].name, i);
  const size_t first = backends->size();
  std::map<int, std::vector<size_t>> by_port;
  std::unordered_map<size_t, std::set<std::string>> hosts;  // of the rules that lead to a backend
  for (const kubernetes::Route& route : cluster.routes()) {
    if (route.path->port.empty()) continue;
    std::string name = name_of(route);
    const auto [entry, is_new] = index.emplace(name, backends->size());
    if (entry->second >= first) hosts[entry->second].insert(route.path->host);
    if (!is_new) continue;
    const int port = route.container_port != 0 ? route.container_port : route.path->port.number;
    if (port != 0) by_port[port].push_back(backends->size());
    Backend backend;
    backend.peers = {address_of(route, name)};
    backend.name = std::move(name);
    backend.used = true;
    backends->push_back(std::move(backend));
  }
  std::vector<Said> said(backends->size() - first);
  for (const BackendAnswer& answer : answers) {
    const auto found = index.find(answer.name);
    if (found == index.end() || found->second < first) continue;
    add(&said[found->second - first].answered, answer.protocols);
    (*backends)[found->second].answered_as.push_back(answer.name);
    add_evidence(&(*backends)[found->second],
                 {EvidenceKind::answer, Strength::conclusive, answer_text(answer), false, {}});
  }
  std::map<std::pair<size_t, uint32_t>, std::string> hosts_of_lines;
  for (const kubernetes::UpstreamLine& line : cluster.evidence().upstreams)
    hosts_of_lines.emplace(std::make_pair(line.place.source, line.place.span.start), line.host);
  for (const LogObservation& line : log) {
    const error_log::Observation& observation = line.observation;
    if (observation.address == kDefaultBackend) continue;
    const auto ports = by_port.find(port_of(observation.address));
    // A line without an address is about the only backend, and then proves nothing.
    const bool addressed = !observation.address.empty();
    const bool only = !addressed && said.size() == 1 && first == 0;
    if (!only && (ports == by_port.end() || ports->second.size() != 1)) continue;
    const size_t at = only ? first : ports->second.front();
    const auto host = hosts_of_lines.find({line.place.source, line.place.span.start});
    const bool serves = host == hosts_of_lines.end() ||
                        std::any_of(hosts[at].begin(), hosts[at].end(),
                                    [&](const std::string& rule) { return may_serve(rule, host->second); });
    if (!serves) continue;
    Backend& backend = (*backends)[at];
    const Strength strength = only ? Strength::supporting : observation.strength;
    if (strength == Strength::conclusive) {
      add(&backend.excluded, observation.excludes);
      add(&said[at - first].known, observation.speaks);
    } else {
      add(&said[at - first].suspected, observation.speaks);
    }
    add_evidence(&backend, {EvidenceKind::log_line, strength, observation.sentence, true, line.place});
  }
  for (size_t i = 0; i < said.size(); ++i) conclude(said[i], &(*backends)[first + i]);
}

}  // namespace stackengine::backends
