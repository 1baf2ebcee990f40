// Losslessness and "never worse" over generated manifests: fixes change their edits and nothing else, bring
// no diagnostic that was not there, and leave YAML. Hostile YAML ends in bounded time with a diagnostic.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine.h"
#include "kubernetes/manifest.h"

namespace stackengine {
namespace {

// Writes an application's manifests as different people would, with mistakes at random.
class Generator {
 public:
  explicit Generator(uint32_t seed) : random_(seed) {}

  std::string manifests() {
    std::vector<std::string> documents;
    const int services = 1 + pick(3);
    for (int i = 0; i < services; ++i) {
      documents.push_back(service(i));
      documents.push_back(deployment(i));
    }
    documents.push_back(ingress(services));
    if (pick(3) == 0) documents.push_back(virtual_server(services));
    if (pick(3) == 0) documents.push_back(gateway_route(services));
    if (pick(6) == 0) documents.push_back(tls_policy());
    if (pick(4) == 0) documents.push_back(config_map());
    if (pick(5) == 0) documents.push_back(list_of_sharing_pods());
    if (pick(6) == 0) documents.push_back(json_ingress());
    std::shuffle(documents.begin(), documents.end(), random_);
    std::string text = pick(5) == 0 ? "\xEF\xBB\xBF" : "";
    for (size_t i = 0; i < documents.size(); ++i) text += (i == 0 ? "" : "---\n") + documents[i];
    if (pick(6) == 0) text.pop_back();
    if (pick(4) != 0) return text;
    std::string crlf;
    for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return crlf;
  }

 private:
  int pick(int count) { return static_cast<int>(random_() % static_cast<uint32_t>(count)); }
  template <size_t kCount>
  std::string one_of(const char* const (&words)[kCount]) {
    return words[pick(kCount)];
  }
  std::string comment(const std::string& indentation) {
    return pick(5) == 0 ? indentation + "# " + one_of({"grüße", "do not touch", "a: b {c"}) + "\n" : "";
  }
  std::string scalar(const std::string& value) {
    const std::string quotes = one_of({"", "'", "\""});
    return quotes + value + quotes + (pick(6) == 0 ? "  # " + one_of({"why?", "yes"}) : "");
  }

  std::string service(int i) {
    static constexpr const char* kNames[] = {"", "grpc", "http", "https", "h2c", "grpc-web-api", "api"};
    static constexpr const char* kProtocols[] = {"", "", "grpc", "kubernetes.io/h2c", "https", "http"};
    const std::string n = std::to_string(i);
    const std::string name = one_of(kNames);
    const std::string protocol = one_of(kProtocols);
    std::string text = "apiVersion: v1\nkind: Service\nmetadata:\n  name: app" + n +
                       "\nspec:\n  selector: {app: app" + n + "}\n  ports:\n";
    const std::string dash = one_of({"  - ", "    - "});
    const std::string blanks(dash.size(), ' ');
    text += comment(blanks) + dash + "port: 808" + n + "\n";
    if (!name.empty()) text += blanks + "name: " + scalar(name) + "\n";
    if (!protocol.empty()) text += blanks + "appProtocol: " + scalar(protocol) + "\n";
    if (pick(2) == 0) text += blanks + "targetPort: main\n";
    return text;
  }

  std::string handler(const std::string& blanks, int i) {
    const std::string port = pick(2) == 0 ? "808" + std::to_string(i) : "main";
    const std::string scheme = one_of({"", "", "HTTP", "HTTPS", "https"});
    switch (pick(5)) {
      case 0:
        return blanks + "tcpSocket: {port: " + port + "}\n";
      case 1:
        return blanks + "grpc:\n" + blanks + "  port: " + port + "\n";
      case 2:
        return blanks + "httpGet: {path: /x, port: " + port + (scheme.empty() ? "" : ", scheme: " + scheme) +
               "}\n";
      default:
        return blanks + "httpGet:\n" + comment(blanks + "  ") + blanks + "  path: " + scalar("/x") + "\n" +
               blanks + "  port: " + port + "\n" +
               (scheme.empty() ? "" : blanks + "  scheme: " + scalar(scheme) + "\n");
    }
  }

  std::string deployment(int i) {
    static constexpr const char* kPortNames[] = {"main", "grpc", "https", "http"};
    const std::string n = std::to_string(i);
    std::string text =
        "apiVersion: apps/v1\nkind: " + one_of({"Deployment", "StatefulSet", "DaemonSet"}) +
        "\nmetadata:\n  name: app" + n +
        "\nspec:\n  template:\n    metadata:\n      labels:\n        app: app" + n +
        "\n    spec:\n      containers:\n      - name: app\n        ports:\n        - containerPort: 808" +
        n + "\n          name: " + one_of(kPortNames) + "\n";
    for (const char* probe : {"readinessProbe", "livenessProbe", "startupProbe"}) {
      if (pick(2) == 0) continue;
      text += comment("        ") + "        " + probe + ":\n" + handler("          ", i);
      if (pick(3) == 0) text += "          successThreshold: " + one_of({"1", "2"}) + "\n";
      if (pick(4) == 0) text += "          timeoutSeconds: " + one_of({"1", "0", "-1"}) + "\n";
    }
    return text;
  }

  std::string ingress(int services) {
    static constexpr const char* kProtocols[] = {"GRPC",  "grpc", "HTTP",     "HTTPS",
                                                 "GRPCS", "H2C",  "AUTO_HTTP"};
    std::string text =
        "kind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata:\n  name: " + scalar("main") + "\n";
    std::string annotations;
    if (pick(3) != 0)
      annotations += "    nginx.ingress.kubernetes.io/backend-protocol: " + scalar(one_of(kProtocols)) + "\n";
    if (pick(4) == 0) annotations += "    nginx.org/grpc-services: " + scalar("app0,app1") + "\n";
    if (pick(4) == 0) annotations += "    nginx.org/ssl-services: " + scalar("app0") + "\n";
    if (pick(5) == 0)
      annotations += "    nginx.ingress.kubernetes.io/proxy-http-version: " + scalar("2") + "\n";
    if (pick(5) == 0)
      annotations +=
          "    nginx.ingress.kubernetes.io/configuration-snippet: |\n      add_header A b\n      add_header "
          "C d;\n";
    if (!annotations.empty()) text += "  annotations:\n" + comment("    ") + annotations;
    text += "spec:\n";
    if (pick(3) != 0) text += "  ingressClassName: " + one_of({"nginx", "nginx-internal", "traefik"}) + "\n";
    text += "  rules:\n  - host: app.example.com\n    http:\n      paths:\n";
    for (int i = 0; i < services; ++i) {
      const std::string n = std::to_string(i);
      const std::string path = one_of({"/api", "/pkg.Service", "/"});
      text += comment("      ") + "      - path: " + path + "\n        pathType: Prefix\n        backend:\n";
      text += pick(2) == 0 ? "          service: {name: app" + n + ", port: {number: 808" + n + "}}\n"
                           : "          service:\n            name: app" + n +
                                 "\n            port:\n              number: 808" + n + "\n";
    }
    return text;
  }

  std::string virtual_server(int services) {
    std::string text = "apiVersion: k8s.nginx.org/v1\nkind: VirtualServer\nmetadata: {name: main}\nspec:\n";
    if (pick(2) == 0) text += "  tls: {secret: main}\n";
    text += "  upstreams:\n";
    for (int i = 0; i < services; ++i) {
      const std::string n = std::to_string(i);
      const std::string type = one_of({"", "", "http", "grpc", "GRPC"});
      const std::string tls = one_of({"", "", "true", "false"});
      if (pick(3) == 0) {
        text += "  - {name: up" + n + ", service: app" + n + ", port: 808" + n +
                (type.empty() ? "" : ", type: " + type) +
                (tls.empty() ? "" : ", tls: {enable: " + tls + "}") + "}\n";
        continue;
      }
      text += comment("  ") + "  - name: " + scalar("up" + n) + "\n    service: app" + n + "\n    port: 808" +
              n + (pick(4) == 0 ? " # which?" : "") + "\n";
      if (!type.empty()) text += "    type: " + scalar(type) + "\n";
      if (!tls.empty()) text += "    tls:\n" + comment("      ") + "      enable: " + tls + "\n";
    }
    return text + "  routes:\n  - path: /\n    action: {pass: up0}\n";
  }

  std::string gateway_route(int services) {
    std::string text =
        "kind: " + one_of({"HTTPRoute", "HTTPRoute", "GRPCRoute"}) +
        "\napiVersion: gateway.networking.k8s.io/v1\nmetadata: {name: main}\nspec:\n  rules:\n";
    for (int i = 0; i < services; ++i) {
      const std::string n = std::to_string(i);
      text += comment("  ") + (i > 0 && pick(3) == 0 ? "" : "  - backendRefs:\n");
      text += "    - name: app" + n + "\n      port: 808" + n + "\n";
    }
    return text;
  }

  std::string tls_policy() {
    return "apiVersion: gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: {name: main}\nspec:\n"
           "  targetRefs:\n  - {group: '', kind: Service, name: app0}\n";
  }

  // Probes and annotations by anchor, alias and merge.
  std::string list_of_sharing_pods() {
    const std::string scheme = one_of({"", "", "HTTPS", "https"});
    std::string text =
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: &meta\n    name: "
        "pod\n"
        "    labels: {app: pod}\n  spec:\n    containers:\n    - name: a\n      ports: &ports\n      - "
        "name: " +
        std::string(one_of({"https", "grpc", "main"})) +
        "\n        containerPort: 8080\n      readinessProbe: &probe\n        httpGet: &get\n          port: "
        "8080\n";
    if (!scheme.empty()) text += "          scheme: " + scheme + "\n";
    text += "      livenessProbe:\n        httpGet:\n          <<: *get\n" +
            std::string(pick(2) == 0 ? "          path: /live\n" : "") +
            (pick(3) == 0 ? "          scheme: HTTP\n" : "") +
            "- apiVersion: v1\n  kind: Pod\n  metadata: " + one_of({"*meta", "{<<: *meta, name: other}"}) +
            "\n  spec:\n    containers:\n    - name: a\n      ports: *ports\n      readinessProbe: " +
            one_of({"*probe", "{<<: *probe, successThreshold: 1}"}) + "\n";
    const std::string protocol = one_of({"grpc", "HTTPS", "H2C", "GRPC"});
    for (const char* name : {"first", "second"}) {
      text +=
          "- apiVersion: networking.k8s.io/v1\n  kind: Ingress\n  metadata:\n    name: " + std::string(name);
      if (name[0] == 'f') {
        text += "\n    annotations: &notes\n      nginx.ingress.kubernetes.io/backend-protocol: " + protocol;
      } else {
        text +=
            std::string("\n    annotations: ") + one_of({"*notes", "{<<: *notes}", "{<<: *notes, a/b: c}"});
      }
      text +=
          "\n  spec:\n    rules:\n    - http: {paths: [{path: /, backend: {service: {name: pod, port: "
          "{number: "
          "8080}}}}]}\n";
    }
    return text + service_named("pod");
  }

  // As `kubectl get -o json` prints it, or on one line.
  std::string json_ingress() {
    std::string text =
        "{\n  \"apiVersion\": \"networking.k8s.io/v1\",\n  \"kind\": \"Ingress\",\n  \"metadata\": {\n";
    if (pick(2) == 0)
      text += "    \"annotations\": {\n      \"nginx.ingress.kubernetes.io/backend-protocol\": \"" +
              std::string(one_of({"grpc", "H2C", "GRPC", "HTTPS"})) + "\"\n    },\n";
    text +=
        "    \"name\": \"json\"\n  },\n  \"spec\": {\n    \"rules\": [\n      {\"http\": {\"paths\": "
        "[{\"path\": \"/\", "
        "\"backend\": {\"service\": {\"name\": \"json\", \"port\": {\"number\": 8080}}}}]}}\n    ]\n  }\n}\n";
    const std::string service = service_named("json");
    if (pick(2) == 0) return text + service;
    std::string line;
    for (const char c : text) {
      if (c != '\n' && !(c == ' ' && (line.empty() || line.back() == ' '))) line += c;
    }
    return line + "\n" + service;
  }

  std::string service_named(const std::string& name) {
    return "---\napiVersion: v1\nkind: Service\nmetadata: {name: " + name +
           "}\nspec:\n  selector: {app: " + name +
           "}\n  ports:\n  - port: 8080\n    name: " + one_of({"grpc", "http", "https", "main"}) + "\n";
  }

  std::string config_map() {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  a.conf: |\n    upstream app0 { "
           "server "
           "10.0.0.1:80; }\n    server {\n      location / {\n        proxy_pass " +
           one_of({"http2://app0;", "http://app0;", "http://app0"}) + "\n      }\n    }\n  b: c\n";
  }

  std::mt19937 random_;
};

std::map<std::string, size_t> counts(const std::vector<Diagnostic>& diagnostics) {
  std::map<std::string, size_t> out;
  for (const Diagnostic& one : diagnostics) ++out[one.rule];
  return out;
}

Workspace workspace_of(const std::string& text) {
  Workspace workspace;
  workspace.documents.push_back({"app.yaml", text, DocumentKind::automatic});
  return workspace;
}

// KUBERNETES_PROPERTY_FILE: where manifests and what fixes make of them go, each ended by NUL, for the
// independent parser of tests/e2e/kubernetes_generated.test.mjs.
TEST(KubernetesProperty, FixesAreLosslessAndNeverWorse) {
  const char* path = std::getenv("KUBERNETES_PROPERTY_FILE");
  std::ofstream pairs(path == nullptr ? "" : path, std::ios::binary);
  size_t changed = 0;
  size_t applied = 0;
  size_t refused = 0;
  for (uint32_t seed = 0; seed < 2000; ++seed) {
    const std::string text = Generator(seed).manifests();
    const Workspace workspace = workspace_of(text);
    const Analysis analysis = analyze(workspace);
    ASSERT_EQ(analysis.refusal, "");
    ASSERT_EQ(counts(analysis.diagnostics).count("yaml-syntax"), 0u) << text;
    Choices choices;
    choices.unsafe = seed % 2 == 1;
    const Refactoring fixed = refactor(workspace, analysis, choices);
    ASSERT_EQ(fixed.files.size(), 1u) << text;
    const FixedFile& file = fixed.files[0];
    ASSERT_EQ(file.before, text);
    if (path != nullptr) pairs << file.before << '\0' << file.after << '\0';
    if (file.after != text) ++changed;
    for (const FixOutcome& outcome : fixed.outcomes) {
      if (outcome.status == FixStatus::refused) ++refused;
      if (outcome.status == FixStatus::applied) ++applied;
    }
    const kubernetes::Manifest after(file.after);
    ASSERT_TRUE(after.yaml().errors.empty()) << text << "\n--- after:\n" << file.after;
    const auto before_counts = counts(analysis.diagnostics);
    for (const auto& [rule, count] : counts(fixed.remaining)) {
      const auto found = before_counts.find(rule);
      const size_t old = found == before_counts.end() ? 0 : found->second;
      // Advice on what a fix added is none against it.
      if (rules::find_rule(rule)->severity == Severity::info) continue;
      ASSERT_LE(count, old) << rule << "\n" << text << "\n--- after:\n" << file.after;
    }
    const Workspace again = workspace_of(file.after);
    ASSERT_EQ(refactor(again, analyze(again), choices).patch, "") << text << "\n--- after:\n" << file.after;
    ASSERT_EQ(std::count(file.after.begin(), file.after.end(), '\r') > 0,
              text.find('\r') != std::string::npos);
  }
  std::printf("changed %zu of 2000, fixes applied %zu, refused %zu\n", changed, applied, refused);
  // Names that contradict each other make fixes that would only move the contradiction.
  EXPECT_LT(refused, applied / 20);
  EXPECT_GT(changed, 1000u);
  EXPECT_GT(applied, 1500u);
}

// Each fix alone: every byte outside of its edits stays.
TEST(KubernetesProperty, AFixChangesItsEditsAndNothingElse) {
  for (uint32_t seed = 0; seed < 500; ++seed) {
    const std::string text = Generator(seed).manifests();
    const Workspace workspace = workspace_of(text);
    const Analysis analysis = analyze(workspace);
    for (const Diagnostic& diagnostic : analysis.diagnostics) {
      for (const Fix& fix : diagnostic.fixes) {
        const std::string after = apply_edits(text, fix.edits);
        ASSERT_TRUE(kubernetes::Manifest(after).yaml().errors.empty()) << fix.title << "\n"
                                                                       << text << "\n--- after:\n"
                                                                       << after;
        size_t at = 0;
        std::vector<Edit> edits = fix.edits;
        std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.place < b.place; });
        size_t done = 0;
        for (const Edit& edit : edits) {
          const std::string kept = text.substr(done, edit.place.span.start - done);
          ASSERT_EQ(after.substr(at, kept.size()), kept);
          at += kept.size() + edit.text.size();
          done = edit.place.span.end;
        }
        ASSERT_EQ(after.substr(at), text.substr(done));
      }
    }
  }
}

// A line less, one twice, one elsewhere, a list in place of a mapping: what hands and merges leave behind.
std::string damaged(const std::string& text, std::mt19937* random) {
  const auto below = [&](size_t limit) { return (*random)() % limit; };
  std::vector<std::string> lines(1);
  for (const char c : text) {
    lines.back() += c;
    if (c == '\n') lines.emplace_back();
  }
  for (size_t edits = 1 + below(2); edits > 0; --edits) {
    const size_t at = below(lines.size());
    const std::string line = lines[at];
    const size_t kind = below(5);
    if (kind == 4) {
      const size_t indent = line.find_first_not_of(' ');
      if (indent != std::string::npos) lines[at].insert(indent, "- ");
      continue;
    }
    if (kind != 1 && lines.size() > 1) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
    if (kind != 0) lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(below(lines.size() + 1)), line);
  }
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

TEST(KubernetesProperty, FixesOfDamagedManifestsLeaveYaml) {
  std::mt19937 random(20261121);
  size_t fixed = 0;
  for (uint32_t seed = 0; seed < 3000; ++seed) {
    const std::string text = damaged(Generator(seed % 500).manifests(), &random);
    const Workspace workspace = workspace_of(text);
    const Analysis analysis = analyze(workspace);
    Choices choices;
    choices.unsafe = seed % 2 == 1;
    for (const FixedFile& file : refactor(workspace, analysis, choices).files) {
      if (analysis.sources[file.source].kind != SourceKind::kubernetes || file.before == file.after) continue;
      if (!kubernetes::Manifest(file.before).yaml().errors.empty()) continue;
      ++fixed;
      ASSERT_TRUE(kubernetes::Manifest(file.after).yaml().errors.empty()) << file.before << "\n--- after:\n"
                                                                          << file.after;
    }
  }
  EXPECT_GE(fixed, 200u);
}

std::string repeated(const std::string& part, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += part;
  return out;
}

struct HostileCase {
  const char* name;
  std::string text;
  const char* message;  // part of a diagnostic's; empty: there need be none
};

TEST(KubernetesProperty, HostileYamlEndsSoon) {
  const std::string head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n";
  std::string bomb = head + "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "  a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeated(before + ", ", 9) +
            before + "]\n";
  }
  const std::string ingress =
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n  rules:\n";
  const HostileCase cases[] = {
      {"alias bomb", bomb, "aliases that expand to more than"},
      {"10,000 deep", head + "  a: " + repeated("[", 10000) + repeated("]", 10000) + "\n",
       "nested deeper than 200"},
      {"10,000 deep by indentation",
       [&] {
         std::string text = head;
         for (size_t i = 1; i < 2000; ++i) text += std::string(i * 2, ' ') + "a:\n";
         return text;
       }(),
       "nested deeper than 200"},
      {"a 10 MB scalar", head + "  a: " + std::string(10 << 20, 'x') + "\n", ""},
      {"a 10 MB block", head + "  a: |\n" + repeated("    listen 80;\n", 600000), ""},
      {"10 MB on one line", head + "  a: {" + repeated("b: [c, d], ", 400000) + "e: f}\n", "duplicate key"},
      {"many documents", repeated(head + "  a: b\n---\n", 20000), ""},
      {"many paths",
       ingress + "  - host: a\n    http:\n      paths:\n" +
           repeated("      - {path: /, backend: {service: {name: a, port: {number: 80}}}}\n", 20000) +
           "---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports:\n" +
           repeated("  - {port: 80, name: grpc}\n", 20000),
       ""},
      {"many aliased rules",
       ingress + "  - &r {host: a, http: {paths: [" +
           repeated("{path: /, backend: {service: {name: a, port: {number: 80}}}}, ", 1000) + "]}}\n" +
           repeated("  - *r\n", 20000),
       "aliases that expand to more than"},
      {"kinds on one line", "apiVersion: v1\nkind: x\na: " + repeated("kind:", 500000), ""},
      {"braces", "apiVersion: v1\nkind: x\na: " + repeated("{{", 500000) + "\n", ""},
      {"tab", head + "\ta: b\n", "cannot start any token"},
      {"duplicate key", head + "  a: b\n  a: c\n", "duplicate key"},
      {"invalid UTF-8", head + "  a: \xFF\xFE\n", ""},
      {"BOM and CRLF",
       "\xEF\xBB\xBF"
       "apiVersion: v1\r\nkind: ConfigMap\r\nmetadata: {name: a}\r\n",
       ""},
  };
  for (const HostileCase& one : cases) {
    const Workspace workspace = workspace_of(one.text);
    const Analysis analysis = analyze(workspace);
    if (*one.message == 0) continue;
    const bool said =
        std::any_of(analysis.diagnostics.begin(), analysis.diagnostics.end(), [&](const Diagnostic& d) {
          return d.rule == "yaml-syntax" && d.message.find(one.message) != std::string::npos;
        });
    EXPECT_TRUE(said) << one.name;
  }
}

}  // namespace
}  // namespace stackengine
