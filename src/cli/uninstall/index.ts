import { existsSync, rmSync } from 'node:fs';
import type { Command } from 'commander';
import { configFolder, stateFolder } from '../../config/index.js';
import { changedPrograms, madeTargets, undoAll, type Outcome } from '../../files/index.js';
import { Failure } from '../failure.js';
import { printableLines, write } from '../terminal.js';

interface Options {
  dryRun?: true;
  force?: true;
  purge?: true;
  json?: true;
}

/** The purposes for which files of other programs are changed. */
const PURPOSES = ['wrap', 'hook', 'statusline', 'mcp'];

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .option('--dry-run', 'print what would be changed and removed, and do nothing')
    .option('--force', 'also take back entries that were changed since')
    .option('--purge', 'also remove what headroom keeps in its own folder, originals included')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nTakes back every change that headroom made to files of agents. The package itself is removed by whatever installed it.\n\nExamples:\n  headroom uninstall --dry-run\n  headroom uninstall && npm uninstall -g @headroom/native',
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const failed: string[] = [];
  const done = PURPOSES.flatMap((purpose) =>
    changedPrograms(purpose).flatMap((name) => {
      try {
        return undoAll(madeTargets(purpose, name), options);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failed.push(error.message);
        return [];
      }
    }),
  );
  const purges = options.purge === true && failed.length === 0;
  const text = textOf(done, purges, options);
  const state = stateFolder();
  if (purges && !options.dryRun && state !== undefined) rmSync(state, { recursive: true, force: true });
  if (options.json)
    await write(
      process.stdout,
      `${JSON.stringify({ files: done.map(({ path, state: own }) => ({ path, state: own })), failed })}\n`,
    );
  else await write(process.stdout, printableLines(text));
  if (failed.length > 0) throw new Failure(failed.join('\n'));
}

function textOf(done: readonly Outcome[], purges: boolean, { dryRun }: Options): string {
  const files = done.map(({ state: own, diff, path }) =>
    own === 'planned' ? diff : own === 'done' ? `restored ${path}\n` : '',
  );
  const removed = dryRun ? 'would remove' : 'removed';
  const lines = [
    ...files,
    ifThere(stateFolder(), (folder) =>
      purges ? `${removed} ${folder}\n` : `kept ${folder}, with originals and logs: --purge removes it\n`,
    ),
    ifThere(configFolder(), (folder) => `kept ${folder}, with your settings\n`),
  ];
  return lines.join('') || 'nothing to take back\n';
}

/** A line on a folder. Empty if there is no such folder. */
function ifThere(folder: string | undefined, line: (folder: string) => string): string {
  return folder !== undefined && existsSync(folder) ? line(folder) : '';
}
