#include "intake/fence.h"

#include <string>

namespace stackengine::intake {

bool is_fence(std::string_view line) {
  const size_t start = line.find_first_not_of(" \t");
  if (start == std::string_view::npos) return false;
  line.remove_prefix(start);
  const char mark = line.front();
  if (mark != '`' && mark != '~') return false;
  size_t length = line.find_first_not_of(mark);
  if (length == std::string_view::npos) length = line.size();
  if (length < 3) return false;
  // An info string after backticks contains no backticks, or the line would be inline code. Nor does it
  // contain punctuation of a configuration: `~~~;` is more likely an argument on its own line.
  const std::string_view info = line.substr(length);
  return info.find_first_of(mark == '`' ? "`;" : ";") == std::string_view::npos;
}

std::string_view fence_language(std::string_view line) {
  const size_t start = line.find_first_not_of(" \t");
  if (start == std::string_view::npos) return {};
  const size_t info = line.find_first_not_of(line[start], start);
  const size_t word = line.find_first_not_of(" \t\r", info);
  if (info == std::string_view::npos || word == std::string_view::npos) return {};
  return line.substr(word, line.find_first_of(" \t\r{:", word) - word);
}

FenceUse fence_use(std::string_view language) {
  std::string lower;
  for (char c : language.substr(0, 32)) lower += 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (std::string_view one :
       {"nginx", "nginxconf", "conf", "config", "nginx.conf", "apache", "apacheconf"}) {
    if (lower == one) return FenceUse::configuration;
  }
  for (std::string_view one : {"bash", "sh", "shell", "zsh", "fish", "console", "terminal", "shell-session",
                               "shellsession", "sh-session", "powershell", "ps1", "cmd", "bat"}) {
    if (lower == one) return FenceUse::shell;
  }
  for (std::string_view one :
       {"yaml",    "yml",        "json",     "jsonc",     "json5",      "toml",      "python",   "py",
        "js",      "javascript", "jsx",      "ts",        "typescript", "tsx",       "go",       "golang",
        "java",    "kotlin",     "c",        "cpp",       "c++",        "csharp",    "cs",       "rust",
        "rs",      "ruby",       "rb",       "php",       "perl",       "html",      "xml",      "css",
        "sql",     "dockerfile", "docker",   "makefile",  "hcl",        "terraform", "markdown", "md",
        "mermaid", "proto",      "protobuf", "caddyfile", "caddy",      "haproxy",   "systemd",  "lua",
        "swift",   "scala",      "groovy",   "elixir",    "dotenv",     "properties"}) {
    if (lower == one) return FenceUse::other;
  }
  return FenceUse::any;
}

}  // namespace stackengine::intake
