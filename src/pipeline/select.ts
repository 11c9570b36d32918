import { ConfigurationError, FUNCTION, optionsOf, type Checks } from '../errors/index.js';
import { count, plural } from '../format/index.js';
import type { Originals } from '../store/index.js';
import { NAME, type CustomCompressor, type TextInfo } from './define.js';

/** Lines of a text, both counted from 1 and both included. */
export type LineRange = readonly [first: number, last: number];

/** A custom selector. Its functions must be pure: the same text always gives the same result. */
export interface SelectorDefinition {
  /** Its name in reports and in the header of its output: lower-case letters, digits and dashes. */
  name: string;
  /** True if it may elide parts of a text. */
  accepts(info: TextInfo): boolean;
  /** Returns the ranges of lines to elide, in order. Nothing or an empty list elides nothing. */
  leaveOut(text: string): readonly LineRange[] | undefined | PromiseLike<readonly LineRange[] | undefined>;
}

/** A selector whose definition was checked. */
export type CustomSelector = Readonly<SelectorDefinition>;

const CHECKS: Checks<SelectorDefinition> = { name: NAME, accepts: FUNCTION, leaveOut: FUNCTION };

/**
 * Checks the definition of a selector for a {@link TransformPipeline}. The pipeline puts a marker in the place of the
 * lines. The marker has the handle of the whole text in the store.
 *
 * @throws `ConfigurationError` for a missing or unknown field, or a value of the wrong type.
 *
 * @example
 * ```ts
 * import { defineSelector } from '@headroom/native/pipeline';
 *
 * const head = defineSelector({
 *   name: 'head',
 *   accepts: ({ tool }) => tool === 'trace',
 *   leaveOut: (text) => [[20, text.split('\n').length]],
 * });
 * console.log(head.name); // head
 * ```
 */
export function defineSelector(definition: SelectorDefinition): CustomSelector {
  const own = optionsOf(definition, CHECKS);
  for (const name of Object.keys(CHECKS) as (keyof SelectorDefinition)[])
    if (own[name] === undefined) throw new ConfigurationError(`option \`${name}\` is required`, name);
  return Object.freeze(own);
}

/** The store of the originals. */
export type Stored = () => Promise<Pick<Originals, 'put' | 'retrieve'>>;

/** The maximum number of bytes that the addon can return. */
const MAX_BYTES = 2 ** 32 - 1;

/**
 * Makes a selector a compressor whose originals are in the store. Its output is expanded from the store and checked
 * like any other form.
 */
export function stored({ name, accepts, leaveOut }: CustomSelector, originals: Stored): CustomCompressor {
  return {
    name,
    accepts,
    async compress(text) {
      const ranges = await leaveOut(text);
      if (!ranges || ranges.length === 0) return undefined;
      const lines = text.split('\n');
      if (!areRanges(ranges, lines.length))
        throw new ConfigurationError('`leaveOut` gives ranges of lines in order', name);
      // The original is stored before the marker is shown.
      const [handle] = await (await originals()).put([text]);
      return without(lines, ranges, handle!);
    },
    async expand(text) {
      const [, handle = ''] = MARKER.exec(text) ?? [];
      return (await (await originals()).retrieve(handle, { limit: MAX_BYTES })).text;
    },
  };
}

const MARKER = /^\[[\d,]+ lines? left out: headroom_retrieve (\w{16})\] /m;

function areRanges(ranges: readonly LineRange[], count: number): boolean {
  let before = 0;
  return ranges.every((range) => {
    const [first, last] = range;
    const isNext =
      Number.isInteger(first) && Number.isInteger(last) && before < first && first <= last && last <= count;
    before = last;
    return isNext;
  });
}

/** Returns the other lines, with a marker in the place of each range. The first marker has the handle. */
function without(lines: readonly string[], ranges: readonly LineRange[], handle: string): string {
  const kept: (readonly string[])[] = [];
  let at = 0;
  for (const [index, [first, last]] of ranges.entries()) {
    const by = index === 0 ? `: headroom_retrieve ${handle}` : '';
    const marker = `[${plural(last - first + 1, 'line')} left out${by}] ${count(first)}-${count(last)}`;
    kept.push(lines.slice(at, first - 1), [marker]);
    at = last;
  }
  return [...kept, lines.slice(at)].flat().join('\n');
}
