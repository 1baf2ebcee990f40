// People, accounts, machines and Kubernetes names: what is found, and a twin that stays.
#include "gtest/gtest.h"
#include "unit/redaction_masked.h"

namespace stackengine::redaction {
namespace {

constexpr MaskedCase kPeople[] = {
    {"e-mail", "# ask jane.doe@acme.com, bob%40acme.com or <x@sub.acme.com>",
     "# ask <email>@<host>, <email>%40<host> or <x@<host>>"},
    {"roles and public domains",
     "# webmaster@example.com root@localhost git@github.com image@sha256:ab pkg@1.2.3", nullptr},
    {"home directories", "root /home/jsmith/www; alias /Users/jsmith/x/; # from ~kmiller/nginx.conf",
     "root /home/<user_name>/www; alias /Users/<user_name>/x/; # from ~<user_name>/nginx.conf"},
    {"accounts of systems", "user www-data; root /home/ubuntu/www; location ~/x/ { root /home/$user; }",
     nullptr},
    {"nginx's account", "user acmedeploy acmeweb;", "user <user_name> <user_name>;"},
    {"headers", "proxy_set_header X-Remote-User jsmith; proxy_set_header X-Remote-User $remote_user;",
     "proxy_set_header X-Remote-User <user_name>; proxy_set_header X-Remote-User $remote_user;"},
    {"logs",
     "2024/07/15 03:42:17 [error] 19#19: *1 user \"jsmith\": password mismatch, client: 127.0.0.1, server: "
     "_\n"
     "127.0.0.1 - kmiller [21/Nov/2026:08:00:00 +0000] \"GET / HTTP/1.1\" 401 5 \"-\" \"curl/8.5.0\"\n"
     "127.0.0.1 - - [21/Nov/2026:08:00:00 +0000] \"GET / HTTP/1.1\" 401 5 \"-\" \"curl/8.5.0\"\n",
     "2024/07/15 03:42:17 [error] 19#19: *1 user \"<user_name>\": password mismatch, client: 127.0.0.1, "
     "server: _\n"
     "127.0.0.1 - <user_name> [21/Nov/2026:08:00:00 +0000] \"GET / HTTP/1.1\" 401 5 \"-\" \"curl/8.5.0\"\n"
     "127.0.0.1 - - [21/Nov/2026:08:00:00 +0000] \"GET / HTTP/1.1\" 401 5 \"-\" \"curl/8.5.0\"\n"},
};

constexpr MaskedCase kMachines[] = {
    {"MAC addresses", "# 52:54:00:ab:cd:ef 52-54-00-AB-CD-EF 5254.00ab.cdef",
     "# <mac_address> <mac_address> <mac_address>"},
    {"times, fingerprints, broadcast",
     "# 03:42:17:00 AB:CD:EF:01:23:45:67:89:AB:CD ff:ff:ff:ff:ff:ff 00:00:5e:00:53:01 1.2.3 "
     "2024-07-15-03-42-17",
     nullptr},
    {"accounts",
     "# arn:aws:iam::123456789012:role/acme-deploy aws_account_id: 123456789013 s3 arn:aws:s3:::acme-logs/x",
     "# arn:aws:iam::<account>:role/<account> aws_account_id: <account> s3 arn:aws:s3:::<account>/<account>"},
    {"Amazon's own and other numbers",
     "# arn:aws:iam::aws:policy/ReadOnlyAccess at 202407150342 for 1000 accounts", nullptr},
    {"syslog and pods",
     "Nov 21 08:00:00 web-prod-01 nginx[12]: 2024/07/15 03:42:17 [error] 19#19: *1 upstream timed out (110: "
     "Connection "
     "timed out) while connecting to upstream, client: 127.0.0.1, server: _\n",
     "Nov 21 08:00:00 <host> nginx[12]: 2024/07/15 03:42:17 [error] 19#19: *1 upstream timed out (110: "
     "Connection "
     "timed out) while connecting to upstream, client: 127.0.0.1, server: _\n"},
    {"addresses in names", "server 10.9.8.7:80; # 10-9-8-7 and ip-10-9-8-7, not ip-127-0-0-1",
     "server <ip_address>:80; # <host> and <host>, not ip-127-0-0-1"},
};

constexpr MaskedCase kKubernetes[] = {
    {"a Secret, its keys in any order",
     "apiVersion: v1\ndata:\n  password: aHVudGVyMg==\n  empty: \"\"\nkind: Secret\nmetadata:\n  name: web\n",
     "apiVersion: v1\ndata:\n  password: <secret_data>\n  empty: \"\"\nkind: Secret\nmetadata:\n  name: "
     "web\n"},
    {"stringData, quoted and in a block",
     "kind: Secret\napiVersion: v1\nstringData:\n  a: 'hunter2'\n  b: |\n    line1x\n    line2x\nmetadata:\n "
     " name: web\n",
     "kind: Secret\napiVersion: v1\nstringData:\n  a: '<password>'\n  b: |\n    <password>\n    "
     "<password>\nmetadata:\n  name: web\n"},
    {"in a List, and in the copy that kubectl keeps",
     "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  data: {k: aHVudGVyMg==}\n  "
     "metadata:\n"
     "    annotations:\n      kubectl.kubernetes.io/last-applied-configuration: |\n"
     "        {\"data\":{\"k\":\"b3RoZXJ0ZXh0\"},\"kind\":\"Secret\"}\n",
     "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  data: {k: <secret_data>}\n  "
     "metadata:\n"
     "    annotations:\n      kubectl.kubernetes.io/last-applied-configuration: |\n"
     "        {\"data\":{\"k\":\"<secret_data>\"},\"kind\":\"Secret\"}\n"},
    {"JSON, the copy escaped",
     "{\"kind\":\"Secret\",\"data\":{\"k\":\"aHVudGVyMg==\"},\"metadata\":{\"annotations\":{\"x\":\"{"
     "\\\"kind\\\":"
     "\\\"Secret\\\",\\\"data\\\":{\\\"k\\\":\\\"b3RoZXJ0ZXh0\\\"}}\"}}}\n",
     "{\"kind\":\"Secret\",\"data\":{\"k\":\"<secret_data>\"},\"metadata\":{\"annotations\":{\"x\":\"{"
     "\\\"kind\\\":"
     "\\\"Secret\\\",\\\"data\\\":{\\\"k\\\":\\\"<secret_data>\\\"}}\"}}}\n"},
    {"a ConfigMap is no Secret",
     "apiVersion: v1\nkind: ConfigMap\ndata:\n  proxy-read-timeout: \"30\"\n  mode: aHVudGVy\nmetadata:\n  "
     "name: web\n",
     nullptr},
    {"environment",
     "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: web\n    env:\n    - name: DB_PASSWORD\n    "
     "  value: correcthorse\n"
     "    - value: \"q1w2e3\"\n      name: API_TOKEN\n    - name: LOG_LEVEL\n      value: debug\n    - name: "
     "PASSWORD_FILE\n"
     "      value: /run/pw\n",
     "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: web\n    env:\n    - name: DB_PASSWORD\n    "
     "  value: <password>\n"
     "    - value: \"<password>\"\n      name: API_TOKEN\n    - name: LOG_LEVEL\n      value: debug\n    - "
     "name: PASSWORD_FILE\n"
     "      value: /run/pw\n"},
    {"names and hosts",
     "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shopfront-ing\n  namespace: "
     "payments-eu\nspec:\n"
     "  rules:\n  - host: intra9\n    http:\n      paths:\n      - backend: {service: {name: shopfront, "
     "port: {name: http}}}\n"
     "  tls:\n  - hosts: [intra9, \"*.acme.weird\"]\n    secretName: shopfront-tls\n",
     "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: <resource_name>\n  namespace: "
     "<resource_name>\nspec:\n"
     "  rules:\n  - host: <host>\n    http:\n      paths:\n      - backend: {service: {name: "
     "<resource_name>, port: {name: http}}}\n"
     "  tls:\n  - hosts: [<host>, \"*.<host>\"]\n    secretName: <resource_name>\n"},
    {"names that every cluster has",
     "apiVersion: v1\nkind: Service\nmetadata:\n  name: ingress-nginx-controller\n  namespace: "
     "kube-system\nspec:\n  ports:\n"
     "  - name: grpc-web\n    port: 80\n  selector:\n    app: web\n",
     nullptr},
    {"images",
     "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: "
     "registry.acme.com:5000/teamx/shopfront:1.2\n  - image: nginx:1.25\n"
     "  - image: registry.k8s.io/ingress-nginx/controller:v1.9\n",
     "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: "
     "<host>:5000/<resource_name>/<resource_name>:1.2\n  - image: nginx:1.25\n"
     "  - image: registry.k8s.io/ingress-nginx/controller:v1.9\n"},
    {"nginx code in a snippet",
     "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  annotations:\n    "
     "nginx.ingress.kubernetes.io/configuration-snippet: |\n"
     "      proxy_set_header X-Api-Key q1w2e3;\n      proxy_pass http://cellar9:8080;\n",
     "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  annotations:\n    "
     "nginx.ingress.kubernetes.io/configuration-snippet: |\n"
     "      proxy_set_header X-Api-Key <authorization>;\n      proxy_pass http://<host>:8080;\n"},
    {"templates",
     "apiVersion: v1\nkind: Secret\nstringData:\n  password: {{ .Values.password }}\nmetadata:\n  name: {{ "
     ".Release.Name }}\n",
     nullptr},
};

class Identity : public ::testing::TestWithParam<MaskedCase> {};

TEST_P(Identity, FindsAndLeaves) {
  EXPECT_EQ(masked(GetParam().text), want_of(GetParam())) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(People, Identity, ::testing::ValuesIn(kPeople));
INSTANTIATE_TEST_SUITE_P(Machines, Identity, ::testing::ValuesIn(kMachines));
INSTANTIATE_TEST_SUITE_P(Kubernetes, Identity, ::testing::ValuesIn(kKubernetes));

}  // namespace
}  // namespace stackengine::redaction
