#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "diagnosis/quoted.h"
#include "nginx/spelling.h"
#include "rules/directive/fault.h"
#include "rules/rule.h"
#include "text/characters.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A loaded module may provide directives that the table does not have.
bool loads_modules(const Subject& subject) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::DirectiveId id : file.config.find(nginx::kNoDirective, "load_module")) {
      if (file.config.argument(id, 0).find("modules/ngx_") == std::string::npos) return true;
    }
  }
  return false;
}

// Whether `nginx -V` shows that only nginx's own modules are compiled in.
bool has_own_modules_only(const Subject& subject) {
  const auto& arguments = subject.nginx().arguments;
  return arguments && std::none_of(arguments->begin(), arguments->end(),
                                   [](const std::string& one) { return starts_with(one, "--add-"); });
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const bool foreign_modules = loads_modules(subject);
  const bool own_modules = !foreign_modules && has_own_modules_only(subject);
  // The same mistake often appears many times, and each search among all names takes time.
  std::map<std::tuple<std::string_view, uint32_t, bool, uint32_t>, nginx::Spelling> answers;
  for_each_fault(
      subject, nginx::Problem::unknown, diagnostics, [&](const ConfigFile& file, const nginx::Fault& fault) {
        const nginx::Config& config = file.config;
        const nginx::DirectiveId id = fault.directive;
        const std::string_view name = config.name(id);
        const auto asked = std::make_tuple(name, subject.contexts().of(fault.file, id),
                                           config.tree().is_block(id), config.tree().argument_count(id));
        auto answer = answers.find(asked);
        if (answer == answers.end()) {
          const auto& [word, contexts, block, arguments] = asked;
          answer = answers
                       .emplace(asked, nginx::nearest_directive(word, contexts, block, arguments,
                                                                subject.nginx().version))
                       .first;
        }
        const nginx::Spelling& meant = answer->second;
        // nginx may refuse a second directive with the name, and a misspelt block name deserves a look at the
        // block's content.
        const bool alone = config.find(config.directive(id).parent, meant.name).empty();
        const bool certain = meant.certain && (alone && !config.tree().is_block(id));
        const Applicability applicability = !meant.accepted ? Applicability::manual
                                            : certain       ? Applicability::safe
                                                            : Applicability::unsafe;
        Diagnostic diagnostic;
        diagnostic.rule = kUnknownDirective.id;
        // A name unlike any of nginx's may come from a module.
        const bool open =
            meant.name.empty() && !own_modules && (foreign_modules || nginx::looks_foreign(name));
        diagnostic.severity = open ? Severity::warning : Severity::error;
        diagnostic.place = {file.source, name_of(config, id)};
        diagnostic.message =
            (open ? "nginx itself has no directive " : "nginx has no directive ") + quoted(name);
        diagnostic.why = meant.case_only
                             ? "directive names are lower case, and nginx distinguishes upper and lower case"
                             : "an unknown directive makes nginx refuse the whole configuration";
        diagnostic.help = meant.name.empty() ? "remove it, or load the module that provides it"
                                             : "did you mean " + quoted(meant.name) + "?";
        if (open) {
          diagnostic.why = "nginx refuses the whole configuration unless a module provides it";
          diagnostic.help =
              "check its spelling; if a module provides it, check that the module is loaded (`load_module`) or compiled in (`nginx -V`)";
        }
        diagnostic.nginx_message = "unknown directive " + in_quotes(name);
        if (name.find(kNoBreakSpace) != std::string_view::npos) {
          diagnostic.help =
              "replace the no-break space, which nginx reads as part of the word, with an ordinary space";
        } else if (name.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
          diagnostic.help = "save the file without the byte order mark before this word";
        }
        if (!meant.name.empty()) {
          diagnostic.fixes.push_back(
              {"write " + quoted(meant.name),
               applicability,
               applicability == Applicability::safe ? "" : quoted(meant.name) + " is what was meant",
               {{{file.source, name_of(config, id)}, std::string(meant.name)}}});
        }
        diagnostics->add(std::move(diagnostic));
      });
}

}  // namespace

const Rule kUnknownDirective = {"unknown-directive", Severity::error, "a directive that nginx does not know",
                                check};

}  // namespace stackengine::rules
