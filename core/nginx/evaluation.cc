#include "nginx/evaluation.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace stackengine::nginx {
namespace {

constexpr uint32_t kNoPort = UINT32_MAX;  // of a pass directive that nginx refuses

// The port by which nginx distinguishes implicit upstreams of the same name (ngx_http_proxy_pass,
// ngx_http_grpc_pass).
uint32_t port_of(const Pass& pass) {
  if (pass.kind == PassKind::grpc)
    return pass.scheme.empty() || pass.scheme == "grpc" || pass.scheme == "grpcs" ? 0 : kNoPort;
  if (pass.scheme == "http") return 80;
  return pass.scheme == "https" ? 443 : kNoPort;
}

}  // namespace

class EvaluationReader {
 public:
  EvaluationReader(const std::vector<NamedConfig>& files, const Contexts& contexts, Evaluation* out)
      : files_(files), contexts_(contexts), out_(*out), open_(files.size(), false) {
    for (const NamedConfig& file : files_) steps_ += kReadings * (file.config->tree().directives.size() + 1);
  }

  void run() {
    std::vector<bool> included(files_.size(), false);
    for (size_t file = 0; file < files_.size(); ++file) {
      const Config& config = *files_[file].config;
      for (DirectiveId id = 0; id < config.tree().directives.size(); ++id) {
        if (config.name(id) != "include") continue;
        for (const size_t target : contexts_.included(file, id)) included[target] = true;
      }
    }
    for (size_t file = 0; file < files_.size(); ++file) {
      if (!included[file]) read(file);
    }
    settle();
  }

 private:
  static constexpr size_t kReadings = 8;  // of a file, on average

  // Directives [next, end) of a file, in a block.
  struct Frame {
    size_t file;
    DirectiveId next;
    DirectiveId end;
    uint32_t block;
    bool whole_file;
  };

  void push_file(size_t file, uint32_t block) {
    if (open_[file]) return;  // an include cycle, which nginx refuses
    open_[file] = true;
    const auto end = static_cast<DirectiveId>(files_[file].config->tree().directives.size());
    frames_.push_back({file, 0, end, block, true});
  }

  uint32_t add_block(size_t file, DirectiveId id, uint32_t parent) {
    const auto index = static_cast<uint32_t>(out_.blocks_.size());
    out_.blocks_.push_back({file, id, parent == kNoDirective ? index : parent});
    return index;
  }

  void read(size_t root) {
    push_file(root, add_block(root, kNoDirective, kNoDirective));
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.next == frame.end || steps_ == 0) {
        if (frame.whole_file) open_[frame.file] = false;
        frames_.pop_back();
        continue;
      }
      --steps_;
      const Config& config = *files_[frame.file].config;
      const size_t file = frame.file;
      const DirectiveId id = frame.next;
      const uint32_t block = frame.block;
      frame.next = config.directive(id).subtree_end;
      const std::string_view name = config.name(id);
      if (config.tree().is_block(id)) {
        if (name == "upstream" && config.tree().argument_count(id) > 0)
          add_use(config.argument(id, 0), {root, file, id, true, 0});
        const DirectiveId end = frame.next;
        if (id + 1 < end) frames_.push_back({file, id + 1, end, add_block(file, id, block), false});
      } else if (name == "include") {
        const std::vector<size_t>& targets = contexts_.included(file, id);
        for (auto target = targets.rbegin(); target != targets.rend(); ++target) push_file(*target, block);
      } else if (name == "proxy_pass" || name == "grpc_pass") {
        read_pass(root, file, id);
      } else if (is_buffer_setting(name)) {
        settings_.push_back({block, file, id});
      }
    }
  }

  void read_pass(size_t root, size_t file, DirectiveId id) {
    const std::vector<Pass>& passes = files_[file].config->passes();
    const auto pass =
        std::lower_bound(passes.begin(), passes.end(), id,
                         [](const Pass& one, DirectiveId wanted) { return one.directive < wanted; });
    if (pass == passes.end() || pass->directive != id || pass->evaluated) return;
    add_use(pass->authority, {root, file, id, false, port_of(*pass)});
  }

  void add_use(const std::string& name, const Evaluation::Use& use) {
    std::vector<Evaluation::Use>& uses = out_.uses_[name];
    size_t same = 0;
    for (auto other = uses.rbegin(); other != uses.rend() && other->root == use.root; ++other) {
      if (other->defines) return;
      same += !use.defines && other->port == use.port ? 1 : 0;
    }
    if (!use.defines) out_.early_.insert(Evaluation::key(use.file, use.id));
    if (same < 2) uses.push_back(use);
  }

  // A block's settings apply to the blocks in it even if they follow them.
  void settle() {
    if (settings_.empty()) return;
    std::stable_sort(settings_.begin(), settings_.end(),
                     [](const Setting& a, const Setting& b) { return a.block < b.block; });
    for (const Setting& setting : settings_) {
      auto found = out_.buffers_.find(setting.block);
      if (found == out_.buffers_.end()) {
        Buffers above;
        const uint32_t parent = out_.blocks_[setting.block].parent;
        if (parent != setting.block) above = out_.in_force(parent);
        found = out_.buffers_.emplace(setting.block, above).first;
      }
      found->second.set(*files_[setting.file].config, setting.id);
    }
    out_.by_place_.resize(out_.blocks_.size());
    for (uint32_t i = 0; i < out_.by_place_.size(); ++i) out_.by_place_[i] = i;
    std::sort(out_.by_place_.begin(), out_.by_place_.end(), [&](uint32_t a, uint32_t b) {
      return std::tie(out_.blocks_[a].file, out_.blocks_[a].id, a) <
             std::tie(out_.blocks_[b].file, out_.blocks_[b].id, b);
    });
  }

  struct Setting {
    uint32_t block;
    size_t file;
    DirectiveId id;
  };

  const std::vector<NamedConfig>& files_;
  const Contexts& contexts_;
  Evaluation& out_;
  std::vector<bool> open_;
  std::vector<Frame> frames_;
  std::vector<Setting> settings_;
  size_t steps_ = 0;
};

Evaluation::Evaluation(const std::vector<NamedConfig>& files, const Contexts& contexts) {
  EvaluationReader(files, contexts, this).run();
}

Buffers Evaluation::in_force(uint32_t block) const {
  for (;;) {
    const auto found = buffers_.find(block);
    if (found != buffers_.end()) return found->second;
    if (blocks_[block].parent == block) return {};
    block = blocks_[block].parent;
  }
}

std::vector<Buffers> Evaluation::inherited_buffers(size_t file, DirectiveId block) const {
  if (by_place_.empty()) return {Buffers()};
  std::vector<Buffers> all;
  auto found = std::lower_bound(by_place_.begin(), by_place_.end(), std::make_pair(file, block),
                                [&](uint32_t index, const std::pair<size_t, DirectiveId>& place) {
                                  return std::tie(blocks_[index].file, blocks_[index].id) <
                                         std::tie(place.first, place.second);
                                });
  for (; found != by_place_.end(); ++found) {
    const Block& one = blocks_[*found];
    if (one.file != file || one.id != block) break;
    all.push_back(one.parent == *found ? Buffers() : in_force(one.parent));
  }
  return all;
}

size_t Evaluation::lost(const std::vector<Use>& uses, size_t file, DirectiveId id, uint32_t port) const {
  const bool kept = std::any_of(uses.begin(), uses.end(), [&](const Use& use) {
    return !use.defines && use.file == file && use.id == id;
  });
  // A pass that is not kept follows two others.
  const bool adds = !kept && early_.count(key(file, id)) != 0;
  size_t count = 0;
  for (size_t first = 0; first < uses.size();) {
    const size_t root = uses[first].root;
    std::vector<uint32_t> implicit;  // the ports of upstreams of that name; 0: any
    bool defined = false;
    const auto is_known = [&](uint32_t own) {
      return own == kNoPort || std::any_of(implicit.begin(), implicit.end(), [&](uint32_t other) {
               return other == 0 || own == 0 || other == own;
             });
    };
    for (; first < uses.size() && uses[first].root == root; ++first) {
      const Use& use = uses[first];
      if (use.defines) {
        if (adds && !is_known(port)) implicit.push_back(port);
        if (implicit.empty()) implicit.push_back(0);
        implicit.front() = 0;
        defined = true;
        continue;
      }
      const uint32_t own = use.file == file && use.id == id ? port : use.port;
      if (!is_known(own)) implicit.push_back(own);
    }
    if (defined) count += implicit.size() - 1;
  }
  return count;
}

bool Evaluation::loses_upstream(const std::string& name, size_t file, DirectiveId id, uint32_t port) const {
  const auto found = uses_.find(name);
  if (found == uses_.end()) return false;
  return lost(found->second, file, id, port) > lost(found->second, file, kNoDirective, 0);
}

Violations Evaluation::violations() const {
  Violations violations;
  for (const auto& [block, buffers] : buffers_) {
    if (!buffers.fit()) ++violations.buffers;
  }
  for (const auto& [name, uses] : uses_) violations.upstreams += lost(uses, SIZE_MAX, kNoDirective, 0);
  return violations;
}

}  // namespace stackengine::nginx
