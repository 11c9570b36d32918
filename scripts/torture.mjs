#!/usr/bin/env node
// Breaks the store for some minutes in every way that the short tests break it for seconds.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('cargo', ['test', '-p', 'headroom_store', '--locked', '--test', 'store', 'crash'], {
  stdio: 'inherit',
  env: { ...process.env, HEADROOM_TORTURE: '1' },
});
process.exit(status ?? 1);
