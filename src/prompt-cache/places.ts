// The places of a request where breakpoints can be, in the order of the prompt: tools, system, messages.
import {
  isRecord,
  providerOfRequest,
  providersWith,
  type Breakpoints,
  type CacheTtl,
  type Fields,
  type Tier,
} from '../providers/index.js';
import { jsonOf, type Count } from './json.js';
import { partition } from './units.js';

/** A tool or a block of content. */
export interface Place {
  readonly tier: Tier;
  /**
   * The keys that lead to it, or to the whole text if the content is a string. Empty for a breakpoint on the request
   * itself, which the provider moves to the end of the prompt.
   */
  readonly path: readonly (string | number)[];
  /** Estimated tokens of the prompt up to its end. */
  readonly tokens: number;
  /** The TTL of the breakpoint that it has, on itself or in its content. */
  readonly marked: CacheTtl | undefined;
  /** Whether a breakpoint may be placed on it. */
  readonly isFit: boolean;
  /** Whether it is a volatile block of the system prompt, such as {@link alignCache} makes. */
  readonly isVolatile: boolean;
}

/**
 * The breakpoints of the provider that a request is for; undefined if the provider has none.
 *
 * @throws `ConfigurationError` if no provider recognises the request.
 */
export function breakpointsOf(request: Fields): Breakpoints | undefined {
  return providersWith('cache').find(
    (provider) => provider.cache.breakpoints?.takes(request) === true && providerOfRequest(request) === provider,
  )?.cache.breakpoints;
}

/** All places of a request, in order. */
export function placesIn(request: Fields, breakpoints: Breakpoints, count: Count): Place[] {
  const places: Place[] = [];
  let tokens = 0;
  for (const { tier, path, value, isFit, isMedium } of breakpoints.blocks(request)) {
    // The tokens of media cannot be estimated from their text, so they count as none.
    if (!isMedium) tokens += Math.max(0, count(typeof value === 'string' ? value : jsonOf(value)) || 0);
    const marked = breakpoints.markOf(value);
    places.push({ tier, path, tokens, marked, isFit, isVolatile: tier === 'system' && isVolatile(value) });
  }
  const marked = breakpoints.markOfAll(request);
  if (marked) places.push({ tier: 'messages', path: [], tokens, marked, isFit: false, isVolatile: false });
  return places;
}

function isVolatile(block: unknown): boolean {
  const text = isRecord(block) ? block['text'] : block;
  const { stable, moved } = partition(typeof text === 'string' ? text : '');
  return moved.length > 0 && stable.trim() === '';
}
