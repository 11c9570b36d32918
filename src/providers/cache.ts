// The contract for a provider's prompt cache.
import type { Fields } from './message.js';

/** The parts of a prompt, in the order in which providers assemble it. */
export type Tier = 'tools' | 'system' | 'messages';

/** How long a provider keeps a cached prefix. */
export type CacheTtl = '5m' | '1h';

/** Describes a provider's prompt cache. */
export interface CachePart {
  /** Fields that mark a breakpoint. They are not part of the prompt. */
  readonly marks?: readonly string[];
  /** Parameters that the cache depends on. If one changes, the cache is lost from its tier on. */
  readonly parameters?: readonly CacheParameter[];
  /** Whether the cached messages are lost when the first image appears, or the last one disappears. */
  readonly losesByImages?: boolean;
  /** Where breakpoints may be placed, if the provider caches whole blocks up to a breakpoint. */
  readonly breakpoints?: Breakpoints;
}

/** A parameter of a request. `path` is the list of keys that lead to it. */
export interface CacheParameter {
  readonly from: Tier;
  readonly path: readonly string[];
}

/** Finds and places the breakpoints of a request. */
export interface Breakpoints {
  /** Maximum number in a request. */
  readonly max: number;
  /** How many blocks before a breakpoint the provider searches for a prefix that is already cached. */
  readonly lookback: number;
  /** Whether a request is really for this provider: SDKs of others reuse its shape. */
  takes(request: Fields): boolean;
  /**
   * The tools and blocks of a request, in the order of the prompt.
   *
   * @throws `RangeError` for a list that is too long.
   */
  blocks(request: Fields): Iterable<Block>;
  /** The TTL of the breakpoint on a block, or of the last one within its content. */
  markOf(block: unknown): CacheTtl | undefined;
  /** The TTL of a breakpoint on the request itself, which the provider moves to the end of the prompt. */
  markOfAll(request: Fields): CacheTtl | undefined;
  /** The block with a breakpoint. */
  marked(block: unknown, ttl: CacheTtl): unknown;
}

/** A tool or a block of content. */
export interface Block {
  readonly tier: Tier;
  /** The keys that lead to it, or to the whole text if the content is a string instead of a list. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** Whether a breakpoint may be placed on it. */
  readonly isFit: boolean;
  /** Whether it is an image or a document. Its tokens cannot be estimated from its text. */
  readonly isMedium: boolean;
}
