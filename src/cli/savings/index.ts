import { InvalidArgumentError, type Command } from 'commander';
import { transcriptFolders } from '../../config/index.js';
import { Failure } from '../failure.js';
import { whole } from '../options.js';
import { withProgress } from '../progress.js';
import { save } from '../output.js';
import { table } from '../table.js';
import { printable, stylesFor, write, writeStyled } from '../terminal.js';
import { findTranscripts } from './files.js';
import { survey, type Survey } from './survey.js';
import { headlineOf, NO_SESSION, notesOf, problemsOf, tablesOf } from './tables.js';

/** The number of sessions in the tables. */
const LISTED = 20;

interface Options {
  price?: number;
  limit?: number;
  json?: true;
  html?: string;
  since?: number;
  pruning?: true;
}

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .argument(
      '[path]',
      'a transcript of Claude Code, Codex, Gemini CLI, opencode or Copilot CLI, or a folder of them (default: the folders of these agents); nothing is changed or sent',
    )
    .option(
      '--price <dollars>',
      'price of a million input tokens (default: the list price of the model in the transcript)',
      positive,
    )
    .option(
      '--limit <count>',
      `list at most this number of sessions, the largest saving first (default: ${LISTED}; with --json, all)`,
      whole,
    )
    .option('--since <age>', 'only sessions that were written to in this time, such as 12h, 7d or 4w', age)
    .option('--pruning', 'also replay each session turn by turn with pruning, which takes longer')
    .option('--json', 'print the report as JSON')
    .option('--html <file>', 'write the report to a file, as one page that needs nothing else')
    .addHelpText(
      'after',
      '\nExamples:\n  headroom savings\n  headroom savings --html savings.html\n  headroom savings ~/.codex/sessions --json',
    )
    .action(run);
}

async function run(path: string | undefined, { price, limit, json, html, since, pruning }: Options): Promise<void> {
  const places = path === undefined ? transcriptFolders() : [path];
  const all = await findTranscripts(places, path !== undefined);
  const files = since === undefined ? all : all.filter(({ changed }) => changed >= Date.now() - since);
  if (files.length === 0) throw new Failure(`no transcripts in ${places.join(' or ')}`);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const found = await withProgress('Reading transcripts', total, Boolean(json), (onProgress) =>
    survey(files, { price, pruning: pruning === true }, onProgress),
  );
  const sessions = found.sessions.slice(0, limit ?? (json ? undefined : LISTED));
  if (json) return write(process.stdout, `${JSON.stringify({ price, ...found, sessions })}\n`);
  const listed = { ...found, sessions };
  if (html !== undefined) await save(html, (await import('./page.js')).pageOf(listed, found.sessions.length, price));
  await writeStyled(process.stdout, screenOf(listed, found.sessions.length, price));
}

/** Makes the report for a terminal. `all` is the number of all sessions. */
function screenOf(found: Survey, all: number, price: number | undefined): string {
  const { bold, dim } = stylesFor(process.stdout);
  const tables = tablesOf(found).map(({ columns, rows }) => table(columns, rows, process.stdout));
  const said = (headline: string, notes: readonly string[]): string =>
    `${bold(headline)}\n${notes.map((note) => `${dim(printable(note))}\n`).join('')}`;
  if (all === 0) return said(NO_SESSION, problemsOf(found));
  return [...tables, said(headlineOf(found), notesOf(found, all, price))].join('\n');
}

/** Reads a date, and returns milliseconds since 1970. */
function age(text: string): number {
  const [, number, unit] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  if (number === undefined)
    throw new InvalidArgumentError('Give a number of hours (h), days (d) or weeks (w), such as 7d.');
  return Number(number) * { h: 1, d: 24, w: 7 * 24 }[unit as 'h' | 'd' | 'w'] * 3_600_000;
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('Give a number of dollars.');
  return value;
}
