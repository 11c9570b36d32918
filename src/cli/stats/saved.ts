// The savings of proxies, from the file that they write: the same figures as /stats and /stats-history.
import { existsSync, statSync } from 'node:fs';
import { savingsFile } from '../../config/index.js';
import { count, percent, plural, share } from '../../format/index.js';
import { formatDollars } from '../../money/index.js';
import { History, netOf, startOf, told, type Period, type Sums } from '../../proxy/index.js';
import { Failure, fileFailure } from '../failure.js';
import { table, type Column } from '../table.js';
import { writeStyled } from '../terminal.js';
import { pruneLine } from './screen.js';

export const SERIES: Readonly<Record<string, Period>> = {
  hourly: 'hour',
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
};
export const BY = ['model', 'project', 'route', 'tool'] as const;

export interface SavedOptions {
  series?: string;
  by?: (typeof BY)[number];
  file?: string;
  json?: true;
}

/** Prints the figures in the file. */
export async function saved({ series, by, file, json }: SavedOptions): Promise<void> {
  const history = historyIn(file);
  const rows = rowsOf(history, series, by);
  const output = json
    ? `${JSON.stringify(rows.map(([name, sums]) => ({ name, ...told(sums) })))}\n`
    : table(
        COLUMNS,
        rows.map((row) => cells(row, by)),
        process.stdout,
      ) + notes(history.total());
  await writeStyled(process.stdout, output);
}

/** The savings in the file that was named, or in that of the proxy, which need not exist yet. */
function historyIn(named: string | undefined): History {
  const file = named ?? savingsFile();
  if (file === undefined) throw new Failure('there is no folder for state: name the file with --file');
  if (named === undefined && !existsSync(file)) return new History(undefined);
  const history = readIn(file);
  if (!history && named !== undefined) throw new Failure(`there are no savings of a proxy in ${file}`);
  return history ?? new History(undefined);
}

function readIn(file: string): History | undefined {
  try {
    // A device may have no end.
    if (statSync(file).isFile()) return History.read(file);
  } catch (error) {
    throw fileFailure('read', file, error);
  }
  throw new Failure(`cannot read ${file}: it is no regular file`);
}

/** Lines about what the mode `audit` measured and about prunes, if there were any. */
function notes(sums: Sums): string {
  const { prune_cost_usd: cost, prune_earned_usd: earned } = told(sums);
  const prunes = sums.prunes === 0 ? [] : [pruneLine(sums.prunes, sums.pruneFetches, cost!, earned!)];
  const audited =
    sums.couldSave === 0
      ? []
      : [`${plural(sums.couldSave, 'token')} could be saved in what the mode audit sent unchanged`];
  const lines = [...audited, ...prunes];
  return lines.length === 0 ? '' : `\n${lines.map((line) => `all time: ${line}\n`).join('')}`;
}

type Row = readonly [name: string, sums: Sums];

function rowsOf(history: History, series: string | undefined, by: SavedOptions['by']): Row[] {
  if (series !== undefined)
    return history
      .series(SERIES[series]!, by ?? 'all')
      .map(({ start, name, sums }) => [`${labelOf(start, series)} ${name}`.trimEnd(), sums]);
  if (by) return [...history.since(0, by)].sort(([, a], [, b]) => netOf(b) - netOf(a));
  const now = Date.now();
  return [
    ['today', history.total(startOf('day', now))],
    ['this month', history.total(startOf('month', now))],
    ['all time', history.total()],
  ];
}

function labelOf(start: number, series: string): string {
  const text = new Date(start).toISOString();
  return series === 'hourly' ? text.slice(0, 16).replace('T', ' ') : text.slice(0, 10);
}

const COLUMNS: readonly Column[] = [
  { title: '' },
  { title: 'requests', numeric: true },
  { title: 'tokens', numeric: true },
  { title: 'saved', numeric: true },
  { title: '', numeric: true },
  { title: 'cost', numeric: true },
  { title: 'net saved', numeric: true },
];

/** What a request costs is not known by tool. */
function cells([name, sums]: Row, by: SavedOptions['by']): string[] {
  const dollars = (amount: number): string => (by === 'tool' ? '–' : formatDollars(amount));
  const saved = sums.tokensBefore - sums.tokensAfter;
  return [
    name,
    count(sums.requests),
    count(sums.tokensBefore),
    count(saved),
    percent(share(saved, sums.tokensBefore)),
    dollars(sums.cost),
    dollars(netOf(sums)),
  ];
}
