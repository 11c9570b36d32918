// What compression saved, against what the same request would have cost without it.
import { argument, lookAt, OBJECT } from '../errors/index.js';
import { modelInfo, type ModelInfo } from '../models/index.js';
import { usageOf, type Usage } from '../usage/index.js';
import { priced, promptOf, type TokenCounts } from './cost.js';

/** What is asked of a compression: its result has it. Tokens are its estimates. */
export interface Compressed {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** What became of each text, and in which message it is. */
  readonly blocks?: readonly {
    readonly message: number;
    readonly tokensBefore: number;
    readonly tokensAfter: number;
  }[];
}

/** A request that was answered. */
export interface AnsweredRequest {
  /** The model that answered it, or what is known of that. */
  readonly model: string | ModelInfo;
  /** What it used: as the provider says it, or of {@link usageOf}. */
  readonly usage: object;
  /** What was made of its messages; nothing: they were sent as they were. */
  readonly result?: Compressed | undefined;
  /** How many of its messages the request before it had, too. */
  readonly earlierMessages?: number | undefined;
}

/** What a request cost and saved, in nano-dollars. */
export interface Saving {
  readonly cost: number | undefined;
  /** What it would have cost as it was. */
  readonly uncompressed: number | undefined;
  /** The difference. */
  readonly saved: number | undefined;
  /** Why there are no figures: the prices of the model are not known, or what the provider says was used is not all there. */
  readonly unknown: 'prices' | 'usage' | undefined;
}

/**
 * What a request cost, and what it would have cost without compression, at the prices of its model. The saved tokens
 * are charged like the tokens beside them, which is less than their list price:
 *
 * - Tokens saved in messages that the provider had cached (`result.blocks` before `earlierMessages`) would have been
 *   read from the cache.
 * - Tokens saved in new messages would have been charged in the proportion in which this request's own new tokens were
 *   charged: as input, or as cache writes.
 * - If it is not known which messages are new, all would have been read if anything was read, and all would have been
 *   new otherwise.
 *
 * Prices for long prompts count if the uncompressed prompt would have been long. Tokens are the estimates of the
 * compression, not scaled to the model's own (Claude counts more). If a figure is missing, none is made up: `unknown`
 * says why.
 *
 * @example
 * ```ts
 * import { compress } from '@headroom/native';
 * import { formatDollars, savingOf, usageOf } from '@headroom/native/cost';
 *
 * const result = await compress(messages);
 * const response = await anthropic.messages.create({ model, max_tokens: 1024, messages: result.messages });
 * console.log(formatDollars(savingOf({ result, model, usage: usageOf(response) }).saved));
 * ```
 */
export function savingOf(request: AnsweredRequest): Saving {
  argument('request', request, OBJECT);
  return lookAt('request', () => saving(request));
}

function saving({ model, usage: said, result, earlierMessages }: AnsweredRequest): Saving {
  const usage = usageOf(said);
  const info = typeof model === 'object' && model !== null ? model : modelInfo(model);
  const unknown = usage.complete ? (info.prices ? undefined : 'prices') : 'usage';
  if (unknown) return { cost: undefined, uncompressed: undefined, saved: undefined, unknown };
  const cost = priced(usage, info)!;
  const uncompressed = priced(without(usage, result, earlierMessages), info)!;
  return { cost, uncompressed, saved: uncompressed - cost, unknown };
}

/** What the provider would have counted. */
function without(usage: Usage, result: Compressed | undefined, earlierMessages: number | undefined): TokenCounts {
  if (!result) return usage;
  const all = tokensSaved(result);
  // Asked last: a result makes its list of blocks when it is first looked at.
  const told = earlierMessages !== undefined && result.blocks !== undefined;
  const earlier =
    usage.cachedRead === 0
      ? 0
      : told
        ? result.blocks.reduce((sum, block) => sum + (block.message < earlierMessages ? tokensSaved(block) : 0), 0)
        : all;
  return withNew({ ...usage, cachedRead: Math.max(0, usage.cachedRead + earlier) }, all - earlier);
}

/** The tokens of a request with so many more new ones, or fewer, charged in proportion to those that there are. What does not come out even is input. */
export function withNew(tokens: TokenCounts, more: number): TokenCounts {
  const fresh = promptOf(tokens) - tokens.cachedRead;
  const share = (part: number): number => Math.max(0, part + (fresh === 0 ? 0 : Math.trunc((part * more) / fresh)));
  const [cacheWrite5m, cacheWrite1h] = [share(tokens.cacheWrite5m), share(tokens.cacheWrite1h)];
  return { ...tokens, cacheWrite5m, cacheWrite1h, input: Math.max(0, fresh + more - cacheWrite5m - cacheWrite1h) };
}

function tokensSaved({
  tokensBefore,
  tokensAfter,
}: {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}): number {
  const saved = tokensBefore - tokensAfter;
  return Number.isSafeInteger(saved) ? saved : 0;
}
