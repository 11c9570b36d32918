import { InvalidArgumentError, type Command } from 'commander';
import { transcriptFolders } from '../../config/index.js';
import { Failure } from '../failure.js';
import { whole } from '../options.js';
import { withProgress } from '../progress.js';
import { write, writeStyled } from '../terminal.js';
import { findTranscripts } from './files.js';
import { survey } from './survey.js';
import { tables } from './tables.js';

/** The number of sessions that the tables list. */
const LISTED = 20;

interface Options {
  price?: number;
  limit?: number;
  json?: true;
}

/** Its arguments. */
export function define(command: Command): void {
  command
    .argument(
      '[path]',
      'a transcript (*.jsonl) of Claude Code or Codex, or a folder of them (default: the folders of both agents); nothing is changed',
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
    .option('--json', 'print the report as JSON')
    .action(run);
}

async function run(path: string | undefined, { price, limit, json }: Options): Promise<void> {
  const places = path === undefined ? transcriptFolders() : [path];
  const files = await findTranscripts(places, path !== undefined);
  if (files.length === 0) throw new Failure(`no transcripts (*.jsonl) in ${places.join(' or ')}`);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const found = await withProgress('Reading transcripts', total, Boolean(json), (onProgress) =>
    survey(files, price, onProgress),
  );
  const sessions = found.sessions.slice(0, limit ?? (json ? undefined : LISTED));
  if (json) return write(process.stdout, `${JSON.stringify({ price, ...found, sessions })}\n`);
  await writeStyled(process.stdout, tables({ ...found, sessions }, found.sessions.length, price));
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('Give a number of dollars.');
  return value;
}
