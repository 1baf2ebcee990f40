// A configuration in the order in which nginx reads it: the files that an `include` names stand in its place.
#ifndef STACKENGINE_NGINX_EVALUATION_H_
#define STACKENGINE_NGINX_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "nginx/buffer_limits.h"
#include "nginx/config.h"
#include "nginx/contexts.h"

namespace stackengine::nginx {

// How often a configuration breaks what nginx demands across directives.
struct Violations {
  size_t buffers = 0;
  size_t upstreams = 0;
};

class Evaluation {
 public:
  Evaluation() = default;
  // Linear in the texts, with a limit on files that are included over and over; beyond it the rest is not
  // looked at.
  Evaluation(const std::vector<NamedConfig>& files, const Contexts& contexts);

  // What is in force in a block but for its own settings: one for each time that the block is read.
  std::vector<Buffers> inherited_buffers(size_t file, DirectiveId block) const;

  // Whether nginx would answer `host not found in upstream` once pass directive `id` is a `proxy_pass` to
  // `name` with that port, and does not today. `http://` and `https://` make two implicit upstreams of one
  // name by their default ports, and an upstream block that follows them defines only the first
  // (ngx_http_upstream.c, ngx_http_upstream_add). `port` 0: a `grpc_pass`.
  bool loses_upstream(const std::string& name, size_t file, DirectiveId id, uint32_t port) const;

  Violations violations() const;

 private:
  friend class EvaluationReader;

  struct Block {
    size_t file;
    DirectiveId id;
    uint32_t parent;  // index of the block around it; its own for the outermost
  };
  // A pass directive to the name before the block that defines it, or that block. Of passes with the same
  // port two are kept: that tells whether one is left when the other changes.
  struct Use {
    size_t root;
    size_t file;
    DirectiveId id;
    bool defines;
    uint32_t port;
  };
  // How many uses of a name find no servers, if `id` of `file` has that port.
  size_t lost(const std::vector<Use>& uses, size_t file, DirectiveId id, uint32_t port) const;

  static uint64_t key(size_t file, DirectiveId id) { return uint64_t{file} << 32 | id; }

  // In force in a block: what it sets, or the nearest around it that sets anything.
  Buffers in_force(uint32_t block) const;

  std::vector<Block> blocks_;  // a block comes after those around it
  std::vector<uint32_t>
      by_place_;  // indexes of blocks_, by file and directive; empty while nothing sets buffers
  std::unordered_map<uint32_t, Buffers> buffers_;  // of blocks with settings of their own
  std::unordered_map<std::string, std::vector<Use>> uses_;
  std::unordered_set<uint64_t> early_;  // keys of all passes that come before the block of their name
};

}  // namespace stackengine::nginx

#endif  // STACKENGINE_NGINX_EVALUATION_H_
