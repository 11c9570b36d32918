import type { Command } from 'commander';
import { expandDocument, openInput, readInput } from '../document/index.js';
import { input, OUTPUT, storing } from '../options.js';
import { readLocationOf, type StoringOptions } from '../originals.js';
import { save } from '../output.js';
import { write } from '../terminal.js';
import { refuseMissing } from './missing.js';

interface Options extends StoringOptions {
  output?: string;
  allowMissing?: true;
}

/** Defines the command and its arguments. */
export function define(command: Command): void {
  storing(input(command), 'read')
    .option('--allow-missing', 'print a text even if a part of it cannot be restored')
    .option(...OUTPUT)
    .action(run);
}

async function run(file: string | undefined, { output, allowMissing, store, scope }: Options): Promise<void> {
  const read = await readInput(file, store);
  const location = await readLocationOf({ store });
  const expanded = await expandDocument(openInput(read), {
    store: location ?? false,
    ...(scope !== undefined && { scope }),
  });
  if (!allowMissing) await refuseMissing(expanded.results, location, scope);
  await (output === undefined ? write(process.stdout, expanded.output) : save(output, expanded.output));
}
