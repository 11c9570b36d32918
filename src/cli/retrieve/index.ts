import type { Command } from 'commander';
import { storing, whole } from '../options.js';
import { originalsOf, refuseAbsent, type StoringOptions } from '../originals.js';
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

/** Defines the command and its arguments. */
export function define(command: Command): void {
  storing(command, 'read')
    .argument('<handle>', 'the handle in the marker, or at least its first 8 characters')
    .option('--query <words>', 'print the passages that match these words best')
    .option('--lines <range>', 'print these lines, counted from 1, such as 120-160')
    .option('--rows <range>', 'print these rows of its JSON, counted from 1, such as 5-20')
    .option('--fields <names>', 'with --rows, print only these fields, such as id,name')
    .option('--path <path>', 'print this place in its JSON, such as /items/0/name')
    .option('--limit <bytes>', 'print at most this number of bytes', whole)
    .option('--json', 'print the part as JSON, with its description')
    .action(run);
}

async function run(handle: string, { store, scope, json, fields, ...part }: Options): Promise<void> {
  await refuseAbsent({ store });
  const originals = await originalsOf({ store, scope });
  const found = await originals.retrieve(handle, {
    ...part,
    ...(fields !== undefined && { fields: fields.split(',').map((name) => name.trim()) }),
  });
  await write(process.stdout, json ? `${JSON.stringify(found)}\n` : found.text);
  if (!json && !found.complete) process.stderr.write(`headroom: the limit was met; this is ${found.part}\n`);
}
