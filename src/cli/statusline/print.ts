// The line under Claude Code. It must be fast and never fail, so unknown figures are omitted.
import { serverToken } from '../../config/index.js';
import { count } from '../../format/index.js';
import { isRecord, type Fields } from '../../providers/index.js';
import { ask, usualPort } from '../shared-proxy/index.js';
import { printable } from '../terminal.js';

const MAX_BYTES = 1 << 20;

/** Prints the line for the payload on standard input. */
export async function printLine(): Promise<void> {
  const [given, stats] = await Promise.all([
    statusIn().catch(() => ({})),
    ask(`http://127.0.0.1:${usualPort()}`, '/stats', serverToken()),
  ]);
  process.stdout.write(`${lineFor(given, stats)}\n`);
}

/** Formats the line. `stats` is the proxy's answer, if one runs. */
export function lineFor(status: Fields, stats: Fields | undefined): string {
  return ['headroom', ...savedParts(stats), ...contextParts(status), ...cacheParts(status)].map(printable).join(' · ');
}

function savedParts(stats: Fields | undefined): string[] {
  if (!stats) return ['no proxy'];
  const [tokens, cost] = [fields(stats, 'tokens'), fields(stats, 'cost')];
  const dollars = number(cost, 'net_saved_usd');
  return [
    `saved ${count(number(tokens, 'saved') ?? 0)} tokens${dollars === undefined ? '' : `, $${dollars.toFixed(2)}`}`,
  ];
}

function contextParts(status: Fields): string[] {
  const used = number(fields(status, 'context_window'), 'used_percentage');
  return used === undefined ? [] : [`context ${Math.round(used)} %`];
}

/** The host's own figures for the prompt cache: its hit rate, and cache misses after rewriting. */
function cacheParts(status: Fields): string[] {
  const cache = fields(status, 'prompt_cache');
  const ratio = number(cache, 'hit_ratio');
  if (ratio === undefined) return [];
  const causes = fields(cache, 'miss_causes');
  return [`cache ${Math.round(ratio * 100)} %`, `misses by rewriting: ${number(causes, 'messages_rewritten') ?? 0}`];
}

async function statusIn(): Promise<Fields> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BYTES) chunks.push(chunk);
  }
  const status: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  return isRecord(status) ? status : {};
}

function fields(from: Fields, name: string): Fields {
  return isRecord(from[name]) ? from[name] : {};
}

function number(from: Fields, name: string): number | undefined {
  const value = from[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
