import { existsSync, rmSync } from 'node:fs';
import type { Command } from 'commander';
import { configFolder, stateFolder } from '../../config/index.js';
import { changedPrograms, madeTargets, undoAll, UndoPreview, type Outcome } from '../../files/index.js';
import { each } from '../each.js';
import { Failure, fileFailure } from '../failure.js';
import { removeService, type Removed } from '../service/remove.js';
import { keptLeases, releaseKept } from '../shared-proxy/index.js';
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
  const changes = PURPOSES.flatMap((purpose) => changedPrograms(purpose).map((name) => ({ purpose, name })));
  const preview = new UndoPreview();
  const { done, failed } = each(changes, ({ purpose, name }) => {
    if (!options.dryRun) return undoAll(madeTargets(purpose, name), options);
    preview.add(madeTargets(purpose, name), options);
    return [];
  });
  const outcomes = options.dryRun ? preview.outcomes() : done;
  const services = each([options], (own): Removed[] => [removeService(own)].filter((one) => one !== undefined));
  failed.push(...services.failed);
  // An agent whose files still lead to the proxy still needs it.
  const released = keptLeases().filter((name) => options.dryRun || !changedPrograms('wrap').includes(name));
  if (!options.dryRun) released.forEach(releaseKept);
  const purges = options.purge === true && failed.length === 0;
  const more = [...services.done.map(({ said }) => said), ...released.map((name) => releasedBy(name, options))];
  const text = textOf(outcomes, more, purges, options);
  if (purges && !options.dryRun) purge(stateFolder());
  const files = [...outcomes, ...services.done].map(({ path, state }) => ({ path, state }));
  if (options.json) await write(process.stdout, `${JSON.stringify({ files, released, failed })}\n`);
  else await write(process.stdout, printableLines(text));
  if (failed.length > 0) throw new Failure(failed.join('\n'));
}

function purge(folder: string | undefined): void {
  if (folder === undefined) return;
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    throw fileFailure('remove', folder, error);
  }
}

function textOf(done: readonly Outcome[], more: readonly string[], purges: boolean, { dryRun }: Options): string {
  const files = done.map(({ state: own, diff, path }) =>
    own === 'planned' ? diff : own === 'done' ? `restored ${path}\n` : '',
  );
  const removed = dryRun ? 'would remove' : 'removed';
  const lines = [
    // Several changes of one file are one line.
    ...new Set(files),
    ...more,
    ifThere(stateFolder(), (folder) =>
      purges ? `${removed} ${folder}\n` : `kept ${folder}, with originals and logs: --purge removes it\n`,
    ),
    ifThere(configFolder(), (folder) => `kept ${folder}, with your settings\n`),
  ];
  return lines.join('') || 'nothing to take back\n';
}

function releasedBy(name: string, { dryRun }: Options): string {
  return `${name} ${dryRun ? 'would no longer need' : 'no longer needs'} the proxy\n`;
}

/** A line on a folder. Empty if there is no such folder. */
function ifThere(folder: string | undefined, line: (folder: string) => string): string {
  return folder !== undefined && existsSync(folder) ? line(folder) : '';
}
