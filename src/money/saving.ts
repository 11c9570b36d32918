// Compares the cost of a request with its cost without compression.
import { argument, lookAt, OBJECT } from '../errors/index.js';
import { modelInfo, type ModelInfo } from '../models/index.js';
import { usageOf, type Usage } from '../usage/index.js';
import { priced, promptOf, type TokenCounts } from './cost.js';

/** The fields of a compression's result that matter here. Tokens are estimates. */
export interface Compressed {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** A report for each block, with the index of its message. */
  readonly blocks?: readonly {
    readonly message: number;
    readonly tokensBefore: number;
    readonly tokensAfter: number;
  }[];
}

/** A request that the provider answered. */
export interface AnsweredRequest {
  /** The name of the model, or the result of `modelInfo` for it. */
  readonly model: string | ModelInfo;
  /** The provider's report, or the result of {@link usageOf}. */
  readonly usage: object;
  /** The result of compressing its messages; undefined if they were sent uncompressed. */
  readonly result?: Compressed | undefined;
  /** How many of its messages the request before it had already. */
  readonly earlierMessages?: number | undefined;
}

/** The cost and the saving of a request, in nano-dollars. */
export interface Saving {
  readonly cost: number | undefined;
  /** The cost without compression. */
  readonly uncompressed: number | undefined;
  /** `uncompressed` minus `cost`. */
  readonly saved: number | undefined;
  /** Why there are no figures: the prices of the model are unknown, or the usage is incomplete. */
  readonly unknown: 'prices' | 'usage' | undefined;
}

/**
 * The cost of a request with and without compression, at the prices of its model. The saved tokens
 * are charged like the tokens beside them, which is less than their list price:
 *
 * - Tokens saved in messages that the provider had cached (`result.blocks` before `earlierMessages`) would have been
 *   read from the cache.
 * - Tokens saved in new messages would have been charged in the proportion in which this request's own new tokens were
 *   charged: as input, or as cache writes.
 * - If it is unknown which messages are new, all of them count as cached if the request read anything from the cache,
 *   and as new otherwise.
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
  const uncompressed = priced(uncompressedUsage(usage, result, earlierMessages), info)!;
  return { cost, uncompressed, saved: uncompressed - cost, unknown };
}

/** The usage that the provider would have reported without compression. */
function uncompressedUsage(
  usage: Usage,
  result: Compressed | undefined,
  earlierMessages: number | undefined,
): TokenCounts {
  if (!result) return usage;
  const all = tokensSaved(result);
  // Checked last, because a result builds its list of blocks on first access.
  const isKnown = earlierMessages !== undefined && result.blocks !== undefined;
  const earlier =
    usage.cachedRead === 0
      ? 0
      : isKnown
        ? result.blocks.reduce((sum, block) => sum + (block.message < earlierMessages ? tokensSaved(block) : 0), 0)
        : all;
  return withNew({ ...usage, cachedRead: Math.max(0, usage.cachedRead + earlier) }, all - earlier);
}

/**
 * The tokens of a request with `more` new ones (fewer if negative), split like its own new tokens. The remainder is
 * input.
 */
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
