// A configuration in the order in which nginx reads it, with the included files in place of each `include`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "nginx/buffer_limits.h"
#include "nginx/config.h"
#include "nginx/contexts.h"
#include "text/ascii.h"

namespace stackengine::nginx {

// How often a configuration violates nginx's requirements across directives.
struct Violations {
  size_t buffers = 0;
  size_t upstreams = 0;
};

class Evaluation {
 public:
  Evaluation() = default;
  // Linear in the texts, with a limit on files that are included many times; ignores the rest beyond it.
  Evaluation(const std::vector<NamedConfig>& files, const Contexts& contexts);

  // The settings that a block inherits, once for each time that nginx reads the block.
  std::vector<Buffers> inherited_buffers(size_t file, DirectiveId block) const;

  // Whether nginx would report `host not found in upstream` if pass directive `id` were a `proxy_pass` to
  // `name` with that port, but does not now. `http://` and `https://` make two implicit upstreams of one name
  // by their default ports, and an upstream block that follows them defines only the first
  // (ngx_http_upstream.c, ngx_http_upstream_add). `port` 0: a `grpc_pass`.
  bool loses_upstream(const std::string& name, size_t file, DirectiveId id, uint32_t port) const;

  Violations violations() const;

 private:
  friend class EvaluationReader;

  struct Block {
    size_t file;
    DirectiveId id;
    uint32_t parent;  // index of the enclosing block; its own for the outermost
  };
  // A pass directive to the name before the block that defines it, or that block. Keeps two passes with the
  // same port, to know whether one remains when the other changes.
  struct Use {
    size_t root;
    size_t file;
    DirectiveId id;
    bool defines;
    uint32_t port;
  };
  // How many uses of a name find no servers if `id` of `file` has that port.
  size_t lost(const std::vector<Use>& uses, size_t file, DirectiveId id, uint32_t port) const;

  static uint64_t key(size_t file, DirectiveId id) { return uint64_t{file} << 32 | id; }

  // The settings in force in a block: its own, or those of the nearest enclosing block that has any.
  Buffers in_force(uint32_t block) const;

  std::vector<Block> blocks_;       // a block comes after its enclosing blocks
  std::vector<uint32_t> by_place_;  // indexes of blocks_ by file and directive; empty unless buffers are set
  std::unordered_map<uint32_t, Buffers> buffers_;  // of blocks with their own settings
  std::unordered_map<std::string, std::vector<Use>, HashIgnoringCase, EqualIgnoringCase> uses_;
  std::unordered_set<uint64_t> early_;  // keys of all passes before the block of their name
};

}  // namespace stackengine::nginx
