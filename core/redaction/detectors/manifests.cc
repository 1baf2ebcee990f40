// Secrets, hosts and names in manifests, where a key says what a value is: `data` of a Secret, an environment
// variable whose name and value stand on different lines, `host`, `metadata.name` (facts/redaction.md section
// 2). nginx code in manifests is in the tree (reading.cc), and what has a format is found by it.
#include <algorithm>

#include "redaction/address.h"
#include "redaction/bytes.h"
#include "redaction/common_words.h"
#include "redaction/credential_names.h"
#include "redaction/detectors/detectors.h"
#include "redaction/host_tokens.h"
#include "redaction/named_things.h"
#include "redaction/public_names.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

// Keys whose value, or each item of it, is a host.
constexpr WordList kHosts(
    "\naliases\ncommonname\ndnsnames\nexternalname\nextra_hosts\nhost\nhostname\nhostnames\nhosts\nnodename\nsans\nserver-alias\n"
    "sni-hosts\nupstream-vhost\n");
static_assert(kHosts.is_sorted());

// Keys whose value is an object's name.
constexpr WordList kNames(
    "\nauth-secret\nauth-tls-secret\nclaimname\nclustername\nconfigmapname\ncontainer_name\nexistingsecret\nnamespace\n"
    "podname\nproxy-ssl-secret\nrelease-name\nsecretname\nsecretnames\nserviceaccount\nserviceaccountname\nservicename\n"
    "volumename\nwatchnamespace\n");
static_assert(kNames.is_sorted());

// Objects whose `name` is that of an object of the cluster, not of a port or an environment variable. `-`: an
// item of such a list.
constexpr WordList kNamed(
    "\nbackendrefs\nclaimref\nclusters\nconfigmap\nconfigmapkeyref\nconfigmapref\ncontainers\n"
    "containerstatuses\ncontexts\nendpoints\nimagepullsecrets\ninitcontainers\ninvolvedobject\nissuerref\n"
    "metadata\nownerreferences\nparentrefs\nroleref\nscaletargetref\nsecret\nsecretkeyref\nsecretref\n"
    "secrets\nservice\nserviceaccount\nsubjects\ntargetref\nupstreams\nusers\n");
static_assert(kNamed.is_sorted());

// Mappings whose values name what an object belongs to, and the keys that do.
constexpr WordList kLabelMaps("\nlabels\nmatchlabels\nnodeselector\npodselector\nselector\n");
static_assert(kLabelMaps.is_sorted());
constexpr WordList kLabels(
    "\napp\ncomponent\ncustomer\nenvironment\ninstance\nk8s-app\nname\nowner\npart-of\nproduct\nproject\n"
    "release\nservice\nteam\ntenant\n");
static_assert(kLabels.is_sorted());

// Keys of accounts of clouds, and of people.
constexpr WordList kAccounts(
    "\naccountid\naccountname\nproject_id\nprojectid\nsubscription_id\nsubscriptionid\ntenant_id\n"
    "tenantid\n");
static_assert(kAccounts.is_sorted());
constexpr WordList kUsers("\nauthor\ncreatedby\nlogin\n");
static_assert(kUsers.is_sorted());

class Detector {
 public:
  Detector(const Reading& reading, Candidates* out)
      : text_(reading.text),
        entries_(reading.manifest),
        out_(out),
        kinds_(entries_.size()),
        names_(entries_.size()) {
    for (const ManifestEntry& entry : entries_) {
      if (entry.parent == kNoEntry) continue;
      const std::string_view key = entry.key.in(text_);
      if (key == "kind") kinds_[entry.parent] = entry.value.in(text_);
      if (key == "name") names_[entry.parent] = entry.value.in(text_);
    }
  }

  void run() {
    for (uint32_t id = 0; id < entries_.size(); ++id) {
      if (!entries_[id].value.empty()) entry(id);
    }
  }

 private:
  std::string key_of(uint32_t id) const {
    if (id == kNoEntry) return {};
    std::string_view key = entries_[id].key.in(text_);
    // The last part says what an annotation is: `nginx.ingress.kubernetes.io/auth-secret`.
    const size_t slash = key.rfind('/');
    if (slash != std::string_view::npos) key.remove_prefix(slash + 1);
    return lower_case(key.substr(0, 64));
  }

  uint32_t parent(uint32_t id) const { return id == kNoEntry ? kNoEntry : entries_[id].parent; }

  // The key of the mapping or list that holds `id`, an item between them passed over.
  uint32_t holder(uint32_t id) const {
    uint32_t at = parent(id);
    if (at != kNoEntry && entries_[at].key.empty()) at = parent(at);
    return at;
  }

  void entry(uint32_t id) {
    const ManifestEntry& one = entries_[id];
    const std::string_view value = one.value.in(text_);
    if (starts_with(value, "{{") && ends_with(value, "}}")) return;  // of a template
    const std::string key = key_of(id);
    if (is_switch(value) || key == "apiversion" || key == "kind") return;
    const std::string above = key_of(holder(id));
    if (secret(id, key, above)) return;
    const bool scalar = !one.block && value.find_first_of(" \n") == std::string_view::npos;
    if (key.empty() ? kHosts.contains(above) : kHosts.contains(key)) hosts(one.value);
    if (!scalar) return;
    if (key == "image" || (key == "repository" && value.find('/') != std::string_view::npos)) {
      add_image(text_, one.value, out_);
    } else if (kNames.contains(key.empty() ? above : key) || (key == "name" && kNamed.contains(above)) ||
               (kLabelMaps.contains(above) && kLabels.contains(key))) {
      add_resource(text_, one.value, out_);
    } else if (kAccounts.contains(key)) {
      if (!is_common_word(value)) out_->push_back({one.value, SecretClass::account});
    } else if (!kHosts.contains(key)) {
      named(key == "value" ? names_[parent(id)] : one.key.in(text_), one.value);
    }
  }

  // Whether the value is a secret.
  bool secret(uint32_t id, const std::string& key, const std::string& above) {
    const ManifestEntry& one = entries_[id];
    if (above == "data" || above == "stringdata" || above == "binarydata") {
      const uint32_t object = parent(parent(id));
      const bool is_secret = object != kNoEntry && kinds_[object] == "Secret";
      if (is_secret || above == "stringdata")
        return add(one, above == "data" ? SecretClass::secret_data : SecretClass::password);
    }
    if (ends_with(key, "certificate-authority-data") || ends_with(key, "client-certificate-data") ||
        ends_with(key, "client-key-data") || key == "cabundle")
      return add(one, SecretClass::secret_data);
    if (key == "auth" && key_of(parent(parent(id))) == "auths") return add(one, SecretClass::secret_data);
    if (key.empty() && id > 0 && entries_[id - 1].parent == one.parent) {
      // Behind an item `--token`.
      const std::string_view flag = entries_[id - 1].value.in(text_);
      return starts_with(flag, "--") && is_credential_header(flag) && add(one, class_of_credential(flag));
    }
    if (key == "value") {
      const std::string_view variable = names_[parent(id)];
      return is_credential_parameter(variable) && add(one, class_of_credential(variable));
    }
    if (one.block || key.empty() || !is_credential_header(key)) return false;
    // Of an ExternalSecret: the name of one.
    if (key == "secretkey" && is_common_word(one.value.in(text_))) return false;
    if (is_cookie_header(key) && one.value.in(text_).find('=') != std::string_view::npos) {
      add_cookies(text_, one.value, out_);
      return true;
    }
    // A sentence, a number of seconds, a pattern are no credential.
    const std::string_view value = one.value.in(text_);
    const bool number = value.size() < 6 && std::all_of(value.begin(), value.end(), is_digit);
    if (number || value.find(' ') != std::string_view::npos || value.front() == '<' || value.front() == '$')
      return false;
    return add(one, class_of_credential(key));
  }

  bool add(const ManifestEntry& entry, SecretClass secret_class) {
    if (is_switch(entry.value.in(text_))) return false;
    Span value = entry.value;
    if (secret_class == SecretClass::authorization)
      value.start += static_cast<uint32_t>(scheme_length(value.in(text_)));
    out_->push_back({value, secret_class});
    return true;
  }

  // What a key or an environment variable holds by its name: DB_HOST, DB_USER, KAFKA_BROKERS.
  void named(std::string_view name, Span value) {
    const std::string plain = lower_case(name.substr(0, 64));
    if (is_machine_key(name) || ends_with(plain, "_hosts") || ends_with(plain, "_server") ||
        ends_with(plain, "_servers") || ends_with(plain, "_brokers") || ends_with(plain, "_addr") ||
        ends_with(plain, "_endpoint")) {
      hosts(value);
    } else if (is_user_key(name) || kUsers.contains(plain)) {
      add_user(text_, value, out_);
    }
  }

  // `a.acme.com, b` or one; no sentence.
  void hosts(Span span) {
    const std::string_view value = span.in(text_);
    const size_t blank = value.find(' ');
    if (blank != std::string_view::npos && value.find(',') == std::string_view::npos) return;
    for (size_t at = span.start; at < span.end;) {
      size_t end = at;
      while (end < span.end && !is_space(text_[end]) && text_[end] != ',') ++end;
      if (end > at) add_host_and_port(text_, make_span(at, end), out_);
      at = end + 1;
    }
  }

  std::string_view text_;
  const std::vector<ManifestEntry>& entries_;
  Candidates* out_;
  std::vector<std::string_view> kinds_;  // by entry: of the object that it is
  std::vector<std::string_view> names_;
};

}  // namespace

void find_manifest_values(const Reading& reading, Candidates* out) {
  if (!reading.manifest.empty()) Detector(reading, out).run();
}

}  // namespace stackengine::redaction
