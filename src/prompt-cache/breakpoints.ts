// Places breakpoints for Anthropic's prompt cache.
import { FUNCTION, oneOf, optionsOf, type Checks } from '../errors/index.js';
import { MAX_CACHE_MINIMUM, modelInfo } from '../models/index.js';
import { attempt, isRecord, type Breakpoints, type CacheTtl } from '../providers/index.js';
import { ESTIMATE, fieldsOf, type Count } from './json.js';
import { breakpointsOf, placesIn, type Place } from './places.js';

/** How breakpoints are placed. */
export interface BreakpointOptions {
  /**
   * The TTL of tools and system prompt. Messages always get five minutes, because each turn writes them again. Default:
   * `'5m'`.
   */
  ttl?: CacheTtl;
  /** Counts the tokens of a text. Default: one for every four characters, which is a low estimate for code and JSON. */
  count?: Count;
}

const CHECKS: Checks<BreakpointOptions> = { ttl: oneOf('5m', '1h'), count: FUNCTION };

/**
 * The breakpoint in the middle is `lookback - MARGIN` blocks before the last one, so that a turn of up to twice as many
 * blocks still finds the prefix that the turn before has cached.
 */
const MARGIN = 2;

/**
 * Marks a request to Anthropic for its prompt cache (`cache_control`): at the end of the messages, of the system
 * prompt and of the tools, and 18 blocks before the last one if there are that many. A request has at most four marks;
 * the client's own are counted, and neither moved nor removed. A place is marked only if the prompt up to it has as
 * many tokens as the model's cache requires, and never a thinking block or an empty text. A text that gets a mark
 * becomes a list of one block, which is the same prompt. Nothing else changes, and its own output comes back unchanged.
 *
 * @returns the same object if there is nothing to mark, or the request is not for Anthropic.
 * @throws `ConfigurationError` for another `ttl`.
 *
 * @example
 * ```ts
 * import { placeBreakpoints } from '@headroom/native/prompt-cache';
 *
 * const request = placeBreakpoints({ model, max_tokens: 1024, system, tools, messages });
 * console.log(JSON.stringify(request).split('cache_control').length - 1);
 * ```
 */
export function placeBreakpoints<R extends object>(request: R, options?: BreakpointOptions): R {
  const { ttl = '5m', count = ESTIMATE } = optionsOf(options, CHECKS);
  const fields = attempt(() => (isRecord(request) ? fieldsOf(request) : undefined));
  const breakpoints = fields && attempt(() => breakpointsOf(fields));
  if (!breakpoints) return request;
  const { cacheMinimum = MAX_CACHE_MINIMUM } = modelInfo(fields['model'] as string);
  return (
    attempt(() => {
      const places = placesIn(fields, breakpoints, count);
      const isAutomatic = places.at(-1)?.path.length === 0;
      const free = breakpoints.max - places.filter(({ marked }) => marked).length;
      const wanted = [
        isAutomatic ? undefined : lastOf(places, 'messages'),
        lastOf(places, 'system'),
        between(places, breakpoints.lookback),
        lastOf(places, 'tools'),
      ];
      const open = wanted.filter(
        (place) => place !== undefined && !place.marked && place.tokens >= cacheMinimum,
      ) as Place[];
      return marked(fields, breakpoints, timed(places, open, ttl, Math.max(0, free))) as R;
    }) ?? request
  );
}

/** The last place of a tier where a breakpoint fits. Volatile blocks of the system prompt are skipped. */
function lastOf(places: readonly Place[], tier: Place['tier']): Place | undefined {
  return places.findLast((place) => place.tier === tier && place.isFit && !place.isVolatile);
}

/** The place `lookback - MARGIN` blocks before the last, unless a breakpoint is between them. */
function between(places: readonly Place[], lookback: number): Place | undefined {
  const messages = places.filter(({ tier }) => tier === 'messages');
  const end = messages.findLastIndex(({ isFit }) => isFit);
  const at = messages.findLastIndex(({ isFit }, index) => isFit && index <= end - (lookback - MARGIN));
  return at < 0 || messages.slice(Math.max(0, end - lookback), end).some(({ marked }) => marked)
    ? undefined
    : messages[at];
}

/**
 * Chooses at most `free` places, each with its TTL. Providers require that one-hour breakpoints come before five-minute
 * ones.
 */
function timed(places: readonly Place[], open: readonly Place[], ttl: CacheTtl, free: number): Map<Place, CacheTtl> {
  const chosen = new Map<Place, CacheTtl>();
  const markOf = (place: Place): CacheTtl | undefined => place.marked ?? chosen.get(place);
  for (const place of open) {
    const at = places.indexOf(place);
    const asked =
      place.tier === 'messages' || places.slice(0, at).some((before) => markOf(before) === '5m') ? '5m' : ttl;
    if (chosen.size < free && (asked === '1h' || !places.slice(at + 1).some((after) => markOf(after) === '1h')))
      chosen.set(place, asked);
  }
  return chosen;
}

function marked(
  request: Readonly<Record<string, unknown>>,
  breakpoints: Breakpoints,
  marks: ReadonlyMap<Place, CacheTtl>,
): object | undefined {
  let out: unknown = marks.size === 0 ? undefined : request;
  for (const [{ path }, ttl] of marks) out = at(out, path, (value) => breakpoints.marked(value, ttl));
  return out as object | undefined;
}

/** A copy with another value at a path. Only the containers on the path are copied. */
function at(value: unknown, [key, ...rest]: Place['path'], change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const copy = (Array.isArray(value) ? value.slice() : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = at(copy[key], rest, change);
  return copy;
}
