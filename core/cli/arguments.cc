#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

namespace stackengine::cli {
namespace {

constexpr const char* kFooter =
    "A FILE is configuration, a Kubernetes manifest, a log, or a paste of several; `-` is standard input.\n"
    "Exit status: 0 no finding (fix: none left; review: all applied), 1 findings, 2 unusable arguments or "
    "input.";

constexpr const char* kClasses =
    "CLASS is one of private_key, token, authorization, password, url_password, password_hash, secret_data, session,\n"
    "random, account, email, user_name, upstream_name, host, ip_address, mac_address, resource_name, word.\n\n";

// "WORDS `NAME`"
std::string about(const char* words, const std::string& name) {
  return std::string(words).append("`").append(name).append("`");
}

[[noreturn]] void refuse(const std::string& message) { throw CLI::ValidationError(message); }

// One command and its options. What is wrong leaves as a CLI::ValidationError.
class CommandOptions {
 public:
  // `most`: how many files the command takes.
  CommandOptions(CLI::App* app, size_t most, Arguments* arguments)
      : app_(app), most_(most), arguments_(arguments) {
    app_->allow_extras();  // an unknown option is reported in our own words
    app_->set_help_flag("-h,--help", "print this help");
  }

  CommandOptions& files() {
    app_->add_option("FILE", arguments_->files, "what to read")
        ->expected(1, most_ == 1 ? 1 : -1)
        ->option_text(" ");
    return *this;
  }

  CommandOptions& format(std::vector<std::pair<std::string, Format>> known) {
    std::string names;
    for (const auto& [name, value] : known) names += (names.empty() ? "" : "|") + name;
    once("--format", names, "how to print it; the default is text",
         [this, known = std::move(known)](const std::string& text) {
           std::string wanted;
           for (size_t i = 0; i < known.size(); ++i) {
             if (known[i].first == text) return void(arguments_->format = known[i].second);
             wanted += (i == 0 ? "" : i + 1 == known.size() ? " or " : ", ") + known[i].first;
           }
           refuse("--format takes " + wanted + ", not `" + text + "`");
         });
    return *this;
  }

  // What a verdict takes beside the files.
  CommandOptions& evidence() {
    once("--nginx-version", "V", "the nginx that runs the configuration, such as 1.25.3",
         [this](const std::string& text) {
           arguments_->nginx.version = nginx::parse_version(text);
           if (!arguments_->nginx.version)
             refuse("--nginx-version takes a version such as 1.25.3, not `" + text + "`");
         });
    many("--backend", "NAME=PROTOCOL[,PROTOCOL]",
         "what an upstream, or a peer host:port, speaks: http1, http1-tls, h2c, h2-tls, grpc, grpc-tls",
         [this](const std::string& text) { add_answer(text); });
    many("--log", "LOG", "error-log lines as evidence (they may also be in FILE)",
         [this](const std::string& text) { arguments_->logs.push_back(text); });
    return *this;
  }

  CommandOptions& fixing() {
    mode("--diff", FixMode::diff, "print a patch for `patch -p1`");
    mode("--write", FixMode::write, "replace FILE");
    once("--output", "OUT", "write the fixed text to OUT", [this](const std::string& text) {
      set_mode(FixMode::output);
      arguments_->output = text;
    });
    many("--into", "WHOLE", "the file that FILE was copied from: fix that one",
         [this](const std::string& text) { arguments_->into.push_back(text); });
    app_->add_flag("--unsafe", arguments_->unsafe, "also apply fixes that rest on an assumption");
    once("--profile", "PROFILE", "minimal (the default), recommended or hardened",
         [this](const std::string& text) {
           const auto profile = parse_profile(text);
           if (!profile) refuse("--profile takes minimal, recommended or hardened, not `" + text + "`");
           arguments_->profile = *profile;
         });
    return *this;
  }

  CommandOptions& comments() {
    app_->add_flag("--comments", arguments_->comments, "print comments, too");
    return *this;
  }

  CommandOptions& vault(const char* description) {
    once("--vault", "VAULT", description, [this](const std::string& text) { arguments_->vault = text; });
    needs_vault_ = true;
    return *this;
  }

  CommandOptions& redaction() {
    once("--key", "KEY", "the same key gives the same placeholders",
         [this](const std::string& text) { arguments_->policy.key = text; });
    many("--only", "CLASS[,CLASS]", "replace only these classes", [this](const std::string& text) {
      auto& disabled = arguments_->policy.disabled;
      if (!only_) std::fill(std::begin(disabled), std::end(disabled), true);
      only_ = true;
      set_classes("--only", text, false);
    });
    many("--skip", "CLASS[,CLASS]", "leave these classes as they are",
         [this](const std::string& text) { set_classes("--skip", text, true); });
    many("--word", "WORD", "a word that only you know to be private: a company, product or person",
         [this](const std::string& text) { arguments_->policy.words.push_back(text); });
    many("--pattern", "REGEX", "what follows a scheme of yours, in RE2's syntax",
         [this](const std::string& text) { arguments_->policy.patterns.push_back(text); });
    many("--allow", "VALUE", "a value that may stay; `.example.com`: with everything below it",
         [this](const std::string& text) { arguments_->policy.allowed.push_back(text); });
    const std::string note = app_->get_footer();
    app_->footer(kClasses + note);
    return *this;
  }

  CommandOptions& task() {
    once("--task", "explain|fix|question", "what the model is asked; the default is fix",
         [this](const std::string& text) {
           const auto task = assistant::parse_task(text);
           if (!task) refuse("--task takes explain, fix or question, not `" + text + "`");
           arguments_->task = *task;
         });
    return *this;
  }

  CommandOptions& asking() {
    once("--question", "TEXT", "a question of yours, redacted like the rest",
         [this](const std::string& text) { arguments_->question = text; });
    once("--budget", "TOKENS", "the longest prompt",
         [this](const std::string& text) { arguments_->budget = number("--budget", text); });
    return *this;
  }

  CommandOptions& answering() {
    once("--answer", "ANSWER", "the model's answer: JSON, a diff or fenced blocks",
         [this](const std::string& text) { arguments_->answer = text; });
    many("--accept", "HUNK", "apply this hunk, and none that is not named",
         [this](const std::string& text) { arguments_->accepted.push_back(number("--accept", text)); });
    app_->add_flag("--accept-marked", arguments_->accept_marked, "apply hunks that have marks, too");
    needs_answer_ = true;
    return *this;
  }

  // What only the whole command line tells.
  void check() const {
    const std::string command = "`" + app_->get_name() + "`";
    for (const std::string& word : app_->remaining()) {
      if (word == "--") continue;  // the library keeps it
      if (word[0] == '-' && word.size() > 1) refuse(command + about(" has no option ", word));
      refuse(command + (most_ == 0 ? " takes no file" : " takes one file"));
    }
    const std::vector<std::string>& files = arguments_->files;
    if (std::count(files.begin(), files.end(), "") > 0) refuse("a file name is empty");
    if (most_ > 0 && files.empty()) refuse(command + " needs a file (`-` for standard input)");
    if (needs_vault_ && arguments_->vault.empty()) refuse(command + " needs --vault FILE");
    if (needs_answer_ && arguments_->answer.empty()) refuse(command + " needs --answer FILE");
    if (arguments_->fix_mode == FixMode::write && arguments_->into.empty() && files[0] == "-")
      refuse("--write needs a file, not standard input: use --output FILE, or --into the file to fix");
    std::vector<std::string> inputs = files;
    inputs.insert(inputs.end(), arguments_->logs.begin(), arguments_->logs.end());
    inputs.insert(inputs.end(), arguments_->into.begin(), arguments_->into.end());
    inputs.push_back(arguments_->answer);
    if (std::count(inputs.begin(), inputs.end(), "-") > 1)
      refuse("standard input (`-`) can be read only once");
  }

 private:
  using Setter = std::function<void(const std::string&)>;

  CLI::Option* add(const char* name, const std::string& value, const std::string& description,
                   CLI::callback_t set) {
    return app_->add_option(name, std::move(set), description)
        ->option_text(value)
        ->type_size(1)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  // An option with one value; the same value twice is no contradiction.
  void once(const char* name, const std::string& value, const std::string& description, const Setter& set) {
    add(name, value, description, [name, set](const CLI::results_t& values) {
      for (const std::string& text : values) {
        if (text.empty()) refuse(std::string(name) + " needs a value");
        if (text != values[0])
          refuse(std::string(name) + " is given twice: `" + values[0] + "` and `" + text + "`");
      }
      set(values[0]);
      return true;
    });
  }

  void many(const char* name, const std::string& value, const std::string& description, const Setter& set) {
    add(name, value, description + "; repeatable", [name, set](const CLI::results_t& values) {
      for (const std::string& text : values) {
        if (text.empty()) refuse(std::string(name) + " needs a value");
        set(text);
      }
      return true;
    });
  }

  void mode(const char* name, FixMode wanted, const char* description) {
    app_->add_flag_callback(
        name, [this, wanted] { set_mode(wanted); }, description);
  }

  void set_mode(FixMode mode) {
    if (arguments_->fix_mode != FixMode::print) refuse("--diff, --write and --output cannot be combined");
    arguments_->fix_mode = mode;
  }

  static size_t number(const std::string& name, const std::string& text) {
    const bool digits = text.size() <= 9 && text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) refuse(name + " takes a number, not `" + text + "`");
    return std::stoul(text);
  }

  void set_classes(const std::string& option, const std::string& text, bool disabled) {
    // The library drops an empty name at the end.
    for (const std::string& name : CLI::detail::split(text.back() == ',' ? text + ',' : text, ',')) {
      const auto secret_class = redaction::parse_secret_class(name);
      if (!secret_class) {
        std::string known;
        for (size_t i = 0; i < redaction::kSecretClasses; ++i)
          known += (i == 0 ? "" : ", ") + std::string(to_string(static_cast<redaction::SecretClass>(i)));
        refuse(option + " takes classes from " + known.append(about(", not ", name)));
      }
      arguments_->policy.disabled[static_cast<size_t>(*secret_class)] = disabled;
    }
  }

  // NAME=PROTOCOL[,PROTOCOL]…; a name may hold `=`, a protocol may not.
  void add_answer(const std::string& text) {
    const size_t equals = text.rfind('=');
    BackendAnswer answer;
    answer.name = text.substr(0, equals);
    bool known = equals != std::string::npos && !answer.name.empty();
    for (const std::string& name : CLI::detail::split(known ? text.substr(equals + 1) : std::string(), ',')) {
      const auto protocol = parse_protocol(name);
      known = known && protocol.has_value();
      if (protocol) answer.protocols.push_back(*protocol);
    }
    if (!known)
      refuse(
          "--backend takes NAME=PROTOCOL[,PROTOCOL] with the protocols http1, http1-tls, h2c, h2-tls, grpc and grpc-tls, not `" +
          text + "`");
    for (const BackendAnswer& before : arguments_->answers) {
      if (before.name != answer.name) continue;
      if (before.protocols == answer.protocols) return;
      refuse("--backend is given twice for `" + answer.name + "`, as " + in_words(before) + " and as " +
             in_words(answer) + ": name what it speaks in one, such as `--backend " + answer.name +
             "=http1,h2c`");
    }
    arguments_->answers.push_back(std::move(answer));
  }

  static std::string in_words(const BackendAnswer& answer) {
    std::string words;
    for (const Protocol protocol : answer.protocols) {
      words += words.empty() ? "`" : ",";
      words += to_string(protocol);
    }
    return words + "`";
  }

  CLI::App* app_;
  size_t most_;
  Arguments* arguments_;
  bool only_ = false;  // --only was given
  bool needs_vault_ = false;
  bool needs_answer_ = false;
};

struct CommandRow {
  Command command;
  const char* name;
  const char* description;
  const char* note;  // below its options
  size_t most_files;
  void (*add_options)(CommandOptions* options);
};

constexpr size_t kMany = static_cast<size_t>(-1);
constexpr const char* kNewVault = "a new file for the originals, mode 0600, never overwritten";
constexpr const char* kOldVault = "the originals, as `redact` or `prompt` kept them";

const CommandRow kCommands[] = {
    {Command::check, "check", "name what is wrong, with its evidence and the fixes", "", kMany,
     [](CommandOptions* options) {
       options->files()
           .format({{"text", Format::text}, {"json", Format::json}, {"sarif", Format::sarif}})
           .evidence();
     }},
    {Command::explain, "explain", "say what each error-log entry means, and rank its causes",
     "Each entry comes with the command that decides between its causes. Configuration beside the log improves "
     "the\nranking.\n\n",
     kMany,
     [](CommandOptions* options) {
       options->files().format({{"text", Format::text}, {"json", Format::json}}).evidence();
     }},
    {Command::fix, "fix", "print the corrected configuration, or its patch",
     "Without --diff, --write or --output, `fix` prints the fixed text. PROFILE says what a fixed location gets "
     "beside\nthe fix: minimal (nothing), recommended (Host and forwarding headers), hardened (also timeouts, "
     "retries,\nbuffers and a zone). Where FILE is only a part of a configuration, --into carries the fix over "
     "to the file\nthat the part was copied from: blocks are found by their directives, and the patch applies "
     "to that file exactly.\n\n",
     1, [](CommandOptions* options) { options->files().fixing().evidence(); }},
    {Command::parse, "parse", "print the configuration as JSON in crossplane's shape", "", kMany,
     [](CommandOptions* options) { options->files().comments(); }},
    {Command::redact, "redact", "replace names and secrets by placeholders",
     "What only looks random is replaced, too, and listed on standard error. Read the result before you share "
     "it.\n\n",
     1, [](CommandOptions* options) { options->files().vault(kNewVault).redaction(); }},
    {Command::restore, "restore", "put the originals back into a text with placeholders",
     "Placeholders that a model has changed are mended; those that are not in the vault are reported.\n\n", 1,
     [](CommandOptions* options) { options->files().vault(kOldVault); }},
    {Command::gate, "gate", "find the values of a vault in a text before it leaves",
     "Every place is named that holds an original, in any encoding.\n\n", 1,
     [](CommandOptions* options) { options->files().vault(kOldVault); }},
    {Command::prompt, "prompt", "print what may be sent to a language model", "", kMany,
     [](CommandOptions* options) {
       options->files()
           .vault(kNewVault)
           .redaction()
           .task()
           .asking()
           .format({{"text", Format::text}, {"json", Format::json}})
           .evidence();
     }},
    {Command::review, "review", "check a model's answer, and print the patch of its clean hunks",
     "The answer is restored first. Standard error says what is wrong with the other hunks.\n\n", kMany,
     [](CommandOptions* options) {
       options->files()
           .vault(kOldVault)
           .answering()
           .task()
           .format({{"text", Format::text}, {"json", Format::json}})
           .evidence();
     }},
    {Command::rules, "rules", "list the rules", "", 0,
     [](CommandOptions* options) {
       options->format({{"text", Format::text}, {"json", Format::json}});
     }},
};

// Names a file without the brackets of what can be left out: check() has the better message.
class Formatter : public CLI::Formatter {
 public:
  std::string make_option_usage(const CLI::Option* option) const override {
    return option->get_name(true) + (option->get_expected_max() > 1 ? "..." : "");
  }
};

// `--name=`: the library would take the next word for the value.
void refuse_empty_values(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") return;
    if (word.size() > 3 && word.compare(0, 2, "--") == 0 && word.back() == '=' &&
        word.find('=') == word.size() - 1)
      refuse(word.substr(0, word.size() - 1) + " needs a value");
  }
}

Arguments read(std::vector<std::string> words) {
  Arguments arguments;
  CLI::App app(
      "stackengine finds why nginx and its backends do not understand each other, and fixes the configuration.\n",
      "stackengine");
  const auto formatter = std::make_shared<Formatter>();
  formatter->label("SUBCOMMAND", "COMMAND");
  formatter->label("Positionals", "Arguments");
  formatter->column_width(34);
  app.formatter(formatter);
  app.require_subcommand(0, 1);
  app.allow_extras();
  app.set_help_flag("-h,--help", "print this help; `stackengine COMMAND --help` lists a command's options");
  app.add_flag_callback(
      "--version", [&] { arguments.command = Command::version; }, "print the version");
  app.footer(kFooter);
  std::vector<CommandOptions> options;
  options.reserve(std::size(kCommands));  // their callbacks hold their addresses
  std::vector<CLI::App*> commands;
  for (const CommandRow& row : kCommands) {
    commands.push_back(app.add_subcommand(row.name, row.description)->group("Commands"));
    commands.back()->footer(row.note + std::string(kFooter));
    row.add_options(&options.emplace_back(commands.back(), row.most_files, &arguments));
  }

  // `stackengine help fix` is `stackengine fix --help`.
  const bool asks_for_help = !words.empty() && words[0] == "help";
  const std::string first = words.size() > asks_for_help ? words[asks_for_help] : std::string();
  const auto command = std::find_if(commands.begin(), commands.end(),
                                    [&](const CLI::App* one) { return one->get_name() == first; });
  arguments.help = command == commands.end() ? app.help() : (*command)->help("stackengine");
  if (asks_for_help) return arguments;
  if (words.empty())
    refuse(
        "a command is missing: check, explain, fix, parse, redact, restore, gate, prompt, review or rules");
  if (command == commands.end() && first[0] != '-') refuse("unknown command `" + first + "`");
  refuse_empty_values(words);
  std::reverse(words.begin(), words.end());  // as the library takes them
  try {
    app.parse(words);
  } catch (const CLI::CallForHelp&) {
    return arguments;
  } catch (const CLI::ArgumentMismatch& mismatch) {
    const std::string what = mismatch.what();
    if (what.compare(0, 4, "FILE") == 0) refuse("`" + first + "` takes one file");
    refuse(what.substr(0, what.find(':')) + " needs a value");
  }
  if (arguments.command == Command::version) return arguments;
  if (command == commands.end()) refuse("unknown option `" + first + "`");
  const auto index = static_cast<size_t>(command - commands.begin());
  options[index].check();
  arguments.command = kCommands[index].command;
  return arguments;
}

}  // namespace

std::optional<Arguments> parse_arguments(const std::vector<std::string>& words, std::string* error) {
  try {
    return read(words);
  } catch (const CLI::Error& wrong) {
    const auto is_first = [&](const CommandRow& row) { return !words.empty() && row.name == words[0]; };
    const bool known = std::any_of(std::begin(kCommands), std::end(kCommands), is_first);
    *error = wrong.what() + std::string(" (see `stackengine ") + (known ? words[0] + " " : "") + "--help`)";
    return std::nullopt;
  }
}

}  // namespace stackengine::cli
