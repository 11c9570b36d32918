// Where a mark for the cache can stand in a request, in the order of the prompt: tools, system, messages.
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
  /** The keys that lead to it; of a text that is no list yet, to that text. None: the mark of the request itself, which the provider puts on its end. */
  readonly path: readonly (string | number)[];
  /** Estimated tokens of the prompt up to its end. */
  readonly tokens: number;
  /** The mark that it has, itself or in its content. */
  readonly marked: CacheTtl | undefined;
  /** Whether a mark may stand on it. */
  readonly isFit: boolean;
  /** Whether it is a block of the system prompt that is different each time, as {@link alignCache} makes them. */
  readonly isVolatile: boolean;
}

/** The breakpoints of the provider that a request is for; nothing where it has none. @throws `ConfigurationError` where the provider cannot be told. */
export function breakpointsOf(request: Fields): Breakpoints | undefined {
  return providersWith('cache').find(
    (provider) => provider.cache.breakpoints?.takes(request) === true && providerOfRequest(request) === provider,
  )?.cache.breakpoints;
}

/** Every place of a request. */
export function placesIn(request: Fields, breakpoints: Breakpoints, count: Count): Place[] {
  const places: Place[] = [];
  let tokens = 0;
  for (const { tier, path, value, isFit, isMedium } of breakpoints.blocks(request)) {
    // Media have tokens that their text says nothing of: they count as none.
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
