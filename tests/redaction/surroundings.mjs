// The texts that values are planted in. Everything in them is public, so that nothing of a twin may change.

/** @param {string} text @param {string} blanks */
const indented = (text, blanks) =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : blanks + line))
    .join('\n');

/** A configuration with lines inside a location. @param {string} lines */
export const inLocation = (lines) => `worker_processes auto;
events { worker_connections 1024; }
http {
    include mime.types;
    sendfile on;
    server {
        listen 8080;
        server_name example.com;
        location /api/ {
            proxy_read_timeout 30s;
${indented(lines, '            ')}
        }
    }
}
`;

/** @param {string} lines */
export const inHttp = (lines) => `events { worker_connections 1024; }
http {
    include mime.types;
${indented(lines, '    ')}
    server {
        listen 8080;
        server_name localhost;
        location / { root /usr/share/nginx/html; }
    }
}
`;

/** @param {string} lines */
export const inServer = (lines) => `events { worker_connections 1024; }
http {
    server {
        listen 8080;
${indented(lines, '        ')}
        location / { root /usr/share/nginx/html; }
    }
}
`;

/** At the top level of the configuration. @param {string} lines */
export const inMain = (lines) => `user www-data;
${lines}
events { worker_connections 1024; }
`;

/** As a whole text. @param {string} text */
export const alone = (text) => (text.endsWith('\n') ? text : `${text}\n`);

/** The environment of a container. @param {string} lines */
export const inEnvironment = (lines) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: web
          image: nginx:1.25
          env:
${indented(lines, '            ')}
          ports:
            - containerPort: 8080
`;

/** The data of a ConfigMap. @param {string} lines */
export const inConfigMap = (lines) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
${indented(lines, '  ')}
`;

/** The annotations of an Ingress. @param {string} lines */
export const inAnnotations = (lines) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
${indented(lines, '    ')}
spec:
  ingressClassName: nginx
`;

/** The specification of an object. @param {string} kind @param {string} lines */
export const inSpec = (kind, lines) => `apiVersion: v1
kind: ${kind}
metadata:
  name: web
spec:
${indented(lines, '  ')}
`;

/** The message of an error-log entry. @param {string} message */
export const inErrorLog = (message) => `2024/07/15 03:42:16 [notice] 1#1: start worker processes
2024/07/15 03:42:17 [error] 19#19: *4821 ${message}
2024/07/15 03:42:18 [notice] 1#1: signal process started
`;

/** The fields behind an error. @param {string} fields */
export const withFields = (fields) => inErrorLog(`upstream prematurely closed connection while reading response header from upstream, ${fields}`);

/** A request in the access log. @param {{user?: string, client?: string, request?: string, referrer?: string, agent?: string}} fields */
export const inAccessLog = ({ user = '-', client = '127.0.0.1', request = 'GET / HTTP/1.1', referrer = '-', agent = 'curl/8.5.0' }) =>
  `127.0.0.1 - - [15/Jul/2024:03:42:16 +0000] "GET /healthz HTTP/1.1" 200 2 "-" "kube-probe/1.29"
${client} - ${user} [15/Jul/2024:03:42:17 +0000] "${request}" 502 157 "${referrer}" "${agent}"
`;

// Where a value has no context: its format alone must give it away.
export const NEUTRAL = {
  /** @type {Record<string, (value: string) => string>} */
  nginx: {
    argument: (value) => inLocation(`add_header X-Trace "${value}";`),
    bare: (value) => inLocation(`set $setting ${value};`),
    comment: (value) => inServer(`# old: ${value} (until May)`),
    body: (value) => inLocation(`return 200 "see ${value}\\n";`),
  },
  /** @type {Record<string, (value: string) => string>} */
  yaml: {
    plain: (value) => inConfigMap(`setting: ${value}`),
    quoted: (value) => inConfigMap(`setting: "${value}"`),
    environment: (value) => inEnvironment(`- name: SETTING\n  value: '${value}'`),
    block: (value) => inConfigMap(`app.conf: |\n  # generated\n  setting = ${value}\n  size = 5`),
    comment: (value) => inConfigMap(`# ${value}\nsize: "5"`),
  },
  /** @type {Record<string, (value: string) => string>} */
  log: {
    path: (value) => inAccessLog({ request: `GET /cb/${value} HTTP/1.1` }),
    message: (value) => inErrorLog(`[lua] init.lua:12: got ${value}, context: ngx.timer`),
    json: (value) => `{"level":"error","msg":"refused ${value}","status":502}\n`,
  },
};
