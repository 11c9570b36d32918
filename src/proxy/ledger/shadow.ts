// Measures the saving by comparing compressed conversations with a sample that is sent uncompressed.
//
// Each group has a ratio: the cost of its prompts, divided by the cost of the same prompts before compression at the price of new input. So conversations with
// different models can be compared. The saving is the difference of the ratios. Conversations are assigned to groups as a whole, so the variance is that of a ratio
// of sums over conversations (Cochran, Sampling Techniques, section 2.11).
import type { ModelInfo } from '../../models/index.js';
import { costOf } from '../../money/index.js';
import type { Entry } from './entry.js';

/** Sums over the conversations of a group, in nano-dollars. `cost`: of the prompts. `size`: of the same prompts before compression, at the price of new input. */
interface Group {
  conversations: number;
  cost: number;
  size: number;
  costSquares: number;
  sizeSquares: number;
  products: number;
}

/** The measured saving. */
export interface Measured {
  readonly conversations: { readonly compressed: number; readonly shadow: number };
  /** The saved share of the cost of prompts. Undefined if a group has too few conversations. */
  readonly saving: number | undefined;
  /** The confidence interval of the share, at 95 %. */
  readonly interval: readonly [number, number] | undefined;
}

/** Maximum number of conversations whose sums are remembered. One that was forgotten counts as a new one. */
const MAX_CONVERSATIONS = 10_000;
const NO_TOKENS = { input: 0, cachedRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0 };
/** Minimum number of conversations in a group. */
const MIN_CONVERSATIONS = 2;
/** The 97.5th percentile of the normal distribution. */
const Z = 1.96;

export class Comparison {
  readonly #groups = { compressed: none(), shadow: none() };
  readonly #conversations = new Map<string, { cost: number; size: number }>();

  /** Adds a request to this model. */
  add({ conversation, isShadow, usage, tokensBefore, tokensAfter }: Entry, model: ModelInfo): void {
    if (conversation === undefined || !usage) return;
    const { input, cachedRead, cacheWrite5m, cacheWrite1h } = usage;
    const tokens = input + cachedRead + cacheWrite5m + cacheWrite1h + (isShadow ? 0 : tokensBefore - tokensAfter);
    const cost = costOf({ ...usage, output: 0 }, model) ?? 0;
    const size = costOf({ ...NO_TOKENS, input: tokens }, model) ?? 0;
    if (size === 0) return;
    const group = this.#groups[isShadow ? 'shadow' : 'compressed'];
    const before = this.#conversations.get(conversation) ?? { cost: 0, size: 0 };
    const now = { cost: before.cost + cost, size: before.size + size };
    if (before.size > 0) count(group, before, -1);
    count(group, now, 1);
    this.#conversations.delete(conversation);
    this.#conversations.set(conversation, now);
    const [oldest] = this.#conversations.keys();
    if (this.#conversations.size > MAX_CONVERSATIONS) this.#conversations.delete(oldest!);
  }

  measured(): Measured {
    const { compressed, shadow } = this.#groups;
    const conversations = { compressed: compressed.conversations, shadow: shadow.conversations };
    const isEnough = [compressed, shadow].every((group) => group.conversations >= MIN_CONVERSATIONS && group.cost > 0);
    if (!isEnough) return { conversations, saving: undefined, interval: undefined };
    const ratio = ratioOf(compressed) / ratioOf(shadow);
    // The error of a quotient, on a logarithmic scale, where it is symmetric.
    const error = Z * Math.sqrt(relativeVariance(compressed) + relativeVariance(shadow));
    return {
      conversations,
      saving: 1 - ratio,
      interval: [1 - ratio * Math.exp(error), 1 - ratio * Math.exp(-error)],
    };
  }
}

function none(): Group {
  return { conversations: 0, cost: 0, size: 0, costSquares: 0, sizeSquares: 0, products: 0 };
}

function count(group: Group, { cost, size }: { readonly cost: number; readonly size: number }, times: 1 | -1): void {
  group.conversations += times;
  group.cost += times * cost;
  group.size += times * size;
  group.costSquares += times * cost * cost;
  group.sizeSquares += times * size * size;
  group.products += times * cost * size;
}

function ratioOf({ cost, size }: Group): number {
  return cost / size;
}

/** The variance of a group's ratio, as a share of the ratio's square. */
function relativeVariance(group: Group): number {
  const { conversations: n, cost, costSquares, sizeSquares, products } = group;
  const ratio = ratioOf(group);
  const residuals = Math.max(0, costSquares - 2 * ratio * products + ratio * ratio * sizeSquares);
  return (residuals * n) / ((n - 1) * cost * cost);
}
