import { count, percent, plural, share } from '../../format/index.js';
import { isRecord, type Fields } from '../../providers/index.js';
import { table } from '../table.js';
import { printable, stylesFor } from '../terminal.js';

const BARS = '▁▂▃▄▅▆▇█';
const numeric = true;

/**
 * Formats the statistics of a proxy for people. `looks` are the tokens saved at each earlier update and at this one.
 */
export function screenOf(url: string, stats: Fields, looks: readonly number[]): string {
  const { bold } = stylesFor(process.stdout);
  const [tokens, requests, cost] = [fields(stats, 'tokens'), fields(stats, 'requests'), fields(stats, 'cost')];
  const before = number(tokens, 'before');
  const verb = isAudit(stats) ? 'could be saved' : 'saved';
  const saved = `${count(savedIn(stats))} of ${count(before)} tokens ${verb} (${percent(share(savedIn(stats), before))})`;
  const money =
    number(cost, 'requests') > 0 ? `, $${number(cost, 'net_saved_usd').toFixed(2)} net of cache misses` : '';
  const lines = [
    bold(`${saved}${money}`),
    `${printable(url)}, ${printable(String(stats['mode']))}, up ${duration(number(stats, 'uptime_seconds'))}, ${plural(number(requests, 'total'), 'request')}, ${plural(number(fields(stats, 'compression'), 'retrievals'), 'retrieval')}`,
    ...prunesIn(stats),
    ...(looks.length > 1 ? [`saved between looks ${sparkline(differences(looks))}`] : []),
  ];
  const models = Object.entries(fields(stats, 'by_model')).flatMap(([name, own]) =>
    isRecord(own) ? [[name, own] as const] : [],
  );
  const rows = models.map(([name, own]) => [
    name,
    ...['requests', 'before', 'saved', 'cache_read', 'cache_write'].map((field) => count(number(own, field))),
  ]);
  const titles = ['requests', 'tokens', 'saved', 'cache read', 'cache write'].map((title) => ({ title, numeric }));
  return `${lines.join('\n')}\n${rows.length > 0 ? `\n${table([{ title: 'model' }, ...titles], rows, process.stdout)}` : ''}`;
}

/** A line about prunes, if there were any. */
function prunesIn(stats: Fields): string[] {
  const pruning = fields(stats, 'pruning');
  const [prunes, cost, earned] = ['prunes', 'cost_usd', 'earned_usd'].map((name) => number(pruning, name));
  if (prunes === 0) return [];
  return [pruneLine(prunes!, number(pruning, 'fetches'), cost!, earned!)];
}

/** Says what prunes cost and earned, in dollars. */
export function pruneLine(prunes: number, fetches: number, cost: number, earned: number): string {
  return `${plural(prunes, 'prune')} cost $${cost.toFixed(2)} and earned $${earned.toFixed(2)} so far, with ${plural(fetches, 'fetch', 'fetches')}`;
}

/** The tokens that a proxy has saved, or in the mode `audit` could have saved. */
export function savedIn(stats: Fields): number {
  return number(fields(stats, 'tokens'), isAudit(stats) ? 'could_save' : 'saved');
}

function isAudit(stats: Fields): boolean {
  return stats['mode'] === 'audit';
}

/** Draws numbers as a line of bars. The largest number has the highest bar. */
export function sparkline(numbers: readonly number[]): string {
  const most = Math.max(1, ...numbers);
  return numbers.map((own) => BARS[Math.round((Math.max(0, own) / most) * (BARS.length - 1))]).join('');
}

function differences(looks: readonly number[]): number[] {
  return looks.slice(1).map((own, at) => own - looks[at]!);
}

function duration(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min` : `${seconds} s`;
}

function fields(from: Fields, name: string): Fields {
  return isRecord(from[name]) ? from[name] : {};
}

function number(from: Fields, name: string): number {
  const value = from[name];
  return typeof value === 'number' ? value : 0;
}
