#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "nginx/contexts.h"
#include "nginx/directive_table.h"
#include "nginx/include_paths.h"

namespace stackengine::nginx {
namespace {

struct File {
  std::string name;
  std::string text;
};

// The files with their contexts; texts and configs stay where they are.
struct Read {
  explicit Read(std::vector<File> given) : files(std::move(given)) {
    configs.reserve(files.size());
    for (const File& file : files) configs.emplace_back(file.text);
    std::vector<NamedConfig> named;
    for (size_t i = 0; i < files.size(); ++i) named.push_back({files[i].name, &configs[i]});
    contexts = Contexts(named);
  }

  // Of the first directive of that name in the file.
  uint32_t of(size_t file, std::string_view name) const {
    for (DirectiveId id = 0; id < configs[file].tree().directives.size(); ++id) {
      if (configs[file].name(id) == name) return contexts.of(file, id);
    }
    ADD_FAILURE() << name << " is not in " << files[file].name;
    return 0;
  }

  std::vector<File> files;
  std::vector<Config> configs;
  Contexts contexts;
};

TEST(Contexts, OfOneText) {
  const struct {
    const char* text;
    const char* directive;
    uint32_t want;
  } cases[] = {
      {"events {} http { gzip on; }", "gzip", kHttp},
      {"http { server { location / { if ($a) { return 1; } } } }", "return", kIfInLocation},
      {"http { server { if ($a) { return 1; } } }", "return", kIfInServer},
      {"stream { server { proxy_pass a; } }", "proxy_pass", kStreamServer},
      {"stream { upstream a { server b; } }", "server", kStreamUpstream},
      {"mail { server { listen 1; } }", "listen", kMailServer},
      {"http {} user a;", "user", kMain},
      {"http {} server { listen 1; }", "server", kMain},
      // Fragments.
      {"proxy_set_header a b; proxy_pass http://a;", "proxy_set_header", kLocation},
      {"server { location / {} }", "server", kHttp},
      {"server { listen 1; proxy_timeout 1s; }", "server", kStream},
      {"server { listen 1; server_name a; proxy_pass http://a; }", "proxy_pass", kHttpServer},
      {"if ($a) { return 1; }", "if", kHttpServer | kLocation},
      {"if ($a) { proxy_pass http://a; }", "if", kLocation},
      {"upstream a { server b; } location / {} server { location /x {} }", "location",
       kHttpServer | kLocation},
      {"upstream a { server b; } stream { server { listen 1; } }", "stream", kMain},
      // What is not judged.
      {"map $a $b { listen 1; }", "listen", 0},
      {"types { text/html html; }", "text/html", 0},
      {"rtmp { server { listen 1; } }", "listen", 0},
      {"location / { content_by_lua_block { x } proxy_pass http://a; }", "proxy_pass", kLocation},
  };
  for (const auto& one : cases) {
    const Read read(std::vector<File>{{"nginx.conf", one.text}});
    EXPECT_EQ(read.of(0, one.directive), one.want) << one.text;
  }
}

TEST(Contexts, IncludedFilesStandWhereTheirIncludeDoes) {
  const Read read(std::vector<File>{
      {"/etc/nginx/nginx.conf", "events {} http { include conf.d/*.conf; }"},
      {"/etc/nginx/conf.d/a.conf", "listen 80; server { location / { include proxy_params; } }"},
      {"/etc/nginx/proxy_params", "proxy_read_timeout 1s; nonsense a;"},
      {"/etc/nginx/conf.d/.hidden.conf", "gzip on;"}});
  EXPECT_EQ(read.of(1, "listen"), static_cast<uint32_t>(kHttp));
  EXPECT_EQ(read.of(2, "nonsense"), static_cast<uint32_t>(kLocation));
  EXPECT_TRUE(read.contexts.known(1));
  EXPECT_TRUE(read.contexts.known(2));
  EXPECT_FALSE(read.contexts.known(3));
  EXPECT_TRUE(read.contexts.missing_includes().empty());
}

TEST(Contexts, WhatADataBlockIncludesIsNotJudged) {
  const Read read(std::vector<File>{{"nginx.conf", "http { map $a $b { include some.map; } }"},
                                    {"some.map", "listen 1;"}});
  EXPECT_EQ(read.of(1, "listen"), 0u);
}

TEST(Contexts, WhatIsNotGivenIsListedOnce) {
  const Read read(std::vector<File>{
      {"nginx.conf", "http { include mime.types; server { include mime.types; include a/*.x; } }"}});
  ASSERT_EQ(read.contexts.missing_includes().size(), 2u);
  EXPECT_EQ(read.contexts.missing_includes()[0].path, "mime.types");
  EXPECT_EQ(read.contexts.missing_includes()[1].path, "a/*.x");
}

TEST(Contexts, CirclesEnd) {
  const Read read(std::vector<File>{{"a.conf", "include b.conf; gzip on;"},
                                    {"b.conf", "include a.conf; include b.conf; gzip on;"}});
  EXPECT_NE(read.of(0, "gzip"), 0u);
  EXPECT_NE(read.of(1, "gzip"), 0u);
}

TEST(IncludePaths, Globs) {
  const struct {
    const char* pattern;
    const char* path;
    bool want;
  } cases[] = {
      {"a/*.conf", "a/b.conf", true},
      {"a/*.conf", "a/b/c.conf", false},
      {"a/*", "a/.b", false},
      {"a/?.x", "a/b.x", true},
      {"a/[a-c].x", "a/b.x", true},
      {"a/[!a-c].x", "a/b.x", false},
      {"*/*.conf", "a/b.conf", true},
      {"a*b*c", "aXbYbZc", true},
      {"a*b", "abc", false},
      {"a", "a", true},
      {"a", "ab", false},
      {"a[", "a[", true},
  };
  for (const auto& one : cases)
    EXPECT_EQ(matches_glob(one.pattern, one.path), one.want) << one.pattern << ' ' << one.path;
}

TEST(IncludePaths, Find) {
  IncludePaths paths({"nginx.conf", "conf.d/a.conf", "./conf.d/b.conf", "proxy_params"});
  using Files = std::vector<size_t>;
  EXPECT_EQ(paths.find("conf.d/*.conf", "", 0), (Files{1, 2}));
  EXPECT_EQ(paths.find("/etc/nginx/conf.d/*.conf", "", 0), (Files{1, 2}));
  EXPECT_EQ(paths.find("/etc/nginx/proxy_params", "", 0), (Files{3}));
  EXPECT_EQ(paths.find("/etc/nginx/*", "", 0), Files{});
  EXPECT_EQ(paths.find("/etc/nginx/nginx.conf", "", 0), Files{});
  EXPECT_EQ(paths.find("proxy_params", "", 0), (Files{3}));
}

}  // namespace
}  // namespace stackengine::nginx
