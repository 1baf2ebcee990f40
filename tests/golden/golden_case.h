// A golden case: a configuration with its expectations in comments, the report on it, and the diff that
// fixing it must give.
//
//   tests/golden/RULE-ID/NAME.conf   input; its folder says which rule it is about
//   tests/golden/RULE-ID/NAME.diff   what `fix` must print; absent when it must change nothing
//   tests/golden/RULE-ID/NAME.txt    what `check` must print; absent when there is nothing to say
//
// Comments in the input that mean something:
//
//   # expect: RULE-ID [RULE-ID]…     these diagnostics, and no others, on this line
//   # expect@-1: RULE-ID             … on the line above (@+1: below)
//   # with nginx-version: 1.25.3     what the user says of nginx
//   # with backend: NAME=PROTOCOL    the user's answer
//   # with unsafe                    apply fixes that rest on an assumption too
//   # with profile: hardened         what a fixed location gets beside the fix
#pragma once

#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "engine.h"

namespace stackengine::golden {

// A diagnostic as golden files name it.
using LineAndRule = std::pair<uint32_t, std::string>;

struct GoldenCase {
  std::string rule;  // the folder
  std::string name;  // without .conf
  std::string path;  // of the .conf
  Workspace workspace;
  Choices choices;
  std::multiset<LineAndRule> expected;
};

inline std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Names in a folder, sorted; hidden ones left out.
inline std::vector<std::string> list(const std::string& folder) {
  std::vector<std::string> names;
  DIR* dir = opendir(folder.c_str());
  if (dir == nullptr) return names;
  while (const dirent* entry = readdir(dir)) {
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  closedir(dir);
  std::sort(names.begin(), names.end());
  return names;
}

inline std::string trimmed(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t\r");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

inline void read_expectation(const std::string& comment, uint32_t line, GoldenCase* golden) {
  const size_t colon = comment.find(':');
  const std::string head = comment.substr(0, colon);
  if (head.size() > 7) line += static_cast<uint32_t>(std::atoi(head.c_str() + 7));  // "expect@-1"
  std::istringstream rules(comment.substr(colon + 1));
  for (std::string rule; rules >> rule;) golden->expected.insert({line, rule});
}

inline void read_setting(const std::string& setting, GoldenCase* golden) {
  const size_t colon = setting.find(':');
  const std::string value = colon == std::string::npos ? "" : trimmed(setting.substr(colon + 1));
  if (setting == "unsafe") {
    golden->choices.unsafe = true;
  } else if (setting.rfind("nginx-version", 0) == 0) {
    golden->workspace.nginx.version = nginx::parse_version(value);
    ASSERT_TRUE(golden->workspace.nginx.version) << golden->path << ": " << setting;
  } else if (setting.rfind("backend", 0) == 0) {
    const size_t equals = value.rfind('=');
    const auto protocol = parse_protocol(value.substr(equals + 1));
    ASSERT_TRUE(protocol) << golden->path << ": " << setting;
    golden->workspace.answers.push_back({value.substr(0, equals), {*protocol}});
  } else if (setting.rfind("profile", 0) == 0) {
    const auto profile = parse_profile(value);
    ASSERT_TRUE(profile) << golden->path << ": " << setting;
    golden->choices.profile = *profile;
  } else {
    FAIL() << golden->path << ": unknown setting `" << setting << "`";
  }
}

inline GoldenCase read_case(const std::string& path, const std::string& rule, const std::string& name) {
  GoldenCase golden;
  golden.rule = rule;
  golden.name = name;
  golden.path = path;
  golden.workspace.documents.push_back(
      {path.substr(path.rfind('/') + 1), read(path), DocumentKind::automatic});
  std::istringstream lines(golden.workspace.documents[0].text);
  uint32_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const size_t expect = line.find("# expect");
    const size_t with = line.find("# with ");
    if (expect != std::string::npos) read_expectation(line.substr(expect + 2), number, &golden);
    if (with != std::string::npos) read_setting(trimmed(line.substr(with + 7)), &golden);
  }
  return golden;
}

inline std::vector<GoldenCase> all_cases() {
  const std::string root = std::string(STACKENGINE_SOURCE_DIR) + "/tests/golden/";
  std::vector<GoldenCase> cases;
  for (const std::string& rule : list(root)) {
    for (const std::string& file : list(root + rule)) {
      const size_t end = file.size() - 5;
      if (file.size() > 5 && (file.substr(end) == ".conf" || file.substr(end) == ".yaml")) {
        cases.push_back(read_case(root + rule + "/" + file, rule, file.substr(0, end)));
      }
    }
  }
  return cases;
}

}  // namespace stackengine::golden
