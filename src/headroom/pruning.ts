// The settings of pruning for the engine: the prices of the model, and the limit of the conversation.
import { ConfigurationError } from '../errors/index.js';
import { modelInfo, type ModelInfo } from '../models/index.js';
import { hasReasoning, type CacheTtl, type Message } from '../providers/index.js';

/** Whether a session shortens old results: never, only while the provider's cache is cold, or whenever that pays. */
export type Pruning = 'off' | 'cold' | 'auto';

/**
 * What makes a result likely to be fetched again after a prune. Each weight is the chance, in thousandths, that its
 * feature adds where it is strongest.
 */
export interface PruningWeights {
  /** Every result has this chance. */
  base?: number;
  /** The model saw or used the result shortly before the turns that are kept. */
  recency?: number;
  /** The result shows a file. */
  file?: number;
  /** The call shares words with the user's last text. */
  relevance?: number;
  /** Later results refer to it. */
  references?: number;
  /** It reports an error. */
  error?: number;
  /** It has many tokens for its length. */
  density?: number;
}

/** The options of a request that concern pruning. */
export interface PruningOptions {
  readonly pruning?: Pruning | undefined;
  readonly cold?: boolean | undefined;
  readonly keepTurns?: number | undefined;
  readonly cacheTtl?: CacheTtl | undefined;
  readonly expectedTurns?: number | undefined;
  readonly pruningWeights?: PruningWeights | undefined;
  readonly tokenBudget?: number | 'model' | undefined;
  readonly outputBufferTokens?: number | undefined;
  readonly model?: string | undefined;
}

/** Whether the model may lose its reasoning if an earlier message changes, so that nothing is pruned. */
export function isBound(messages: readonly Message[], { model }: PruningOptions): boolean {
  return (model === undefined || modelInfo(model).bindsReasoning) && messages.some(hasReasoning);
}

/** Prices of tokens, in thousandths of the price of a token of input. */
export interface CachePrices {
  /** For a token that is read from the provider's cache. */
  readonly read: number;
  /** For a token that is written to it. */
  readonly write: number;
  /** For a token of the answer. */
  readonly output: number;
  /** The prices of a prompt with more than `above` tokens, in thousandths of these. */
  readonly long?: { readonly above: number; readonly factor: number };
}

/** The settings of pruning, as the engine takes them. Unset ones have the engine's defaults. */
export interface EnginePruning extends Partial<CachePrices> {
  readonly mode: 'cold' | 'auto';
  readonly cold: boolean;
  readonly keepTurns?: number;
  readonly expectedTurns?: number;
  readonly weights?: PruningWeights;
  readonly limit?: number;
}

/** The settings for the engine: prices in thousandths of the price of an input token. Undefined if nothing is pruned. */
export function enginePruning(options: PruningOptions): EnginePruning | undefined {
  const { pruning = 'cold', cold = false, keepTurns, expectedTurns, pruningWeights: weights } = options;
  const limit = budgetOf(options);
  if (limit === undefined && (pruning === 'off' || (pruning === 'cold' && !cold))) return undefined;
  const prices = cachePrices(options);
  return {
    // Without prices it is unknown whether pruning pays. A cold cache is written again anyway.
    mode: pruning === 'auto' && prices ? 'auto' : 'cold',
    cold: cold && pruning !== 'off',
    ...(keepTurns !== undefined && { keepTurns }),
    ...(expectedTurns !== undefined && { expectedTurns }),
    ...(weights && { weights }),
    ...(limit !== undefined && { limit }),
    ...prices,
  };
}

/** The tokens that are kept free for the answer unless a call says otherwise. */
const OUTPUT_BUFFER = 4000;

/**
 * The maximum size of a conversation, in tokens: what the call sets, or else what the model's context leaves beside the
 * answer. Undefined without either option. @throws `ConfigurationError` if the context is needed, and there is no
 * model, or `tokenBudget: 'model'` and its context is not known.
 */
export function budgetOf({ tokenBudget, outputBufferTokens, model }: PruningOptions): number | undefined {
  if (typeof tokenBudget === 'number') return tokenBudget;
  if (tokenBudget === undefined && outputBufferTokens === undefined) return undefined;
  const option = tokenBudget === undefined ? 'outputBufferTokens' : 'tokenBudget';
  if (model === undefined)
    throw new ConfigurationError(
      `option \`${option}\` needs the context of a model: set the option \`model\`, or a number as \`tokenBudget\` instead`,
      option,
    );
  const { context, contextKnown } = modelInfo(model);
  if (tokenBudget === 'model' && !contextKnown)
    throw new ConfigurationError(
      'option `tokenBudget`: the context of this model is not known. Set a number, or add the model to models.json',
      'tokenBudget',
    );
  return Math.max(0, context - (outputBufferTokens ?? OUTPUT_BUFFER));
}

/** The prices by which a model's provider charges for its cache. Undefined if they are unknown. */
export function cachePrices({ model, cacheTtl }: PruningOptions): CachePrices | undefined {
  return model === undefined ? undefined : pricesOf(modelInfo(model), cacheTtl);
}

/** The engine's maximum, far above any price list. */
const MAX_FACTOR = 65_535;

function pricesOf({ prices }: ModelInfo, ttl: CacheTtl = '5m'): CachePrices | undefined {
  const input = Number(prices?.input);
  if (!prices || !(input > 0)) return undefined;
  const share = (price: string | undefined): number => Math.round((1000 * Number(price ?? prices.input)) / input);
  const write = ttl === '1h' ? (prices.cacheWrite1h ?? prices.cacheWrite5m) : prices.cacheWrite5m;
  return {
    read: share(prices.cachedRead),
    write: share(write),
    output: share(prices.output),
    ...(prices.long && { long: { above: prices.long.above, factor: Math.min(share(prices.long.input), MAX_FACTOR) } }),
  };
}
