// The configuration behind the syntax tree: upstreams, pass directives, and what a block inherits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nginx/parser.h"
#include "nginx/syntax_tree.h"

namespace stackengine::nginx {

// `server ADDRESS [parameters];` in an upstream block.
struct Peer {
  DirectiveId directive = kNoDirective;
  std::string address;  // `host:port` (port 80 by default, ngx_http_upstream.c) or `unix:PATH`
};

struct Upstream {
  DirectiveId directive = kNoDirective;
  std::string name;
  std::vector<Peer> peers;
  DirectiveId keepalive = kNoDirective;  // the `keepalive` directive, unless missing or 0
};

enum class PassKind : uint8_t { proxy, grpc };

// `proxy_pass` or `grpc_pass` in an http context. Spans are in the text, and empty if the part is missing or
// differs from the value because of escapes.
struct Pass {
  DirectiveId directive = kNoDirective;
  PassKind kind = PassKind::proxy;
  bool variable = false;   // a variable decides the scheme or the authority
  bool evaluated = false;  // any variable: nginx reads the target at run time (ngx_http_proxy_eval)
  std::string target;      // the argument's value
  std::string scheme;      // lower case, without `://`; empty if there is none
  std::string authority;   // upstream name, `host:port`, `host` or `unix:PATH`
  std::string tail;        // the text after the authority: "", "/", "/path?query"; ":/path" for a Unix socket
  // The same; empty for a target with variables, because nginx then does not replace a part of the request's
  // path (ngx_http_proxy_module.c, ngx_http_proxy_eval).
  std::string uri;
  Span target_span;  // the value, without its quotes
};

// The configuration of one document. Holds offsets into `text`, which must outlive it.
class Config {
 public:
  // `breaks`: offsets, ascending, at which one fragment ends and another begins, see Source::breaks.
  explicit Config(std::string_view text, std::vector<uint32_t> breaks = {});

  std::string_view text() const { return text_; }
  const std::vector<uint32_t>& breaks() const { return breaks_; }
  const SyntaxTree& tree() const { return parsed_.tree; }
  const std::vector<SyntaxError>& errors() const { return parsed_.errors; }
  const std::vector<Upstream>& upstreams() const { return upstreams_; }
  const std::vector<Pass>& passes() const { return passes_; }

  std::string_view name(DirectiveId id) const { return parsed_.tree.name(id, text_); }
  std::string argument(DirectiveId id, uint32_t index) const {
    return parsed_.tree.argument(id, index, text_);
  }
  const Directive& directive(DirectiveId id) const { return parsed_.tree.directives[id]; }

  // Directives of that name directly in `block` (kNoDirective: the top of the text), in order.
  std::vector<DirectiveId> find(DirectiveId block, std::string_view directive_name) const;

  // The last of these that ends with `;` or `}`; kNoDirective if there is none.
  DirectiveId last_complete(DirectiveId block, std::string_view directive_name) const;
  // The last of these, complete or not.
  DirectiveId last(DirectiveId block, std::string_view directive_name) const;

  // The directives of that name in force in `block`: those of the nearest enclosing level that has any. This
  // is how nginx merges `proxy_set_header` and most others: a level with its own directives inherits none
  // (ngx_http_proxy_module.c, merge).
  std::vector<DirectiveId> in_force(DirectiveId block, std::string_view directive_name) const;

  // The nearest of `block` and its enclosing blocks that allows `proxy_set_header` and the like: a location,
  // a server or http.
  DirectiveId settings_block(DirectiveId block) const;

 private:
  void read_upstream(DirectiveId id);
  void read_pass(DirectiveId id, PassKind kind);
  bool in_http(DirectiveId id) const;

  DirectiveId last(DirectiveId block, std::string_view directive_name, bool complete) const;

  // For find(): sorted by parent and name hash.
  struct Entry {
    DirectiveId parent;
    uint32_t name_hash;
    DirectiveId id;
  };

  std::string_view text_;
  std::vector<uint32_t> breaks_;
  Parsed parsed_;
  std::vector<Entry> index_;
  std::vector<Upstream> upstreams_;
  std::vector<Pass> passes_;
};

}  // namespace stackengine::nginx
