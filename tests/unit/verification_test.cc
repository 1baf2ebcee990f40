#include "refactor/verification.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine.h"
#include "text/shell_word.h"

namespace stackengine {
namespace {

// The commands for `text`, whose backend `app` speaks `protocol`.
std::vector<std::string> commands(const std::string& text, Protocol protocol,
                                  const std::string& name = "nginx.conf") {
  Workspace workspace;
  workspace.documents.push_back({name, text, DocumentKind::automatic});
  workspace.answers.push_back({"app", {protocol}});
  const Analysis analysis = analyze(workspace);
  Choices choices;
  choices.unsafe = true;
  std::vector<std::string> list;
  for (const Step& step : verification(analysis, refactor(workspace, analysis, choices))) {
    EXPECT_FALSE(step.title.empty());
    list.push_back(step.command);
  }
  return list;
}

std::string in_server(const std::string& server, const std::string& location, const std::string& peer) {
  return "upstream app { server " + peer + "; }\nserver {\n" + server + "\nlocation " + location +
         " {\nproxy_pass h2://app;\n}\n}\n";
}

TEST(Verification, ShellWords) {
  struct Case {
    std::string text;
    std::string want;
  };
  const Case cases[] = {
      {"a.conf", "a.conf"},
      {"", "''"},
      {"$(reboot)", "'$(reboot)'"},
      {"it's", "'it'\\''s'"},
      {"a b;c|d&e", "'a b;c|d&e'"},
      {"~root", "'~root'"},
      {std::string("a\nb\x1b[2J\x7f", 8), "'ab[2J'"},
  };
  for (const Case& one : cases) EXPECT_EQ(shell_word(one.text), one.want);
}

TEST(Verification, NothingToVerifyWhereNothingChanged) {
  EXPECT_TRUE(commands("location / { proxy_pass http://127.0.0.1; }", Protocol::http1).empty());
}

TEST(Verification, AsksTheBackendAndNginx) {
  struct Case {
    const char* what;
    std::string text;
    Protocol protocol;
    std::vector<std::string> want;  // the commands between reload and log
  };
  const Case cases[] = {
      {"a named server",
       in_server("listen 8080; server_name _ *.x api.internal;", "/v1/", "10.0.0.1:81"),
       Protocol::http1,
       {"curl -sv --max-time 5 --http1.1 http://10.0.0.1:81/",
        "curl -sv --max-time 5 --resolve api.internal:8080:127.0.0.1 --http1.1 "
        "http://api.internal:8080/v1/"}},
      {"TLS on both sides",
       in_server("listen unix:/s; listen [::]:443 ssl http2;", "= /a", "10.0.0.1:443"),
       Protocol::http1_tls,
       {"curl -sv --max-time 5 -k --http1.1 https://10.0.0.1:443/",
        "curl -sv --max-time 5 -k --http1.1 'https://[::1]:443/a'"}},
      {"gRPC",
       in_server("listen 127.0.0.1:81 http2; server_name a.b;", "^~ /p.S/", "10.0.0.1:50051"),
       Protocol::grpc,
       {"curl -sv --max-time 5 --http2-prior-knowledge http://10.0.0.1:50051/",
        "grpcurl -plaintext 10.0.0.1:50051 list",
        "curl -sv --max-time 5 --resolve a.b:81:127.0.0.1 --http2-prior-knowledge -X POST -H 'content-type: "
        "application/grpc' -H 'te: trailers' http://a.b:81/p.S/",
        "grpcurl -plaintext -authority a.b 127.0.0.1:81 list"}},
      {"h2c without gRPC is asked as what it is",
       in_server("", "/", "'unix:/run/my app.sock'"),
       Protocol::h2c,
       {"curl -sv --max-time 5 --http2-prior-knowledge --unix-socket '/run/my app.sock' http://localhost/",
        "curl -sv --max-time 5 --http1.1 http://127.0.0.1:80/"}},
      {"a pattern",
       in_server("", "~ ^/api/", "10.0.0.1"),
       Protocol::http1,
       {"curl -sv --max-time 5 --http1.1 http://10.0.0.1:80/",
        "curl -sv --max-time 5 --http1.1 http://127.0.0.1:80/PATH"}},
      {"a hostile path and peer",
       in_server("server_name $(id);", "'/a b/$(id)[1-9]'", "'10.0.0.1;id'"),
       Protocol::http1,
       {"curl -sv --max-time 5 --http1.1 'http://10.0.0.1;id:80/'",
        "curl -sv --max-time 5 --http1.1 'http://127.0.0.1:80/a%20b/$(id)%5B1-9%5D'"}},
      {"no request asks for a named location",
       in_server("", "@app", "10.0.0.1"),
       Protocol::http1,
       {"curl -sv --max-time 5 --http1.1 http://10.0.0.1:80/"}},
  };
  for (const Case& one : cases) {
    const std::vector<std::string> all = commands(one.text, one.protocol);
    ASSERT_GE(all.size(), 4u) << one.what;
    EXPECT_EQ(all[0], "cp -p nginx.conf ~/nginx.conf.before-fix") << one.what;
    EXPECT_EQ(all[1], "nginx -t && nginx -s reload") << one.what;
    EXPECT_EQ(std::vector<std::string>(all.begin() + 2, all.end() - 2), one.want) << one.what;
    EXPECT_EQ(all[all.size() - 2], "tail -n 20 /var/log/nginx/error.log") << one.what;
    EXPECT_EQ(all.back(), "cp -p ~/nginx.conf.before-fix nginx.conf && nginx -t && nginx -s reload")
        << one.what;
  }
}

TEST(Verification, FileNamesAreWordsToo) {
  const std::string text = in_server("", "/", "10.0.0.1");
  EXPECT_EQ(commands(text, Protocol::http1, "/etc/nginx/a.conf")[0],
            "cp -p /etc/nginx/a.conf ~/_etc_nginx_a.conf.before-fix");
  EXPECT_EQ(commands(text, Protocol::http1, "-rf $HOME")[0], "cp -p './-rf $HOME' ~/'-rf $HOME.before-fix'");
  EXPECT_EQ(commands(text, Protocol::http1, "-")[0], "cp -p -R /etc/nginx ~/_etc_nginx.before-fix");
  EXPECT_EQ(commands("events {}\n" + text, Protocol::http1, "-")[0],
            "cp -p nginx.conf ~/nginx.conf.before-fix");
}

TEST(Verification, ReadsTheErrorLogInForce) {
  const std::string text = "error_log stderr;\nhttp { error_log '/var/log/my app.log' warn;\n" +
                           in_server("", "/", "10.0.0.1") + "}\n";
  const std::vector<std::string> all = commands(text, Protocol::http1);
  EXPECT_EQ(std::count(all.begin(), all.end(), "tail -n 20 '/var/log/my app.log'"), 1);
}

}  // namespace
}  // namespace stackengine
