import type { Command } from 'commander';
import { write, writeStyled } from '../terminal.js';
import { whole } from '../options.js';

interface Options {
  runs?: number;
  json?: true;
}

/** The number of runs of each sample. The fastest counts, because other work on the machine only adds to it. */
const RUNS = 5;

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .option('--runs <count>', `runs of each sample, of which the fastest counts (default: ${RUNS})`, whole)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nIt measures made-up texts on this machine. For your own sessions see `headroom savings`.')
    .action(run);
}

async function run({ runs = RUNS, json }: Options): Promise<void> {
  const { measure, tableOf } = await import('./measure.js');
  const measured = measure(runs);
  if (json) await write(process.stdout, `${JSON.stringify(measured)}\n`);
  else await writeStyled(process.stdout, tableOf(measured));
}
