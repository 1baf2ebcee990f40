#include <set>
#include <string>
#include <utility>

#include "diagnosis/quoted.h"
#include "rules/kubernetes/finding.h"
#include "rules/rule.h"

namespace stackengine::rules {
namespace {

using kubernetes::Controller;

void report(const kubernetes::Route& route, Controller reads, const kubernetes::Served& read,
            const kubernetes::Served& ignored, bool certain, DiagnosticList* diagnostics) {
  if (!diagnostics->admit()) return;
  const std::string wanted(kubernetes::directive_for(ignored.wire));
  const std::string name(kubernetes::to_string(reads));
  Diagnostic diagnostic = finding(
      kAnnotationOfOtherController, Severity::warning, route.ingress->place, ignored.decided_by,
      certain ? name + " serves this Ingress and does not read this annotation"
              : "this annotation asks for " + quoted(wanted) + ", but those of the other controller do not");
  diagnostic.why = "each controller reads only its own annotations; without them nginx uses " +
                   quoted(kubernetes::directive_for(read.wire)) + ", not " + quoted(wanted);
  diagnostic.help =
      certain ? "use the annotations of the controller that serves the Ingress"
              : "keep the annotations of the controller that you run, or make both ask for the same";
  offer_wire(reads, route, ignored.wire, Applicability::unsafe,
             pods_speak(route, ignored.wire == kHttpsWire   ? Protocol::http1_tls
                               : ignored.wire == kGrpcWire  ? Protocol::grpc
                               : ignored.wire == kGrpcsWire ? Protocol::grpc_tls
                                                            : Protocol::http1),
             &diagnostic);
  diagnostics->add(std::move(diagnostic));
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const kubernetes::Cluster* cluster = subject.cluster();
  if (cluster == nullptr) return;
  std::set<kubernetes::NodeId> told;
  for (const kubernetes::Route& route : cluster->routes()) {
    const kubernetes::Served community = kubernetes::served_by(Controller::community, route);
    const kubernetes::Served f5 = kubernetes::served_by(Controller::f5, route);
    if (community.wire == f5.wire) continue;
    const Controller reads = kubernetes::controller_of(*cluster, *route.ingress);
    const bool certain = kubernetes::is_controller_certain(*cluster, *route.ingress);
    // Unless it is certain which controller reads them, only both families together are a contradiction.
    if (!certain && reads != Controller::unknown) continue;
    const bool f5_reads = certain ? reads == Controller::f5 : community.decided_by != kubernetes::kNoNode;
    const kubernetes::Served& ignored = f5_reads ? community : f5;
    if (ignored.decided_by == kubernetes::kNoNode || ignored.wire == kHttpWire) continue;
    if (!told.insert(ignored.decided_by).second) continue;
    report(route, f5_reads ? Controller::f5 : Controller::community, f5_reads ? f5 : community, ignored,
           certain, diagnostics);
  }
}

}  // namespace

const Rule kAnnotationOfOtherController = {"annotation-of-other-controller", Severity::warning,
                                           "an annotation that the controller of this Ingress does not read",
                                           check};

}  // namespace stackengine::rules
