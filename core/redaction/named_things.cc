#include "redaction/named_things.h"

#include <algorithm>

#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/host_tokens.h"
#include "redaction/public_names.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

// Accounts that systems come with, and words shorter than common ones are.
constexpr WordList kSystem(
    "\nadm\nadmin\napache\napache2\napi\napp\nbot\ncaddy\ncd\ncentos\nci\ncloud-user\ndaemon\ndb\ndba\n"
    "debian\ndeploy\ndev\nec2-user\nfoo\nftp\ngit\ngo\nhttp\nhttpd\njenkins\nldap\nlinuxbrew\nme\nnginx\n"
    "nobody\nnode\nnogroup\none\nopc\nopenresty\nops\npg\npi\nqa\nroot\nrunner\nsa\nshared\nsshd\nsvc\nsys\n"
    "two\nubuntu\nusr\nvagrant\nweb\nwebmaster\nwww\nwww-data\nwwwrun\n");
static_assert(kSystem.is_sorted());

// Names that are in every cluster.
constexpr WordList kPublicNames(
    "\narm64\nbitnami\ncert-manager\ncluster-admin\ncluster.local\ncoredns\ncurlimages\nenvoyproxy\nflannel\n"
    "ingress-nginx\ningress-nginx-controller\nistio-proxy\nistio-system\nkube-dns\nkube-proxy\n"
    "kube-public\nkube-root-ca.crt\nkube-system\nkubernetes-dashboard\nletsencrypt-prod\n"
    "letsencrypt-staging\nlibrary\nlinux\nmetallb-system\nnginx-controller\nnginx-inc\nnginx-ingress\n"
    "nginx-ingress-controller\nnginx-prometheus-exporter\nnginxinc\nprom\nprometheus-operator\n");
static_assert(kPublicNames.is_sorted());

bool has_letter(std::string_view name) { return std::any_of(name.begin(), name.end(), is_alpha); }

// Whether a name ends in a word of its own: `DB_HOST`, `dbHost`, `host`, `PGHOST`, but not `localhost`.
bool ends_in(std::string_view name, std::string_view word) {
  if (name.size() < word.size()) return false;
  const std::string_view tail = name.substr(name.size() - word.size());
  if (!equals_ignoring_case(tail, word)) return false;
  if (name.size() == word.size()) return true;
  return !is_alpha(name[name.size() - word.size() - 1]) || tail[0] < 'a';
}

}  // namespace

bool is_user_key(std::string_view name) {
  return ends_in(name, "user") || ends_in(name, "username") || ends_in(name, "user_name");
}

bool is_machine_key(std::string_view name) {
  return ends_in(name, "host") || ends_in(name, "hostname") || equals_ignoring_case(name, "x-backend") ||
         equals_ignoring_case(name, "x-served-by") || equals_ignoring_case(name, "x-server") ||
         equals_ignoring_case(name, "x-node") || equals_ignoring_case(name, "x-upstream");
}

bool is_usual_account(std::string_view name) {
  if (name.size() < 2 || kSystem.contains(lower_case(name.substr(0, 64)))) return true;
  return name.size() > 3 && is_common_word(name);
}

void add_user(std::string_view text, Span span, Candidates* out) {
  std::string_view name = span.in(text);
  name = name.substr(0, std::min(name.find('@'), name.find("%40")));
  while (ends_with(name, ".")) name.remove_suffix(1);
  if (name.size() > 64 || !has_letter(name) || is_usual_account(name)) return;
  const char first = name[0];  // no variable, no stand-in
  if (!is_alnum(first) && first != '_' && static_cast<unsigned char>(first) < 0x80) return;
  out->push_back({make_span(span.start, span.start + name.size()), SecretClass::user_name});
}

void add_machine(std::string_view text, Span span, Candidates* out) {
  const std::string_view value = span.in(text);
  const std::string_view name = value.substr(0, value.find(':'));
  if (name.empty() || !is_alnum(name[0]) || name.find(' ') != std::string_view::npos || !has_letter(name) ||
      is_common_word(name))
    return;
  add_host_and_port(text, span, out);
}

void add_resource(std::string_view text, Span span, Candidates* out) {
  size_t start = span.start;
  for (size_t at = start; at <= span.end; ++at) {
    if (at < span.end && text[at] != '/') continue;
    const std::string_view part = text.substr(start, at - start);
    if (has_letter(part) && !is_common_word(part) && !kPublicNames.contains(lower_case(part)) &&
        !is_public_name(part) && part.find('$') == std::string_view::npos)
      out->push_back({make_span(start, at), SecretClass::resource_name});
    start = at + 1;
  }
}

void add_image(std::string_view text, Span span, Candidates* out) {
  const std::string_view value = span.in(text);
  const size_t slash = value.find('/');
  if (slash == std::string_view::npos) return;  // of the public library
  for (const std::string_view registry :
       {"registry.k8s.io/", "k8s.gcr.io/", "docker.io/library/", "quay.io/jetstack/", "nginx/", "grafana/"}) {
    if (starts_with(value, registry)) return;
  }
  size_t start = span.start;
  if (value.substr(0, slash).find_first_of(".:") != std::string_view::npos) {
    add_host_and_port(text, make_span(start, start + slash), out);
    start += slash + 1;
  }
  size_t end = start;
  while (end < span.end && text[end] != ':' && text[end] != '@') ++end;
  add_resource(text, make_span(start, end), out);
}

}  // namespace stackengine::redaction
