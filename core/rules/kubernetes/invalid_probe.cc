#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diagnosis/quoted.h"
#include "kubernetes/edit_yaml.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

using kubernetes::kNoNode;
using kubernetes::NodeId;

struct Refusal {
  NodeId node;
  std::string message;
  std::string help;
  std::string value;  // the only allowed value; empty without one
};

bool is_number(std::string_view text) {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  return !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void check_numbers(const kubernetes::Yaml& yaml, const kubernetes::Probe& probe, std::vector<Refusal>* out) {
  for (const std::string_view name :
       {"initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold",
        "terminationGracePeriodSeconds"}) {
    const NodeId node = yaml.find(probe.node, name);
    if (node == kNoNode) continue;
    const std::string value(yaml.scalar(node));
    const bool quoted_number = yaml.nodes[yaml.resolved(node)].style != kubernetes::ScalarStyle::plain;
    if (value.empty() || value == "null" || value == "~") continue;  // the default
    if (!is_number(value) || quoted_number) {
      out->push_back({node, quoted(name) + " is " + quoted(value) + ", not a whole number",
                      "use a whole number of seconds, or a count, without unit and quotes", ""});
    } else if (value[0] == '-') {
      out->push_back({node, quoted(name) + " is negative", "use 1 or more; 0 means the default", ""});
    } else if (name == "successThreshold" && value != "1" && value != "0" && probe.name != "readinessProbe") {
      out->push_back({node, "`successThreshold` of a " + quoted(probe.name) + " must be 1",
                      "use 1; only readiness probes count successes", "1"});
    } else if (name == "terminationGracePeriodSeconds" && probe.name == "readinessProbe") {
      out->push_back({node, "a readiness probe cannot have `terminationGracePeriodSeconds`",
                      "remove the field; a readiness probe does not end containers", ""});
    }
  }
}

void check_port(const kubernetes::Yaml& yaml, const kubernetes::Probe& probe, std::vector<Refusal>* out) {
  if (probe.handler == kubernetes::ProbeHandler::exec || probe.handler == kubernetes::ProbeHandler::none)
    return;
  const NodeId node = yaml.find(probe.handler_node, "port");
  const std::string value(yaml.scalar(node));
  if (node == kNoNode || value.empty()) {
    out->push_back({probe.handler_key, "the probe has no port", "add `port:`", ""});
  } else if (is_number(value) &&
             (value[0] == '-' || value.size() > 5 || std::stoi(value) < 1 || std::stoi(value) > 65535)) {
    out->push_back({node, "port " + quoted(value) + " is not between 1 and 65535",
                    "use the number of a container port", ""});
  } else if (!is_number(value) && probe.handler == kubernetes::ProbeHandler::grpc) {
    out->push_back({node, "a `grpc` probe needs a port number, not the name " + quoted(value),
                    "use the number of a container port", ""});
  }
}

void check_handler(const kubernetes::Yaml& yaml, const kubernetes::Probe& probe, std::vector<Refusal>* out) {
  constexpr std::string_view kKeys[] = {"httpGet",
                                        "grpc",
                                        "tcpSocket",
                                        "exec",
                                        "initialDelaySeconds",
                                        "timeoutSeconds",
                                        "periodSeconds",
                                        "successThreshold",
                                        "failureThreshold",
                                        "terminationGracePeriodSeconds"};
  size_t handlers = 0;
  const std::vector<NodeId> entries = yaml.entries(probe.node);
  for (size_t i = 0; i + 1 < entries.size(); i += 2) {
    const std::string_view key = yaml.scalar(entries[i]);
    const auto known = std::find(std::begin(kKeys), std::end(kKeys), key);
    if (known - std::begin(kKeys) < 4) ++handlers;
    if (known == std::end(kKeys))
      out->push_back(
          {entries[i], "a probe has no field " + quoted(key), "check the spelling and the indentation", ""});
  }
  if (handlers == 1) return;
  out->push_back({probe.key,
                  handlers == 0 ? quoted(probe.name) + " has no handler"
                                : quoted(probe.name) + " has more than one handler",
                  "use exactly one of `httpGet`, `grpc`, `tcpSocket` and `exec`", ""});
}

void check_scheme(const kubernetes::Yaml& yaml, const kubernetes::Probe& probe, std::vector<Refusal>* out) {
  if (probe.scheme == kNoNode) return;
  const std::string value(yaml.scalar(probe.scheme));
  if (value == "HTTP" || value == "HTTPS" || value.empty()) return;
  std::string upper = value;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const bool known = upper == "HTTP" || upper == "HTTPS";
  out->push_back({probe.scheme, "`scheme` cannot be " + quoted(value), "use `HTTP` or `HTTPS`, in upper case",
                  known ? upper : ""});
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  if (subject.cluster() == nullptr) return;
  for (const kubernetes::Workload& workload : subject.cluster()->workloads()) {
    const kubernetes::Yaml& yaml = workload.place.manifest->yaml();
    for (const kubernetes::Container& container : workload.init_containers) {
      for (const kubernetes::Probe& probe : container.probes) {
        if (!diagnostics->admit()) continue;
        Diagnostic diagnostic = finding(kInvalidProbe, Severity::error, workload.place, probe.key,
                                        "an init container cannot have a " + quoted(probe.name));
        diagnostic.why = "the API server rejects the whole object";
        diagnostic.help =
            "remove the probe, or set `restartPolicy: Always` to make the container a sidecar; Kubernetes waits for other init containers to end";
        diagnostics->add(std::move(diagnostic));
      }
    }
    for (const kubernetes::Container& container : workload.containers) {
      for (const kubernetes::Probe& probe : container.probes) {
        if (probe.node == kNoNode || yaml.nodes[probe.node].kind != kubernetes::NodeKind::mapping) continue;
        std::vector<Refusal> refusals;
        check_handler(yaml, probe, &refusals);
        check_port(yaml, probe, &refusals);
        check_scheme(yaml, probe, &refusals);
        check_numbers(yaml, probe, &refusals);
        for (Refusal& refusal : refusals) {
          if (!diagnostics->admit()) continue;
          Diagnostic diagnostic = finding(kInvalidProbe, Severity::error, workload.place, refusal.node,
                                          std::move(refusal.message));
          diagnostic.why = "the API server rejects the whole object";
          diagnostic.help = std::move(refusal.help);
          const auto edit = refusal.value.empty()
                                ? std::nullopt
                                : kubernetes::replace_scalar(*workload.place.manifest, workload.place.source,
                                                             refusal.node, refusal.value);
          if (edit)
            diagnostic.fixes.push_back({"use " + quoted(refusal.value), Applicability::safe, "", {*edit}});
          diagnostics->add(std::move(diagnostic));
        }
      }
    }
  }
}

}  // namespace

const Rule kInvalidProbe = {"invalid-probe", Severity::error, "a probe that the API server rejects", check};

}  // namespace stackengine::rules
