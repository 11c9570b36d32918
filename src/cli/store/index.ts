import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { count, plural } from '../../format/index.js';
import type { StoredOriginal } from '../../native/index.js';
import { Store } from '../../store/index.js';
import { Failure, USAGE } from '../failure.js';
import { storing, whole } from '../options.js';
import { originalsOf, storeOf, type StoringOptions } from '../originals.js';
import { table } from '../table.js';
import { isInteractive, printable, write, writeStyled } from '../terminal.js';

interface Options extends StoringOptions {
  all?: true;
  yes?: true;
  limit?: number;
  json?: true;
}

/** Its commands. */
export function define(command: Command): void {
  const add = (name: string, summary: string): Command => storing(command.command(name).description(summary));
  add('list', 'what is stored, the newest first')
    .option('--all', 'of all scopes')
    .option('--limit <count>', 'no more than so many', whole)
    .option('--json', 'print it for machines')
    .action(list);
  add('show', 'print a text whole').argument('<handle>', 'its handle').action(show);
  add('stats', 'how much is stored').option('--json', 'print it for machines').action(stats);
  add('path', 'where it is stored').action(path);
  add('verify', 'read all that is stored, and check it').action(verify);
  add('clear', 'drop what is stored')
    .option('--all', 'of all scopes')
    .option('-y, --yes', 'do not ask, with --all')
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

/** That nothing is stored here, and where something is. */
async function nothing(options: Options): Promise<string> {
  const { originals } = await (await storeOf(options)).stats();
  return originals === 0
    ? 'Nothing is stored here.\n'
    : `Nothing is stored in this scope; ${plural(originals, 'text')} in others: --all lists them.\n`;
}

async function show(handle: string, options: Options): Promise<void> {
  await write(process.stdout, (await (await originalsOf(options)).retrieve(handle)).text);
}

async function stats(options: Options): Promise<void> {
  const stored = await (await storeOf(options)).stats();
  if (options.json) return write(process.stdout, `${JSON.stringify(stored)}\n`);
  const rows = [
    ['texts', count(stored.originals)],
    ['their length', `${count(stored.bytes)} bytes`],
    ['compressed', `${count(stored.packedBytes)} bytes`],
    ['all that is stored', `${count(stored.storedBytes)} of ${count(stored.limitBytes)} bytes`],
    ['scopes', count(stored.scopes)],
    ['decisions', count(stored.ledgerEntries)],
    ['kept', stored.lasting ? 'on disk' : 'in memory'],
  ];
  await writeStyled(process.stdout, table([{ title: 'what' }, { title: 'how much' }], rows, process.stdout));
}

async function path(options: Options): Promise<void> {
  const { path: file } = await storeOf(options);
  if (file === undefined) throw new Failure('nothing is stored on disk');
  await write(process.stdout, `${file}\n`);
}

async function verify(options: Options): Promise<void> {
  const { originals, damaged, problems } = await (await storeOf(options)).verify();
  for (const handle of damaged) process.stderr.write(`headroom: the text ${handle} was damaged and has been dropped\n`);
  for (const problem of problems) process.stderr.write(`headroom: ${printable(problem)}\n`);
  if (damaged.length + problems.length > 0)
    throw new Failure(`${plural(damaged.length, 'text')} damaged, ${plural(problems.length, 'problem')} with the file`);
  await write(process.stdout, `${plural(originals, 'text')}, all as they were put\n`);
}

async function clear(options: Options): Promise<void> {
  const from = options.all ? await storeOf(options) : await originalsOf(options);
  if (from instanceof Store && !options.yes) await confirm(from);
  await write(process.stdout, `${plural(await from.clear(), 'text')} dropped\n`);
}

/** Asks whether the texts of everybody are to go. @throws {@link Failure} where nobody can answer, or does not want to. */
async function confirm(store: Store): Promise<void> {
  if (!isInteractive(process.stdin) || !isInteractive(process.stderr))
    throw new Failure('--all drops the texts of all scopes: add --yes', USAGE);
  const { originals, scopes } = await store.stats();
  // As no terminal of its own, so that Ctrl-C ends the program as ever.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  // Without an answer (Ctrl-D) nothing is dropped.
  const answer = new Promise<string>((resolve) =>
    lines
      .once('close', () => resolve(''))
      .question(`Drop ${plural(originals, 'text')} of ${plural(scopes, 'scope')}? [y/N] `, resolve),
  );
  const isWanted = /^y(es)?$/i.test((await answer).trim());
  lines.close();
  if (!isWanted) throw new Failure('nothing was dropped');
}

/** 2026-03-04 09:12 */
function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
}
