#!/usr/bin/env node
// Builds `dist` from TypeScript: declarations, ES modules, CommonJS, the dashboard. The addon, which another script
// builds, stays.
//   node scripts/build-ts.mjs
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const { default: tsc } = await import('typescript/package.json', { with: { type: 'json' } });

clean();
run(join('node_modules/typescript', tsc.bin.tsc));
run('node_modules/rolldown/bin/cli.mjs', '-c', 'scripts/rolldown.config.mjs', '--logLevel', 'warn');
run('node_modules/vite/bin/vite.js', 'build', 'packages/dashboard', '--config', 'packages/dashboard/vite.config.ts');
cpSync(join(root, 'src/native/binding.d.ts'), join(dist, 'types/src/native/binding.d.ts'));
// The declarations are those of CommonJS, which both module formats may import.
writeFileSync(join(dist, 'types/package.json'), '{ "type": "commonjs" }\n');

/** Deletes the output of earlier builds, so that nothing stale is tested or published. */
function clean() {
  if (!existsSync(dist)) return;
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  for (const { name, parentPath } of files) if (!name.endsWith('.node')) rmSync(join(parentPath, name));
}

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
