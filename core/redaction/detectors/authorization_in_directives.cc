// Credentials that a directive sets, compares or maps. The value counts to the end of the argument, whatever
// it looks like.
#include "redaction/bytes.h"
#include "redaction/credential_names.h"
#include "redaction/detectors/detectors.h"

namespace stackengine::redaction {
namespace {

using nginx::DirectiveId;

class Detector {
 public:
  Detector(const Reading& reading, Candidates* out) : text_(reading.text), tree_(reading.tree), out_(out) {}

  void run() {
    for (DirectiveId id = 0; id < tree_.directives.size(); ++id) {
      const std::string_view name = tree_.name(id, text_);
      const uint32_t count = tree_.argument_count(id);
      if (ends_with(name, "_set_header") || ends_with(name, "_param") || starts_with(name, "add_")) {
        if (count >= 2) header(id);
      } else if (name == "set") {
        if (count >= 2) variable(id);
      } else if (name == "if") {
        if (count >= 3) comparison(id);
      } else if (name == "map") {
        if (count >= 2) map(id);
      }
    }
  }

 private:
  Span argument(DirectiveId id, uint32_t index) const {
    return inside_quotes(tree_.argument_word(id, index));
  }

  // proxy_set_header NAME VALUE, fastcgi_param NAME VALUE, add_header NAME VALUE.
  void header(DirectiveId id) {
    const std::string_view name = argument(id, 0).in(text_);
    if (!is_credential_header(name)) return;
    const bool cookie = name.size() >= 6 && equals_ignoring_case(name.substr(name.size() - 6), "cookie");
    for (uint32_t i = 1; i < tree_.argument_count(id); ++i) {
      // add_header's and fastcgi_param's flags behind the value
      if (i >= 2 && (argument(id, i).in(text_) == "always" || argument(id, i).in(text_) == "if_not_empty"))
        continue;
      add_credential(text_, argument(id, i), cookie, out_);
    }
  }

  // set $api_key VALUE.
  void variable(DirectiveId id) {
    std::string_view name = argument(id, 0).in(text_);
    if (name.empty() || name.front() != '$') return;
    name.remove_prefix(1);
    if (is_credential_variable(name)) add_credential(text_, argument(id, 1), false, out_);
  }

  // if ($http_x_api_key != "VALUE").
  void comparison(DirectiveId id) {
    const std::string_view name = argument(id, 0).in(text_);
    const std::string_view comparison = argument(id, 1).in(text_);
    const size_t dollar = name.find('$');
    if (dollar == std::string_view::npos || (comparison != "=" && comparison != "!=")) return;
    if (!is_credential_variable(name.substr(dollar + 1))) return;
    Span value = argument(id, 2);
    const bool bare = tree_.argument_word(id, 2).quote == 0;
    if (bare && ends_with(value.in(text_), ")")) --value.end;
    add_credential(text_, value, false, out_);
  }

  // map $http_x_api_key $client { "VALUE" name; }
  void map(DirectiveId id) {
    std::string_view source = argument(id, 0).in(text_);
    if (source.empty() || source.front() != '$') return;
    source.remove_prefix(1);
    if (!is_credential_variable(source)) return;
    for (const DirectiveId entry : tree_.children(id)) {
      const Span key = inside_quotes(tree_.name_word(entry));
      const std::string_view value = key.in(text_);
      const bool keyword =
          value == "default" || value == "include" || value == "hostnames" || value == "volatile";
      if (keyword || starts_with(value, "~")) continue;
      add_credential(text_, key, false, out_);
    }
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
