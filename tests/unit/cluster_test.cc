// Manifests joined: routes, what their controllers generate, the backends behind them, and what logs and
// events say.
#include "kubernetes/cluster.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine.h"
#include "kubernetes/controller.h"
#include "kubernetes/route_text.h"

namespace stackengine::kubernetes {
namespace {

std::string ingress(const std::string& annotations, const std::string& port = "8080") {
  return "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: main\n  annotations: {" +
         annotations +
         "}\nspec:\n  ingressClassName: nginx\n  rules:\n  - host: a.example\n    http:\n      paths:\n"
         "      - {path: /x, backend: {service: {name: app, port: {number: " +
         port + "}}}}\n";
}

struct DirectiveCase {
  std::string annotations;
  std::string directive;
  std::string version;
  std::string header;  // the first
};

TEST(Cluster, SaysWhatTheControllerGenerates) {
  const std::string community = "nginx.ingress.kubernetes.io/";
  const DirectiveCase cases[] = {
      {"", "proxy_pass http://app:8080;", "1.1", "proxy_set_header Host $best_http_host;"},
      {community + "backend-protocol: GRPC", "grpc_pass grpc://app:8080;", "2",
       "grpc_set_header Host $best_http_host;"},
      {community + "backend-protocol: grpc", "grpc_pass grpc://app:8080;", "2",
       "proxy_set_header Host $best_http_host;"},
      {community + "backend-protocol: GRPCS", "grpc_pass grpcs://app:8080;", "2",
       "grpc_set_header Host $best_http_host;"},
      {community + "backend-protocol: HTTPS", "proxy_pass https://app:8080;", "1.1",
       "proxy_set_header Host $best_http_host;"},
      {community + "backend-protocol: H2C", "proxy_pass http://app:8080;", "1.1",
       "proxy_set_header Host $best_http_host;"},
      {community + "backend-protocol: FCGI", "fastcgi_pass app:8080;", "", ""},
      {community + "proxy-http-version: '1.0'", "proxy_pass http://app:8080;", "1.0",
       "proxy_set_header Host $best_http_host;"},
      {community + "proxy-http-version: '2'", "proxy_pass http://app:8080;", "1.1",
       "proxy_set_header Host $best_http_host;"},
      {"nginx.org/grpc-services: 'other, app'", "grpc_pass grpc://app:8080;", "2",
       "grpc_set_header Host $host;"},
      {"nginx.org/ssl-services: app", "proxy_pass https://app:8080;", "1.1", "proxy_set_header Host $host;"},
      {"nginx.org/ssl-services: app, nginx.org/grpc-services: app", "grpc_pass grpcs://app:8080;", "2",
       "grpc_set_header Host $host;"},
      {"nginx.org/grpc-services: apps", "proxy_pass http://app:8080;", "1.1", "proxy_set_header Host $host;"},
  };
  for (const DirectiveCase& one : cases) {
    const std::string text = ingress(one.annotations);
    const Manifest manifest(text);
    const Cluster cluster({{0, &manifest}});
    const std::vector<RouteReport> routes = describe_routes(cluster);
    ASSERT_EQ(routes.size(), 1u) << one.annotations;
    EXPECT_EQ(routes[0].directive, one.directive) << one.annotations;
    EXPECT_EQ(routes[0].version, one.version) << one.annotations;
    EXPECT_EQ(routes[0].headers.empty() ? "" : routes[0].headers[0], one.header) << one.annotations;
  }
}

struct LineCase {
  std::string text;
  std::vector<std::string> lines;
};

TEST(Cluster, ReadsVirtualServersAndTheGatewayApi) {
  const std::string server =
      "apiVersion: k8s.nginx.org/v1\nkind: VirtualServer\nmetadata: {name: v}\nspec:\n  host: a.example\n";
  const std::string upstreams =
      "  upstreams:\n  - {name: g, service: app, port: 50051, type: grpc, tls: {enable: true}}\n"
      "  - {name: w, service: web, port: 80}\n  - {name: unused, service: old, port: 81}\n";
  const std::string http =
      "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: h}\nspec:\n";
  const std::string service =
      "---\nkind: Service\nmetadata: {name: app}\nspec: {ports: [{port: 80, name: web, appProtocol: "
      "kubernetes.io/h2c}]}\n";
  const std::string policy =
      "---\nkind: BackendTLSPolicy\nmetadata: {name: p}\nspec: {targetRefs: [{kind: Service, name: app, "
      "sectionName: ";
  const std::string rule = "  rules: [{backendRefs: [{name: app, port: 80}]}]\n";
  const LineCase cases[] = {
      {server + upstreams +
           "  routes:\n  - {path: /pkg.App, action: {pass: g}}\n"
           "  - path: /\n    splits: [{weight: 1, action: {pass: w}}, {weight: 99, action: {proxy: "
           "{upstream: g}}}]\n"
           "  - {path: /m, matches: [{action: {pass: w}}], action: {pass: none}}\n  - {path: /r, action: "
           "{return: {code: 200}}}\n",
       {"a.example/pkg.App -> app:50051: grpc_pass grpcs://app:50051; HTTP/2",
        "a.example/ -> web:80: proxy_pass http://web:80; HTTP/1.1",
        "a.example/ -> app:50051: grpc_pass grpcs://app:50051; HTTP/2",
        "a.example/m -> web:80: proxy_pass http://web:80; HTTP/1.1"}},
      {"kind: VirtualServerRoute\nmetadata: {name: r}\nspec:\n  host: b.example\n" + upstreams +
           "  subroutes: [{path: /s, action: {pass: w}}]\n",
       {"b.example/s -> web:80: proxy_pass http://web:80; HTTP/1.1"}},
      {http + "  hostnames: [a.example]\n" + rule + service,
       {"a.example/ -> app:80 (container port 80): proxy_http_version 2; HTTP/2"}},
      {http + "  hostnames: [a.example, b.example]\n" + rule, {"*/ -> app:80"}},
      {http +
           "  rules: [{matches: [{path: {value: /x}}], backendRefs: [{name: app, port: 80}, {name: other, "
           "port: 80}]}]\n" +
           service,
       {"*/x -> app:80 (container port 80)", "*/x -> other:80"}},
      {http + "  rules: [{backendRefs: [{name: b, kind: Bucket}, {name: app, namespace: n, port: 80}]}]\n" +
           service,
       {"*/ -> app:80"}},
      {"kind: GRPCRoute\nmetadata: {name: g}\nspec:\n  rules: [{matches: [{method: {service: pkg.App, "
       "method: Get}}], backendRefs: [{name: app, port: 80}]}]\n",
       {"*/pkg.App/Get -> app:80: HTTP/2"}},
      {http + "  parentRefs: [{name: gw}]\n" + rule +
           "---\nkind: Gateway\nmetadata: {name: gw}\nspec: {gatewayClassName: istio}\n",
       {}},
  };
  for (const LineCase& one : cases) {
    const Manifest manifest(one.text);
    ASSERT_TRUE(manifest.yaml().errors.empty()) << one.text;
    const Cluster cluster({{0, &manifest}});
    std::vector<std::string> lines;
    for (const RouteReport& route : describe_routes(cluster)) lines.push_back(one_line(route));
    EXPECT_EQ(lines, one.lines) << one.text;
  }
  const std::pair<std::string, Wire> policies[] = {
      {"\"\"", kHttpsWire}, {"web", kHttpsWire}, {"other", kH2cWire}};
  for (const auto& [section, wire] : policies) {
    const std::string text = http + rule + service + policy + section + "}]}\n";
    const Manifest manifest(text);
    const Cluster cluster({{0, &manifest}});
    ASSERT_EQ(cluster.routes().size(), 1u);
    EXPECT_EQ(served(cluster, cluster.routes()[0]).wire, wire) << section;
  }
}

TEST(Cluster, AServiceLeadsToThePodsThatItSelects) {
  const std::string text =
      ingress("") +
      "---\napiVersion: v1\nkind: Service\nmetadata: {name: app}\nspec:\n  selector: {app: a, tier: web}\n"
      "  ports: [{port: 8080, targetPort: main}]\n"
      "---\nkind: Deployment\nmetadata: {name: other}\nspec: {template: {metadata: {labels: {app: a}}, "
      "spec: {containers: [{name: o, ports: [{name: main, containerPort: 1}]}]}}}\n"
      "---\nkind: Deployment\nmetadata: {name: right}\nspec: {template: {metadata: {labels: {app: a, tier: "
      "web, x: y}}, spec: {containers: [{name: side, ports: [{containerPort: 9}]}, {name: r, ports: [{name: "
      "main, containerPort: 5000}]}]}}}\n";
  const Manifest manifest(text);
  const Cluster cluster({{0, &manifest}});
  ASSERT_EQ(cluster.routes().size(), 1u);
  const Route& route = cluster.routes()[0];
  ASSERT_NE(route.container, nullptr);
  EXPECT_EQ(route.workload->place.object->name, "right");
  EXPECT_EQ(route.container->name, "r");
  EXPECT_EQ(route.container_port, 5000);
}

struct BackendCase {
  const char* name;
  std::string log;
  std::vector<BackendAnswer> answers;
  Certainty certainty;
  std::vector<Protocol> protocols;
};

TEST(Cluster, AnswersAndLogsSayWhatPodsSpeak) {
  const std::string begin = "2024/07/16 14:12:02 [error] 48#48: *32 ";
  const std::string end =
      " while reading response header from upstream, client: 192.0.2.10, request: \"GET / HTTP/1.1\", "
      "upstream: \"";
  const std::string http1 = begin + "upstream sent too large http2 frame: 4740180" + end;
  const BackendCase cases[] = {
      {"nothing", "", {}, Certainty::unknown, {}},
      {"an answer", "", {{"app:8080", {Protocol::grpc}}}, Certainty::known, {Protocol::grpc}},
      {"an answer for another", "", {{"app:81", {Protocol::grpc}}}, Certainty::unknown, {}},
      {"the pod's port", http1 + "grpc://10.0.6.3:8080\"\n", {}, Certainty::known, {Protocol::http1}},
      {"the rule's host",
       http1 + "grpc://10.0.6.3:8080\", host: \"a.example:443\"\n",
       {},
       Certainty::known,
       {Protocol::http1}},
      {"another host", http1 + "grpc://10.0.6.3:8080\", host: \"b.example\"\n", {}, Certainty::unknown, {}},
      {"another port", http1 + "grpc://10.0.6.3:9090\"\n", {}, Certainty::unknown, {}},
      {"the controller's default backend", http1 + "grpc://127.0.0.1:8181\"\n", {}, Certainty::unknown, {}},
      {"an answer against the log",
       http1 + "grpc://10.0.6.3:8080\"\n",
       {{"app:8080", {Protocol::grpc}}},
       Certainty::conflicting,
       {Protocol::grpc}},
  };
  for (const BackendCase& one : cases) {
    Workspace workspace;
    workspace.documents.push_back({"app.yaml", ingress(""), DocumentKind::automatic});
    if (!one.log.empty()) workspace.documents.push_back({"error.log", one.log, DocumentKind::error_log});
    workspace.answers = one.answers;
    const Analysis analysis = analyze(workspace);
    ASSERT_EQ(analysis.backends.size(), 1u) << one.name;
    EXPECT_EQ(analysis.backends[0].name, "app:8080") << one.name;
    EXPECT_EQ(analysis.backends[0].certainty, one.certainty) << one.name;
    EXPECT_EQ(analysis.backends[0].protocols, one.protocols) << one.name;
  }
}

struct ComplaintCase {
  std::string line;
  bool complaint;
  int port;
};

TEST(Cluster, ReadsWhatKubeletSays) {
  const ComplaintCase cases[] = {
      {"Liveness probe failed: Get https://10.0.0.9:3000/healthz: http: server gave HTTP response to HTTPS "
       "client",
       true, 3000},
      {"Readiness probe failed: Get \"http://[2001:db8::1]:80/\": EOF", false, 0},
      {"Get \"https://[2001:db8::1]:8443/\": http: server gave HTTP response to HTTPS client", true, 8443},
      {"Readiness probe failed: read tcp 10.0.0.1:5->10.0.0.9:4317: read: connection reset by peer", true,
       4317},
      {"connection reset by peer", true, 0},
      {"recv() failed (104: Connection reset by peer) while reading response header from upstream", false, 0},
      {"# connection reset by peer", false, 0},
      {"HTTP probe failed with statuscode: 400, client sent an HTTP request to an HTTPS server", true, 0},
      {"malformed HTTP response", false, 0},
      {"proxy_pass http://a:80;", false, 0},
  };
  for (const ComplaintCase& one : cases) {
    EXPECT_EQ(is_probe_complaint(one.line), one.complaint) << one.line;
    const std::vector<ProbeLine> found = probe_complaints(one.line + "\r\n", 0);
    ASSERT_EQ(found.size(), one.complaint ? 1u : 0u) << one.line;
    if (found.empty()) continue;
    EXPECT_EQ(found[0].port, one.port) << one.line;
    EXPECT_EQ(found[0].place.span.in(one.line + "\r\n"), one.line);
  }
}

TEST(Cluster, APatchNamesEachFile) {
  Workspace workspace;
  workspace.documents.push_back(
      {"error.log", "2024/07/16 14:12:02 [error] 48#48: *32 no live upstreams\n", DocumentKind::error_log});
  workspace.documents.push_back(
      {"app.yaml", ingress("nginx.ingress.kubernetes.io/backend-protocol: grpc"), DocumentKind::automatic});
  workspace.documents.push_back({"nginx.conf", "user www-data\nevents {}\n", DocumentKind::automatic});
  const Refactoring fixed = refactor(workspace, analyze(workspace), {});
  ASSERT_EQ(fixed.files.size(), 2u);
  EXPECT_EQ(fixed.files[0].document, 1u);
  EXPECT_EQ(fixed.files[0].source, 1u);
  EXPECT_EQ(fixed.files[1].document, 2u);
  EXPECT_NE(fixed.patch.find("+++ b/app.yaml"), std::string::npos);
  EXPECT_NE(fixed.patch.find("+++ b/nginx.conf"), std::string::npos);
}

}  // namespace
}  // namespace stackengine::kubernetes
