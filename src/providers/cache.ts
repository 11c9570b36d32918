// What the folder of a provider tells of its prompt cache.
import type { Fields } from './message.js';

/** What a prompt consists of, in the order in which providers put it together. */
export type Tier = 'tools' | 'system' | 'messages';

/** How long a provider keeps a prefix. */
export type CacheTtl = '5m' | '1h';

/** Knows a provider's prompt cache. */
export interface CachePart {
  /** Fields that mark a place for the cache, and are no part of the prompt. */
  readonly marks?: readonly string[];
  /** Parameters that are part of a prompt from a tier on: where one changes, the cache is lost from there. */
  readonly parameters?: readonly CacheParameter[];
  /** Whether the messages are lost where there are images for the first time, or no longer. */
  readonly losesByImages?: boolean;
  /** Where marks may stand, for a provider that caches whole blocks up to a mark. */
  readonly breakpoints?: Breakpoints;
}

/** A parameter, by the fields that lead to it. */
export interface CacheParameter {
  readonly from: Tier;
  readonly path: readonly string[];
}

/** Knows the breakpoints in a request. */
export interface Breakpoints {
  /** The most that a request may have. */
  readonly max: number;
  /** How many blocks before a breakpoint are looked at for a prefix that is cached already. */
  readonly lookback: number;
  /** Whether breakpoints may be placed in a request for this provider: others put requests into its shape. */
  takes(request: Fields): boolean;
  /** The tools and blocks of a request, in the order of the prompt. @throws where a list claims to be longer than any is. */
  blocks(request: Fields): Iterable<Block>;
  /** The mark of a block, itself or in its content. */
  markOf(block: unknown): CacheTtl | undefined;
  /** The mark of the request itself, which the provider puts on its end. */
  markOfAll(request: Fields): CacheTtl | undefined;
  /** A block with a mark. */
  marked(block: unknown, ttl: CacheTtl): unknown;
}

/** A tool or a block of content. */
export interface Block {
  readonly tier: Tier;
  /** The keys that lead to it; of a text that is no list yet, to that text. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** Whether a mark may stand on it. */
  readonly isFit: boolean;
  /** Whether it is an image or a document, whose text says nothing of its tokens. */
  readonly isMedium: boolean;
}
