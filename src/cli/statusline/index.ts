import type { Command } from 'commander';
import { makeAll, undoAll, type ChangeOptions, type Outcome, type Target } from '../../files/index.js';
import { printableLines, write } from '../terminal.js';
import { statusLineTarget } from './target.js';

interface Options extends ChangeOptions {
  json?: true;
}

/** Defines the command and its subcommands. */
export function define(command: Command): void {
  command
    .command('print')
    .description('print the line; reads the JSON that Claude Code gives its status line on stdin')
    .action(async () => (await import('./print.js')).printLine());
  changing(command, 'install', 'show what is saved in the status line of Claude Code', makeAll);
  changing(command, 'uninstall', 'remove what install added, and nothing else', undoAll);
  command.addHelpText('after', '\nExamples:\n  headroom statusline install\n  headroom statusline uninstall');
}

function changing(
  command: Command,
  name: string,
  summary: string,
  work: (targets: readonly Target[], options: ChangeOptions) => Outcome[],
): void {
  command
    .command(name)
    .description(summary)
    .option('--dry-run', 'print what would be changed, and change nothing')
    .option('--force', 'also change a status line that headroom did not write')
    .option('--json', 'print JSON')
    .action(({ json, ...options }: Options) => {
      const [{ state, path, diff, isDeleted }] = work([statusLineTarget()], options) as [Outcome];
      if (json) return write(process.stdout, `${JSON.stringify({ state, file: path })}\n`);
      const said = {
        planned: diff,
        none: `nothing to do in ${path}\n`,
        done: `${isDeleted ? 'removed' : 'changed'} ${path}\n`,
      };
      return write(process.stdout, printableLines(said[state]));
    });
}
