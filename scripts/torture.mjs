#!/usr/bin/env node
// Damages the store for some minutes in every way in which the short tests damage it for seconds.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('cargo', ['test', '-p', 'headroom_store', '--locked', '--test', 'store', 'crash'], {
  stdio: 'inherit',
  env: { ...process.env, HEADROOM_TORTURE: '1' },
});
process.exit(status ?? 1);
