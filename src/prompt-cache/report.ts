// Reports the breaks of the provider's prompt cache in a conversation, and their cost.
import { argument, FUNCTION, LIST, optionsOf, TEXT, type Check, type Checks } from '../errors/index.js';
import { modelInfo, type ModelInfo } from '../models/index.js';
import { priced } from '../money/index.js';
import { compare, type Break, type BreakReason, type VolatileChange } from './compare.js';
import { ESTIMATE, type Count } from './json.js';
import { promptOf, type Prompt } from './prompt.js';

/** A request that does not start like the one before it. Tokens are estimates. */
export interface CacheBreak {
  /** The index of the request. */
  readonly request: number;
  readonly reason: BreakReason;
  /**
   * The place of the change: `tools[2] read_file`, `system[0]`, `messages[4].content[1]`, or the name of a parameter.
   */
  readonly where: string;
  /** Volatile text that changed there: dates, times, ids, counters. */
  readonly volatile: readonly VolatileChange[];
  /** Tokens of the prefix that did not change. */
  readonly tokensKept: number;
  /** Tokens that were sent again, and would otherwise have been read from the cache. */
  readonly tokensLost: number;
  /**
   * The cost of `tokensLost` as input, minus their cost as cache reads, in nano-dollars; undefined if the prices are
   * unknown.
   */
  readonly lost: number | undefined;
  /**
   * What to do, and how much of `lost` that is expected to save after its own cost; undefined if that is not above 0.
   */
  readonly advice: { readonly text: string; readonly net: number } | undefined;
}

/** All breaks in a conversation. */
export interface CacheReport {
  readonly breaks: readonly CacheBreak[];
  readonly tokensLost: number;
  /** The sum in nano-dollars, without breaks whose prices are unknown. */
  readonly lost: number;
  /** The indexes of requests that cannot be read. */
  readonly unread: readonly number[];
}

/** Maximum number of requests. */
const MAX_REQUESTS = 1_000_000;

const REQUESTS: Check = {
  wanted: 'a list of requests, a million at most',
  fits: (value) => LIST.fits(value) && (value as readonly unknown[]).length <= MAX_REQUESTS,
};

/** Options of a report. */
export interface CacheReportOptions {
  /** The model whose prices and cache minimum are used. Default: the model of each request. */
  model?: string;
  /** Counts the tokens of a text. Default: one for every four characters. */
  count?: Count;
}

const CHECKS: Checks<CacheReportOptions> = { model: TEXT, count: FUNCTION };

/**
 * Reports where the prefix of a conversation changes from request to request, and why. Tokens are lost if they were
 * sent again behind a change, and the prompt before was long enough to be cached.
 *
 * @param requests - bodies for any provider, in the order in which they were sent.
 * @throws `ConfigurationError` if `requests` is not a list.
 *
 * @example
 * ```ts
 * import { cacheReport } from '@headroom/native/prompt-cache';
 *
 * const first = { model, max_tokens: 1024, system, messages };
 * const report = cacheReport([first, { ...first, system: `${system} Changed.` }]);
 * console.log(report);
 * ```
 */
export function cacheReport(requests: readonly object[], options?: CacheReportOptions): CacheReport {
  argument('requests', requests, REQUESTS);
  const { model, count = ESTIMATE } = optionsOf(options, CHECKS);
  const breaks: CacheBreak[] = [];
  const unread: number[] = [];
  let before: Prompt | undefined;
  for (const [at, request] of requests.entries()) {
    const prompt = read(request, count);
    if (!prompt) unread.push(at);
    const found = prompt && before && compare(before, prompt, count);
    if (found) breaks.push(breakOf(at, found, before!, modelInfo(model ?? before!.model)));
    before = prompt ?? before;
  }
  const sum = (of: (own: CacheBreak) => number | undefined): number =>
    breaks.reduce((total, own) => total + (of(own) ?? 0), 0);
  return { breaks, tokensLost: sum((own) => own.tokensLost), lost: sum((own) => own.lost), unread };
}

function read(request: unknown, count: Count): Prompt | undefined {
  try {
    return promptOf(request, count);
  } catch {
    // Getters and proxies may throw, and objects may be circular.
    return undefined;
  }
}

function breakOf(request: number, found: Break, before: Prompt, info: ModelInfo): CacheBreak {
  const { reason, where, volatile, tokensKept } = found;
  const isCached = before.segments.reduce((sum, { tokens }) => sum + tokens, 0) >= (info.cacheMinimum ?? 0);
  const tokensLost = isCached ? found.tokensLost : 0;
  const advised = isCached ? adviceFor(found, info, request) : undefined;
  const net =
    advised && lossOf(advised.regained, info) !== undefined ? lossOf(advised.regained, info)! - advised.cost : 0;
  return {
    request,
    reason,
    where,
    volatile,
    tokensKept,
    tokensLost,
    lost: lossOf(tokensLost, info),
    advice: net > 0 ? { text: advised!.text, net } : undefined,
  };
}

/** The price of tokens as input, minus their price as cache reads. */
function lossOf(tokens: number, info: ModelInfo): number | undefined {
  const none = { input: 0, cachedRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0 };
  const [fresh, kept] = [
    priced({ ...none, input: Math.round(tokens) }, info),
    priced({ ...none, cachedRead: Math.round(tokens) }, info),
  ];
  return fresh === undefined || kept === undefined ? undefined : fresh - kept;
}

/** The price of reading tokens from the cache a number of times. */
function readCost(tokens: number, info: ModelInfo, times: number): number {
  return (
    priced({ input: 0, cachedRead: Math.round(tokens) * times, cacheWrite5m: 0, cacheWrite1h: 0, output: 0 }, info) ?? 0
  );
}

interface Advice {
  readonly text: string;
  /** Tokens that stay in the cache if it is followed. */
  readonly regained: number;
  /** The cost of following it, in nano-dollars. */
  readonly cost: number;
}

/** The advice for a break; undefined for a change of model, because each model has a cache of its own. */
function adviceFor(
  { reason, where, volatile, tokensKept, tokensLost, tokensLostInTier, tokensAdded, tokensRemoved }: Break,
  info: ModelInfo,
  request: number,
): Advice | undefined {
  const all = { regained: tokensLost, cost: 0 };
  switch (reason) {
    case 'tools-reordered':
      return { ...all, text: 'Send the tools in the same order in every request.' };
    case 'tool-changed':
      return { ...all, text: `Keep ${where} as it was in the first request.` };
    case 'tools-changed':
      // Added tools would have been read in each earlier request, and removed tools would be read in this one.
      return {
        ...all,
        cost: readCost(tokensAdded, info, request) + readCost(tokensRemoved, info, 1),
        text: 'Send the same tools in every request of a conversation.',
      };
    case 'parameter-changed':
      return { ...all, text: `Keep ${where} as it was in the first request.` };
    case 'message-changed':
      return { ...all, text: 'Send earlier messages unchanged.' };
    case 'messages-removed':
      return {
        ...all,
        cost: readCost(tokensRemoved, info, 1),
        text: 'Keep earlier messages: reading them from the cache costs less than sending the others again.',
      };
    case 'system-changed': {
      const kinds = [...new Set(volatile.map(({ kind }) => kind))].join(', ');
      // Messages behind the end of the system prompt are still sent again. Only the text before the change stays
      // cached, and only if it reaches the cache minimum.
      const isAlignable =
        kinds !== '' &&
        !kinds.includes('counter') &&
        tokensLostInTier > 0 &&
        tokensKept + tokensLostInTier >= (info.cacheMinimum ?? 0);
      if (isAlignable)
        return {
          regained: tokensLostInTier,
          cost: 0,
          text: `Move the changing text of ${where} (${kinds}) to the end of the system prompt, as alignCache does. In the last message it would keep the messages cached, too.`,
        };
      return {
        ...all,
        text:
          kinds === ''
            ? `Keep ${where} as it was in the first request.`
            : `Move the changing text of ${where} (${kinds}) to the last message.`,
      };
    }
    case 'model-changed':
      return undefined;
  }
}
