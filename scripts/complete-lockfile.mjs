#!/usr/bin/env node
// Adds to package-lock.json the optional packages for other systems that npm left out.
// npm leaves out packages that its registry does not have (mirrors often hold one platform only), and `npm ci` then
// rejects the lockfile as incomplete. Run it after every `npm install` that changed the lockfile.
//   node scripts/complete-lockfile.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const FILE = new URL('../package-lock.json', import.meta.url);
const CPUS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64'];
const SYSTEMS = ['linux', 'darwin', 'win32', 'freebsd', 'android', 'openharmony'];

/**
 * The optional packages that others of the lockfile ask for and that it does not hold, as entries for it.
 * @param {{ packages: Record<string, { optionalDependencies?: Record<string, string>, dev?: boolean }> }} lockfile
 * @returns {Record<string, { version: string, cpu: string[], os?: string[], libc?: string[], dev?: true,
 *   optional: true }>}
 */
export function missing({ packages }) {
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {}, dev }) =>
    Object.entries(optionalDependencies).map(([name, version]) => ({ name, version, dev })),
  );
  const absent = wanted.filter(
    ({ name }) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)),
  );
  return Object.fromEntries(
    absent.map(({ name, version, dev }) => [
      `node_modules/${name}`,
      { version, ...machine(name), ...(dev ? { dev: true } : {}), optional: true },
    ]),
  );
}

/** The system that a package is for, from the end of its name. */
function machine(name) {
  const words = name.split('-');
  if (words.includes('wasm32')) return { cpu: ['wasm32'] };
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = CPUS.find((arch) => words.includes(arch));
  if (!os || !cpu) throw new Error(`${name}: for which machine?`);
  const libc = words.includes('musl')
    ? { libc: ['musl'] }
    : os === 'linux' && words.includes('gnu')
      ? { libc: ['glibc'] }
      : {};
  return { cpu: [cpu], os: [os], ...libc };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lockfile = JSON.parse(readFileSync(FILE, 'utf8'));
  const added = missing(lockfile);
  const packages = Object.fromEntries(
    Object.entries({ ...lockfile.packages, ...added }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeFileSync(FILE, `${JSON.stringify({ ...lockfile, packages }, null, 2)}\n`);
  console.log(`${Object.keys(added).length} packages added`);
}
