import type { Command } from 'commander';
import { expandDocument, open, readInput } from '../document/index.js';
import { input, OUTPUT } from '../options.js';
import { save } from '../output.js';
import { write } from '../terminal.js';

/** Its arguments. */
export function define(command: Command): void {
  input(command).option(...OUTPUT).action(run);
}

async function run(file: string | undefined, { output }: { output?: string }): Promise<void> {
  const { bytes } = await readInput(file);
  const original = await expandDocument(open(bytes));
  await (output === undefined ? write(process.stdout, original) : save(output, original));
}
