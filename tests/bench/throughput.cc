// How fast the engine is, on configuration like what people have: prints MB/s of parse, analyse, redact and
// diff, and the time for about 10,000 lines, which is what the budgets are about. Built natively and as WASM
// with the shipped flags; scripts/bench runs both. The best of many runs counts: what else the machine does
// can only add time.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "engine.h"
#include "nginx/parser.h"
#include "text/diff.h"

namespace stackengine {
namespace {

constexpr int kLines = 10000;

// One virtual host, with what real ones hold. `@` stands for its number, which makes every name its own.
constexpr std::string_view kVirtualHost = R"(
upstream backend_@ {
    server 10.1.@.11:8080 max_fails=3 fail_timeout=15s;
    server 10.1.@.12:8080 backup;
    keepalive 32;
}

server {
    listen 443 ssl;
    server_name shop-@.example.org www.shop-@.example.org;
    ssl_certificate     /etc/nginx/tls/shop-@.crt;
    ssl_certificate_key /etc/nginx/tls/shop-@.key;
    access_log /var/log/nginx/shop-@.log combined buffer=64k;

    # Static files leave without a visit to the backend.
    location ~* \.(?:css|js|png|svg|woff2)$ {
        root /srv/shop-@/public;
        expires 30d;
        add_header Cache-Control "public, immutable";
    }

    location /api/ {
        proxy_pass http://backend_@;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header Authorization "Bearer a1b2c3d4e5f60718293a4b5c6d7e@";
        proxy_read_timeout 30s;
    }

    location = /healthz {
        return 200 'ok; "still" alive';
    }

    location /rpc.v1.Shop@/ {
        grpc_pass grpc://10.2.@.21:50051;
    }

    if ($request_method !~ ^(GET|HEAD|POST)$) {
        return 405;
    }
}
)";

// One application of a cluster, as `kubectl get -o yaml` and people write it.
constexpr std::string_view kApplication = R"(---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop-@
  namespace: shop
  annotations:
    # grpc-web is translated in the pod
    nginx.ingress.kubernetes.io/backend-protocol: "GRPC"
    nginx.ingress.kubernetes.io/proxy-read-timeout: "30"
spec:
  ingressClassName: nginx
  tls:
  - hosts: [shop-@.example.org]
    secretName: shop-@-tls
  rules:
  - host: shop-@.example.org
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: shop-@
            port:
              name: grpc
---
apiVersion: v1
kind: Service
metadata:
  name: shop-@
  namespace: shop
spec:
  selector:
    app: shop
    shard: "@"
  ports:
  - name: grpc
    port: 50051
    targetPort: main
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-@
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels: {app: shop, shard: "@"}
  template:
    metadata:
      labels: {app: shop, shard: "@"}
    spec:
      containers:
      - name: shop
        image: registry.example.org/shop:1.@
        args:
        - --listen=:50051
        - |
          --banner=shop @
          of the cluster
        ports:
        - containerPort: 50051
          name: main
        readinessProbe:
          grpc:
            port: 50051
          periodSeconds: 10
        livenessProbe:
          tcpSocket:
            port: main
        resources:
          limits: {cpu: 500m, memory: 256Mi}
)";

// `unit` again and again, until the text has its lines, those of `frame` included.
std::string repeated(std::string text, std::string_view unit, int frame) {
  for (int number = 0, lines = frame; lines < kLines; ++number) {
    for (const char c : unit) {
      lines += c == '\n';
      if (c == '@') {
        text += std::to_string(number);
      } else {
        text += c;
      }
    }
  }
  return text;
}

std::string configuration() {
  return repeated("user www-data;\nevents {\n    worker_connections 1024;\n}\nhttp {\n", kVirtualHost, 6) +
         "}\n";
}

// Another value in every hundredth line.
std::string edited(const std::string& text) {
  std::string result;
  int line = 0;
  for (const char c : text) {
    if (c == '\n' && ++line % 100 == 0) result += " # edited";
    result += c;
  }
  return result;
}

volatile size_t observed;  // keeps results alive

template <typename Work>
void measure(const char* name, size_t bytes, const Work& work) {
  using Clock = std::chrono::steady_clock;
  double best = 1e9;
  const auto end = Clock::now() + std::chrono::milliseconds(1500);
  int runs = 0;
  while (runs < 3 || Clock::now() < end) {
    const auto start = Clock::now();
    observed = work();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (seconds < best) best = seconds;
    ++runs;
  }
  std::printf("%-8s %9.1f MB/s %9.2f ms   (best of %d)\n", name, static_cast<double>(bytes) / 1e6 / best,
              best * 1e3, runs);
}

// Inputs that invite work that grows faster than they do.
struct Hostile {
  const char* name;
  std::string (*text)(size_t bytes);
};

std::string repeated(std::string_view part, size_t bytes) {
  std::string text;
  text.reserve(bytes + part.size());
  while (text.size() < bytes) text += part;
  return text;
}

// One secret, and the rest of the text made of runs of it.
std::string runs_of_a_secret(size_t bytes) {
  constexpr std::string_view kSecret = "q7Vx2M9pLw4ZcR81tYb3Nk6HsD5fGj0a";
  std::string text = "proxy_set_header Authorization \"Bearer " + std::string(kSecret) + "\";\n";
  for (size_t i = 0; text.size() < bytes; ++i)
    text += "# " + std::string(kSecret.substr(i % 20, 5 + i % 9)) + (i % 3 == 0 ? "\n" : "_");
  return text;
}

std::string many_hosts(size_t bytes) {
  std::string text;
  for (size_t i = 0; text.size() < bytes; ++i) {
    text += "server_name h" + std::to_string(i) + ".d" + std::to_string(i % 97) + ".acme.com;\n";
    text += "allow 10." + std::to_string(i / 65536 % 256) + "." + std::to_string(i / 256 % 256) + "." +
            std::to_string(i % 256) + ";\n";
  }
  return text;
}

const Hostile kHostile[] = {
    {"one word", [](size_t n) { return "server_name acme.com; # " + std::string(n, 'a'); }},
    {"labels", [](size_t n) { return "server_name " + repeated("a.", n) + "com;"; }},
    {"percent signs", [](size_t n) { return "server_name acme.com; # " + repeated("%61%", n); }},
    {"backslashes", [](size_t n) { return "server_name acme.com; # " + repeated("\\\\u00", n); }},
    {"at signs", [](size_t n) { return "# " + repeated("a@b:", n); }},
    {"schemes", [](size_t n) { return "# " + repeated("http://a:b@", n); }},
    {"base64",
     [](size_t n) { return "set $api_key s3cr3t-k3y-0815; # " + repeated("czNjcjN0LWszeS0wODE1", n); }},
    {"key begins", [](size_t n) { return repeated("-----BEGIN PRIVATE KEY-----\n", n); }},
    {"placeholders",
     [](size_t n) { return "server_name acme.com; # " + repeated("h01kp.d01xa.invalid.", n); }},
    {"colons", [](size_t n) { return "allow 10.0.0.1; # " + repeated("::1:", n); }},
    {"numbers", [](size_t n) { return "allow 10.0.0.1; # " + repeated("10.0.0.1.", n); }},
    {"secrets in a list",
     [](size_t n) { return "kind: Secret\ndata:\n" + repeated("  a: aHVudGVyMg==\n", n); }},
    {"runs", runs_of_a_secret},
    {"hosts", many_hosts},
};

// Redacting, the gate and the way back of twice the input, against once: printed, and to be at most 2.2.
void measure_growth() {
  constexpr size_t kBytes = size_t{1} << 20;
  std::printf("twice the hostile input, redacted, checked and restored\n");
  for (const Hostile& hostile : kHostile) {
    double best[2] = {1e9, 1e9};
    for (int size = 0; size < 2; ++size) {
      Workspace workspace;
      workspace.documents.push_back({"nginx.conf", hostile.text(kBytes << size)});
      for (int run = 0; run < 3; ++run) {
        using Clock = std::chrono::steady_clock;
        const auto start = Clock::now();
        const redaction::Redaction redacted = redact(workspace, {});
        if (redacted.refusal.empty()) {
          observed = redaction::find_leaks(redacted.texts[0], redacted.vault).size() +
                     redaction::restore(redacted.texts[0], redacted.vault).text.size();
        }
        best[size] = std::min(best[size], std::chrono::duration<double>(Clock::now() - start).count());
      }
    }
    std::printf("%-18s %8.1f ms %8.1f ms   x %.2f\n", hostile.name, best[0] * 1e3, best[1] * 1e3,
                best[1] / best[0]);
  }
}

void run() {
  const std::string text = configuration();
  const std::string other = edited(text);
  Workspace workspace;
  workspace.documents.push_back({"nginx.conf", text});
  const std::string manifests = repeated("", kApplication, 0);
  Workspace cluster;
  cluster.documents.push_back({"cluster.yaml", manifests});
  std::printf("%d lines, %zu bytes\n", kLines, text.size());

  measure("parse", text.size(), [&] { return nginx::parse(text).tree.directives.size(); });
  measure("analyse", text.size(), [&] { return analyze(workspace).diagnostics.size(); });
  measure("redact", text.size(), [&] { return redact(workspace, {}).findings.size(); });
  measure("diff", text.size(),
          [&] { return unified_diff("nginx.conf", text, other, diff_lines(text, other)).size(); });
  const redaction::Redaction redacted = redact(workspace, {});
  measure("gate", text.size(),
          [&] { return redaction::find_leaks(redacted.texts[0], redacted.vault).size(); });
  measure("restore", text.size(),
          [&] { return redaction::restore(redacted.texts[0], redacted.vault).text.size(); });
  std::printf("%d lines of manifests, %zu bytes\n", kLines, manifests.size());
  measure("analyse", manifests.size(), [&] { return analyze(cluster).diagnostics.size(); });
  measure_growth();
}

}  // namespace
}  // namespace stackengine

int main() { stackengine::run(); }
