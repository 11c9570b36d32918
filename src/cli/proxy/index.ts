import cluster from 'node:cluster';
import type { Command } from 'commander';
import { check } from './check.js';
import { chosen, workersOf, type Options } from './chosen.js';
import { serve } from './serve.js';
import { addSettings } from './settings/index.js';
import { supervise } from './workers.js';

/** Its arguments. */
export function define(command: Command): void {
  command.option('--config <file>', 'a TOML file of your own with the same settings: `rate-limit = 60`');
  addSettings(command);
  command.option('--check', 'print the configuration and whether the providers answer, and start nothing').action(run);
}

async function run(options: Options): Promise<void> {
  const settings = await chosen(options);
  if (options.check) return check(settings);
  const workers = workersOf(options);
  // The first process only looks after the others.
  if (workers > 1 && cluster.isPrimary) return supervise(settings, workers);
  try {
    await serve(settings);
  } finally {
    // A process that is connected to the first one does not end.
    cluster.worker?.disconnect();
  }
}
