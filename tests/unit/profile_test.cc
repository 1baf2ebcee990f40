// What decides on a profile's additions: the version of nginx, and which settings of the two families are
// counterparts.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine.h"
#include "nginx/directive_table.h"
#include "refactor/profile_settings.h"
#include "rules/upstream/counterpart.h"

namespace stackengine {
namespace {

nginx::BuildFacts nginx_of(const char* version) {
  nginx::BuildFacts facts;
  facts.version = nginx::parse_version(version);
  return facts;
}

TEST(Profile, NamesRoundTrip) {
  for (const Profile profile : {Profile::minimal, Profile::recommended, Profile::hardened}) {
    EXPECT_EQ(parse_profile(to_string(profile)), profile);
  }
  EXPECT_EQ(parse_profile("Hardened"), std::nullopt);
  EXPECT_EQ(parse_profile(""), std::nullopt);
}

TEST(Profile, AddsOnlyWhatThatNginxKnows) {
  struct Row {
    const char* name;
    nginx::Context context;
    const char* version;  // empty: not known
    bool known;
  };
  const Row rows[] = {
      {"zone", nginx::kHttpUpstream, "1.9.0", true},
      {"zone", nginx::kHttpUpstream, "1.8.1", false},
      {"zone", nginx::kHttpUpstream, "", true},
      {"keepalive_timeout", nginx::kHttpUpstream, "1.15.2", false},  // the client's is older
      {"keepalive_timeout", nginx::kHttpUpstream, "1.15.3", true},
      {"keepalive_time", nginx::kHttpUpstream, "", false},  // 1.19.10
      {"grpc_set_header", nginx::kLocation, "1.13.9", false},
      {"proxy_buffering", nginx::kHttpUpstream, "1.25.0", false},
      {"no_such_thing", nginx::kLocation, "1.25.0", false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(is_known_to(nginx_of(row.version), row.name, row.context), row.known)
        << row.name << row.version;
  }
}

TEST(Profile, EverySettingIsADirectiveWithThatManyArguments) {
  std::vector<Setting> all = upstream_settings_of(Profile::hardened);
  for (const nginx::PassKind kind : {nginx::PassKind::proxy, nginx::PassKind::grpc}) {
    for (const Setting& setting : location_settings_of(Profile::hardened, kind)) all.push_back(setting);
  }
  EXPECT_GT(all.size(), 8u);
  for (const Setting& setting : all) {
    EXPECT_TRUE(is_known_to({}, setting.name, setting.context)) << setting.name;
    EXPECT_FALSE(setting.reason.empty()) << setting.name;
    const auto arguments = 1 + std::count(setting.value.begin(), setting.value.end(), ' ');
    const nginx::DirectiveRows rows = nginx::find_directive(setting.name);
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const nginx::DirectiveRow& row) {
      const bool enough = row.min_arguments < 0 || arguments >= row.min_arguments;
      return enough && (row.max_arguments < 0 || arguments <= row.max_arguments);
    })) << setting.name;
  }
}

TEST(Counterpart, IsTheSameSettingOfTheOtherFamily) {
  struct Row {
    const char* name;
    const char* want;  // empty: none
  };
  const Row rows[] = {
      {"grpc_read_timeout", "proxy_read_timeout"},
      {"proxy_ssl_certificate_key", "grpc_ssl_certificate_key"},
      {"proxy_set_header", "grpc_set_header"},
      {"proxy_next_upstream", "grpc_next_upstream"},
      {"proxy_buffer_size", "grpc_buffer_size"},
      {"proxy_bind", "grpc_bind"},
      {"proxy_pass", ""},
      {"grpc_pass", ""},
      {"proxy_http_version", ""},
      {"proxy_cache", ""},
      {"proxy_no_such_thing", ""},
  };
  for (const Row& row : rows) {
    const bool grpc = std::string(row.name).compare(0, 5, "grpc_") == 0;
    const nginx::PassKind to = grpc ? nginx::PassKind::proxy : nginx::PassKind::grpc;
    EXPECT_EQ(rules::counterpart(row.name, to, std::nullopt), row.want) << row.name;
  }
}

TEST(Counterpart, HasToBeKnownToThatNginx) {
  const auto to = nginx::PassKind::grpc;
  EXPECT_EQ(rules::counterpart("proxy_read_timeout", to, nginx_of("1.12.2").version), "");
  EXPECT_EQ(rules::counterpart("proxy_socket_keepalive", to, nginx_of("1.15.5").version), "");
  EXPECT_EQ(rules::counterpart("proxy_socket_keepalive", to, nginx_of("1.15.6").version),
            "grpc_socket_keepalive");
}

// All of grpc's current settings have one: what a location has to say for `grpc_pass` it can say for
// `proxy_pass`.
TEST(Counterpart, EveryGrpcSettingHasOne) {
  size_t count = 0;
  for (const nginx::DirectiveRow& row : nginx::directives_with_prefix("grpc_")) {
    if (row.status != nginx::Status::current || row.name == "grpc_pass") continue;
    EXPECT_NE(rules::counterpart(row.name, nginx::PassKind::proxy, std::nullopt), "") << row.name;
    ++count;
  }
  EXPECT_EQ(rules::settings_with_counterpart(nginx::PassKind::grpc).size() + 1,
            count);  // and grpc_set_header
}

TEST(Refactoring, SaysWhatAProfileLeavesOut) {
  Workspace workspace;
  workspace.documents.push_back(
      {"a.conf", "server { include x.conf; location / { proxy_pass h2://a:1; } }", DocumentKind::automatic});
  workspace.answers.push_back({"a:1", {Protocol::http1}});
  const Analysis analysis = analyze(workspace);
  Choices choices;
  choices.profile = Profile::hardened;
  const Refactoring kept = refactor(workspace, analysis, choices);
  EXPECT_TRUE(kept.additions.empty());
  ASSERT_EQ(kept.notes.size(), 1u);
  EXPECT_NE(kept.notes[0].find("`x.conf`"), std::string::npos);
  choices.unsafe = true;
  const Refactoring added = refactor(workspace, analysis, choices);
  EXPECT_TRUE(added.notes.empty());
  EXPECT_FALSE(added.additions.empty());
  EXPECT_EQ(added.additions[0].block, "location /");
}

}  // namespace
}  // namespace stackengine
