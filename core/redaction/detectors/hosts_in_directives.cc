// Hosts and upstream names where nginx's directives say that an argument is one, without a dot as well.
#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/detectors/detectors.h"
#include "redaction/host_tokens.h"
#include "redaction/named_things.h"

namespace stackengine::redaction {
namespace {

using nginx::DirectiveId;

// What a directive's arguments are. Documentation: https://nginx.org/en/docs/dirindex.html
enum class Arguments {
  upstream,       // `upstream NAME {`
  names,          // every argument is a name
  addresses,      // every argument is `host[:port]`, or `key=value`
  first_address,  // the first is
  pass_target,    // the first is a URL or an address
  log_target,     // one may be `syslog:server=HOST`
  header,         // `NAME VALUE`, a host if the name says so
  variable,       // `set $x VALUE`
  comparison,     // `if ($host = VALUE)`
  map,            // a block of `KEY VALUE`
};

struct Row {
  std::string_view directive;
  Arguments arguments;
};

constexpr Row kRows[] = {
    {"access_log", Arguments::log_target},
    {"add_header", Arguments::header},
    {"allow", Arguments::first_address},
    {"auth_http", Arguments::pass_target},
    {"deny", Arguments::first_address},
    {"endpoint", Arguments::first_address},
    {"error_log", Arguments::log_target},
    {"fastcgi_param", Arguments::header},
    {"geo", Arguments::map},
    {"grpc_set_header", Arguments::header},
    {"grpc_ssl_name", Arguments::names},
    {"if", Arguments::comparison},
    {"listen", Arguments::first_address},
    {"map", Arguments::map},
    {"proxy_cookie_domain", Arguments::names},
    {"proxy_set_header", Arguments::header},
    {"proxy_ssl_name", Arguments::names},
    {"resolver", Arguments::addresses},
    {"scgi_param", Arguments::header},
    {"server", Arguments::first_address},
    {"server_name", Arguments::names},
    {"set", Arguments::variable},
    {"set_real_ip_from", Arguments::first_address},
    {"split_clients", Arguments::map},
    {"upstream", Arguments::upstream},
    {"uwsgi_param", Arguments::header},
    {"uwsgi_ssl_name", Arguments::names},
    {"valid_referers", Arguments::names},
};

// Whether a variable holds a host: `$host`, `$http_host`, `$ssl_server_name`, `$ssl_preread_server_name`,
// `$proxy_host`.
bool is_host_variable(std::string_view name) {
  return name == "host" || name == "hostname" || ends_with(name, "_host") || ends_with(name, "server_name");
}

// `listen 8083-8085`.
bool is_port_range(std::string_view text) {
  return text.find_first_not_of("0123456789-") == std::string_view::npos;
}

class Detector {
 public:
  Detector(const Reading& reading, Candidates* out) : text_(reading.text), tree_(reading.tree), out_(out) {}

  void run() {
    collect_target_variables();
    for (DirectiveId id = 0; id < tree_.directives.size(); ++id) directive(id);
  }

 private:
  Span argument(DirectiveId id, uint32_t index) const {
    return inside_quotes(tree_.argument_word(id, index));
  }
  std::string_view bytes(DirectiveId id, uint32_t index) const { return argument(id, index).in(text_); }

  void directive(DirectiveId id) {
    const std::string_view name = tree_.name(id, text_);
    const uint32_t count = tree_.argument_count(id);
    if (count == 0) return;
    const Row* row = std::lower_bound(std::begin(kRows), std::end(kRows), name,
                                      [](const Row& a, std::string_view b) { return a.directive < b; });
    if (row != std::end(kRows) && row->directive == name) {
      arguments(id, row->arguments, count);
    } else if (ends_with(name, "_pass") || name == "pass") {  // proxy_pass, and those of modules: redis_pass
      add_pass_target(text_, argument(id, 0), out_);
    } else if (ends_with(name, "_bind") || ends_with(name, "_server")) {  // postgres_server
      add_host_and_port(text_, argument(id, 0), out_);
    }
  }

  void arguments(DirectiveId id, Arguments kind, uint32_t count) {
    switch (kind) {
      case Arguments::upstream:
        add_name(text_, argument(id, 0), SecretClass::upstream_name, out_);
        break;
      case Arguments::names:
        for (uint32_t i = 0; i < count; ++i) name(argument(id, i));
        break;
      case Arguments::addresses:
        for (uint32_t i = 0; i < count; ++i) {
          if (bytes(id, i).find('=') == std::string_view::npos)
            add_host_and_port(text_, argument(id, i), out_);
        }
        break;
      case Arguments::first_address:
        if (!tree_.is_block(id) && bytes(id, 0) != "all" && !is_port_range(bytes(id, 0)))
          add_host_and_port(text_, argument(id, 0), out_);
        break;
      case Arguments::pass_target:
        add_pass_target(text_, argument(id, 0), out_);
        break;
      case Arguments::log_target:
        for (uint32_t i = 0; i < count; ++i) log_target(argument(id, i));
        break;
      case Arguments::header:
        if (count >= 2) header(id);
        break;
      case Arguments::variable:
        if (count >= 2 && holds_target(bytes(id, 0))) add_pass_target(text_, argument(id, 1), out_);
        break;
      case Arguments::comparison:
        if (count >= 3) comparison(id, count);
        break;
      case Arguments::map:
        map(id, count);
        break;
    }
  }

  // Keywords of valid_referers and proxy_cookie_domain are no names. nginx cuts a path off a referer.
  void name(Span token) {
    const std::string_view value = token.in(text_);
    if (value == "none" || value == "blocked" || value == "server_names" || value == "off") return;
    const size_t slash = value.find('/');
    const bool regex = starts_with(value, "~");
    if (slash != std::string_view::npos && !regex) token.end = token.start + static_cast<uint32_t>(slash);
    add_name(text_, token, SecretClass::host, out_);
  }

  void log_target(Span token) {
    constexpr std::string_view kServer = "server=";
    const std::string_view value = token.in(text_);
    const size_t server = value.find(kServer);
    if (!starts_with(value, "syslog:") || server == std::string_view::npos) return;
    token.start += static_cast<uint32_t>(server + kServer.size());
    add_host_and_port(text_, token, out_);
  }

  void header(DirectiveId id) {
    const std::string_view name = bytes(id, 0);
    for (const std::string_view host :
         {"host", "x-forwarded-host", "x-original-host", "http_host", "server_name", "server_addr"}) {
      if (equals_ignoring_case(name, host)) add_host_and_port(text_, argument(id, 1), out_);
    }
    // What is called after a machine, unless the value is a word of every configuration.
    if (is_machine_key(name) || ends_with(lower_case(name.substr(0, 64)), "-server") ||
        equals_ignoring_case(name, "via"))
      add_machine(text_, argument(id, 1), out_);
  }

  // if ($host = intranet), if ($host ~ ^www\.acme\.com$)
  void comparison(DirectiveId id, uint32_t count) {
    const std::string_view variable = bytes(id, 0);
    const size_t dollar = variable.find('$');
    if (dollar == std::string_view::npos || !is_host_variable(variable.substr(dollar + 1))) return;
    const std::string_view comparison = bytes(id, 1);
    Span value = argument(id, 2);
    if (tree_.argument_word(id, 2).quote == 0 && ends_with(value.in(text_), ")") && count == 3) --value.end;
    if (comparison.find('~') != std::string_view::npos) {
      add_names_of_regex(text_, value, out_);
    } else {
      add_name(text_, value, SecretClass::host, out_);
    }
  }

  // map $host $x { app 1; }: keys are names. map $x $backend { a app1; }: so are values that a pass directive
  // uses.
  void map(DirectiveId id, uint32_t count) {
    const bool keys =
        starts_with(bytes(id, 0), "$") && count >= 2 && is_host_variable(bytes(id, 0).substr(1));
    const bool values = holds_target(bytes(id, count - 1));
    if (!keys && !values) return;
    const DirectiveId end = tree_.directives[id].subtree_end;
    for (DirectiveId entry = id + 1; entry < end; entry = tree_.directives[entry].subtree_end) {
      const Span key = inside_quotes(tree_.name_word(entry));
      const std::string_view word = key.in(text_);
      if (word == "include" || word == "hostnames" || word == "volatile") continue;
      if (keys && word != "default") add_name(text_, key, SecretClass::host, out_);
      if (values && tree_.argument_count(entry) > 0) add_pass_target(text_, argument(entry, 0), out_);
    }
  }

  // Variables in the authority of a pass directive: `proxy_pass http://$backend:$port/`.
  void collect_target_variables() {
    for (DirectiveId id = 0; id < tree_.directives.size(); ++id) {
      if (tree_.argument_count(id) == 0 || !ends_with(tree_.name(id, text_), "_pass")) continue;
      const std::string_view target = bytes(id, 0);
      const size_t scheme = target.find("://");
      for (size_t at = scheme == std::string_view::npos ? 0 : scheme + 3;
           at < target.size() && target[at] != '/';) {
        if (target[at] != '$') {
          ++at;
          continue;
        }
        const size_t end = variable_end(target, at);
        targets_.push_back(without_sign(target.substr(at, end - at)));
        at = end;
      }
    }
    std::sort(targets_.begin(), targets_.end());
    targets_.erase(std::unique(targets_.begin(), targets_.end()), targets_.end());
  }

  // `$name` and `${name}` without what marks a variable.
  static std::string_view without_sign(std::string_view variable) {
    if (starts_with(variable, "${") && ends_with(variable, "}"))
      return variable.substr(2, variable.size() - 3);
    return starts_with(variable, "$") ? variable.substr(1) : variable;
  }

  bool holds_target(std::string_view variable) const {
    return starts_with(variable, "$") &&
           std::binary_search(targets_.begin(), targets_.end(), without_sign(variable));
  }

  std::string_view text_;
  const nginx::SyntaxTree& tree_;
  Candidates* out_;
  std::vector<std::string_view> targets_;
};

}  // namespace

void find_hosts_in_directives(const Reading& reading, Candidates* out) { Detector(reading, out).run(); }

}  // namespace stackengine::redaction
