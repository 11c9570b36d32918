#!/usr/bin/env node
// Damages the store, and restarts the proxy under load, for some minutes: in the ways in which the short tests do it
// for seconds.
import { spawnSync } from 'node:child_process';

const env = { ...process.env, HEADROOM_TORTURE: '1' };
const RUNS = [
  ['cargo', 'test', '-p', 'headroom_store', '--locked', '--test', 'store', 'crash'],
  ['npx', 'vitest', 'run', '__test__/proxy/faults.test.ts', '__test__/proxy/streams.test.ts'],
];

const statuses = RUNS.map(([command, ...args]) => spawnSync(command, args, { stdio: 'inherit', env }).status ?? 1);
process.exit(Math.max(...statuses));
