// Writes machine.json of one suite (build calls it): its nginx's version, the files that Debian's packages put into /etc/nginx,
// and the names of the directives that any nginx knows, by which an unknown one is told from a misspelt one.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [top] = process.argv.slice(2);
const source = join(top, 'source/nginx');
const debian = { bullseye: '11', bookworm: '12', trixie: '13', forky: '14' };

const [, version] = /NGINX_VERSION\s+"(.*)"/.exec(readFileSync(join(source, 'src/core/nginx.h'), 'utf8'));
const [, packageVersion] = /\((.*?)\)/.exec(readFileSync(join(source, 'debian/changelog'), 'utf8').split('\n', 1)[0]);

const files = {};
for (const folder of ['', 'snippets']) {
  const path = join(source, 'debian/conf', folder);
  if (!existsSync(path)) continue;
  for (const name of readdirSync(path)) {
    // The user's own text takes the place of nginx.conf.
    if (name === 'nginx.conf' || !statSync(join(path, name)).isFile()) continue;
    files[join('/etc/nginx', folder, name)] = readFileSync(join(path, name), 'utf8');
  }
}

const known = new URL('../../core/nginx/directives.jsonl', import.meta.url);
const directives = readFileSync(known, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line).name);

writeFileSync(
  join(top, 'machine.json'),
  JSON.stringify({
    version,
    package: packageVersion,
    debian: debian[top.split('/').at(-1)] ?? '',
    files,
    pem: readFileSync(join(top, 'stand-in.pem'), 'utf8'),
    directives: [...new Set(directives)],
  }),
);
