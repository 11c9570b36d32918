import type { Command } from 'commander';
import { expandDocument, open, readInput } from '../document/index.js';
import { input, OUTPUT, stored, storing, type StoringOptions } from '../options.js';
import { save } from '../output.js';
import { write } from '../terminal.js';

/** Its arguments. */
export function define(command: Command): void {
  storing(input(command)).option(...OUTPUT).action(run);
}

async function run(file: string | undefined, { output, ...store }: StoringOptions & { output?: string }): Promise<void> {
  const { bytes } = await readInput(file);
  const original = await expandDocument(open(bytes), stored(store));
  await (output === undefined ? write(process.stdout, original) : save(output, original));
}
