// A package registry that serves the given tarballs: `node local-registry.mjs TARBALL…`. It prints its URL, and exits
// with its parent.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Reads a file of a tar archive. Each file has a header of 512 bytes with its name, and its size in octal at offset
 * 124.
 */
function manifestIn(tarball) {
  const archive = gunzipSync(tarball);
  for (let at = 0; at < archive.length; ) {
    const name = archive.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(archive.toString('utf8', at + 124, at + 136), 8) || 0;
    if (name === 'package/package.json') return JSON.parse(archive.toString('utf8', at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error('no package.json');
}

const packages = new Map(
  process.argv.slice(2).map((path) => {
    const tarball = readFileSync(path);
    const manifest = manifestIn(tarball);
    return [manifest.name, { file: basename(path), tarball, manifest }];
  }),
);

const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url).slice(1);
  const found = packages.get(path);
  const file = [...packages.values()].find((own) => path === `-/${own.file}`);
  if (file) return response.end(file.tarball);
  if (!found) return response.writeHead(404).end('{}');
  const { manifest, tarball, file: name } = found;
  const dist = {
    tarball: `http://127.0.0.1:${server.address().port}/-/${name}`,
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    shasum: createHash('sha1').update(tarball).digest('hex'),
  };
  const { version } = manifest;
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      name: manifest.name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...manifest, dist } },
    }),
  );
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
process.stdin.on('end', () => process.exit()).resume();
