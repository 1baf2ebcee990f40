#include "redaction/common_words.h"

#include "nginx/directive_table.h"
#include "redaction/bytes.h"
#include "redaction/word_list.h"

namespace stackengine::redaction {
namespace {

// Keywords of nginx's parameters, and what services, users and comments are called everywhere.
constexpr WordList kWords(
    "\naccess\naccount\naccounts\nactive\naddress\nadmin\nadministrator\nagent\nalert\nalias\nalive\nall\n"
    "allow\nalpha\nanalytics\nanonymous\nany\napache\napi\napis\napp\napplication\napplications\napps\n"
    "asset\nassets\nasync\naudit\nauth\nauthor\nbackend\nbackends\nbackup\nbalance\nbalancer\nbanner\n"
    "base\nbasic\nbatch\nbearer\nbeta\nbilling\nbind\nblock\nblog\nblue\nbody\nbranch\nbreak\nbroker\n"
    "brotli\nbrowser\nbucket\nbuffer\nbuild\nbundle\nburst\ncache\ncanary\ncaptcha\ncart\ncatalog\n"
    "catalogue\ncdn\ncentral\nchallenge\nchange\nchangeme\nchannel\nchat\ncheck\ncheckout\nclient\n"
    "clients\ncloud\ncluster\ncode\ncombined\ncomment\ncommon\ncompany\ncomponent\nconfig\nconfiguration\n"
    "connect\nconnection\nconsole\nconsul\nconsumer\ncontainer\ncontent\ncontext\ncontrol\ncontroller\n"
    "cookie\ncore\ncors\ncountry\ncreate\ncrit\ncustomer\ncustomers\ndaemon\ndashboard\ndata\ndatabase\n"
    "databases\ndate\ndebug\ndefault\ndefault_server\ndeferred\ndelay\ndelete\ndemo\ndenied\ndeny\n"
    "deploy\ndeployer\ndev\ndeveloper\ndevelopment\ndevice\ndigest\ndirect\ndisable\ndisabled\ndiscovery\n"
    "django\ndocker\ndocs\ndocument\ndocuments\ndomain\ndownload\ndownloads\ndrain\ndrupal\ndynamic\n"
    "edge\nelastic\nemail\nemerg\nempty\nenable\nenabled\nendpoint\nengine\nenvoy\nerror\nerrors\nescape\n"
    "event\nevents\nexample\nexpress\nexternal\nfailed\nfallback\nfalse\nfastapi\nfastcgi\nfastopen\n"
    "feed\nfile\nfiles\nfilter\nfirst\nflask\nflower\nforce\nforeign\nformat\nforum\nforward\nforwarded\n"
    "frame\nfront\nfrontend\nfrontends\nfunction\ngateway\ngeo\ngitlab\nglobal\ngolang\ngrafana\ngreen\n"
    "group\ngrpc\ngrpc_backend\ngrpcs\nguest\ngunicorn\ngzip\nhaproxy\nhash\nheader\nheaders\nhealth\n"
    "healthcheck\nhealthz\nhello\nhelp\nhome\nhost\nhostname\nhostnames\nhosts\nhttp\nhttp1\nhttp2\n"
    "http3\nhttp_500\nhttp_502\nhttp_503\nhttp_504\nhttps\nidentity\nimage\nimages\ninactive\ninclude\n"
    "index\ninfo\ningress\ninline\ninside\ninstance\nintegration\ninternal\ninvalid\ninvalid_header\n"
    "invoice\nipv4\nipv6\nipv6only\nitem\nitems\njava\njenkins\njobs\njoin\njson\njupyter\nkafka\nkeep\n"
    "keepalive\nkeycloak\nkeys\nkibana\nkong\nkube\nkubernetes\nlambda\nlaravel\nlast\nlatest\nlax\nlb\n"
    "leader\nleast_conn\nlegacy\nletmein\nlevel\nlevels\nlimit\nlink\nlist\nlisten\nlive\nload\n"
    "loadbalancer\nloader\nlocal\nlocalhost\nlocation\nlock\nlogger\nlogin\nlogout\nlogs\nlookup\n"
    "magento\nmail\nmain\nmaintenance\nmanage\nmanagement\nmanager\nmariadb\nmarket\nmaster\nmatch\n"
    "max_conns\nmax_fails\nmax_size\nmedia\nmember\nmemcached\nmemory\nmerge\nmessage\nmessages\n"
    "metadata\nmetric\nmetrics\nmiddleware\nminio\nmirror\nmobile\nmode\nmodel\nmodule\nmongo\nmongodb\n"
    "monitor\nmonitoring\nmqtt\nmust\nmysql\nname\nnames\nnetwork\nnever\nnews\nnext\nnextcloud\nnginx\n"
    "nobody\nnode\nnodejs\nnodes\nnon_idempotent\nnone\nnormal\nnosniff\nnotice\nnotification\n"
    "notifications\nnull\nnumber\noauth\noauth2\nobject\noff\noffline\non\nonce\none\nonly\nopen\nopenid\n"
    "openresty\noperator\noption\noptions\norder\norders\norigin\nother\npages\npanel\nparent\npartner\n"
    "pass\npassword\npath\npayment\npayments\npermanent\nphone\nphpmyadmin\nping\npipeline\nplain\n"
    "platform\nplay\nplugin\npoint\npolicy\npool\npools\nport\nportal\npost\npostgres\npostgresql\n"
    "postmaster\npreview\nprimary\nprivate\nprobe\nprocess\nprod\nproduct\nproduction\nproducts\nprofile\n"
    "profiles\nproject\nprometheus\nproxy\nproxy_protocol\npublic\npuma\npurge\npush\npython\nquality\n"
    "query\nqueue\nqueues\nquic\nqwerty\nrabbitmq\nrails\nrandom\nrange\nranges\nrate\nrcvbuf\nreact\n"
    "read\nready\nreal\nreceive\nrecord\nredirect\nredis\nrefresh\nregion\nregistry\nreject\nrelease\n"
    "remote\nreplica\nreport\nreports\nrepository\nrequest\nrequests\nrequire\nreset\nresolve\nresolver\n"
    "resource\nresponse\nrest\nresult\nretry\nreturn\nreuseport\nreverse\nreview\nrole\nroles\nroot\n"
    "route\nrouter\nroutes\nrtmp\nruby\nrule\nrules\nsafe\nsameorigin\nsample\nsandbox\nscgi\nschema\n"
    "score\nscrape\nscript\nsearch\nsecond\nsecondary\nsecret\nsection\nsecure\nsecurity\nself\nsend\n"
    "sentry\nserver\nservers\nservice\nservices\nsession\nsessions\nsetup\nshare\nshop\nsignal\nsignup\n"
    "single\nsite\nsites\nsize\nslave\nslow_start\nsmtp\nsndbuf\nso_keepalive\nsocket\nsocketio\nsolr\n"
    "source\nspdy\nspring\nsquid\nssl\nstable\nstack\nstage\nstaging\nstale\nstandard\nstandby\nstart\n"
    "static\nstatistics\nstats\nstatus\nstop\nstorage\nstore\nstream\nstrict\nstyle\nsubscription\nsuper\n"
    "support\nsvc\nswitch\nsync\nsystem\nsystems\ntable\ntarget\ntask\ntasks\nteam\ntemp\ntemplate\n"
    "temporary\ntenant\ntest\ntesting\ntests\ntext\nthird\nthis\nticket\ntime\ntimeout\ntoken\ntokens\n"
    "tomcat\ntools\ntrace\ntraefik\ntraffic\ntransaction\ntrue\ntunnel\ntwo\ntype\nudp\nundefined\n"
    "unicorn\nunix\nunknown\nunsafe\nupdating\nupgrade\nupload\nuploads\nupstream\nupstream1\nupstream2\n"
    "upstreams\nuser\nusername\nusers\nuwsgi\nvagrant\nvalid\nvalue\nvalues\nvarnish\nvault\nvendor\n"
    "version\nvideo\nview\nvirtual\nvoid\nvolatile\nwait\nwarn\nwarning\nweb\nwebapp\nwebhook\nwebhooks\n"
    "webmaster\nwebserver\nwebsite\nwebsocket\nwebsockets\nwebui\nweight\nwidget\nwiki\nwordpress\nwork\n"
    "worker\nworkers\nworld\nwrite\nyes\nzabbix\nzone\nzones\nzookeeper\n");
static_assert(kWords.is_sorted());

// Which pairs of letters stand side by side in at least five of the words.
class UsualPairs {
 public:
  constexpr explicit UsualPairs(std::string_view words) {
    uint8_t counts[26][26] = {};
    for (size_t i = 1; i < words.size(); ++i) {
      if (!is_small(words[i - 1]) || !is_small(words[i])) continue;
      uint8_t& count = counts[words[i - 1] - 'a'][words[i] - 'a'];
      if (count < kEnough && ++count == kEnough) followers_[words[i - 1] - 'a'] |= 1u << (words[i] - 'a');
    }
  }
  bool holds(char first, char second) const { return (followers_[first - 'a'] >> (second - 'a') & 1) != 0; }

 private:
  static constexpr uint8_t kEnough = 5;
  static constexpr bool is_small(char c) { return c >= 'a' && c <= 'z'; }
  uint32_t followers_[26] = {};
};
constexpr UsualPairs kUsualPairs(kWords.text());

}  // namespace

bool is_usual_pair(char first, char second) { return kUsualPairs.holds(first, second); }

bool is_common_word(std::string_view value) {
  if (value.size() < 4) return true;
  size_t letters = 0;
  size_t dots = 0;
  size_t others = 0;
  for (const char c : value.substr(0, 64)) {
    letters += is_alpha(c) ? 1 : 0;
    dots += c == '.' ? 1 : 0;
    others += is_alnum(c) || c == '.' || c == ',' || c == '-' ? 0 : 1;
  }
  // A number, or a number with a unit: `8080`, `1.22`, `1024m`; no address.
  const bool number = letters == 0 || (letters == 1 && is_digit(value[0]));
  if (value.size() < 8 && others == 0 && dots < 3 && number) return true;
  if (value.size() > 40) return false;
  const std::string word = lower_case(value);
  return kWords.contains(word) || !nginx::find_directive(word).empty();
}

}  // namespace stackengine::redaction
