#include "rules/fix_keys.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nginx/buffer_limits.h"
#include "nginx/parser.h"
#include "rules/upstream/counterpart.h"
#include "rules/upstream/headers.h"

namespace stackengine::rules {
namespace {

using nginx::Config;
using nginx::DirectiveId;
using nginx::kNoDirective;

constexpr std::string_view kFamilies[] = {"proxy_", "grpc_"};
constexpr size_t kNoFamily = 2;
constexpr std::string_view kPass = "/pass";  // ends the key of a changed pass directive

// Index in kFamilies.
size_t family_of(std::string_view name) {
  for (size_t i = 0; i < kNoFamily; ++i) {
    if (name.substr(0, kFamilies[i].size()) == kFamilies[i]) return i;
  }
  return kNoFamily;
}

bool is_pass(std::string_view name) { return name == "proxy_pass" || name == "grpc_pass"; }

// The innermost block whose body contains `span`.
DirectiveId block_around(const Config& config, Span span) {
  const auto& all = config.tree().directives;
  const auto after =
      std::upper_bound(all.begin(), all.end(), span.start,
                       [](uint32_t at, const nginx::Directive& one) { return at < one.span.start; });
  auto id = after == all.begin() ? kNoDirective : static_cast<DirectiveId>(after - all.begin() - 1);
  while (id != kNoDirective) {
    const nginx::Directive& one = config.directive(id);
    if (config.tree().is_block(id) && one.body.start <= span.start && span.end <= one.body.end) break;
    id = one.parent;
  }
  return id;
}

// The directives of `block` that `span` changes.
std::vector<DirectiveId> changed_in(const Config& config, DirectiveId block, Span span) {
  std::vector<DirectiveId> ids;
  if (span.empty()) return ids;
  const auto& all = config.tree().directives;
  const auto after =
      std::lower_bound(all.begin(), all.end(), span.end,
                       [](const nginx::Directive& one, uint32_t at) { return one.span.start < at; });
  auto id = static_cast<DirectiveId>(after - all.begin());
  while (id > 0) {
    DirectiveId one = id - 1;
    while (one != kNoDirective && config.directive(one).parent != block) one = config.directive(one).parent;
    if (one == kNoDirective || config.directive(one).span.end <= span.start) break;
    ids.push_back(one);
    id = one;
  }
  return ids;
}

// Gathers the keys of one fix.
class Keys {
 public:
  explicit Keys(const Subject& subject) : subject_(subject) {}

  std::vector<FixKey> of(const Fix& fix) {
    for (const Edit& edit : fix.edits) read(edit);
    for (const auto& [place, edits] : changed_) read_change(*place.first, place.second, edits);
    for (const auto& [place, claim] : claims_) {
      const size_t family = claim.pass != kNoFamily  ? claim.pass
                            : claim.set != kNoFamily ? claim.set
                                                     : 1 - claim.removed;
      put(*place.first, place.second, "family", std::string(kFamilies[family]));
    }
    std::vector<FixKey> keys;
    keys.reserve(values_.size());
    for (auto& [what, value] : values_) keys.push_back({what, std::move(value)});
    return keys;
  }

 private:
  using InFile = std::pair<const ConfigFile*, DirectiveId>;

  // What a fix does to the families of a block: kNoFamily where it does nothing.
  struct Claim {
    size_t pass = kNoFamily;
    size_t set = kNoFamily;
    size_t removed = kNoFamily;
  };

  const ConfigFile* file_of(size_t source) const {
    const auto& files = subject_.files();
    const auto found =
        std::lower_bound(files.begin(), files.end(), source,
                         [](const ConfigFile& file, size_t wanted) { return file.source < wanted; });
    return found == files.end() || found->source != source ? nullptr : &*found;
  }

  void put(const ConfigFile& file, DirectiveId block, std::string_view name, std::string value) {
    values_[std::to_string(file.source) + "/" + std::to_string(block) + "/" + std::string(name)] =
        std::move(value);
  }

  void read(const Edit& edit) {
    const ConfigFile* file = file_of(edit.place.source);
    if (file == nullptr) return;
    const DirectiveId block = block_around(file->config, edit.place.span);
    const std::vector<DirectiveId> changed = changed_in(file->config, block, edit.place.span);
    for (const DirectiveId id : changed) changed_[{file, id}].push_back(edit);
    if (!changed.empty()) return;
    const Config added(edit.text);
    for (const DirectiveId id : added.tree().children(kNoDirective))
      set(*file, block, added, id, std::to_string(edit.place.span.start) + edit.text);
  }

  // The directive as all edits of the fix leave it.
  void read_change(const ConfigFile& file, DirectiveId id, const std::vector<Edit>& edits) {
    const Config& config = file.config;
    const DirectiveId block = config.directive(id).parent;
    if (family_of(config.name(id)) == kNoFamily) return;  // conflicts are found by the places of the edits
    const Span span = config.directive(id).span;
    std::vector<Edit> own;
    std::string value;
    for (const Edit& edit : edits) {
      const uint32_t start = std::clamp(edit.place.span.start, span.start, span.end) - span.start;
      const uint32_t end = std::clamp(edit.place.span.end, span.start, span.end) - span.start;
      own.push_back({{0, {start, end}}, edit.text});
      value += std::to_string(edit.place.span.start) + ":" + std::to_string(edit.place.span.end) + edit.text;
    }
    const std::string text = apply_edits(span.in(config.text()), std::move(own));
    const Config left(text);
    const std::vector<DirectiveId> now = left.tree().children(kNoDirective);
    for (const DirectiveId one : now) set(file, block, left, one, value);
    if (!is_pass(config.name(id))) touch(file, block, config, id, value);
    const size_t family = family_of(config.name(id));
    if (now.empty()) claims_[{&file, config.settings_block(block)}].removed = family;
  }

  // `id` of `config` is, or becomes, a directive of `block` in `file`.
  void set(const ConfigFile& file, DirectiveId block, const Config& config, DirectiveId id,
           const std::string& value) {
    const std::string_view name = config.name(id);
    const size_t family = family_of(name);
    if (family == kNoFamily) {
      std::string what(name);
      for (uint32_t i = 0; i + 1 < config.tree().argument_count(id); ++i)
        what += " " + config.argument(id, i);
      return put(file, block, what, value);
    }
    Claim& claim = claims_[{&file, file.config.settings_block(block)}];
    (is_pass(name) ? claim.pass : claim.set) = family;
    if (!is_pass(name)) return touch(file, block, config, id, value);
    // The pass directives of a block change independently.
    values_.emplace(std::to_string(file.source) + "/" + std::to_string(block) + std::string(kPass), "");
  }

  // The fix changes the setting of `block`, and relies on what the block inherits.
  void touch(const ConfigFile& file, DirectiveId block, const Config& config, DirectiveId id,
             const std::string& value) {
    std::string what(config.name(id));
    if (what == "proxy_set_header" || what == "grpc_set_header") {
      inherit(file, block, what);
      put(file, block, what, "some");
      return put(file, block, what + " " + header_name(config, id), value);
    }
    if (nginx::is_buffer_setting(what)) what = "proxy_buffers";
    if (may_repeat(what)) {
      for (uint32_t i = 0; i < config.tree().argument_count(id); ++i) what += " " + config.argument(id, i);
    }
    inherit(file, block, what);
    put(file, block, what, value);
  }

  void inherit(const ConfigFile& file, DirectiveId block, std::string_view what) {
    while (block != kNoDirective) {
      block = file.config.directive(block).parent;
      values_.emplace(std::to_string(file.source) + "/" + std::to_string(block) + "/" + std::string(what),
                      "");
    }
  }

  const Subject& subject_;
  std::map<InFile, std::vector<Edit>> changed_;
  std::map<InFile, Claim> claims_;
  std::map<std::string, std::string> values_;
};

}  // namespace

bool changes_pass(const Fix& fix) {
  return std::any_of(fix.keys.begin(), fix.keys.end(), [](const FixKey& key) {
    return key.what.size() > kPass.size() &&
           key.what.compare(key.what.size() - kPass.size(), kPass.size(), kPass) == 0;
  });
}

void set_keys(const Subject& subject, Diagnostic* diagnostic) {
  for (Fix& fix : diagnostic->fixes) fix.keys = Keys(subject).of(fix);
}

}  // namespace stackengine::rules
