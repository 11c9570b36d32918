// Prints a line about each request on the error output, without contents.
import type { Listener, Recent } from './ledger/index.js';

/** `silent`: no lines. `info`: a short line for each request. `debug`: all figures of each request, as JSON. */
export type LogLevel = 'silent' | 'info' | 'debug';
export const LOG_LEVELS: readonly LogLevel[] = ['silent', 'info', 'debug'];

/** Prints requests. Undefined if nothing is printed. */
export function printing(level: LogLevel, print: (line: string) => void): Listener | undefined {
  if (level === 'silent') return undefined;
  return (request) => print(`${level === 'debug' ? JSON.stringify(request) : lineOf(request)}\n`);
}

function lineOf(request: Recent): string {
  const {
    time,
    route,
    model,
    status,
    refused,
    tokens_before: before,
    tokens_after: after,
    skipped,
    overhead_ms: ms,
  } = request;
  const figures = [`${before} -> ${after} tokens`, `${ms} ms`, skipped ?? ''];
  const parts = [time, route, model ?? '-', status, ...(refused === undefined ? figures : [`refused: ${refused}`])];
  // Names come from clients. A terminal must not obey them.
  return parts
    .join(' ')
    .trimEnd()
    .replace(/[^\x20-\x7e]/g, '?');
}
