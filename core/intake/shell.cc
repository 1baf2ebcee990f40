#include "intake/shell.h"

#include <vector>

#include "intake/line_text.h"

namespace stackengine::intake {
namespace {

constexpr size_t kMaxPrompt = 160;

bool is_name_byte(char c) {
  return is_alpha(c) || is_digit(c) || c == '-' || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The offset after `$ `, `# ` or `% ` at `at`; 0 without it. The sign may end the line.
size_t behind_sign(std::string_view line, size_t at, std::string_view signs) {
  if (at >= line.size() || signs.find(line[at]) == std::string_view::npos) return 0;
  if (at + 1 == line.size() || line.substr(at + 1) == "\r") return at + 1;
  return line[at + 1] == ' ' ? at + 2 : 0;
}

// `user@host:~/dir$ `, `user@host dir % `, also in brackets, with `(venv) ` before it.
size_t user_prompt(std::string_view line) {
  line = line.substr(0, kMaxPrompt);
  size_t at = 0;
  if (starts_with(line, "(")) {
    const size_t close = line.find(") ");
    if (close > 32) return 0;  // also when there is none
    at = close + 2;
  }
  const bool bracket = line.substr(at, 1) == "[";
  if (bracket) ++at;
  const size_t user = at;
  while (at < line.size() && is_name_byte(line[at])) ++at;
  if (at == user || at >= line.size() || line[at] != '@') return 0;
  const size_t host = ++at;
  while (at < line.size() && is_name_byte(line[at])) ++at;
  if (at == host || at >= line.size()) return 0;
  if (bracket) {
    const size_t close = line.find(']', at);
    return close == std::string_view::npos ? 0 : behind_sign(line, skip_blanks(line, close + 1), "$#%");
  }
  if (line[at] != ':' && line[at] != ' ' && line[at] != '$' && line[at] != '#') return 0;
  const size_t sign = line.find_first_of("$#%>;{}\"'", at);
  return sign == std::string_view::npos ? 0 : behind_sign(line, sign, "$#%>");
}

// `/etc/nginx # `, of busybox; `~ $ `. Certain only before a command, because a map key may look the same.
size_t folder_prompt(std::string_view line) {
  line = line.substr(0, kMaxPrompt);
  if (line.empty() || (line[0] != '/' && line[0] != '~')) return 0;
  const size_t blank = line.find(' ');
  if (blank == std::string_view::npos ||
      line.substr(0, blank).find_first_of(";{}$\"'") != std::string_view::npos)
    return 0;
  const size_t end = behind_sign(line, blank + 1, "$#");
  return end > 0 && is_bare_command(line.substr(end)) ? end : 0;
}

// `bash-5.1$ `, `sh-4.2# `.
size_t bash_prompt(std::string_view line) {
  for (std::string_view shell : {"bash-", "sh-"}) {
    if (!starts_with(line, shell)) continue;
    size_t at = skip_digits(line, shell.size());
    if (at == shell.size() || line.substr(at, 1) != ".") return 0;
    at = skip_digits(line, at + 1);
    return behind_sign(line, at, "$#");
  }
  return 0;
}

// U+279C, U+276F, U+03BB, U+25B6: oh-my-zsh, starship and the like.
size_t symbol_prompt(std::string_view line) {
  for (std::string_view symbol : {"\xE2\x9E\x9C", "\xE2\x9D\xAF", "\xCE\xBB", "\xE2\x96\xB6"}) {
    if (!starts_with(line, symbol)) continue;
    const size_t at = symbol.size();
    return at == line.size() || line[at] == ' ' || line[at] == '\r' ? skip_blanks(line, at) : 0;
  }
  return 0;
}

size_t windows_prompt(std::string_view line) {
  line = line.substr(0, kMaxPrompt);
  const size_t start = starts_with(line, "PS ") ? 3 : 0;
  if (!has_shape(line.substr(start), "a:\\")) return 0;
  const size_t end = line.find('>');
  return end == std::string_view::npos ? 0 : skip_blanks(line, end + 1);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  text = text.substr(0, 1024);
  for (size_t at = 0; at < text.size() && words.size() < 64;) {
    at = text.find_first_not_of(" \t\r", at);
    if (at == std::string_view::npos) break;
    size_t end = text.find_first_of(" \t\r", at);
    if (end == std::string_view::npos) end = text.size();
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

template <size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  for (std::string_view one : words) {
    if (word == one) return true;
  }
  return false;
}

constexpr std::string_view kPrinters[] = {"cat", "head", "tail", "less", "more", "bat", "batcat", "sed",
                                          "nl",  "vi",   "vim",  "nano", "view", "tee", "type"};
constexpr std::string_view kSilent[] = {
    "ls",   "ll",      "systemctl", "service", "ps",    "ss",  "netstat", "lsof",  "ping",  "dig", "nslookup",
    "host", "cd",      "uname",     "whoami",  "which", "top", "df",      "free",  "apt",   "apk", "yum",
    "dnf",  "apt-get", "find",      "mkdir",   "cp",    "mv",  "rm",      "chmod", "chown", "ip",  "getent"};
constexpr std::string_view kInstallers[] = {"pip", "npm",  "apt", "apt-get", "apk", "yum",
                                            "dnf", "brew", "git", "helm",    "make"};
constexpr std::string_view kBare[] = {
    "gixy",           "echo",    "cat",        "nginx",     "curl",    "kubectl", "docker",
    "docker-compose", "sudo",    "journalctl", "systemctl", "tail",    "head",    "ls",
    "grep",           "openssl", "grpcurl",    "ss",        "netstat", "cd",      "tee"};

bool is_path(std::string_view word) {
  return !word.empty() && word[0] != '-' && word[0] != '<' && word[0] != '>' && word[0] != '|' &&
         (word.find('/') != std::string_view::npos || word.find(".conf") != std::string_view::npos ||
          word.find("nginx") != std::string_view::npos);
}

std::string_view without_quotes(std::string_view word) {
  if (word.size() >= 2 && (word[0] == '"' || word[0] == '\'') && word.back() == word[0])
    return word.substr(1, word.size() - 2);
  return word;
}

// Reads `<<'EOF'`, `<<-EOF`, `<< "EOF"`.
void read_heredoc(std::string_view text, Command* command) {
  size_t at = text.substr(0, 1024).find("<<");
  if (at == std::string_view::npos) return;
  at += 2;
  if (text.substr(at, 1) == "-") ++at;
  at = skip_blanks(text, at);
  const char quote = text.substr(at, 1) == "'" || text.substr(at, 1) == "\"" ? text[at] : 0;
  if (quote != 0 || text.substr(at, 1) == "\\") ++at;
  const bool bare = quote == 0 && text[at - 1] != '\\';
  const size_t start = at;
  while (at < text.size() && (is_alpha(text[at]) || is_digit(text[at]) || text[at] == '_')) ++at;
  if (at == start || (quote != 0 && text.substr(at, 1) != std::string_view(&quote, 1))) return;
  command->heredoc = std::string(text.substr(start, at - start));
  command->heredoc_escapes = bare;
}

}  // namespace

size_t prompt_length(std::string_view line) {
  if (const size_t dollar = behind_sign(line, 0, "$"); dollar > 0) return dollar;
  for (auto* prompt : {user_prompt, bash_prompt, symbol_prompt, windows_prompt, folder_prompt}) {
    if (const size_t length = prompt(line); length > 0) return length;
  }
  return 0;
}

Command read_command(std::string_view text) {
  Command command;
  read_heredoc(text, &command);
  bool prints = false;
  for (std::string_view word : words_of(text)) {
    const size_t slash = word.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? word : word.substr(slash + 1);
    if (word == "|" || word == "&&" || word == ";") break;
    if (prints || !command.heredoc.empty()) {
      if (word[0] == '>')
        word.remove_prefix(word.find_first_not_of('>') == std::string_view::npos
                               ? word.size()
                               : word.find_first_not_of('>'));
      word = without_quotes(word);
      if (is_path(word) && word != "/dev/null") command.file = std::string(word);
    } else if (is_one_of(word, kPrinters)) {
      prints = true;
      command.output = Output::configuration;
    } else if (is_one_of(word, kSilent)) {
      command.output = Output::nothing_here;
      break;
    } else if (name == "nginx" || name == "curl" || word == "logs" || word == "journalctl") {
      break;
    }
  }
  if (ends_with(command.file, ".log")) {
    command.file.clear();
    command.output = Output::anything;
  }
  return command;
}

bool is_bare_command(std::string_view line) {
  line = trim(line);
  const size_t blank = line.find(' ');
  const std::string_view word = line.substr(0, blank);
  if (!is_one_of(word, kBare) && !is_one_of(word, kInstallers)) return false;
  if (blank == std::string_view::npos) return word == "ls";
  const std::string_view rest = trim(line.substr(blank));
  if (word == "nginx") return rest[0] == '-';  // not `nginx version: …`
  const bool heredoc = line.find("<<") != std::string_view::npos;
  if (!heredoc && ends_like_directive(line)) return false;
  if (is_one_of(word, kInstallers)) return true;
  // `docker compose logs nginx`, `sudo nginx -T`, `cat /etc/nginx/nginx.conf`; not a sentence that begins
  // like it.
  return heredoc || rest[0] == '-' || rest[0] == '/' || rest.find(" -") != std::string_view::npos ||
         rest.find('/') != std::string_view::npos || rest.find(".conf") != std::string_view::npos ||
         word == "docker" || word == "kubectl" || word == "sudo";
}

}  // namespace stackengine::intake
