import { Option, type Command } from 'commander';
import { port, seconds } from '../values.js';
import { INTERVAL_SECONDS, live, type LiveOptions } from './live.js';
import { BY, saved, SERIES, type SavedOptions } from './saved.js';

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .addOption(new Option('--series <period>', 'a row for each period, in UTC').choices(Object.keys(SERIES)))
    .addOption(new Option('--by <name>', 'a row for each model, project, route or tool').choices(BY))
    .option('--file <file>', 'the file to read (default: HEADROOM_SAVINGS_PATH, or the one in your folder for state)')
    .option('-p, --port <port>', 'ask the proxy that runs at this port instead of reading the file', port)
    .option('--watch', 'ask the running proxy again and again, until Ctrl-C')
    .option('--interval <seconds>', `with --watch: time between two looks (default: ${INTERVAL_SECONDS})`, seconds)
    .option('--json', 'print JSON; with --watch a line each time')
    .addHelpText(
      'after',
      '\nExamples:\n  headroom stats\n  headroom stats --series daily --by model\n  headroom stats --watch',
    )
    .action(run);
}

async function run(options: SavedOptions & LiveOptions): Promise<void> {
  await (options.watch || options.port !== undefined ? live(options) : saved(options));
}
