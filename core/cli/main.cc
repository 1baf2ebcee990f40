// The `stackengine` command: reads arguments and files, calls the engine, prints. It makes no decisions of
// its own.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/assistant.h"
#include "cli/files.h"
#include "cli/load.h"
#include "engine.h"
#include "report/crossplane.h"
#include "report/explain.h"
#include "report/json.h"
#include "report/sarif.h"
#include "report/text.h"
#include "report/vault_json.h"
#include "text/line_index.h"

namespace stackengine::cli {
namespace {

int status_of(const Totals& totals) { return totals.findings() > 0 ? kFindings : kNoFinding; }

std::string unrecognised_words(const Workspace& workspace, const Analysis& analysis) {
  return workspace.documents.front().name + ": " + analysis.unrecognised;
}

int check(const Arguments& arguments) {
  Workspace workspace;
  Analysis analysis;
  std::string error;
  if (!load(arguments, &workspace, &analysis, &error)) return unusable(error);
  if (!analysis.unrecognised.empty()) return unusable(unrecognised_words(workspace, analysis));
  const int status = status_of(totals(analysis));
  switch (arguments.format) {
    case Format::text:
      return printed(report::to_text(workspace, analysis), status);
    case Format::sarif:
      return printed(report::to_sarif(workspace, analysis), status);
    case Format::json:
      break;
  }
  return printed(report::analysis_text(workspace, analysis), status);
}

int parse(const Arguments& arguments) {
  Workspace workspace;
  Analysis analysis;
  std::string error;
  if (!load(arguments, &workspace, &analysis, &error)) return unusable(error);
  const report::Crossplane parsed = report::to_crossplane(workspace, analysis, arguments.comments);
  if (parsed.empty) return unusable(workspace.documents.front().name + ": contains no nginx configuration");
  return printed(parsed.json + "\n", parsed.failed ? kFindings : kNoFinding);
}

int explain(const Arguments& arguments) {
  Workspace workspace;
  Analysis analysis;
  std::string error;
  if (!load(arguments, &workspace, &analysis, &error)) return unusable(error);
  if (analysis.log.empty()) {
    return unusable(workspace.documents.front().name +
                    ": contains no error-log lines; use `check` for a configuration");
  }
  if (arguments.format == Format::text) return printed(report::explain_text(workspace, analysis), kNoFinding);
  report::Json whole = report::analysis_json(workspace, analysis, report::Unit::utf8);
  const report::Json json = {
      {"api", 1}, {"backends", std::move(whole["backends"])}, {"log", std::move(whole["log"])}};
  return printed(report::dump(json, 2) + "\n", kNoFinding);
}

// How to apply the patch of a fragment.
constexpr const char* kFragmentNote =
    "note: the patch is for the fragment `%s`. `patch -l` finds its blocks in your file if their lines are unchanged; for a patch that applies exactly, add --into with your nginx.conf\n";

std::string outcome_text(const Analysis& analysis, const FixOutcome& outcome) {
  const Diagnostic& diagnostic = analysis.diagnostics[outcome.diagnostic];
  const Fix& fix = diagnostic.fixes[outcome.fix];
  switch (outcome.status) {
    case FixStatus::applied: {
      std::string out = "fixed: " + diagnostic.message + ": " + outcome.title;
      if (!outcome.assumption.empty()) out += ", assuming that " + outcome.assumption;
      return out + "\n";
    }
    case FixStatus::settled:
      return "settled by another fix: " + diagnostic.message + "\n";
    case FixStatus::conflicting:
    case FixStatus::refused:
      return "not fixed (" + std::string(to_string(outcome.status)) + "): " + diagnostic.message + ": " +
             fix.title + ": " + outcome.reason + "\n";
    case FixStatus::not_chosen:
      break;
  }
  std::string out = "not fixed: " + diagnostic.message + ": " + fix.title;
  if (fix.applicability == Applicability::manual) {
    out += ": apply this fix yourself if " + fix.assumption;
  } else if (!fix.assumption.empty()) {
    out += ": needs --unsafe, because it assumes that " + fix.assumption;
  }
  return out + "\n";
}

// What is fixed and what is left, for standard error. The fixed text or the patch goes to standard output.
std::string summary(const Analysis& analysis, const Refactoring& refactoring) {
  std::string out;
  size_t told = 0;  // applied fixes
  size_t more = 0;  // fixes not applied
  for (const FixOutcome& outcome : refactoring.outcomes) {
    const bool applied = outcome.status == FixStatus::applied;
    const bool settled = outcome.status == FixStatus::settled;
    if (outcome.diagnostic < listed(analysis)) {
      out += outcome_text(analysis, outcome);
      told += applied;
    } else {
      more += !applied && !settled;
    }
  }
  if (refactoring.applied > told)
    out += "fixed: " + std::to_string(refactoring.applied - told) + " more, not listed\n";
  if (more > 0) out += "not fixed: " + std::to_string(more) + " more, not listed\n";
  for (const Addition& addition : refactoring.additions) {
    out += "added" + (addition.block.empty() ? "" : " to `" + addition.block + "`") + ": `" +
           addition.directive + "`: " + addition.reason + "\n";
  }
  for (const std::string& note : refactoring.notes) out += "note: " + note + "\n";
  Totals unlisted = refactoring.left;
  unlisted.infos = 0;
  for (const Diagnostic& diagnostic : refactoring.remaining) {
    if (diagnostic.severity == Severity::info) continue;
    out += "left: " + diagnostic.message + " [" + diagnostic.rule + "]\n";
    --(diagnostic.severity == Severity::error ? unlisted.errors : unlisted.warnings);
  }
  if (unlisted.all() > 0) out += "left: " + report::totals_text(unlisted) + " more, not listed\n";
  for (const Step& step : verification(analysis, refactoring)) {
    out += "then: " + step.title + "\n    " + step.command + "\n";
  }
  const bool open =
      std::any_of(refactoring.outcomes.begin(), refactoring.outcomes.end(),
                  [](const FixOutcome& outcome) { return outcome.status == FixStatus::not_chosen; });
  return open ? out + report::questions_text(analysis) : out;
}

// All files as one text. Several files become one `nginx -T` dump again (ngx_dump_config).
std::string fixed_text(const std::vector<FixedFile>& files, std::string FixedFile::*text) {
  if (files.size() == 1) return files.front().*text;
  std::string out;
  for (const FixedFile& file : files) out += "# configuration file " + file.name + ":\n" + file.*text + "\n";
  return out;
}

// Several files are each printed with their names, but not written into one.
int write_target(const Arguments& arguments, const Refactoring& rebasing, int status) {
  std::string error;
  switch (arguments.fix_mode) {
    case FixMode::print:
      return printed(rebasing.files.empty() ? "" : fixed_text(rebasing.files, &FixedFile::after), status);
    case FixMode::diff:
      return printed(rebasing.patch, status);
    case FixMode::output:
      if (rebasing.files.size() != 1) return unusable("--output takes one file, but the fix changes others");
      return replace_file(arguments.output, rebasing.files.front().after, &error) ? status : unusable(error);
    case FixMode::write:
      break;
  }
  for (const FixedFile& file : rebasing.files) {
    if (!replace_file(file.name, file.after, &error)) return unusable(error);
  }
  return status;
}

// Applies the fix to the files of --into.
int fix_into(const Arguments& arguments, const Workspace& workspace, const Analysis& analysis,
             const Refactoring& refactoring, const Choices& choices) {
  std::string error;
  std::vector<Document> target;
  if (!load_target(arguments.into, &target, &error)) return unusable(error);
  const Rebasing rebasing = rebase(workspace, analysis, refactoring, choices, target);
  if (!rebasing.problem.empty()) return unusable(rebasing.problem);
  std::fputs(summary(rebasing.analysis, rebasing.refactoring).c_str(), stderr);
  for (const FixedFile& file : rebasing.refactoring.files)
    std::fprintf(stderr, "changed: %s\n", file.name.c_str());
  return write_target(arguments, rebasing.refactoring, status_of(refactoring.left));
}

int fix(const Arguments& arguments) {
  Workspace workspace;
  Analysis analysis;
  std::string error;
  if (!load(arguments, &workspace, &analysis, &error)) return unusable(error);
  if (!analysis.unrecognised.empty()) return unusable(unrecognised_words(workspace, analysis));
  Choices choices;
  choices.unsafe = arguments.unsafe;
  choices.profile = arguments.profile;
  const Refactoring refactoring = refactor(workspace, analysis, choices);
  const Document& document = workspace.documents.front();
  if (refactoring.files.empty()) {
    return unusable(document.name + ": contains only log lines, no configuration to fix");
  }
  if (!arguments.into.empty()) return fix_into(arguments, workspace, analysis, refactoring, choices);
  const std::string before = fixed_text(refactoring.files, &FixedFile::before);
  const std::string after = fixed_text(refactoring.files, &FixedFile::after);
  std::fputs(summary(analysis, refactoring).c_str(), stderr);
  for (const FixedFile& file : refactoring.files) {
    if (file.fragment && !file.changes.empty()) std::fprintf(stderr, kFragmentNote, file.name.c_str());
  }
  const int status = status_of(refactoring.left);
  switch (arguments.fix_mode) {
    case FixMode::print:
      return printed(after, status);
    case FixMode::diff:
      return printed(refactoring.patch, status);
    case FixMode::output:
      return replace_file(arguments.output, after, &error) ? status : unusable(error);
    case FixMode::write:
      break;
  }
  if (before != document.text) {
    return unusable(
        document.name +
        ": contains lines other than configuration, which --write would lose; use --output FILE or --diff");
  }
  if (after == before) return status;
  return replace_file(arguments.files.front(), after, &error) ? status : unusable(error);
}

constexpr size_t kMostListed = 20;

// What the user should check: random-looking strings that were replaced, by place (the value itself is in the
// file), and names to add.
void report_guesses(const Document& document, const redaction::Redaction& redaction) {
  const LineIndex lines(document.text);
  size_t count = 0;
  for (const redaction::Finding& finding : redaction.findings) {
    if (finding.secret_class != redaction::SecretClass::random || ++count > kMostListed) continue;
    const LineColumn at = lines.at(finding.span.start);
    std::fprintf(stderr, "%s:%u:%u: replaced because it looks random: %s\n", document.name.c_str(), at.line,
                 at.column, redaction.vault.entries[finding.entry].placeholder.c_str());
  }
  if (count > kMostListed) std::fprintf(stderr, "and %zu more\n", count - kMostListed);
  if (count > 0) std::fputs("hint: use `--allow VALUE` to keep a value\n", stderr);
  for (const std::string& word : redaction.suggested_words)
    std::fprintf(stderr, "hint: use `--word %s` to replace it outside domain names, too\n", word.c_str());
}

// Names the place and class of each leak, never the value.
void report_leaks(const std::string& name, const std::string& text, const redaction::Vault& vault,
                  const std::vector<redaction::Leak>& leaks) {
  const LineIndex lines(text);
  for (size_t i = 0; i < std::min(leaks.size(), kMostListed); ++i) {
    const LineColumn at = lines.at(leaks[i].span.start);
    const redaction::VaultEntry& entry = vault.entries[leaks[i].entry];
    std::fprintf(stderr, "%s:%u:%u: the value of `%s` is still there: %s, %s\n", name.c_str(), at.line,
                 at.column, entry.placeholder.c_str(), std::string(to_string(entry.secret_class)).c_str(),
                 leaks[i].encoding);
  }
  if (leaks.size() > kMostListed) std::fprintf(stderr, "and %zu more\n", leaks.size() - kMostListed);
}

// What the user should check in a restored text.
void report_doubts(const std::string& name, const redaction::Restoration& restoration) {
  const LineIndex lines(restoration.text);
  for (size_t i = 0; i < std::min(restoration.unknown.size(), kMostListed); ++i) {
    const redaction::UnknownPlaceholder& one = restoration.unknown[i];
    const char* why = one.doubt == redaction::Doubt::unknown        ? "is not in the vault; left unchanged"
                      : one.doubt == redaction::Doubt::derived_host ? "is a new name below a known one"
                      : one.doubt == redaction::Doubt::derived_address
                          ? "is next to known addresses; left unchanged"
                          : "has a prefix length that is not in the input";
    const LineColumn at = lines.at(one.span.start);
    std::fprintf(stderr, "%s:%u:%u: `%s` %s\n", name.c_str(), at.line, at.column,
                 std::string(one.span.in(restoration.text)).c_str(), why);
  }
  if (restoration.unknown.size() > kMostListed)
    std::fprintf(stderr, "and %zu more\n", restoration.unknown.size() - kMostListed);
}

int redact_file(const Arguments& arguments) {
  Workspace workspace;
  std::string error;
  if (!add_document(arguments.files.front(), DocumentKind::automatic, &workspace, &error))
    return unusable(error);
  const std::string refusal = intake::refusal(workspace.documents.front());
  if (!refusal.empty()) return unusable(workspace.documents.front().name + ": " + refusal);
  const redaction::Redaction redaction = redact(workspace, arguments.policy);
  if (!redaction.refusal.empty()) return unusable(redaction.refusal);
  const std::string& text = redaction.texts.front();
  const std::vector<redaction::Leak> leaks = redaction::find_leaks(text, redaction.vault);
  if (!leaks.empty()) {
    report_leaks(workspace.documents.front().name + " (redacted)", text, redaction.vault, leaks);
    return unusable("the redacted text still contains a protected value, so nothing is printed");
  }
  if (!create_private_file(arguments.vault, report::vault_to_json(redaction.vault), &error))
    return unusable(error);
  report_guesses(workspace.documents.front(), redaction);
  return printed_with_vault(text, arguments.vault);
}

// Reads the vault and the text of a command. False, with `error` set, if one is not usable.
bool load_vault_and_text(const Arguments& arguments, redaction::Vault* vault, std::string* text,
                         std::string* error) {
  if (!load_vault(arguments.vault, vault, error)) return false;
  auto content = read_file(arguments.files.front(), Limits::kMaxTotalBytes, error);
  if (content) *text = std::move(*content);
  return content.has_value();
}

int restore_file(const Arguments& arguments) {
  redaction::Vault vault;
  std::string text;
  std::string error;
  if (!load_vault_and_text(arguments, &vault, &text, &error)) return unusable(error);
  const redaction::Restoration restoration = redaction::restore(text, vault);
  report_doubts(display_name(arguments.files.front()), restoration);
  return printed(restoration.text, restoration.unknown.empty() ? kNoFinding : kFindings);
}

int gate_file(const Arguments& arguments) {
  redaction::Vault vault;
  std::string text;
  std::string error;
  if (!load_vault_and_text(arguments, &vault, &text, &error)) return unusable(error);
  const std::vector<redaction::Leak> leaks = redaction::find_leaks(text, vault);
  report_leaks(display_name(arguments.files.front()), text, vault, leaks);
  return leaks.empty() ? kNoFinding : kFindings;
}

int list_rules(const Arguments& arguments) {
  std::string out;
  if (arguments.format == Format::text) {
    for (const rules::Rule* rule : rules::all_rules()) {
      out += std::string(rule->id) + " (" + std::string(rules::group_of(*rule)) + ", " +
             std::string(to_string(rule->severity)) + "): " + std::string(rule->summary) + "\n";
    }
    return printed(out, kNoFinding);
  }
  return printed(report::dump({{"api", 1}, {"rules", report::rules_json()}}, 2) + "\n", kNoFinding);
}

int run(const std::vector<std::string>& words) {
  std::signal(SIGPIPE, SIG_IGN);
  open_standard_streams();
  std::string error;
  const auto arguments = parse_arguments(words, &error);
  if (!arguments) return unusable(error);
  switch (arguments->command) {
    case Command::check:
      return check(*arguments);
    case Command::explain:
      return explain(*arguments);
    case Command::fix:
      return fix(*arguments);
    case Command::parse:
      return parse(*arguments);
    case Command::redact:
      return redact_file(*arguments);
    case Command::restore:
      return restore_file(*arguments);
    case Command::gate:
      return gate_file(*arguments);
    case Command::rules:
      return list_rules(*arguments);
    case Command::prompt:
      return print_prompt(*arguments);
    case Command::review:
      return review_answer_file(*arguments);
    case Command::version:
      return printed("stackengine " STACKENGINE_VERSION "\n", kNoFinding);
    case Command::help:
      break;
  }
  return printed(arguments->help, kNoFinding);
}

}  // namespace
}  // namespace stackengine::cli

int main(int argc, char** argv) {
  return stackengine::cli::run(std::vector<std::string>(argv + 1, argv + argc));
}
