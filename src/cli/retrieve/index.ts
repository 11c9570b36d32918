import type { Command } from 'commander';
import { storing, whole } from '../options.js';
import { originalsOf, type StoringOptions } from '../originals.js';
import { write } from '../terminal.js';

interface Options extends StoringOptions {
  query?: string;
  lines?: string;
  rows?: string;
  fields?: string;
  path?: string;
  limit?: number;
  json?: true;
}

/** Its arguments. */
export function define(command: Command): void {
  storing(command)
    .argument(
      '<handle>',
      'what stands behind headroom_retrieve in the note: all of it, or its first 8 characters or more',
    )
    .option('--query <words>', 'the passages that say most about these words')
    .option('--lines <range>', 'lines, counted from 1: 120-160')
    .option('--rows <range>', 'rows of its JSON: 5-20')
    .option('--fields <names>', 'only these fields of the rows: id,name')
    .option('--path <path>', 'a place in its JSON: /items/0/name')
    .option('--limit <bytes>', 'print no more than so many bytes', whole)
    .option('--json', 'print the part for machines, with what it is')
    .action(run);
}

async function run(handle: string, { store, scope, json, fields, ...part }: Options): Promise<void> {
  const originals = await originalsOf({ store, scope });
  const found = await originals.retrieve(handle, {
    ...part,
    ...(fields !== undefined && { fields: fields.split(',').map((name) => name.trim()) }),
  });
  await write(process.stdout, json ? `${JSON.stringify(found)}\n` : found.text);
  if (!json && !found.complete) process.stderr.write(`headroom: only ${found.part}\n`);
}
