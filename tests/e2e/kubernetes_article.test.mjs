// The readiness probe of the incident's article, and a paste of manifests, nginx configuration and log as people make it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { applyPatch } from './apply_patch.mjs';
import { dataOf, differences } from './kubernetes/data.mjs';
import { stackengine } from './stackengine.mjs';
import { temporaryFolder } from './temporary_folder.mjs';

const COMMENT = '# No scheme specified — kubelet uses HTTP/1.1 but Nginx might be configured for h2';
const PROBE = `readinessProbe:\n  httpGet:\n    path: /healthz\n    port: 8080\n    ${COMMENT}\n`;
const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: GRPC # who set this?
spec:
  ingressClassName: nginx
  rules:
  - host: app.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: app, port: {number: 50051}}}
`;
const NGINX = `upstream pool {
    server 10.0.2.10:8080;
}
server {
    listen 80;
    location / {
        proxy_pass http2://pool;   # WRONG
    }
}
`;
const LOG =
  '2024/07/15 03:42:17 [error] 19#19: *1 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 192.0.2.10, request: "GET / HTTP/1.1", upstream: "grpc://10.0.6.3:50051", host: "app.example.com"\n';

test("the article's readiness probe", async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'probe.yaml'), PROBE);
  const patch = (await stackengine(['fix', '--unsafe', '--diff', 'probe.yaml'], { cwd: folder })).stdout;
  // The one line of the article's diff that is about the protocol.
  assert.deepEqual(patch.toString().match(/^[+-](?![+-]).*$/gm), ['+    scheme: HTTP']);
  const { status, said, after } = applyPatch('patch', folder, 'probe.yaml', PROBE, patch);
  assert.equal(status, 0, said);
  assert.deepEqual(differences(dataOf(PROBE), dataOf(after.toString())), [['0/readinessProbe/httpGet/scheme', null, 'HTTP']]);
  assert.ok(after.includes(COMMENT));
  const check = (await stackengine(['check', 'probe.yaml'], { cwd: folder })).stdout.toString();
  // "If backend were h2c-only, use a tcpSocket probe instead."
  assert.match(check, /fix: use a `tcpSocket` probe.*only HTTP\/2/);
});

test('the documentation says what kubelet does', async () => {
  /** @type {{id: string, documentation: string}[]} */
  const rules = JSON.parse((await stackengine(['rules', '--format', 'json'])).stdout.toString()).rules;
  const text = rules.find(({ id }) => id === 'probe-scheme-implicit')?.documentation.replace(/\s+/g, ' ') ?? '';
  assert.match(text, /Without `scheme`, kubelet speaks cleartext HTTP\/1\.1/);
  assert.match(text, /with `scheme: HTTPS` it offers HTTP\/2 by ALPN/);
  assert.match(text, /`periodSeconds: 10` and `failureThreshold: 3`.*defaults/);
});

test('a paste of manifests, configuration and log is fixed by one patch over all files', async (t) => {
  const folder = temporaryFolder(t);
  const files = { 'manifest.yaml': `${INGRESS}---\n${PROBE}`, 'nginx.conf': `events {}\n${NGINX}` };
  const input = [...Object.values(files), LOG].join('\n');
  const fix = await stackengine(['fix', '--unsafe', '--diff', '--backend', 'pool=http1', '-'], { cwd: folder, input });
  const patch = fix.stdout.toString();
  assert.deepEqual(patch.match(/^\+\+\+ .*$/gm), ['+++ b/manifest.yaml', '+++ b/nginx.conf'], fix.stderr);
  const lines = patch.match(/^[+-](?![+-]).*$/gm) ?? [];
  for (const line of [
    '-    nginx.ingress.kubernetes.io/backend-protocol: GRPC # who set this?',
    '+    nginx.ingress.kubernetes.io/backend-protocol: HTTP # who set this?',
    '+    scheme: HTTP',
    '-        proxy_pass http2://pool;   # WRONG',
    '+        proxy_pass http://pool;   # WRONG',
  ]) {
    assert.ok(lines.includes(line), `${line} in\n${patch}`);
  }
  for (const [name, text] of Object.entries(files)) {
    const part = patch.slice(patch.indexOf(`--- a/${name}`)).split(/(?<=\n)(?=--- a\/)/)[0];
    const { status, said, after } = applyPatch('patch', folder, name, text, Buffer.from(part));
    assert.equal(status, 0, said);
    assert.notEqual(after.toString(), text);
  }
});
