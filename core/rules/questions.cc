#include "rules/questions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "backends/wire_of.h"

namespace stackengine::rules {
namespace {

void add_option(Protocol protocol, const std::string& change, Backend* backend) {
  const bool known = std::any_of(backend->options.begin(), backend->options.end(),
                                 [&](const Option& option) { return option.protocol == protocol; });
  if (!known) backend->options.push_back({protocol, change});
}

// The answers that change nothing: the failures then have another cause.
void add_unchanged(const ConfigFile& file, const nginx::Pass& pass, Backend* backend) {
  const std::optional<Wire> wire = backends::wire_of(file.config, pass);
  if (!wire) return;
  for (const Protocol protocol : understood_on(*wire)) {
    if (among(protocol, backend->excluded)) continue;
    add_option(protocol,
               "change nothing: " + directive_words(*wire) + " is right, and the failures have another cause",
               backend);
  }
}

}  // namespace

void ask(const Subject& subject, const std::vector<Diagnostic>& diagnostics, std::vector<Backend>* backends) {
  std::unordered_map<std::string_view, size_t> index;
  for (size_t i = 0; i < backends->size(); ++i) index.emplace((*backends)[i].name, i);
  for (const Diagnostic& diagnostic : diagnostics) {
    const auto found = index.find(diagnostic.backend);
    if (diagnostic.fixes.empty() || found == index.end()) continue;
    Backend& backend = (*backends)[found->second];
    if (backend.certainty == Certainty::known) continue;
    backend.question = true;
    for (const Fix& fix : diagnostic.fixes) {
      if (!fix.assumes) continue;
      add_option(fix.assumes->protocol, fix.title, &backend);
      for (const Protocol protocol : fix.same_for) add_option(protocol, fix.title, &backend);
    }
  }
  for (const ConfigFile& file : subject.files()) {
    for (const nginx::Pass& pass : file.config.passes()) {
      const Backend* target = subject.backend_of(pass);
      if (target == nullptr) continue;
      const auto found = index.find(target->name);
      if (found == index.end() || !(*backends)[found->second].question) continue;
      add_unchanged(file, pass, &(*backends)[found->second]);
    }
  }
}

}  // namespace stackengine::rules
