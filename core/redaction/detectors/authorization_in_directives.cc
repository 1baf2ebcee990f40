// Credentials that a directive sets, compares or maps. The value counts to the end of the argument, whatever
// it looks like.
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/credential_names.h"
#include "redaction/detectors/detectors.h"
#include "redaction/named_things.h"

namespace stackengine::redaction {
namespace {

using nginx::DirectiveId;

class Detector {
 public:
  Detector(const Reading& reading, Candidates* out) : text_(reading.text), tree_(reading.tree), out_(out) {}

  void run() {
    for (DirectiveId id = 0; id < tree_.directives.size(); ++id) directive(id);
  }

 private:
  Span argument(DirectiveId id, uint32_t index) const {
    return inside_quotes(tree_.argument_word(id, index));
  }

  // The name of `$name` or `${name}`; empty for anything else.
  std::string_view variable(DirectiveId id, uint32_t index) const {
    std::string_view name = argument(id, index).in(text_);
    if (name.empty() || name.front() != '$') return {};
    name.remove_prefix(1);
    if (starts_with(name, "{") && ends_with(name, "}")) name = name.substr(1, name.size() - 2);
    return name;
  }

  void directive(DirectiveId id) {
    const std::string_view name = tree_.name(id, text_);
    const uint32_t count = tree_.argument_count(id);
    if (count == 0) return;
    if (ends_with(name, "_set_header") || ends_with(name, "_param") || starts_with(name, "add_") ||
        name == "auth_http_header") {
      if (count >= 2) header(id);
    } else if (name == "redis2_query") {
      if (count >= 2 && argument(id, 0).in(text_) == "auth")
        add_credential(text_, argument(id, count - 1), SecretClass::password, out_);
    } else if (name == "set" || name == "js_var" || ends_with(name, "_set") || name == "set_by_lua") {
      if (count >= 2 && is_credential_variable(variable(id, 0)))
        add_credential(text_, argument(id, 1), class_of_credential(variable(id, 0)), out_);
    } else if (name == "if") {
      if (count >= 3) comparison(id);
    } else if (name == "map" || name == "geo" || name == "split_clients") {
      map(id, count);
    } else if (name == "env") {
      environment(id);
    } else if (name == "secure_link_md5" || starts_with(name, "set_hmac_")) {
      // The literal tail is the secret; the variables before it are not.
      const uint32_t at = starts_with(name, "set_") && count >= 2 ? 1 : 0;
      add_literals(text_, argument(id, at), SecretClass::password, out_);
    } else if (!tree_.is_block(id) && !ends_with(name, "pass") && is_credential_header(name)) {
      // Of a module: `secure_link_secret`, `encrypted_session_key`. A path is where it is kept.
      const Span value = argument(id, count - 1);
      if (!starts_with(value.in(text_), "/") && value.in(text_).find(':') == std::string_view::npos)
        add_credential(text_, value, SecretClass::password, out_);
    }
  }

  // proxy_set_header NAME VALUE, fastcgi_param NAME VALUE, add_header NAME VALUE.
  void header(DirectiveId id) {
    const std::string_view name = argument(id, 0).in(text_);
    const bool user = is_user_key(name);
    if (!user && !is_credential_header(name)) return;
    for (uint32_t i = 1; i < tree_.argument_count(id); ++i) {
      // add_header's and fastcgi_param's flags behind the value
      if (i >= 2 && (argument(id, i).in(text_) == "always" || argument(id, i).in(text_) == "if_not_empty"))
        continue;
      if (user) {
        add_user(text_, argument(id, i), out_);
      } else if (is_cookie_header(name)) {
        add_cookies(text_, argument(id, i), out_);
      } else {
        const SecretClass found = class_of_credential(name);
        add_credential(text_, argument(id, i),
                       found == SecretClass::session ? found : SecretClass::authorization, out_);
      }
    }
  }

  // if ($http_x_api_key != "VALUE").
  void comparison(DirectiveId id) {
    const std::string_view name = argument(id, 0).in(text_);
    const std::string_view comparison = argument(id, 1).in(text_);
    const size_t dollar = name.find('$');
    if (dollar == std::string_view::npos || !is_credential_variable(name.substr(dollar + 1))) return;
    const SecretClass secret_class = class_of_credential(name.substr(dollar + 1));
    Span value = argument(id, 2);
    const bool bare = tree_.argument_word(id, 2).quote == 0;
    if (bare && ends_with(value.in(text_), ")")) --value.end;
    if (comparison == "=" || comparison == "!=") {
      add_credential(text_, value, secret_class, out_);
    } else if (comparison.find('~') != std::string_view::npos) {
      add_credentials_of_regex(text_, value, secret_class, out_);
    }
  }

  // map $http_x_api_key $client { "VALUE" name; }, map $client $api_key { name "VALUE"; }, map $remote_user
  // $x { jane 1; }
  void map(DirectiveId id, uint32_t count) {
    const bool keys = count >= 2 && is_credential_variable(variable(id, 0));
    const bool values = is_credential_variable(variable(id, count - 1));
    const bool users = count >= 2 && is_user_key(variable(id, 0));
    if (!keys && !values && !users) return;
    const DirectiveId end = tree_.directives[id].subtree_end;
    for (DirectiveId entry = id + 1; entry < end; entry = tree_.directives[entry].subtree_end) {
      const Span key = inside_quotes(tree_.name_word(entry));
      const std::string_view word = key.in(text_);
      if (word == "include" || word == "hostnames" || word == "volatile") continue;
      if (keys && starts_with(word, "~")) {
        add_credentials_of_regex(text_, key, class_of_credential(variable(id, 0)), out_);
      } else if (keys && word != "default") {
        add_credential(text_, key, class_of_credential(variable(id, 0)), out_);
      }
      if (users) add_user(text_, key, out_);
      if (tree_.argument_count(entry) == 0) continue;
      if (keys && !values) add_user(text_, argument(entry, 0), out_);  // whose credential it is
      if (values)
        add_credential(text_, argument(entry, 0), class_of_credential(variable(id, count - 1)), out_);
    }
  }

  // env NAME=VALUE.
  void environment(DirectiveId id) {
    const Span whole = argument(id, 0);
    const size_t equals = whole.in(text_).find('=');
    if (equals == std::string_view::npos) return;
    const std::string_view name = whole.in(text_).substr(0, equals);
    if (!is_credential_parameter(name)) return;
    add_credential(text_, make_span(whole.start + equals + 1, whole.end), class_of_credential(name), out_);
  }

  std::string_view text_;
  const nginx::SyntaxTree& tree_;
  Candidates* out_;
};

}  // namespace

void find_authorization_in_directives(const Reading& reading, Candidates* out) {
  Detector(reading, out).run();
}

}  // namespace stackengine::redaction
