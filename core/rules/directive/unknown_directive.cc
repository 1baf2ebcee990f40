#include "rules/directive/unknown_directive.h"

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
#include "text/characters.h"

namespace stackengine::rules {
namespace {

constexpr std::string_view kDocumentation = R"(## What it does
Reports a name that is a directive of no nginx version and of no module that is known here.

## Why is this bad
nginx refuses the configuration as a whole: `unknown directive`. Mostly it is a slip of the keyboard; nginx says where, not what was meant.

## Example
```nginx
location / {
    proxy_pas http://127.0.0.1:8080;
}
```
Use instead:
```nginx
location / {
    proxy_pass http://127.0.0.1:8080;
}
```

## Fix safety
Safe when one directive that may stand there is a single letter away, takes that number of arguments and no other is as near, or when only upper
and lower case differ. Else unsafe, as for a block or a directive that
the block has already; manual when nginx would not take it with these arguments. Directives of modules outside nginx (`more_set_headers`, `brotli`, `lua_…`) are not reported.
A name that is like none of nginx's (`graphite_data`), or stands beside a `load_module` of an unknown module, may be a module's: it is a warning, unless `nginx -V` shows
that no module was added.

## References
- ngx_conf_file.c, ngx_conf_handler()
- directives.jsonl: the commands of nginx's source at each release
)";

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A module that is loaded may bring names that nobody knows here.
bool loads_modules(const Subject& subject) {
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::DirectiveId id : file.config.find(nginx::kNoDirective, "load_module")) {
      if (file.config.argument(id, 0).find("modules/ngx_") == std::string::npos) return true;
    }
  }
  return false;
}

// Whether `nginx -V` shows that nothing was compiled in but nginx's own modules.
bool has_own_modules_only(const Subject& subject) {
  const auto& arguments = subject.nginx().arguments;
  return arguments && std::none_of(arguments->begin(), arguments->end(),
                                   [](const std::string& one) { return starts_with(one, "--add-"); });
}

void check(const Subject& subject, DiagnosticList* diagnostics) {
  const bool foreign_modules = loads_modules(subject);
  const bool own_modules = !foreign_modules && has_own_modules_only(subject);
  // One mistake is often made many times, and each look among all names takes time.
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
        // A second directive of a name may be refused, and who wrote a block's name wrong must look at what
        // it holds.
        const bool alone = config.find(config.directive(id).parent, meant.name).empty();
        const bool certain = meant.certain && (alone && !config.tree().is_block(id));
        const Applicability applicability = !meant.accepted ? Applicability::manual
                                            : certain       ? Applicability::safe
                                                            : Applicability::unsafe;
        Diagnostic diagnostic;
        diagnostic.rule = kUnknownDirective.id;
        // A module may bring a name that is like none of nginx's.
        const bool open =
            meant.name.empty() && !own_modules && (foreign_modules || nginx::looks_foreign(name));
        diagnostic.severity = open ? Severity::warning : Severity::error;
        diagnostic.place = {file.source, name_of(config, id)};
        diagnostic.message =
            (open ? "nginx itself has no directive " : "nginx has no directive ") + quoted(name);
        diagnostic.why = meant.case_only
                             ? "names of directives are lower case, and nginx minds the case"
                             : "nginx refuses the whole configuration for a name that it does not know";
        diagnostic.help = meant.name.empty() ? "remove it, or load the module that brings it"
                                             : "did you mean " + quoted(meant.name) + "?";
        if (open) {
          diagnostic.why = "nginx refuses the whole configuration unless a module brings it";
          diagnostic.help =
              "check its spelling; if a module brings it, check that the module is loaded (`load_module`) or "
              "compiled in (`nginx -V`)";
        }
        diagnostic.nginx_message = "unknown directive " + in_quotes(name);
        if (name.find(kNoBreakSpace) != std::string_view::npos) {
          diagnostic.help =
              "it holds a no-break space, which is part of the word to nginx: write an ordinary blank";
        } else if (name.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
          diagnostic.help = "a byte order mark stands before it: save the file without one";
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

const Rule kUnknownDirective = {"unknown-directive", "directive",
                                Severity::error,     "a directive that nginx does not know",
                                kDocumentation,      check};

}  // namespace stackengine::rules
