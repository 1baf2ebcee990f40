#include "redaction/public_names.h"

#include "redaction/bytes.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

// Country codes (ISO 3166 as delegated by IANA), the generic domains that servers commonly have, and the
// names of private networks: `internal`, `local`, `lan`, `corp`.
constexpr WordList kStrong(
    "\nad\nae\naero\naf\nag\nagency\nai\nal\nao\napp\naq\nar\narpa\nat\nau\naw\nax\naz\nba\nbank\nbb\nbd\n"
    "be\nbf\nbg\nbh\nbi\nbiz\nbj\nbm\nbn\nbo\nbr\nbs\nbt\nbv\nbw\nby\nbz\nca\ncd\ncf\ncg\nch\nci\nck\n"
    "cloud\nclub\ncm\ncn\nco\ncom\ncompany\ncoop\ncorp\ncr\ncv\ncw\ncx\ncy\ncz\nde\ndev\ndigital\ndj\ndk\n"
    "dm\ndz\nec\nedu\nee\neg\ner\nes\net\neu\nfi\nfj\nfk\nfm\nfo\nfr\nga\ngb\ngd\nge\ngf\ngg\ngh\ngi\ngl\n"
    "gm\ngn\ngov\ngp\ngq\ngr\ngs\ngt\ngu\ngw\ngy\nhk\nhm\nhn\nhr\nht\nhu\nie\nil\nim\ninfo\nint\nintern\n"
    "internal\nintranet\nio\niq\nir\nit\nje\njm\njo\njp\nke\nkg\nkh\nki\nkm\nkn\nkp\nkr\nkw\nky\nkz\nlan\n"
    "lb\nlc\nli\nlk\nlocal\nlocaldomain\nlr\nls\nlt\nlu\nlv\nly\nma\nmc\nme\nmg\nmh\nmil\nmm\nmn\nmp\nmq\n"
    "mr\nms\nmt\nmu\nmuseum\nmv\nmw\nmx\nmy\nmz\nna\nnc\nne\nnet\nnf\nng\nni\nnl\nno\nnp\nnr\nnu\nnz\nom\n"
    "online\norg\npa\npe\npf\npg\nph\npk\npn\npr\npt\npw\nqa\nre\nro\nru\nrw\nsa\nsb\nsc\nsd\nse\nsg\n"
    "shop\nsi\nsite\nsj\nsk\nsl\nsm\nsn\nsolutions\nsr\nss\nstore\nsu\nsv\nsx\nsy\nsz\ntc\ntd\ntech\n"
    "technology\ntg\nth\ntj\ntk\ntl\ntm\ntn\nto\ntop\ntr\ntt\ntv\ntw\ntz\nua\nug\nuk\nus\nuy\nuz\nva\nvc\n"
    "ve\nvg\nvi\nvn\nvu\nwf\nws\nxyz\nye\nyt\nza\nzm\nzw\n");
static_assert(kStrong.is_sorted());

// Also file extensions (`deploy.sh`, `module.so`, `main.py`) or plain words (`page`, `live`).
constexpr WordList kWeak(
    "\nac\nam\nas\nblog\ncc\ncl\nconsul\ncu\ndo\nemail\nglobal\ngroup\nhome\nid\nin\nis\njobs\nla\nlife\n"
    "live\nmd\nmedia\nmk\nml\nmo\nmobi\nnetwork\nnews\none\npage\npl\npm\nprivate\npro\nps\npy\nrs\nrun\n"
    "services\nsh\nso\nsoftware\nspace\nst\nsvc\nsystems\nteam\ntf\nwebsite\nworld\nzone\n");
static_assert(kWeak.is_sorted());

// What follows a domain in the name of a file: `acme.com.access.log`.
constexpr WordList kExtensions(
    "\naccess\nbak\nbundle\ncache\ncer\ncert\ncfg\nchain\nconf\ncrl\ncrt\ncsr\ncss\ndefault\nder\n"
    "dhparam\nerror\nfullchain\ngz\nhtm\nhtml\nhtpasswd\nico\ninc\nini\nj2\njks\njpg\njs\njson\nkey\nlog\n"
    "lua\nold\norig\np12\npasswd\npem\npfx\nphp\npid\npng\nprivkey\npub\nservice\nsock\nsocket\nsvg\ntar\n"
    "template\ntmpl\ntpl\ntxt\ntypes\nxml\nyaml\nyml\nzip\n");
static_assert(kExtensions.is_sorted());

// Reserved names (RFC 2606, RFC 6761), names that mean this machine or this cluster everywhere, the sites
// that configurations and their comments refer to, and the groups of public Kubernetes projects. Subdomains
// included.
constexpr WordList kPublic(
    "\n_\naccounts.google.com\napache.org\nargoproj.io\nasp.net\nbitnami.com\ncdnjs.cloudflare.com\ncert-manager.io\n"
    "cilium.io\ncloud.google.com\ncncf.io\ncoreos.com\ndebian.org\ndigicert.com\ndns.google\ndocker.com\n"
    "docker.internal\ndocker.io\neks.amazonaws.com\nelbv2.k8s.aws\nexample\nexample.com\nexample.net\n"
    "example.org\nexternal-secrets.io\nf5.com\nfluxcd.io\nfonts.googleapis.com\nfonts.gstatic.com\n"
    "github.com\ngnu.org\ngolang.org\nhaproxy.com\nhaproxy.org\nhashicorp.com\nhelm.sh\nhooks.slack.com\n"
    "ietf.org\ninvalid\nip6-localhost\nip6-loopback\nistio.io\njail.local\njsdelivr.net\nk8s.io\nkeda.sh\n"
    "knative.dev\nkonghq.com\nkube-dns.kube-system.svc.cluster.local\nkubernetes.default.svc\n"
    "kubernetes.default.svc.cluster.local\nkubernetes.io\nkyverno.io\nletsencrypt.org\nlinkerd.io\n"
    "localhost\nlocalhost.localdomain\nlocalhost4\nlocalhost6\nlua.org\nmetadata.google.internal\n"
    "mozilla.org\nnginx.com\nnginx.org\nnpmjs.org\noauth2.googleapis.com\none.one.one.one\nopenresty.org\n"
    "openshift.io\nopenssl.org\nphp.net\nprojectcontour.io\nprometheus.io\npython.org\nquay.io\nrancher.io\n"
    "rc.local\nrfc-editor.org\nsocket.io\nstackoverflow.com\nstakater.com\ntest\ntraefik.containo.us\n"
    "traefik.io\nubuntu.com\nunix\nunpkg.com\nw3.org\nwikipedia.org\nwordpress.org\n"
    "www.google-analytics.com\nwww.google.com\nwww.googletagmanager.com\nwww.gstatic.com\n");
static_assert(kPublic.is_sorted());

}  // namespace

std::string plain_name(std::string_view name) {
  std::string plain;
  plain.reserve(name.size());
  for (const char c : name) {
    if (c != '\\') plain += to_lower(c);
  }
  return plain;
}

bool is_public_name(std::string_view name) {
  if (name.size() > 253) return false;
  const std::string plain = plain_name(name);
  std::string_view rest = plain;
  while (true) {
    if (kPublic.contains(rest)) return true;
    const size_t dot = rest.find('.');
    if (dot == std::string_view::npos) return false;
    rest.remove_prefix(dot + 1);
  }
}

TopLevel top_level(std::string_view label) {
  char plain[11];
  if (label.size() < 2 || label.size() > sizeof plain) return TopLevel::none;
  // `works.It is`: a sentence, not Italy.
  if (label[0] != to_lower(label[0]) && label[1] == to_lower(label[1])) return TopLevel::none;
  for (size_t i = 0; i < label.size(); ++i) plain[i] = to_lower(label[i]);
  const std::string_view word(plain, label.size());
  if (kStrong.contains(word)) return TopLevel::strong;
  return kWeak.contains(word) ? TopLevel::weak : TopLevel::none;
}

std::vector<std::string_view> own_domains(std::string_view host) {
  std::vector<std::string_view> out;
  const size_t last = host.rfind('.');
  if (last == std::string_view::npos || host.size() > 253 || host.find('\\') != std::string_view::npos)
    return out;
  const std::string_view top = host.substr(last + 1);
  for (const std::string_view own :
       {"internal", "local", "lan", "corp", "intranet", "intern", "localdomain"}) {
    if (equals_ignoring_case(top, own)) return out;
  }
  if (top_level(top) != TopLevel::strong) return out;
  for (size_t dot = host.find('.'); dot < last; dot = host.find('.', dot + 1)) {
    const std::string_view domain = host.substr(dot + 1);
    const size_t label = domain.find('.');
    // `co.uk` is nobody's.
    const bool second_level = label <= 3 && domain.find('.', label + 1) == std::string_view::npos;
    if (!second_level && !is_public_name(domain)) out.push_back(domain);
  }
  return out;
}

bool is_file_extension(std::string_view label) {
  return label.size() <= 9 && kExtensions.contains(lower_case(label));
}

}  // namespace stackengine::redaction
