import type { Command } from 'commander';
import { expandDocument, open, readInput } from '../document/index.js';
import { input, OUTPUT, stored, storing } from '../options.js';
import { refuseAbsent, type StoringOptions } from '../originals.js';
import { save } from '../output.js';
import { write } from '../terminal.js';
import { refuseMissing } from './missing.js';

interface Options extends StoringOptions {
  output?: string;
  allowMissing?: true;
}

/** Defines the command and its arguments. */
export function define(command: Command): void {
  storing(input(command))
    .option('--allow-missing', 'print a text even if a part of it cannot be restored')
    .option(...OUTPUT)
    .action(run);
}

async function run(file: string | undefined, { output, allowMissing, ...store }: Options): Promise<void> {
  const { bytes } = await readInput(file, store.store);
  await refuseAbsent(store);
  const expanded = await expandDocument(open(bytes), stored(store));
  if (!allowMissing) await refuseMissing(expanded.results, store);
  await (output === undefined ? write(process.stdout, expanded.output) : save(output, expanded.output));
}
