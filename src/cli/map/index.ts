import type { Command } from 'commander';
import { mapRepository } from '../../code/index.js';
import { count, plural } from '../../format/index.js';
import { fileFailure } from '../failure.js';
import { whole } from '../options.js';
import { printableLines, write } from '../terminal.js';

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .argument('[dir]', 'a folder; the working folder by default')
    .option('--tokens <count>', 'the map costs at most this many tokens', whole, 1000)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  headroom map\n  headroom map src --tokens 4000')
    .action(run);
}

async function run(folder = '.', options: { tokens: number; json?: true }): Promise<void> {
  const map = await mapRepository(folder, { tokens: options.tokens }).catch((error: unknown) => {
    throw error instanceof Error && error.cause ? fileFailure('read', folder, error.cause) : error;
  });
  if (options.json) return write(process.stdout, `${JSON.stringify(map)}\n`);
  await write(process.stdout, printableLines(map.text));
  const more = map.isPartial ? '; the folder has more files than are read' : '';
  const shown = `${count(map.definitions)} of ${plural(map.allDefinitions, 'definition')}`;
  await write(process.stderr, `${shown}, in ${count(map.files)} of ${plural(map.allFiles, 'file')}${more}\n`);
}
