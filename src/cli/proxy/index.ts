import type { Command } from 'commander';
import { check } from './check.js';
import { chosen, type Options } from './chosen.js';
import { serve } from './serve.js';
import { addSettings } from './settings/index.js';

/** Its arguments. */
export function define(command: Command): void {
  command.option('--config <file>', 'a TOML file of your own with the same settings: `rate-limit = 60`');
  addSettings(command);
  command.option('--check', 'print the configuration and whether the providers answer, and start nothing').action(run);
}

async function run(options: Options): Promise<void> {
  const settings = await chosen(options);
  await (options.check ? check(settings) : serve(settings));
}
