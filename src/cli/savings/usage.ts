// The providers' own counts, as transcripts have them.
import { isRecord } from '../../providers/index.js';
import { geminiMessages } from './gemini.js';

/** The tokens of requests to a model. */
export interface Usage {
  requests: number;
  /** Input that was neither read from the cache nor written to it. */
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
}

/** The usage in the records of a session, by model. */
export function usageIn(records: readonly Record<string, unknown>[]): Map<string, Usage> {
  const byModel = new Map<string, Usage>();
  for (const [model, usage] of [...claudeUsage(records), ...codexUsage(records), ...geminiUsage(records)]) {
    const sum = byModel.get(model) ?? { requests: 0, input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
    addUsage(sum, usage);
    byModel.set(model, sum);
  }
  return byModel;
}

export function addUsage(sum: Usage, more: Readonly<Usage>): void {
  for (const name of ['requests', 'input', 'cacheRead', 'cacheWrite', 'output'] as const) sum[name] += more[name];
}

/** While a message streams, its records repeat its usage: the last one counts. */
function claudeUsage(records: readonly Record<string, unknown>[]): [string, Usage][] {
  const byId = new Map<unknown, [string, Usage]>();
  for (const { type, message } of records) {
    if (type !== 'assistant' || !isRecord(message) || !isRecord(message['usage'])) continue;
    const { id, model, usage } = message as { id?: unknown; model?: unknown; usage: Record<string, unknown> };
    if (typeof model !== 'string' || model.startsWith('<')) continue;
    const counted = {
      requests: 1,
      input: numberIn(usage, 'input_tokens'),
      cacheRead: numberIn(usage, 'cache_read_input_tokens'),
      cacheWrite: numberIn(usage, 'cache_creation_input_tokens'),
      output: numberIn(usage, 'output_tokens'),
    };
    byId.set(id ?? message, [model, counted]);
  }
  return [...byId.values()];
}

/** Each request is reported once. Cached tokens are part of the input. */
function codexUsage(records: readonly Record<string, unknown>[]): [string, Usage][] {
  const found: [string, Usage][] = [];
  let model = 'unknown';
  for (const { type, payload } of records) {
    if (!isRecord(payload)) continue;
    if (type === 'turn_context' && typeof payload['model'] === 'string') model = payload['model'];
    const info = type === 'event_msg' && payload['type'] === 'token_count' ? payload['info'] : undefined;
    const last = isRecord(info) && isRecord(info['last_token_usage']) ? info['last_token_usage'] : undefined;
    if (!last) continue;
    const cacheRead = numberIn(last, 'cached_input_tokens');
    const cacheWrite = numberIn(last, 'cache_write_input_tokens');
    const input = Math.max(0, numberIn(last, 'input_tokens') - cacheRead - cacheWrite);
    found.push([model, { requests: 1, input, cacheRead, cacheWrite, output: numberIn(last, 'output_tokens') }]);
  }
  return found;
}

/** Cached tokens are part of the input, and thoughts are billed as output. */
function geminiUsage(records: readonly Record<string, unknown>[]): [string, Usage][] {
  return geminiMessages(records).flatMap(({ model, tokens }): [string, Usage][] => {
    if (typeof model !== 'string' || !isRecord(tokens)) return [];
    const cacheRead = numberIn(tokens, 'cached');
    const input = Math.max(0, numberIn(tokens, 'input') - cacheRead);
    const output = numberIn(tokens, 'output') + numberIn(tokens, 'thoughts');
    return [[model, { requests: 1, input, cacheRead, cacheWrite: 0, output }]];
  });
}

function numberIn(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
