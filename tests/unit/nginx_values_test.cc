#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "nginx/directive_table.h"
#include "nginx/spelling.h"
#include "nginx/statements.h"
#include "nginx/third_party.h"
#include "nginx/value_syntax.h"

namespace stackengine::nginx {
namespace {

TEST(ValueSyntax, Times) {
  const struct {
    const char* text;
    bool milliseconds;
    bool seconds;
  } cases[] = {
      {"60", true, true},      {"60s", true, true},     {"1h30m", true, true}, {"1h 30m", true, true},
      {"500ms", true, false},  {"1y", false, true},     {"1M", false, true},   {"1w", true, true},
      {"30m1h", false, false}, {"10sec", false, false}, {"", false, false},    {"s", false, false},
      {"1.5s", false, false},  {"-1", false, false},    {"1s1", true, true},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(is_time(one.text, false), one.milliseconds) << one.text;
    EXPECT_EQ(is_time(one.text, true), one.seconds) << one.text;
  }
}

TEST(ValueSyntax, Sizes) {
  const struct {
    const char* text;
    bool size;
    bool offset;
  } cases[] = {
      {"0", true, true},   {"8k", true, true},     {"8K", true, true},  {"1m", true, true},
      {"1g", false, true}, {"10mb", false, false}, {"k", false, false}, {"", false, false},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(is_size(one.text, false), one.size) << one.text;
    EXPECT_EQ(is_size(one.text, true), one.offset) << one.text;
  }
}

TEST(ValueSyntax, RegularExpressions) {
  for (const char* fine : {"^/a$", "[]]", "[^]]", "\\(", "\\Q(\\E", "(?<n>a)", "(?i)a", "(?x)(a # )", "a??",
                           "(*UTF8)a", "[[:alpha:]]", "", "a{1,2}", "(?(1)a|b)", "(?#()"}) {
    EXPECT_EQ(regex_mistake(fine), "") << fine;
  }
  for (const char* wrong : {"(", ")", "[", "*", "+a", "a|*", "[]", "a\\", "(a", "(?<n>a", "(?#"}) {
    EXPECT_NE(regex_mistake(wrong), "") << wrong;
  }
}

TEST(Spelling, Distance) {
  const struct {
    const char* a;
    const char* b;
    int want;
  } cases[] = {{"listen", "listen", 0},  {"listne", "listen", 1}, {"lsten", "listen", 1},
               {"listenn", "listen", 1}, {"lizten", "listen", 1}, {"ltsien", "listen", 2},
               {"abc", "xyz", 3}};
  for (const auto& one : cases) EXPECT_EQ(edit_distance(one.a, one.b, 2), one.want) << one.a;
}

TEST(Spelling, Nearest) {
  const Spelling pass = nearest_directive("proxy_pas", kLocation, false, 1, {});
  EXPECT_EQ(pass.name, "proxy_pass");
  EXPECT_TRUE(pass.certain);
  EXPECT_EQ(nearest_directive("Listen", kHttpServer, false, 1, {}).name, "listen");
  EXPECT_TRUE(nearest_directive("Listen", kHttpServer, false, 1, {}).case_only);
  EXPECT_EQ(nearest_directive("frobnicate", kLocation, false, 1, {}).name, "");
  // Not accepted there with these arguments.
  EXPECT_FALSE(nearest_directive("proxy_pas", kLocation, false, 3, {}).accepted);
  // Not there at all yet.
  EXPECT_NE(nearest_directive("htt2", kHttpServer, false, 1, Version{1, 22, 1}).name, "http2");
}

TEST(ThirdParty, FamiliesAndNames) {
  for (const char* known :
       {"more_set_headers", "brotli", "brotli_static", "content_by_lua_block", "vhost_traffic_status_zone",
        "geoip2", "modsecurity_rules_file", "js_content", "echo", "rtmp"}) {
    EXPECT_NE(third_party_module(known), "") << known;
  }
  for (const char* unknown : {"proxy_pas", "servr", "brotl", "ech", "more_set_header", ""}) {
    EXPECT_EQ(third_party_module(unknown), "") << unknown;
  }
}

TEST(DirectiveTable, TypesAreThoseMeasured) {
  const struct {
    const char* name;
    uint32_t context;
    ValueType type;
    bool once;
  } cases[] = {
      {"proxy_buffering", kLocation, ValueType::flag, true},
      {"proxy_read_timeout", kLocation, ValueType::msec, true},
      {"ssl_session_timeout", kHttpServer, ValueType::sec, true},
      {"client_max_body_size", kHttpServer, ValueType::offset, true},
      {"proxy_buffer_size", kLocation, ValueType::size, true},
      {"keepalive_requests", kHttpServer, ValueType::number, true},
      {"proxy_http_version", kLocation, ValueType::enumeration, true},
      {"add_header", kLocation, ValueType::any, false},
      {"http2", kHttpServer, ValueType::flag, true},
      {"expires", kLocation, ValueType::any, true},
  };
  for (const auto& one : cases) {
    bool found = false;
    for (const DirectiveRow& row : find_directive(one.name)) {
      if ((row.contexts & one.context) == 0) continue;
      found = true;
      EXPECT_EQ(row.type, one.type) << one.name;
      EXPECT_EQ(row.once, one.once) << one.name;
    }
    EXPECT_TRUE(found) << one.name;
  }
}

// A family's prefix must not swallow what is a slip of the keyboard in one of nginx's own names.
TEST(ThirdParty, NoMisspellingOfNginxsOwnNames) {
  for (const DirectiveRow& row : all_directives()) {
    if (row.status != Status::current) continue;
    const std::string name(row.name);
    for (size_t i = 1; i < name.size(); i += 3) {
      std::string dropped = name;
      dropped.erase(i, 1);
      std::string swapped = name;
      std::swap(swapped[i - 1], swapped[i]);
      for (const std::string& slip : {dropped, swapped, name.substr(0, i) + "x" + name.substr(i)}) {
        if (slip == name || !find_directive(slip).empty()) continue;
        EXPECT_EQ(third_party_module(slip), "") << slip << " for " << name;
        EXPECT_FALSE(looks_foreign(slip)) << slip << " for " << name;
      }
    }
  }
}

TEST(ThirdParty, NamesThatAreLikeNoneOfNginxs) {
  for (const char* name : {"graphite_data", "phantom_token", "frobnicate_zone", "mruby_content_handler_code"})
    EXPECT_TRUE(looks_foreign(name)) << name;
  for (const char* name :
       {"proxy_zork", "porxy_zork", "fastcig_x", "zork", "Zork_a", "a-b_c", "_x", "sll_certificate"})
    EXPECT_FALSE(looks_foreign(name)) << name;
}

}  // namespace
}  // namespace stackengine::nginx
