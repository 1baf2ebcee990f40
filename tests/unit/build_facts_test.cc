// Evidence → what is known of the nginx that runs the configuration.
#include "nginx/build_facts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stackengine::nginx {
namespace {

// `nginx -V` of Debian's package, shortened.
const char kDebian[] =
    "nginx version: nginx/1.22.1\n"
    "built with OpenSSL 3.0.20 7 Apr 2026 (running with OpenSSL 3.0.19 27 Jan 2026)\n"
    "TLS SNI support enabled\n"
    "configure arguments: --with-cc-opt='-g -O2 -ffile-prefix-map=/build/reproducible-path/nginx-1.22.1=. "
    "-fPIC' "
    "--with-ld-opt='-Wl,-z,relro -fPIC' --prefix=/usr/share/nginx --with-http_ssl_module "
    "--with-http_v2_module "
    "--with-stream=dynamic --without-http_grpc_module\n";
const char kNginxOrg[] =
    "nginx version: nginx/1.25.3\n"
    "built by gcc 12.2.0 (Debian 12.2.0-14)\n"
    "configure arguments: --prefix=/etc/nginx --with-http_v2_module --with-cc-opt='-g -O2 "
    "-ffile-prefix-map=/data/builder/debuild/nginx-1.25.3/debian/debuild-base/nginx-1.25.3=. -fPIC'\n";

struct FactsCase {
  const char* name;
  BuildFacts (*parse)(std::string_view text);
  std::string text;
  const char* version;  // empty: not known
  bool exact;
  const char* product;
  const char* distribution;
  bool may_have_backports;
  const char* words;  // of the claim
};

TEST(BuildFacts, FromEvidence) {
  const FactsCase cases[] = {
      {"Debian", parse_version_output, kDebian, "1.22.1", true, "nginx", "Debian", true, "nginx/1.22.1"},
      {"nginx.org", parse_version_output, kNginxOrg, "1.25.3", true, "nginx", "nginx.org", false,
       "nginx/1.25.3"},
      {"Ubuntu", parse_version_output, "nginx version: nginx/1.18.0 (Ubuntu)\n", "1.18.0", true, "nginx",
       "Ubuntu", true, "nginx/1.18.0"},
      {"Plus", parse_version_output, "nginx version: nginx/1.29.3 (nginx-plus-r36)", "1.29.3", true, "nginx",
       "", true, "nginx/1.29.3"},
      {"OpenResty", parse_version_output, "nginx version: openresty/1.25.3.1\r\n", "1.25.3", true,
       "openresty", "OpenResty", true, "openresty/1.25.3.1"},
      {"a fork with numbers of its own", parse_version_output, "nginx version: Tengine/2.4.1\n", "", true, "",
       "", true, ""},
      {"no version", parse_version_output, "configure arguments:\n", "", true, "", "", true, ""},
      {"not a version", parse_version_output, "nginx version: nginx/1.x\n", "", true, "nginx", "", true, ""},

      {"header", parse_responses, "HTTP/1.1 502 Bad Gateway\r\nServer: nginx/1.22.1\r\n", "1.22.1", true,
       "nginx", "", true, "nginx/1.22.1"},
      {"header of curl -v", parse_responses, "< server: nginx/1.18.0 (Ubuntu)\n", "1.18.0", true, "nginx",
       "Ubuntu", true, "nginx/1.18.0"},
      {"server_tokens off", parse_responses, "Server: nginx\n", "", true, "nginx", "", true, ""},
      {"another server", parse_responses, "Server: gunicorn/1.22.1\n", "", true, "", "", true, ""},
      {"error page", parse_responses, "<hr><center>nginx/1.27.0</center>\n", "1.27.0", true, "nginx", "",
       true, "nginx/1.27.0"},
      {"a directive", parse_responses, "add_header Server nginx/1.2.3;\nserver {\n", "", true, "", "", true,
       ""},

      {"image of compose", parse_image_tags, "    image: nginx:1.25-alpine\n", "1.25.0", false, "nginx",
       "nginx.org", false, "nginx:1.25-alpine"},
      {"image of a Dockerfile", parse_image_tags, "FROM nginx:1.25.3 AS web\n", "1.25.3", true, "nginx",
       "nginx.org", false, "nginx:1.25.3"},
      {"image of Kubernetes", parse_image_tags, "  - image: \"docker.io/library/nginx:1.29.4@sha256:0\"\n",
       "1.29.4", true, "nginx", "nginx.org", false, "docker.io/library/nginx:1.29.4"},
      {"image of a command", parse_image_tags, "$ docker run -d -p 80:80 nginx:1.27.1\n", "1.27.1", true,
       "nginx", "nginx.org", false, "nginx:1.27.1"},
      {"someone's image", parse_image_tags, "image: bitnami/nginx:1.25.3-debian-11-r0\n", "1.25.3", true,
       "nginx", "", true, "bitnami/nginx:1.25.3-debian-11-r0"},
      {"moving tag", parse_image_tags, "image: nginx:stable\n", "", true, "nginx", "nginx.org", false, ""},
      {"no tag", parse_image_tags, "FROM nginx\n", "", true, "nginx", "nginx.org", false, ""},
      {"major only", parse_image_tags, "FROM nginx:1\n", "", true, "nginx", "nginx.org", false, ""},
      {"OpenResty's image", parse_image_tags, "FROM openresty/openresty:1.25.3.1-0-bullseye\n", "1.25.3",
       true, "openresty", "OpenResty", true, "openresty/openresty:1.25.3.1-0-bullseye"},
      {"ingress controller", parse_image_tags, "image: registry.k8s.io/ingress-nginx/controller:v1.11.2\n",
       "", true, "", "", true, ""},
      {"another controller", parse_image_tags, "image: nginx/nginx-ingress:3.4.2\n", "", true, "", "", true,
       ""},
      {"a backend", parse_image_tags, "proxy_pass http://nginx:1.25;\n", "", true, "", "", true, ""},
  };
  for (const FactsCase& test : cases) {
    SCOPED_TRACE(test.name);
    const BuildFacts facts = test.parse(test.text);
    EXPECT_EQ(facts.version ? to_string(*facts.version) : "", test.version);
    EXPECT_EQ(facts.product, test.product);
    EXPECT_EQ(facts.distribution, test.distribution);
    EXPECT_EQ(facts.may_have_backports, test.may_have_backports);
    EXPECT_TRUE(facts.conflicts.empty());
    if (facts.version) {
      EXPECT_EQ(facts.claim.exact, test.exact);
      EXPECT_EQ(facts.claim.span.in(test.text), test.words);
    }
  }
}

TEST(BuildFacts, Arguments) {
  const BuildFacts facts = parse_version_output(kDebian);
  ASSERT_TRUE(facts.arguments);
  EXPECT_EQ(facts.arguments->size(), 7u);
  EXPECT_EQ(has_argument(facts, "--with-http_v2_module"), true);
  EXPECT_EQ(has_argument(facts, "--with-stream"), true);
  EXPECT_EQ(has_argument(facts, "--without-http_grpc_module"), true);
  EXPECT_EQ(has_argument(facts, "--with-http_v3_module"), false);
  EXPECT_EQ(has_argument(facts, "-O2"), false);  // inside of quotes
  EXPECT_EQ(has_argument(parse_version_output("nginx version: nginx/1.22.1\n"), "--with-http_v2_module"),
            std::nullopt);
  EXPECT_EQ(parse_version_output("nginx version: nginx/1.29.3 (nginx-plus-r36)\n").plus_release, "r36");
  const BuildFacts wrapped =
      parse_version_output("configure arguments: --a\n--with-http_v2_module --b\nuser c;\n");
  EXPECT_EQ(has_argument(wrapped, "--with-http_v2_module"), true);
}

struct SplitCase {
  const char* text;
  std::vector<std::string> want;
};

TEST(BuildFacts, SplitsAsAShellDoes) {
  const SplitCase cases[] = {
      {"", {}},
      {"  ", {}},
      {" --a  --b\n", {"--a", "--b"}},
      {"--a='b c' d", {"--a=b c", "d"}},
      {"--a=\"b \\\" c\" ''", {"--a=b \" c", ""}},
      {"a\\ b", {"a b"}},
      {"a'b", {"ab"}},
      {"'a\\'b", {"a\\b"}},
      {"a\\", {"a\\"}},
  };
  for (const SplitCase& test : cases) EXPECT_EQ(split_arguments(test.text), test.want) << test.text;
}

struct MergeCase {
  const char* name;
  BuildFacts a;
  BuildFacts b;
  const char* version;
  Origin origin;
  size_t conflicts;
  bool may_have_backports;
};

TEST(BuildFacts, Merge) {
  const BuildFacts v = parse_version_output(kDebian);
  const BuildFacts tag = parse_image_tags("image: nginx:1.25\n");
  const BuildFacts header = parse_responses("Server: nginx/1.25.3\n");
  const MergeCase cases[] = {
      {"nothing", {}, {}, "", Origin::unknown, 0, true},
      {"one", v, {}, "1.22.1", Origin::version_output, 0, true},
      {"the user", stated_by_user({1, 29, 4}), v, "1.29.4", Origin::user, 1, true},
      {"-V before a tag", tag, v, "1.22.1", Origin::version_output, 1, true},
      {"a tag before a header", tag, parse_responses("Server: nginx/1.18.0\n"), "1.25.0", Origin::image_tag,
       1, false},
      {"a header tells the tag's patch", tag, header, "1.25.3", Origin::response, 0, false},
      {"two that agree", v, parse_responses("Server: nginx/1.22.1\n"), "1.22.1", Origin::version_output, 0,
       true},
      {"the first of equal ones", header, parse_responses("Server: nginx/1.18.0\n"), "1.25.3",
       Origin::response, 1, true},
  };
  for (const MergeCase& test : cases) {
    for (const bool swapped : {false, true}) {
      SCOPED_TRACE(std::string(test.name) + (swapped ? ", swapped" : ""));
      if (swapped && test.a.claim.origin == test.b.claim.origin) continue;
      const BuildFacts facts = swapped ? merge(test.b, test.a) : merge(test.a, test.b);
      EXPECT_EQ(facts.version ? to_string(*facts.version) : "", test.version);
      EXPECT_EQ(facts.claim.origin, test.origin);
      EXPECT_EQ(facts.conflicts.size(), test.conflicts);
      EXPECT_EQ(facts.may_have_backports, test.may_have_backports);
    }
  }
  BuildFacts both = merge(v, tag);
  ASSERT_EQ(both.conflicts.size(), 1u);
  EXPECT_EQ(to_string(both.conflicts[0].other.origin), "image_tag");
  EXPECT_EQ(to_string(both.conflicts[0].taken.version), "1.22.1");
  set_text(5, &both);
  EXPECT_EQ(both.claim.text, 5u);
  EXPECT_EQ(both.conflicts[0].other.text, 5u);
}

TEST(BuildFacts, ManyContradictionsAreFew) {
  std::string text;
  for (int i = 0; i < 50000; ++i) text += "Server: nginx/1.22." + std::to_string(i % 1000) + "\n";
  EXPECT_LE(parse_responses(text).conflicts.size(), 16u);
}

}  // namespace
}  // namespace stackengine::nginx
