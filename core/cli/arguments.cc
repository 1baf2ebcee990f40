#include "cli/arguments.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace stackengine::cli {
namespace {

struct CommandName {
  std::string_view name;
  Command command;
};

constexpr CommandName kCommands[] = {
    {"check", Command::check}, {"explain", Command::explain},   {"fix", Command::fix},
    {"parse", Command::parse}, {"redact", Command::redact},     {"restore", Command::restore},
    {"gate", Command::gate},   {"prompt", Command::prompt},     {"review", Command::review},
    {"rules", Command::rules}, {"help", Command::help},         {"--help", Command::help},
    {"-h", Command::help},     {"--version", Command::version},
};

// One pass over the words; the first thing that is wrong is kept.
class Parser {
 public:
  Parser(const std::vector<std::string>& words, std::string* error) : words_(words), error_(error) {}

  std::optional<Arguments> run() {
    if (words_.empty())
      return fail(
          "a command is missing: check, explain, fix, parse, redact, restore, gate, prompt, review or rules");
    const auto* command = std::find_if(std::begin(kCommands), std::end(kCommands),
                                       [&](const CommandName& c) { return c.name == words_[0]; });
    if (command == std::end(kCommands)) return fail("unknown command `" + words_[0] + "`");
    arguments_.command = command->command;
    bool options = true;
    for (at_ = 1; at_ < words_.size() && error_->empty(); ++at_) {
      const std::string& word = words_[at_];
      if (options && word == "--") {
        options = false;
      } else if (options && word.size() > 1 && word[0] == '-') {
        option(word);
      } else {
        arguments_.files.push_back(word);
      }
    }
    if (error_->empty()) check_files();
    if (!error_->empty()) return std::nullopt;
    return arguments_;
  }

 private:
  std::nullopt_t fail(const std::string& message) {
    if (error_->empty()) *error_ = message;
    return std::nullopt;
  }

  bool is(Command command) const { return arguments_.command == command; }
  bool reads_config() const {
    return is(Command::check) || is(Command::explain) || is(Command::fix) || asks();
  }
  bool asks() const { return is(Command::prompt) || is(Command::review); }
  bool redacts() const { return is(Command::redact) || is(Command::prompt); }

  // `--name=value` or `--name value`.
  std::string value(const std::string& name, const std::string& word) {
    std::string text;
    if (word.size() > name.size()) {
      text = word.substr(name.size() + 1);
    } else if (at_ + 1 < words_.size()) {
      text = words_[++at_];
    }
    if (text.empty()) fail(name + " needs a value");
    const auto [before, is_first] = values_.emplace(name, text);
    if (!is_first && before->second != text && !is_repeatable(name)) {
      fail(name + " is given twice: `" + before->second + "` and `" + text + "`");
    }
    return text;
  }

  static bool is_repeatable(std::string_view name) {
    for (const std::string_view one :
         {"--backend", "--log", "--only", "--skip", "--word", "--pattern", "--allow", "--accept"}) {
      if (name == one) return true;
    }
    return false;
  }

  void option(const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    const bool has_value = name.size() != word.size();
    if (name == "--help" || name == "-h") {
      arguments_.command = Command::help;
    } else if (name == "--format" &&
               (is(Command::check) || is(Command::explain) || is(Command::rules) || asks())) {
      set_format(value(name, word));
    } else if (name == "--nginx-version" && reads_config()) {
      const std::string text = value(name, word);
      arguments_.nginx.version = nginx::parse_version(text);
      if (!arguments_.nginx.version)
        fail("--nginx-version takes a version such as 1.25.3, not `" + text + "`");
    } else if (name == "--backend" && reads_config()) {
      add_answer(value(name, word));
    } else if (name == "--log" && reads_config()) {
      arguments_.logs.push_back(value(name, word));
    } else if (name == "--diff" && is(Command::fix) && !has_value) {
      set_mode(FixMode::diff);
    } else if (name == "--write" && is(Command::fix) && !has_value) {
      set_mode(FixMode::write);
    } else if (name == "--output" && is(Command::fix)) {
      set_mode(FixMode::output);
      arguments_.output = value(name, word);
    } else if (name == "--into" && is(Command::fix)) {
      arguments_.into.push_back(value(name, word));
    } else if (name == "--unsafe" && is(Command::fix) && !has_value) {
      arguments_.unsafe = true;
    } else if (name == "--profile" && is(Command::fix)) {
      set_profile(value(name, word));
    } else if (name == "--comments" && is(Command::parse) && !has_value) {
      arguments_.comments = true;
    } else if (name == "--vault" && uses_vault()) {
      arguments_.vault = value(name, word);
    } else if (name == "--key" && redacts()) {
      arguments_.policy.key = value(name, word);
    } else if (name == "--skip" && redacts()) {
      set_classes(name, value(name, word), true);
    } else if (name == "--only" && redacts()) {
      if (!only_)
        std::fill(std::begin(arguments_.policy.disabled), std::end(arguments_.policy.disabled), true);
      only_ = true;
      set_classes(name, value(name, word), false);
    } else if (name == "--word" && redacts()) {
      arguments_.policy.words.push_back(value(name, word));
    } else if (name == "--pattern" && redacts()) {
      arguments_.policy.patterns.push_back(value(name, word));
    } else if (name == "--allow" && redacts()) {
      arguments_.policy.allowed.push_back(value(name, word));
    } else if (asks() && assistant_option(name, word)) {
      return;
    } else {
      fail("`" + words_[0] + "` has no option `" + word + "`");
    }
  }

  // Options of `prompt` and `review` alone; false for any other.
  bool assistant_option(const std::string& name, const std::string& word) {
    if (name == "--task") {
      const std::string text = value(name, word);
      const auto task = assistant::parse_task(text);
      if (!task) fail("--task takes explain, fix or question, not `" + text + "`");
      arguments_.task = task.value_or(assistant::Task::fix);
    } else if (name == "--question" && is(Command::prompt)) {
      arguments_.question = value(name, word);
    } else if (name == "--budget" && is(Command::prompt)) {
      arguments_.budget = number(name, value(name, word));
    } else if (name == "--answer" && is(Command::review)) {
      arguments_.answer = value(name, word);
    } else if (name == "--accept" && is(Command::review)) {
      arguments_.accepted.push_back(number(name, value(name, word)));
    } else if (name == "--accept-marked" && is(Command::review) && word == name) {
      arguments_.accept_marked = true;
    } else {
      return false;
    }
    return true;
  }

  size_t number(const std::string& name, const std::string& text) {
    size_t number = 0;
    const bool digits =
        !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) fail(name + " takes a number, not `" + text + "`");
    for (const char c : digits ? text : std::string()) number = number * 10 + static_cast<size_t>(c - '0');
    return number;
  }

  bool uses_vault() const {
    return redacts() || is(Command::restore) || is(Command::gate) || is(Command::review);
  }

  void set_format(const std::string& text) {
    if (text == "text") {
      arguments_.format = Format::text;
    } else if (text == "json") {
      arguments_.format = Format::json;
    } else if (text == "sarif" && is(Command::check)) {
      arguments_.format = Format::sarif;
    } else {
      fail("--format takes " + std::string(is(Command::check) ? "text, json or sarif" : "text or json") +
           ", not `" + text + "`");
    }
  }

  void set_profile(const std::string& text) {
    const auto profile = parse_profile(text);
    if (!profile) fail("--profile takes minimal, recommended or hardened, not `" + text + "`");
    arguments_.profile = profile.value_or(Profile::minimal);
  }

  // CLASS[,CLASS]…
  void set_classes(const std::string& option, const std::string& text, bool disabled) {
    for (size_t at = 0; at <= text.size();) {
      const size_t end = std::min(text.find(',', at), text.size());
      const auto secret_class = redaction::parse_secret_class(std::string_view(text).substr(at, end - at));
      if (!secret_class) {
        std::string known;
        for (size_t i = 0; i < redaction::kSecretClasses; ++i) {
          if (i > 0) known += ", ";
          known += to_string(static_cast<redaction::SecretClass>(i));
        }
        std::string message = option + " takes classes out of ";
        message.append(known).append(", not `").append(text, at, end - at).append("`");
        fail(message);
        return;
      }
      arguments_.policy.disabled[static_cast<size_t>(*secret_class)] = disabled;
      at = end + 1;
    }
  }

  void set_mode(FixMode mode) {
    if (arguments_.fix_mode != FixMode::print) fail("--diff, --write and --output exclude each other");
    arguments_.fix_mode = mode;
  }

  // NAME=PROTOCOL[,PROTOCOL]…; a name may hold `=`, a protocol may not.
  void add_answer(const std::string& text) {
    const size_t equals = text.rfind('=');
    BackendAnswer answer;
    answer.name = text.substr(0, equals);
    size_t at = equals == std::string::npos ? text.size() : equals + 1;
    while (at < text.size()) {
      const size_t end = std::min(text.find(',', at), text.size());
      const auto protocol = parse_protocol(std::string_view(text).substr(at, end - at));
      if (!protocol) break;
      answer.protocols.push_back(*protocol);
      at = end + 1;
    }
    if (answer.name.empty() || answer.protocols.empty() || at < text.size()) {
      fail(
          "--backend takes NAME=PROTOCOL[,PROTOCOL] with the protocols http1, http1-tls, h2c, h2-tls, grpc "
          "and grpc-tls, not `" +
          text + "`");
      return;
    }
    for (const BackendAnswer& before : arguments_.answers) {
      if (before.name != answer.name) continue;
      if (before.protocols != answer.protocols) {
        fail("--backend is given twice for `" + answer.name + "`, as " + in_words(before) + " and as " +
             in_words(answer) + ": name what it speaks in one, such as `--backend " + answer.name +
             "=http1,h2c`");
      }
      return;
    }
    arguments_.answers.push_back(std::move(answer));
  }

  static std::string in_words(const BackendAnswer& answer) {
    std::string words;
    for (const Protocol protocol : answer.protocols) {
      words += words.empty() ? "`" : ",";
      words += to_string(protocol);
    }
    return words + "`";
  }

  void check_files() {
    const std::string& command = words_[0];
    const size_t count = arguments_.files.size();
    if (is(Command::help) || is(Command::version)) return;
    if (std::count(arguments_.files.begin(), arguments_.files.end(), "") > 0) {
      fail("a file's name is empty");
      return;
    }
    if (is(Command::rules)) {
      if (count > 0) fail("`rules` takes no file");
      return;
    }
    if (count == 0) fail("`" + command + "` needs a file (`-` for standard input)");
    const bool several = is(Command::check) || is(Command::explain) || is(Command::parse) || asks();
    if (count > 1 && !several) fail("`" + command + "` takes one file");
    if (uses_vault() && arguments_.vault.empty()) fail("`" + command + "` needs --vault FILE");
    if (is(Command::review) && arguments_.answer.empty()) fail("`review` needs --answer FILE");
    if (arguments_.fix_mode == FixMode::write && arguments_.into.empty() && count > 0 &&
        arguments_.files[0] == "-") {
      fail("--write needs a file, not standard input: use --output FILE, or --into the file to fix");
    }
    std::vector<std::string> inputs = arguments_.files;
    inputs.insert(inputs.end(), arguments_.logs.begin(), arguments_.logs.end());
    inputs.insert(inputs.end(), arguments_.into.begin(), arguments_.into.end());
    inputs.push_back(arguments_.answer);
    if (std::count(inputs.begin(), inputs.end(), "-") > 1) fail("standard input (`-`) can be read only once");
  }

  const std::vector<std::string>& words_;
  std::string* error_;
  size_t at_ = 0;
  bool only_ = false;                          // --only was given
  std::map<std::string, std::string> values_;  // the first value of each option
  Arguments arguments_;
};

}  // namespace

std::optional<Arguments> parse_arguments(const std::vector<std::string>& words, std::string* error) {
  return Parser(words, error).run();
}

const char* usage() {
  return R"(stackengine: finds why nginx and its backends do not understand each other, and fixes the configuration

  stackengine check [--format text|json|sarif] [OPTIONS] FILE...
  stackengine explain [--format text|json] [OPTIONS] FILE...
  stackengine fix [--diff | --write | --output FILE] [--into WHOLE]... [--unsafe] [--profile PROFILE] [OPTIONS] FILE
  stackengine parse [--comments] FILE...
  stackengine redact --vault OUT.json [--key KEY] [--only CLASS[,…]] [--skip CLASS[,…]] [--word WORD]...
                     [--pattern REGEX]... [--allow VALUE]... FILE
  stackengine restore --vault IN.json FILE
  stackengine gate --vault IN.json FILE
  stackengine prompt --vault OUT.json [--task explain|fix|question] [--question TEXT] [--budget TOKENS]
                     [--format text|json] [options of redact] [OPTIONS] FILE...
  stackengine review --vault IN.json --answer FILE [--task TASK] [--accept HUNK]... [--accept-marked]
                     [--format text|json] [OPTIONS] FILE...
  stackengine rules [--format text|json]
  stackengine --version

OPTIONS of check, explain, fix, prompt and review
  --nginx-version V            the nginx that runs the configuration, such as 1.25.3
  --backend NAME=PROTOCOL[,…]  what an upstream, or a peer host:port, speaks:
                               http1, http1-tls, h2c, h2-tls, grpc, grpc-tls
  --log FILE                   error-log lines as evidence (they may also stand in FILE)

`explain` says of each error-log entry what happened, the causes ranked, and which command decides; with the
configuration beside the log it ranks better.

`-` is standard input. `fix` prints the fixed text, --diff a patch for `patch -p1`; --unsafe also applies
fixes that rest on an assumption. Where FILE holds only a part of a configuration, --into carries the fix over to the
file that the part was copied from, or to one that it includes: the blocks are found by their lines, and the patch
applies to that file exactly. PROFILE says what a fixed location gets beside the fix: minimal (nothing, the
default), recommended (Host and forwarding headers), hardened (also timeouts, retries, buffers, zone). `parse`
prints the configuration as JSON in crossplane's shape. `redact` replaces names and secrets in known places, and
what looks random anywhere, which it lists on standard error; read the result before you share it. --word names
what only you know to be private (company, product, people), --pattern what follows a scheme of yours (a regular
expression, RE2's syntax), --allow what may stay (`.acme.com`: with everything below), CLASS is one of
private_key, token, authorization, password, url_password, password_hash, secret_data, session, random, account,
email, user_name, upstream_name, host, ip_address, mac_address, resource_name, word.
The vault file is created with mode 0600 and never overwritten. `restore` mends what models do to
placeholders and says what it did not know. `gate` checks a text that is to leave: it names every place where a value
of the vault is left, in any encoding. `prompt` prints what may be sent to a language model: redacted, with the
findings. `review` reads the model's answer (JSON, a diff or fenced blocks), restores it, and prints the patch of the
hunks that are clean, or of those that --accept names; standard error says what is against the others.

Exit status: 0 no finding (fix: none left; review: all applied), 1 findings, 2 unusable arguments or input.
)";
}

}  // namespace stackengine::cli
