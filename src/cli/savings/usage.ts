// Token counts of the providers, as transcripts record them.

/** A request to a model, as the provider counted it. */
export interface Request {
  readonly model: string;
  /** The conversation that it belongs to, such as a subagent's. */
  readonly thread: string;
  /** When it was answered, in milliseconds since 1970. Undefined if the transcript does not say. */
  readonly at: number | undefined;
  /** True if the conversation was compacted before it. */
  readonly isCompacted: boolean;
  /** True if the provider keeps what is written for an hour; otherwise for five minutes. */
  readonly isLongLived: boolean;
  readonly counts: Usage;
}

/** The tokens of requests to a model. */
export interface Usage {
  requests: number;
  /** Input that was neither read from the cache nor written to it. */
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
}

/** A request of the main conversation, with the parts that many transcripts do not have. */
export function requestOf(
  model: string,
  counts: Omit<Usage, 'requests'>,
  more: Partial<Omit<Request, 'model' | 'counts'>> = {},
): Request {
  const usual = { thread: 'main', at: undefined, isCompacted: false, isLongLived: false };
  return { ...usual, ...more, model, counts: { requests: 1, ...counts } };
}

/** Adds `more` to `sum`. */
export function addUsage(sum: Usage, more: Readonly<Usage>): void {
  for (const name of ['requests', 'input', 'cacheRead', 'cacheWrite', 'output'] as const) sum[name] += more[name];
}

/** Reads a count. Anything that is no number counts as 0. */
export function numberIn(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** Reads a time. Undefined if it is none. */
export function timeIn(value: unknown): number | undefined {
  const at = typeof value === 'number' ? value : Date.parse(String(value));
  return Number.isFinite(at) ? at : undefined;
}
