import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { count, plural } from '../../format/index.js';
import type { StoredOriginal } from '../../native/index.js';
import { Store } from '../../store/index.js';
import { Failure, USAGE } from '../failure.js';
import { storing, whole } from '../options.js';
import { originalsOf, refuseAbsent, storeOf, type StoringOptions } from '../originals.js';
import { table } from '../table.js';
import { isInteractive, printable, write, writeStyled } from '../terminal.js';

interface Options extends StoringOptions {
  all?: true;
  yes?: true;
  limit?: number;
  json?: true;
}

/** Defines the command and its subcommands. */
export function define(command: Command): void {
  const add = (name: string, summary: string): Command =>
    storing(command.command(name).description(summary), 'manage').hook('preAction', (own) => refuseAbsent(own.opts()));
  add('list', 'list the stored originals, the newest first')
    .option('--all', 'list the originals of all scopes')
    .option('--limit <count>', 'list at most this number of originals', whole)
    .option('--json', 'print the list as JSON')
    .action(list);
  add('show', 'print an original').argument('<handle>', 'its handle').action(show);
  add('stats', 'print how much is stored').option('--json', 'print the figures as JSON').action(stats);
  add('path', 'print the path of the database').action(path);
  add('verify', 'read every original and check it').action(verify);
  add('clear', 'delete the stored originals')
    .option('--all', 'delete the originals of all scopes')
    .option('-y, --yes', 'with --all, do not ask')
    .action(clear);
}

async function list(options: Options): Promise<void> {
  const from = options.all ? await storeOf(options) : await originalsOf(options);
  const found = await from.list({ limit: options.limit ?? 20 });
  if (options.json) return write(process.stdout, `${JSON.stringify(found)}\n`);
  const columns = [
    { title: 'handle' },
    { title: 'bytes', numeric: true },
    { title: 'lines', numeric: true },
    { title: 'stored' },
    { title: 'last used' },
    ...(options.all ? [{ title: 'scope' }] : []),
  ];
  const row = (text: StoredOriginal): string[] => [
    text.handle,
    count(text.bytes),
    count(text.lineFeeds),
    time(text.stored),
    time(text.used),
    ...(options.all ? [text.scope] : []),
  ];
  await (found.length === 0
    ? write(process.stdout, await nothing(options))
    : writeStyled(process.stdout, table(columns, found.map(row), process.stdout)));
}

/** Says that nothing is stored here, and where something is. */
async function nothing(options: Options): Promise<string> {
  const { originals } = await (await storeOf(options)).stats();
  return originals === 0
    ? 'Nothing is stored here.\n'
    : `Nothing is stored in this scope. Other scopes have ${plural(originals, 'original')}: --all lists them.\n`;
}

async function show(handle: string, options: Options): Promise<void> {
  await write(process.stdout, (await (await originalsOf(options)).retrieve(handle)).text);
}

async function stats(options: Options): Promise<void> {
  const stored = await (await storeOf(options)).stats();
  if (options.json) return write(process.stdout, `${JSON.stringify(stored)}\n`);
  const rows = [
    ['originals', count(stored.originals)],
    ['their size', `${count(stored.bytes)} bytes`],
    ['compressed', `${count(stored.packedBytes)} bytes`],
    ['space used', `${count(stored.storedBytes)} of ${count(stored.limitBytes)} bytes`],
    ['scopes', count(stored.scopes)],
    ['decisions', count(stored.ledgerEntries)],
    ['stored', stored.lasting ? 'on disk' : 'in memory'],
  ];
  await writeStyled(process.stdout, table([{ title: 'item' }, { title: 'amount' }], rows, process.stdout));
}

async function path(options: Options): Promise<void> {
  const { path: file } = await storeOf(options);
  if (file === undefined) throw new Failure('nothing is stored on disk');
  await write(process.stdout, `${file}\n`);
}

async function verify(options: Options): Promise<void> {
  const { originals, damaged, problems } = await (await storeOf(options)).verify();
  for (const handle of damaged)
    process.stderr.write(`headroom: the original ${handle} was damaged and has been deleted\n`);
  for (const problem of problems) process.stderr.write(`headroom: ${printable(problem)}\n`);
  if (damaged.length + problems.length > 0)
    throw new Failure(
      `${plural(damaged.length, 'damaged original')}, ${plural(problems.length, 'problem')} with the file`,
    );
  await write(process.stdout, `${plural(originals, 'original')}, none damaged\n`);
}

async function clear(options: Options): Promise<void> {
  const from = options.all ? await storeOf(options) : await originalsOf(options);
  if (from instanceof Store && !options.yes) await confirm(from);
  await write(process.stdout, `${plural(await from.clear(), 'original')} deleted\n`);
}

/**
 * Asks whether to delete the texts of all scopes. @throws {@link Failure} if nobody can answer, or the answer is no.
 */
async function confirm(store: Store): Promise<void> {
  if (!isInteractive(process.stdin) || !isInteractive(process.stderr))
    throw new Failure('--all deletes the originals of all scopes: add --yes to confirm', USAGE);
  const { originals, scopes } = await store.stats();
  // Not as a terminal of its own, so that Ctrl-C still ends the program.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  // Without an answer (Ctrl-D) nothing is deleted.
  const answer = new Promise<string>((resolve) =>
    lines
      .once('close', () => resolve(''))
      .question(`Delete ${plural(originals, 'original')} of ${plural(scopes, 'scope')}? [y/N] `, resolve),
  );
  const isWanted = /^y(es)?$/i.test((await answer).trim());
  lines.close();
  if (!isWanted) throw new Failure('nothing was deleted');
}

/** Formats a time as 2026-03-04 09:12. */
function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
}
