import cluster from 'node:cluster';
import type { Command } from 'commander';
import { check } from './check.js';
import { chosen, workersOf, type Options } from './chosen.js';
import { serve } from './serve.js';
import { addSettings } from './settings/index.js';
import { checkWorkers, supervise } from './workers.js';

interface ServiceOptions {
  installService?: true;
  uninstallService?: true;
  printService?: true;
}

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command.option('--config <file>', 'a TOML file of your own with the same settings: `rate-limit = 60`');
  addSettings(command);
  command
    .option('--check', 'print the configuration and whether the providers answer, and start nothing')
    .option('--install-service', 'write a service of your system that starts the proxy with these options')
    .option('--uninstall-service', 'remove that service')
    .option('--print-service', 'print that service, and write nothing')
    .action(run);
}

async function run(options: Options & ServiceOptions): Promise<void> {
  const { installService: _install, uninstallService: _uninstall, printService: _print, ...own } = options;
  const action = options.installService ? 'install' : options.uninstallService ? 'uninstall' : undefined;
  if (action !== undefined || options.printService)
    return (await import('../service/install.js')).service(action ?? 'print', process.argv.slice(2), own);
  const settings = await chosen(options);
  const workers = workersOf(options);
  checkWorkers(settings, workers);
  if (options.check) return check(settings);
  // The first process only supervises the others, and replaces one that dies.
  if (workers !== undefined && cluster.isPrimary) return supervise(settings, workers);
  try {
    await serve(settings);
  } finally {
    // A process with an open channel to the first one would not end.
    cluster.worker?.disconnect();
  }
}
